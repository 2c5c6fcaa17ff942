/**
 * The panel at the side: one thread.
 */

import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { MessageList } from "./messages.js";
import { go, here, place } from "./place.js";
import { threadMessages, world } from "./store.js";
import { t } from "./words.js";

const panel = /** @type {HTMLElement} */ (document.getElementById("panel"));

/** @type {{channel: string, ts: string, list: MessageList} | null} */
let shown = null;

/** Open or close the thread of the address. */
export function enterThread() {
  const channel = here();
  const isOpen = Boolean(place.thread && channel?.messages.has(place.thread));
  panel.hidden = !isOpen;
  document.body.classList.toggle("panel-open", isOpen);
  if (!isOpen || !channel) {
    shown = null;
    fill(panel);
    return;
  }
  const name = channel.direct ? world.bot.name : `#${channel.name}`;
  const ts = place.thread;
  const list = new MessageList({ inThread: true, label: t("threadIn", { name }) });
  const composer = new Composer({ label: t("replyHere"), target: () => ({ channel: channel.id, thread: ts }), sent: () => list.toEnd() });
  shown = { channel: channel.id, ts, list };
  panel.setAttribute("aria-label", t("threadIn", { name }));
  fill(panel,
    h("header.heading", {}, h("h2", {}, t("thread"), " ", h("span.hint", {}, name)),
      h("button.icon", { type: "button", "aria-label": t("close"), title: t("close"), onclick: leave }, "✕")),
    list.node, composer.node);
  refreshThread();
  composer.focus();
}

export function refreshThread() {
  if (shown) shown.list.show(threadMessages(shown.channel, shown.ts));
}

export function leave() {
  if (place.thread) go({ thread: "" });
}
