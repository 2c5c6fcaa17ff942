/**
 * Elements that choose among options: menus of one or many, radio buttons, checkboxes.
 */

import { freshId, h } from "./dom.js";
import { plain, written } from "./mrkdwn.js";
import { openPopup } from "./popup.js";
import { t } from "./words.js";

/** @typedef {import("./elements.js").Control} Control */
/** @typedef {{label?: any, options: any[]}} Group */

/** A menu of one, the browser's own: it is usable by keyboard and thumb alike. @param {Control} control @param {Group[]} groups @param {string} [note] */
export function menu(control, groups, note) {
  const { element, key, labels } = control;
  const chosen = control.surface.held.get(key) ?? initialOf(element);
  const first = element.placeholder ? plain(element.placeholder) : t("choose");
  const select = /** @type {HTMLSelectElement} */ (h("select",
    { id: freshId("field"), dataset: { key }, title: note, disabled: Boolean(note), ...described(labels, first) },
    h("option", { value: "" }, first),
    ...groups.map((group) => {
      const options = group.options.map((option) => h("option", { value: option.value }, plain(option.text)));
      return group.label ? h("optgroup", { label: plain(group.label) }, ...options) : options;
    }).flat(),
  ));
  select.value = String(chosen ?? "");
  select.addEventListener("change", () => {
    control.set(select.value);
    void control.done(select.value);
  });
  return select;
}

/** A menu of many: a button that opens a list of checkboxes. @param {Control} control @param {Group[]} groups */
export function manyMenu(control, groups) {
  const { element, key, labels, surface } = control;
  let chosen = /** @type {string[]} */ (surface.held.get(key) ?? initialOf(element) ?? []);
  const options = groups.flatMap((group) => group.options);
  const first = element.placeholder ? plain(element.placeholder) : t("choose");
  const words = () => options.filter((option) => chosen.includes(option.value)).map((option) => plain(option.text));
  const open = h("button.many", { type: "button", id: freshId("field"), dataset: { key }, "aria-haspopup": "listbox", ...described(labels, first) });
  const show = () => {
    open.textContent = words().join(t("and")) || first;
    open.classList.toggle("empty", chosen.length === 0);
  };
  open.addEventListener("click", () => {
    const before = chosen;
    const list = h("div.menu", { role: "group", "aria-label": first }, ...options.map((option) =>
      tick("checkbox", option, chosen.includes(option.value), (on) => {
        chosen = on ? [...chosen, option.value] : chosen.filter((value) => value !== option.value);
        limit();
        control.set(chosen);
        show();
      })));
    const limit = () => {
      const full = element.max_selected_items !== undefined && chosen.length >= element.max_selected_items;
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input"))) box.disabled = full && !box.checked;
    };
    limit();
    openPopup(open, list, { onclose: () => chosen !== before && void control.done(chosen) });
  });
  show();
  return open;
}

/** @param {Control} control @param {"radio" | "checkbox"} kind */
export function choices(control, kind) {
  const { element, key, labels, surface } = control;
  const held = surface.held.get(key) ?? initialOf(element);
  const name = freshId("choice");
  let chosen = kind === "radio" ? [held].filter(Boolean) : /** @type {any[]} */ (held ?? []);
  const boxes = element.options.map((/** @type {any} */ option) =>
    tick(kind, option, chosen.includes(option.value), (on) => {
      const others = kind === "radio" ? [] : chosen.filter((value) => value !== option.value);
      chosen = on ? [...others, option.value] : others;
      const choice = kind === "radio" ? (chosen[0] ?? "") : chosen;
      control.set(choice);
      void control.done(choice);
    }, name, `${key}/${option.value}`));
  return h("div.choices", { role: kind === "radio" ? "radiogroup" : "group", ...described(labels, "") }, ...boxes);
}

/** @param {string} kind @param {any} option @param {boolean} on @param {(on: boolean) => void} changed @param {string} [name] @param {string} [key] */
function tick(kind, option, on, changed, name, key) {
  const box = /** @type {HTMLInputElement} */ (h("input", { type: kind, name, dataset: key ? { key } : {} }));
  box.checked = on;
  box.addEventListener("change", () => changed(box.checked));
  const about = option.description && h("span.hint", {}, ...written(option.description));
  return h("label.tick", {}, box, h("span", {}, ...written(option.text), about));
}

/** What an element shows before anybody chose: the value of a one, the values of a many. @param {any} element */
export function initialOf(element) {
  const one = element.initial_option?.value ?? element.initial_user ?? element.initial_channel ?? element.initial_conversation;
  const many = element.initial_options?.map((/** @type {any} */ option) => option.value);
  return one ?? many ?? element.initial_users ?? element.initial_channels ?? element.initial_conversations ?? null;
}

/** @param {import("./elements.js").Labels} labels @param {string} otherwise its name where no label stands beside it */
export function described(labels, otherwise) {
  return {
    "aria-labelledby": labels.labelledby,
    "aria-describedby": labels.describedby,
    "aria-invalid": labels.invalid ? "true" : null,
    "aria-label": labels.labelledby ? null : otherwise || null,
  };
}
