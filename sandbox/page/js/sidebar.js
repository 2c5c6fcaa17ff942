/**
 * The list of conversations, with what is unread in each.
 */

import { fill, h } from "./dom.js";
import { avatar } from "./people.js";
import { go, here, nameOf, place } from "./place.js";
import { self, world } from "./store.js";
import { unreadCount } from "./unread.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Channel} Channel */

/** @param {HTMLElement} side */
export function drawSidebar(side) {
  const channels = [...world.channels.values()];
  const [direct, open] = [channels.filter((one) => one.direct), channels.filter((one) => !one.direct)];
  side.setAttribute("aria-label", t("channels"));
  fill(side,
    h("div.whoami", {}, avatar(world.me), h("div", {}, h("strong", {}, self().name), h("span.hint", {}, `@${self().key}`))),
    group(t("channels"), open),
    group(t("apps"), direct),
  );
}

/** @param {string} title @param {Channel[]} channels */
function group(title, channels) {
  return h("section", {}, h("h2", {}, title), h("ul", {}, ...channels.map((channel) => h("li", {}, entry(channel)))));
}

/** @param {Channel} channel */
function entry(channel) {
  const isHere = here()?.id === channel.id;
  const count = unreadCount(channel);
  const name = channel.direct ? world.bot.name : channel.name;
  const mark = channel.direct ? avatar(world.bot.user) : h("span.hash", { "aria-hidden": "true" }, "#");
  return h(`a.entry${count ? ".unread" : ""}`, {
    href: `?${new URLSearchParams({ as: place.as, in: nameOf(channel) })}`,
    "aria-current": isHere ? "page" : null,
    dataset: { key: channel.id },
    onclick(/** @type {MouseEvent} */ event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      document.body.classList.remove("drawer-open");
      go({ in: nameOf(channel), thread: "" });
    },
  }, mark, h("span.name", {}, name), count > 0 && h("span.count", { "aria-label": t("unread", { count }) }, count));
}
