/**
 * Block Kit blocks as elements. What can be worked in them is in elements.js; nothing here talks to the workspace.
 *
 * https://docs.slack.dev/reference/block-kit/blocks
 */

import { h, freshId } from "./dom.js";
import { element } from "./elements.js";
import { mrkdwn, plain, written } from "./mrkdwn.js";
import { newer } from "./newer.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

/** @typedef {import("./surface.js").Surface} Surface */

/** @param {any[]} blocks @param {Surface} surface @returns {HTMLElement} */
export function blockList(blocks, surface) {
  return h("div.blocks", {}, ...blocks.map((block) => drawn(block, surface)));
}

/** @param {any} block @param {Surface} surface @returns {HTMLElement} */
function drawn(block, surface) {
  const draw = BLOCKS[block.type] ?? newer(block.type, blockList) ?? unknown;
  return draw(block, surface);
}

/** @type {Record<string, (block: any, surface: Surface) => HTMLElement>} */
const BLOCKS = {
  header: (block) => h("h3.header", {}, plain(block.text)),
  divider: () => h("hr"),
  section,
  context: (block) => h("div.context", {}, ...block.elements.map(small)),
  actions: (block, surface) =>
    h("div.actions", { role: "group" }, ...block.elements.map((/** @type {any} */ one) => element(one, block, surface))),
  image: (block) =>
    h("figure", {}, block.title && h("figcaption", {}, plain(block.title)), picture(block.image_url, block.alt_text)),
  input,
  rich_text: richText,
  markdown: (block) => h("div.text", {}, ...mrkdwn(asMrkdwn(block.text))),
};

/** @param {any} block @param {Surface} surface */
function section(block, surface) {
  const body = h(
    "div.body",
    {},
    block.text && h("div.text", {}, ...written(block.text)),
    block.fields && h("div.fields", {}, ...block.fields.map((/** @type {any} */ field) => h("div.text", {}, ...written(field)))),
  );
  if (!block.accessory) return h("div.section", {}, body);
  const beside = block.accessory.type === "image"
    ? picture(block.accessory.image_url, block.accessory.alt_text)
    : element(block.accessory, block, surface);
  return h("div.section.beside", {}, body, h("div.accessory", {}, beside));
}

/** @param {any} one */
function small(one) {
  return one.type === "image" ? picture(one.image_url, one.alt_text) : h("span.text", {}, ...written(one));
}

/** @param {any} block @param {Surface} surface */
function input(block, surface) {
  const label = freshId("label");
  const about = freshId("about");
  const error = surface.errors?.[block.block_id];
  const field = element(block.element, block, surface, { labelledby: label, describedby: about, invalid: Boolean(error) });
  return h(
    "div.input",
    { dataset: { block: block.block_id } },
    h("label.label", { id: label, for: field.querySelector("input, textarea, select")?.id ?? field.id },
      plain(block.label), block.optional && h("span.optional", {}, t("optional"))),
    field,
    h("div.about", { id: about },
      error ? h("p.wrong", { role: "alert" }, error) : null,
      block.hint && h("p.hint", {}, plain(block.hint))),
  );
}

/** @param {any} block */
function unknown(block) {
  return h("p.unknown", {}, t("notShown", { type: block.type }));
}

/** Standard Markdown's marks as Slack's own. @param {string} text */
function asMrkdwn(text) {
  return text
    .replace(/^#{1,6} +(.+)$/gm, "*$1*")
    .replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/^[-*] +/gm, "• ")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");
}
