/**
 * One message as a row: who, when, what, and what can be done with it.
 */

import { attached } from "./attachments.js";
import { blockList } from "./blocks.js";
import { sure } from "./confirm.js";
import { h } from "./dom.js";
import { character } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { go } from "./place.js";
import { adder, quick, QUICK, reactionRow } from "./reactions.js";
import { act } from "./socket.js";
import { isReply, person, self, world } from "./store.js";
import { surface } from "./surface.js";
import { ago, clock, inFull } from "./time.js";
import { failure, t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */
/** @typedef {{compact: boolean, replies: Message[], inThread: boolean}} Look */

/** @param {Message} message @param {Look} look */
export function messageRow(message, look) {
  const name = message.username ?? person(message.user).name;
  const moment = Number(message.ts);
  const classes = [look.compact && "compact", message.ephemeral && "ephemeral", isForMe(message) && "for-me"].filter(Boolean);
  const row = h(["li.message", ...classes].join("."), {
    tabindex: "-1", dataset: { ts: message.ts }, "aria-label": `${name} ${clock(moment)}`,
  });
  row.append(
    look.compact ? h("time.gutter", { title: inFull(moment) }, clock(moment)) : avatar(message.user, icon(message)),
    h("div.content", {},
      message.ephemeral && h("div.private", {}, h("span", { "aria-hidden": "true" }, "◉ "), t("onlyYou")),
      !look.compact && headline(message, name, moment),
      isReply(message) && !look.inThread && h("div.hint", {}, t("repliedIn")),
      body(message, row),
      h("p.failed", { role: "alert", hidden: true }),
      reactionRow(message),
      !look.inThread && threadLink(message, look.replies),
      message.ephemeral && dismissal(message)),
    message.ephemeral ? "" : tools(message, row, look),
  );
  return row;
}

/** @param {Message} message */
function icon(message) {
  return message.icons ? character(message.icons.emoji.replaceAll(":", "")) ?? undefined : undefined;
}

/** @param {Message} message */
function isForMe(message) {
  return !world.channels.get(message.channel)?.direct && new RegExp(`<@${world.me}[|>]|<!(channel|here|everyone)[|>]`).test(message.text);
}

/** @param {Message} message @param {string} name @param {number} moment */
function headline(message, name, moment) {
  return h("div.headline", {},
    h("strong.author", {}, name),
    message.bot_id && h("span.badge", {}, t("app")),
    h("time", { title: inFull(moment) }, clock(moment)));
}

/** @param {Message} message @param {HTMLElement} row */
function body(message, row) {
  const place = surface({ channel: message.channel, ts: message.ts }, (text) => tell(row, text));
  const edited = message.edited && !message.bot_id && h("span.hint", { title: inFull(Number(message.ts)) }, ` ${t("edited")}`);
  const files = (message.files ?? []).map((file) =>
    h("a.file", { href: `sandbox/files/${file.id}`, download: file.name }, `📄 ${file.title}`));
  const under = [...attached(message.attachments, place), ...files];
  if (message.blocks?.length) return h("div", {}, blockList(message.blocks, place), edited, ...under);
  return h("div", {}, h("div.text", {}, ...mrkdwn(message.text), edited), ...under);
}

/** What went wrong with a press, under the message. @param {HTMLElement} row @param {string} text */
function tell(row, text) {
  const shown = row.isConnected ? row : document.querySelector(`.message[data-ts="${row.dataset.ts}"]`);
  const note = /** @type {HTMLElement | null} */ (shown?.querySelector(".failed"));
  if (!note) return;
  note.hidden = !text;
  note.textContent = text;
}

/** @param {Message} message @param {Message[]} replies */
function threadLink(message, replies) {
  if (!replies.length) return null;
  const words = replies.length === 1 ? t("oneReply") : t("replies", { count: replies.length });
  const faces = [...new Set(replies.map((reply) => reply.user))].slice(0, 4).map((id) => avatar(id));
  const last = Number(replies[replies.length - 1].ts);
  return h("button.thread-link", { type: "button", dataset: { key: "thread" }, onclick: () => go({ thread: message.ts }) },
    h("span.faces", {}, ...faces), h("strong", {}, words), h("span.hint", { title: inFull(last) }, t("lastReply", { when: ago(last) })));
}

/** @param {Message} message */
function dismissal(message) {
  const { channel, ts } = message;
  return h("button.quiet", { type: "button", dataset: { key: "dismiss" }, onclick: () => void act("dismiss", { channel, ts }) }, t("dismiss"));
}

/** @param {Message} message @param {HTMLElement} row @param {Look} look */
function tools(message, row, look) {
  const { channel, ts } = message;
  const button = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ onclick) =>
    h("button.icon", { type: "button", title: t(key), "aria-label": t(key), dataset: { key }, onclick }, sign);
  const isMine = message.user === self().id;
  return h("div.tools", { role: "toolbar" },
    ...QUICK.map((name) => quick(message, name)),
    adder(message),
    !look.inThread && button("reply", "💬", () => go({ thread: message.thread_ts ?? ts })),
    ...world.shortcuts.map((name) => shortcut(message, row, name)),
    isMine && button("edit", "✎", () => editing(message, row)),
    isMine && button("delete", "🗑", async () => {
      if (await sure(t("delete"), t("deleteAsk"))) report(row, await act("delete", { channel, ts }));
    }));
}

/** What the app offers for a message. @param {Message} message @param {HTMLElement} row @param {string} name */
function shortcut(message, row, name) {
  const { channel, ts } = message;
  return h("button.icon", {
    type: "button", title: name, "aria-label": name, dataset: { key: `shortcut ${name}` },
    onclick: async () => report(row, await act("shortcut", { channel, ts, name })),
  }, "⚡");
}

/** @param {HTMLElement} row @param {import("./socket.js").Outcome} outcome */
function report(row, outcome) {
  tell(row, outcome.ok ? "" : failure(outcome.error ?? ""));
}

/** Turn the text of one's own message into a field. @param {Message} message @param {HTMLElement} row */
function editing(message, row) {
  const { channel, ts } = message;
  const typed = message.text.replace(/<@(\w+)>/g, (_, id) => `@${person(id).key}`).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 2, value: typed, "aria-label": t("edit") }));
  const text = /** @type {HTMLElement} */ (row.querySelector(".text"));
  const finish = () => editor.replaceWith(text);
  const save = async () => {
    finish();
    report(row, await act("edit", { channel, ts, text: field.value }));
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") finish();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void save();
  });
  const editor = h("div.editor", {}, field,
    h("div.foot", {}, h("button", { type: "button", onclick: finish }, t("no")), h("button.primary", { type: "button", onclick: save }, t("save"))));
  text.replaceWith(editor);
  field.focus();
}
