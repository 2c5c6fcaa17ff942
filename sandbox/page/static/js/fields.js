/**
 * Elements that are typed into: text, numbers, dates and times.
 */

import { freshId, h } from "./dom.js";
import { described } from "./menus.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { fromWall, toWall } from "./time.js";
import { t } from "./words.js";

/** @typedef {import("./elements.js").Control} Control */

const NEAR_THE_END = 200;

/** @param {Control} control @param {"text" | "email" | "url"} kind */
export function textField(control, kind) {
  const { element, key, surface, labels } = control;
  const isLong = element.multiline || element.type === "rich_text_input";
  const placeholder = element.placeholder ? plain(element.placeholder) : "";
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (h(isLong ? "textarea" : "input", {
    id: freshId("field"), type: isLong ? null : kind, rows: isLong ? 5 : null, placeholder,
    maxlength: element.max_length, dataset: { key }, autocomplete: "off", autofocus: element.focus_on_load,
    value: String(surface.held.get(key) ?? initialText(element.initial_value)),
    ...described(labels, placeholder),
  }));
  const left = h("span.left", { "aria-live": "polite" });
  const count = () => {
    const rest = (element.max_length ?? 3000) - field.value.length;
    left.textContent = rest <= NEAR_THE_END ? t("charactersLeft", { count: rest }) : "";
  };
  field.addEventListener("input", () => {
    control.set(field.value);
    count();
    if (told(element).includes("on_character_entered")) void control.done(field.value);
  });
  field.addEventListener("keydown", (event) => {
    const enter = /** @type {KeyboardEvent} */ (event);
    if (enter.key !== "Enter" || enter.isComposing || isLong || !told(element).includes("on_enter_pressed")) return;
    if (control.block.dispatch_action) event.preventDefault();
    void control.done(field.value);
  });
  count();
  return h("div.field", {}, field, left);
}

/** @param {Control} control */
export function numberField(control) {
  const { element, key, surface, labels } = control;
  const field = /** @type {HTMLInputElement} */ (h("input", {
    id: freshId("field"), type: "number", step: element.is_decimal_allowed ? "any" : "1",
    min: element.min_value, max: element.max_value, dataset: { key },
    value: String(surface.held.get(key) ?? element.initial_value ?? ""), ...described(labels, ""),
  }));
  field.addEventListener("input", () => control.set(field.value));
  return h("div.field", {}, field);
}

/** @param {Control} control @param {"date" | "time" | "datetime-local"} kind */
export function dateField(control, kind) {
  const { element, key, surface, labels } = control;
  const placeholder = element.placeholder ? plain(element.placeholder) : t("choose");
  const held = surface.held.get(key) ?? element.initial_date ?? element.initial_time ?? element.initial_date_time ?? "";
  const field = /** @type {HTMLInputElement} */ (h("input", {
    id: freshId("field"), type: kind, dataset: { key }, title: placeholder,
    value: typeof held === "number" ? toWall(held) : String(held), ...described(labels, placeholder),
  }));
  field.addEventListener("change", () => {
    const choice = kind === "datetime-local" && field.value ? fromWall(field.value) : field.value;
    control.set(choice);
    void control.done(choice);
  });
  return h("div.field", {}, field);
}

/** A text, or rich text without its looks. @param {any} initial */
function initialText(initial) {
  return typeof initial === "object" ? richText(initial).textContent : (initial ?? "");
}

/** @param {any} element @returns {string[]} */
function told(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}
