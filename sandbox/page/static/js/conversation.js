/**
 * The middle of the page: one channel or the app's conversation with its tabs, and the field below.
 */

import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { drawHome } from "./home.js";
import { enterMail, leaveMail } from "./mail.js";
import { MessageList } from "./messages.js";
import { avatar } from "./people.js";
import { go, here, place } from "./place.js";
import { act } from "./socket.js";
import { channelMessages, world } from "./store.js";
import { markRead, readUpTo } from "./unread.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Channel} Channel */

const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** @type {{channel: Channel, list: MessageList, composer: Composer | null, read: string} | null} */
let shown = null;

/** Draw the conversation of the address from nothing. */
export function enter() {
  const channel = here();
  if (!channel) return;
  leaveMail();
  if (place.in === "mail") {
    shown = null;
    enterMail(main);
    return;
  }
  if (place.in === "home") {
    shown = null;
    const home = h("div.scroller", { id: "home", tabindex: "0", role: "region", "aria-label": t("homeTab") });
    fill(main, heading(channel), home);
    drawHome(home);
    void act("home");
    return;
  }
  const name = channel.direct ? world.bot.name : `#${channel.name}`;
  const list = new MessageList({ label: name, empty: () => h("p", {}, channel.direct ? t("emptyDirect", { name }) : t("emptyChannel")) });
  const composer = channel.direct && world.tabs.readOnly ? null : new Composer({
    label: t("messageTo", { name }),
    target: () => ({ channel: channel.id }),
    sent: () => list.toEnd(),
  });
  if (composer) composer.field.id = "line";
  shown = { channel, list, composer, read: readUpTo(channel) };
  fill(main, heading(channel), list.node, composer ? composer.node : h("p.composer.hint", {}, t("readOnly")));
  refresh();
  list.toEnd();
  if (matchMedia("(hover: hover)").matches) composer?.focus();
}

/** Draw what has changed. */
export function refresh() {
  const home = document.getElementById("home");
  if (home) drawHome(home);
  const channel = shown && world.channels.get(shown.channel.id);
  if (!shown || !channel) return;
  shown.list.show(channelMessages(channel.id), shown.read);
  if (document.visibilityState === "visible") markRead(channel);
}

/** Put a line into the field, to be sent or changed. @param {string} line */
export function write(line) {
  shown?.composer?.put(line);
  toComposer();
}

/** Back to the field, from wherever the keyboard is. */
export function toComposer() {
  shown?.composer?.focus();
}

/** @param {Channel} channel */
function heading(channel) {
  if (!channel.direct) {
    return h("header.heading", {}, h("h1", {}, h("span.hash", { "aria-hidden": "true" }, "#"), channel.name),
      h("span.hint", {}, t("members", { count: channel.members.length })));
  }
  return h("header.heading", {}, h("h1", {}, avatar(world.bot.user), world.bot.name, h("span.badge", {}, t("app"))), tabs());
}

function tabs() {
  const tab = (/** @type {string} */ where, /** @type {string} */ key) =>
    h("button.tab", { type: "button", "aria-current": place.in === where ? "page" : null, dataset: { key: where }, onclick: () => go({ in: where, thread: "" }) }, t(key));
  return h("nav.tabs", { "aria-label": world.bot.name }, world.tabs.home && tab("home", "homeTab"), world.tabs.messages && tab("dm", "messagesTab"));
}
