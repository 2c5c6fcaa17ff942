/**
 * Emoji under a message: who gave them, giving and taking back, and the picker.
 */

import { h } from "./dom.js";
import { character, search } from "./emoji.js";
import { openPopup } from "./popup.js";
import { act } from "./socket.js";
import { person, world } from "./store.js";
import { t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */

export const QUICK = ["white_check_mark", "x", "eyes"];
const SHOWN = 56;

/** @param {Message} message */
export function reactionRow(message) {
  if (!message.reactions?.length) return null;
  return h("div.reactions", {}, ...message.reactions.map((reaction) => pill(message, reaction)), adder(message, "button.pill.add"));
}

/** @param {Message} message @param {import("./store.js").Reaction} reaction */
function pill(message, reaction) {
  const isMine = reaction.users.includes(world.me);
  const who = reaction.users.map((id) => (id === world.me ? t("you") : person(id).name)).join(t("and"));
  const emoji = character(reaction.name) ?? `:${reaction.name}:`;
  const title = t("whoReacted", { who, emoji: reaction.name }) + (isMine ? ` · ${t("tookBack", { emoji })}` : "");
  return h(isMine ? "button.pill.mine" : "button.pill", {
    type: "button", "aria-pressed": String(isMine), "aria-label": title, dataset: { key: `pill ${reaction.name}` },
    onclick: () => toggle(message, reaction.name),
  }, h("span.emoji", {}, emoji), h("span.number", {}, reaction.users.length), h("span.who", { "aria-hidden": "true" }, title));
}

/** A button that opens the picker. @param {Message} message @param {string} [tag] */
export function adder(message, tag = "button.icon") {
  const open = h(tag, { type: "button", "aria-label": t("react"), title: t("react"), "aria-haspopup": "dialog", dataset: { key: `add ${tag}` } }, "☺⁺");
  open.addEventListener("click", () => pick(open, (name) => toggle(message, name, true)));
  return open;
}

/** One emoji at hand. @param {Message} message @param {string} name */
export function quick(message, name) {
  const emoji = character(name) ?? name;
  const title = t("reactWith", { emoji });
  return h("button.icon", {
    type: "button", title, "aria-label": title, dataset: { key: `quick ${name}` }, onclick: () => toggle(message, name),
  }, emoji);
}

/** @param {Message} message @param {string} name @param {boolean} [only] to give, and never take back */
function toggle(message, name, only = false) {
  const given = message.reactions?.find((reaction) => reaction.name === name)?.users.includes(world.me);
  if (given && only) return;
  void act(given ? "unreact" : "react", { channel: message.channel, ts: message.ts, emoji: name });
}

/** @param {HTMLElement} anchor @param {(name: string) => void} chosen */
function pick(anchor, chosen) {
  const found = h("div.found");
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "search", placeholder: t("findEmoji"), "aria-label": t("findEmoji"), oninput: show, onkeydown: enter }));
  const popup = openPopup(anchor, h("div.picker", { role: "dialog", "aria-label": t("react") }, field, found));
  /** @param {string} name */
  const take = (name) => {
    popup.close();
    chosen(name);
  };
  /** @param {KeyboardEvent} event */
  function enter(event) {
    const first = names()[0];
    if (event.key === "Enter" && !event.isComposing && first) take(first);
  }
  const names = () => (field.value ? search(field.value, SHOWN) : [...new Set([...QUICK, ...search("", SHOWN)])]);
  function show() {
    const buttons = names().map((name) =>
      h("button", { type: "button", title: `:${name}:`, "aria-label": name, onclick: () => take(name) }, character(name)));
    found.replaceChildren(...(buttons.length ? buttons : [h("p.hint", {}, t("noEmoji"))]));
  }
  show();
}
