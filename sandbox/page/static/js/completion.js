/**
 * Offers what could be meant while somebody types: commands, people, emoji. Arrow keys, Enter or Tab, Escape.
 */

import { freshId, h } from "./dom.js";
import { character, search } from "./emoji.js";
import { people, world } from "./store.js";
import { t } from "./words.js";

/** @typedef {{insert: string, label: string, detail: string, mark: string}} Offer */

const MOST = 8;

export class Completion {
  /** @param {HTMLTextAreaElement} field @param {{commands: boolean}} how */
  constructor(field, { commands }) {
    this.field = field;
    this.commands = commands;
    /** @type {Offer[]} */
    this.offers = [];
    this.from = 0;
    this.at = -1;
    this.node = h("ul.completion", { id: freshId("completion"), role: "listbox", "aria-label": t("completions"), hidden: true });
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.node.id]]) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const found = (this.commands && command(before)) || token(before);
    this.offers = found?.offers ?? [];
    this.from = found?.from ?? 0;
    this.at = found?.eager && this.offers.length ? 0 : -1;
    this.draw();
  }

  /** Whether the key was meant for the list. @param {KeyboardEvent} event */
  takes(event) {
    if (this.node.hidden || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.step(step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || (event.key === "Enter" && this.changes())) this.accept(Math.max(this.at, 0));
    else return false;
    event.preventDefault();
    return true;
  }

  /** Whether taking the chosen offer would change what stands there. */
  changes() {
    const offer = this.offers[this.at];
    return offer !== undefined && this.field.value.slice(this.from).trimEnd() !== offer.insert.trimEnd();
  }

  /** @param {number} step */
  step(step) {
    const count = this.offers.length;
    this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
    this.draw();
  }

  /** @param {number} index */
  accept(index) {
    const { field, from } = this;
    field.setRangeText(this.offers[index].insert, from, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  close() {
    this.offers = [];
    this.draw();
  }

  draw() {
    const { field, node, offers } = this;
    node.hidden = offers.length === 0;
    field.setAttribute("aria-expanded", String(!node.hidden));
    node.replaceChildren(...offers.map((offer, index) => this.drawn(offer, index)));
    const active = node.children[this.at];
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Offer} offer @param {number} index */
  drawn(offer, index) {
    return h("li", {
      id: `${this.node.id}-${index}`, role: "option", "aria-selected": String(index === this.at),
      onmousedown: (/** @type {Event} */ event) => (event.preventDefault(), this.accept(index)),
    }, h("span.sign", { "aria-hidden": "true" }, offer.mark), h("strong", {}, offer.label), h("span.hint", {}, offer.detail));
  }
}

/** The manifest's commands; behind a whole command, the lines of its usage hint. @param {string} before */
function command(before) {
  if (!before.startsWith("/") || before.includes("\n")) return null;
  const known = world.commands.find(({ name }) => before.startsWith(`${name} `));
  if (!known) {
    const found = world.commands.filter(({ name }) => name.startsWith(before));
    const offers = found.map(({ name, description, hint }) => ({ insert: `${name} `, label: name, detail: hint || description, mark: "/" }));
    return { from: 0, eager: true, offers };
  }
  const lines = known.hint.split("|").map((line) => line.trim()).filter((line) => /^[^<>[\]]+$/.test(line));
  const offers = lines
    .map((line) => `${known.name} ${line}`)
    .filter((line) => line.startsWith(before) && line !== before)
    .map((line) => ({ insert: line, label: line, detail: "", mark: "/" }));
  return { from: 0, eager: false, offers };
}

/** `@name` and `:emoji` before the cursor. @param {string} before */
function token(before) {
  const found = /(^|[\s(（，。])([@:])([^\s@:]*)$/u.exec(before);
  if (!found) return null;
  const from = before.length - found[3].length - 1;
  const offers = found[2] === "@" ? persons(found[3]) : found[3].length > 1 ? emoji(found[3]) : [];
  return { from, eager: true, offers };
}

/** @param {string} part @returns {Offer[]} */
function persons(part) {
  const wanted = part.toLowerCase();
  return people()
    .filter(({ key, name }) => key.startsWith(wanted) || name.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map(({ key, name }) => ({ insert: `@${key} `, label: name, detail: `@${key}`, mark: "@" }));
}

/** @param {string} part @returns {Offer[]} */
function emoji(part) {
  return search(part, MOST).map((name) => ({ insert: `${character(name)} `, label: `:${name}:`, detail: "", mark: character(name) ?? "" }));
}
