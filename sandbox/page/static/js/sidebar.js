/**
 * The list of conversations, with what is unread in each.
 */

import { h, mend } from "./dom.js";
import { unreadMailCount } from "./mailbox.js";
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
  mend(side,
    h("div.whoami", {}, avatar(world.me), h("div", {}, h("strong", {}, self().name), h("span.hint", {}, `@${self().key}`))),
    group(t("channels"), open),
    group(t("apps"), direct),
    h("section", {}, h("ul", {}, h("li", {}, mailEntry()))),
  );
}

/** @param {string} title @param {Channel[]} channels */
function group(title, channels) {
  return h("section", {}, h("h2", {}, title), h("ul", {}, ...channels.map((channel) => h("li", {}, entry(channel)))));
}

/** @param {Channel} channel */
function entry(channel) {
  const isHere = place.in !== "mail" && here()?.id === channel.id;
  const count = unreadCount(channel);
  const name = channel.direct ? world.bot.name : channel.name;
  const mark = channel.direct ? avatar(world.bot.user) : h("span.hash", { "aria-hidden": "true" }, signOf(channel));
  return link({ where: nameOf(channel), key: channel.id, isHere, count, mark, name });
}

/** As Slack has it before the name: a lock for a private channel, a box for one that was put away. @param {Channel} channel */
function signOf(channel) {
  return channel.archived ? "🗄" : channel.private ? "🔒" : "#";
}

function mailEntry() {
  const mark = h("span.hash", { "aria-hidden": "true" }, "✉");
  return link({ where: "mail", key: "mail", isHere: place.in === "mail", count: unreadMailCount(), mark, name: t("mail") });
}

/** @param {{where: string, key: string, isHere: boolean, count: number, mark: HTMLElement, name: string}} one */
function link({ where, key, isHere, count, mark, name }) {
  return h(`a.entry${count ? ".unread" : ""}`, {
    href: `?${new URLSearchParams({ as: place.as, in: where })}`,
    "aria-current": isHere ? "page" : null,
    dataset: { key },
    onclick(/** @type {MouseEvent} */ event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      document.body.classList.remove("drawer-open");
      go({ in: where, thread: "" });
    },
  }, mark, h("span.name", {}, name), count > 0 && h("span.count", { "aria-label": t("unread", { count }) }, count));
}
