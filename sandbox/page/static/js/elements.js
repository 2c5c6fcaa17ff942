/**
 * What can be worked inside a block: buttons and overflow here, menus and fields in their own modules.
 *
 * https://docs.slack.dev/reference/block-kit/block-elements
 */

import { confirmed } from "./confirm.js";
import { h } from "./dom.js";
import { dateField, numberField, textField } from "./fields.js";
import { choices, manyMenu, menu } from "./menus.js";
import { link, plain } from "./mrkdwn.js";
import { openPopup } from "./popup.js";
import { people, world } from "./store.js";
import { nameOf, work } from "./surface.js";
import { t } from "./words.js";

/** @typedef {import("./surface.js").Surface} Surface */
/** @typedef {{labelledby?: string, describedby?: string, invalid?: boolean}} Labels */
/** @typedef {{element: any, block: any, surface: Surface, labels: Labels, key: string, set: (choice: any) => void, done: (choice: any) => Promise<void>}} Control */

/** @param {any} wanted @param {any} block @param {Surface} surface @param {Labels} [labels] @returns {HTMLElement} */
export function element(wanted, block, surface, labels = {}) {
  const draw = ELEMENTS[wanted.type];
  if (!draw) return h("span.unknown", {}, t("notShown", { type: wanted.type }));
  return draw(control(wanted, block, surface, labels));
}

/** @param {any} element @param {any} block @param {Surface} surface @param {Labels} labels @returns {Control} */
function control(element, block, surface, labels) {
  const key = nameOf(block, element);
  surface.drawn.add(key);
  const tells = block.type !== "input" || block.dispatch_action;
  return {
    element, block, surface, labels, key,
    set: (choice) => surface.held.set(key, choice),
    async done(choice) {
      if (tells && (await confirmed(element.confirm))) await work(surface, block, element, choice);
    },
  };
}

/** @type {Record<string, (control: Control) => HTMLElement>} */
const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: button,
  feedback_buttons: feedback,
  overflow,
  static_select: (control) => menu(control, control.element.option_groups ?? [{ options: control.element.options }]),
  external_select: (control) => menu(control, [{ options: [] }], t("searching")),
  users_select: (control) => menu(control, [{ options: userOptions() }]),
  channels_select: (control) => menu(control, [{ options: channelOptions() }]),
  conversations_select: (control) => menu(control, [{ options: channelOptions() }]),
  multi_static_select: (control) => manyMenu(control, control.element.option_groups ?? [{ options: control.element.options }]),
  multi_external_select: (control) => manyMenu(control, [{ options: [] }]),
  multi_users_select: (control) => manyMenu(control, [{ options: userOptions() }]),
  multi_channels_select: (control) => manyMenu(control, [{ options: channelOptions() }]),
  multi_conversations_select: (control) => manyMenu(control, [{ options: channelOptions() }]),
  radio_buttons: (control) => choices(control, "radio"),
  checkboxes: (control) => choices(control, "checkbox"),
  datepicker: (control) => dateField(control, "date"),
  timepicker: (control) => dateField(control, "time"),
  datetimepicker: (control) => dateField(control, "datetime-local"),
  plain_text_input: (control) => textField(control, "text"),
  rich_text_input: (control) => textField(control, "text"),
  email_text_input: (control) => textField(control, "email"),
  url_text_input: (control) => textField(control, "url"),
  number_input: numberField,
};

/** @param {Control} control */
function button({ element, key, done }) {
  const words = plain(element.text);
  const style = element.style ? `button.${element.style}` : "button";
  if (element.url) {
    const made = link(element.url, words);
    made.className = style.replace(".", " ");
    made.addEventListener("click", () => void done(null));
    return made;
  }
  const node = h(style, { type: "button", dataset: { key }, "aria-label": element.accessibility_label, onclick: press }, words);
  async function press() {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    await done(null);
    node.removeAttribute("aria-busy");
  }
  return node;
}

/** @param {Control} control */
function feedback(control) {
  const both = [control.element.positive_button, control.element.negative_button];
  return h("span.actions", {}, ...both.map((one) =>
    h("button", { type: "button", onclick: () => void control.done(one.value) }, plain(one.text))));
}

/** @param {Control} control */
function overflow({ element, key, done }) {
  const open = h("button.icon", { type: "button", dataset: { key }, "aria-haspopup": "menu", "aria-label": t("more"), title: t("more") }, "⋯");
  open.addEventListener("click", () => {
    const items = element.options.map((/** @type {any} */ option) =>
      h("button.item", { type: "button", role: "menuitem", onclick: () => (popup.close(), void done(option.value)) }, plain(option.text)));
    const popup = openPopup(open, h("div.menu", { role: "menu" }, ...items));
  });
  return open;
}

function userOptions() {
  return people().map((user) => ({ value: user.id, text: { type: "plain_text", text: user.name } }));
}

function channelOptions() {
  return [...world.channels.values()]
    .filter((channel) => !channel.direct)
    .map((channel) => ({ value: channel.id, text: { type: "plain_text", text: `# ${channel.name}` } }));
}
