/**
 * A list of messages that keeps itself true: only rows that changed are drawn anew, and the reader's place is kept.
 */

import { h, swap } from "./dom.js";
import { messageRow } from "./message.js";
import { now, replies } from "./store.js";
import { dayKey, dayTitle } from "./time.js";
import { language, t } from "./words.js";

/** @typedef {import("./store.js").Message} Message */
/** @typedef {{key: string, stamp: any[], draw: () => HTMLElement}} Row */

const SAME_BREATH = 300;
const NEAR_THE_END = 80;

export class MessageList {
  /** @param {{inThread?: boolean, label: string, empty?: () => HTMLElement}} how */
  constructor({ inThread = false, label, empty }) {
    this.inThread = inThread;
    this.empty = empty;
    /** @type {Map<string, {stamp: any[], node: HTMLElement}>} */
    this.rows = new Map();
    this.list = h("ol.messages", { "aria-label": label });
    this.jump = h("button.jump", { type: "button", hidden: true, onclick: () => this.toEnd() }, t("jump"), " ↓");
    this.scroller = h("div.scroller", { tabindex: "0", "aria-label": label, role: "region" }, this.list);
    this.node = h("div.listing", {}, this.scroller, this.jump);
    this.scroller.addEventListener("scroll", () => (this.jump.hidden = this.isAtEnd()), { passive: true });
    this.list.addEventListener("keydown", (event) => this.arrows(event));
    new ResizeObserver(() => this.wasAtEnd && this.toEnd()).observe(this.scroller);
    this.wasAtEnd = true;
  }

  /** @param {Message[]} messages @param {string} [readUpTo] where the line of what is new is drawn */
  show(messages, readUpTo = "") {
    this.wasAtEnd = this.isAtEnd();
    const rows = messages.length || !this.empty ? this.planned(messages, readUpTo) : [];
    this.reconcile(rows);
    if (!rows.length && this.empty) this.list.replaceChildren(h("li.empty", {}, this.empty()));
    if (this.wasAtEnd) this.toEnd();
    else this.jump.hidden = this.isAtEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
    this.wasAtEnd = true;
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  /** @param {Message[]} messages @param {string} readUpTo @returns {Row[]} */
  planned(messages, readUpTo) {
    /** @type {Row[]} */
    const rows = [];
    /** @type {Message | undefined} */
    let last;
    for (const message of messages) {
      const dividers = [this.dayRow(message, last), newRow(message, last, readUpTo)].filter((row) => row !== null);
      rows.push(...dividers, this.row(message, !dividers.length && inOneBreath(last, message)));
      last = message;
    }
    return rows;
  }

  /** @param {Message} message @param {boolean} compact @returns {Row} */
  row(message, compact) {
    const answers = this.inThread ? [] : replies(message.channel, message.ts);
    const look = { compact, replies: answers, inThread: this.inThread };
    return {
      key: message.ts,
      stamp: [message, compact, answers.length, answers.at(-1)?.ts, language(), dayKey(now())],
      draw: () => messageRow(message, look),
    };
  }

  /** @param {Message} message @param {Message | undefined} last @returns {Row | null} */
  dayRow(message, last) {
    const day = dayKey(Number(message.ts));
    if (this.inThread || (last && dayKey(Number(last.ts)) === day)) return null;
    const title = dayTitle(Number(message.ts));
    return { key: `day ${day}`, stamp: [title], draw: () => h("li.day", { role: "separator" }, h("span", {}, title)) };
  }

  /** @param {Row[]} rows */
  reconcile(rows) {
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of this.rows) {
      if (wanted.has(key)) continue;
      node.remove();
      this.rows.delete(key);
    }
    if (!this.rows.size) this.list.replaceChildren();
    rows.forEach((row, index) => {
      const node = this.drawn(row);
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  /** @param {Row} row */
  drawn(row) {
    const known = this.rows.get(row.key);
    if (known && known.stamp.every((part, index) => part === row.stamp[index])) return known.node;
    const node = row.draw();
    if (known) swap(known.node, node);
    this.rows.set(row.key, { stamp: row.stamp, node });
    return node;
  }

  /** Up and down go from message to message. @param {KeyboardEvent} event */
  arrows(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    const from = target.closest(".message");
    if (!step || !from || target.closest("input, textarea, select")) return;
    const rows = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(".message")]);
    const next = rows[rows.indexOf(/** @type {HTMLElement} */ (from)) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** @param {Message | undefined} one @param {Message} other */
function inOneBreath(one, other) {
  return Boolean(one && one.user === other.user && one.ephemeral === other.ephemeral && !one.blocks?.length && !other.blocks?.length
    && Number(other.ts) - Number(one.ts) < SAME_BREATH);
}

/** @param {Message} message @param {Message | undefined} last @param {string} readUpTo @returns {Row | null} */
function newRow(message, last, readUpTo) {
  const isFirst = readUpTo && message.ts > readUpTo && last && last.ts <= readUpTo;
  if (!isFirst) return null;
  return { key: "new", stamp: [language()], draw: () => h("li.new", { role: "separator" }, h("span", {}, t("newLine"))) };
}
