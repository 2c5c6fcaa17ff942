/**
 * The blocks of 2025 and 2026: tables, plans with their tasks, alerts, cards, containers, feedback.
 *
 * https://docs.slack.dev/reference/block-kit/blocks
 */

import { h } from "./dom.js";
import { element } from "./elements.js";
import { plain, written } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";
import { t } from "./words.js";

/** @typedef {import("./surface.js").Surface} Surface */
/** @typedef {(block: any, surface: Surface) => HTMLElement} Draw */

const STATES = /** @type {Record<string, string>} */ ({ pending: "○", in_progress: "◐", complete: "●", error: "✕" });

/** How to draw a block of this type; undefined for one that is not known. @param {string} type @param {(blocks: any[], surface: Surface) => HTMLElement} list @returns {Draw | undefined} */
export function newer(type, list) {
  if (type === "container") return (block, surface) => container(block, surface, list);
  return DRAWN[type];
}

/** @type {Record<string, Draw>} */
const DRAWN = {
  table,
  data_table: dataTable,
  plan: (block) => h("div.tasks", {}, h("h4", {}, block.title), ...(block.tasks ?? []).map(task)),
  task_card: (block) => h("div.tasks", {}, task(block)),
  alert: (block) => h(`div.alert.${block.level ?? "default"}`, { role: "note" }, ...written(block.text)),
  card,
  carousel: (block, surface) =>
    h("div.carousel", { tabindex: "0" }, ...block.elements.map((/** @type {any} */ one) => card({ ...one, block_id: block.block_id }, surface))),
  context_actions: (block, surface) =>
    h("div.actions", {}, ...block.elements.map((/** @type {any} */ one) => element(one, block, surface))),
};

/** @param {any} one */
function task(one) {
  const status = one.status ?? "pending";
  return h(`div.task.${status}`, {},
    h("span.state", { title: t(status), role: "img", "aria-label": t(status) }, STATES[status]),
    h("div", {}, h("div", {}, one.title), one.details && richText(one.details), one.output && richText(one.output)));
}

/** @param {any} block @param {Surface} surface */
function card(block, surface) {
  return h("div.card", {},
    block.hero_image && picture(block.hero_image.image_url, block.hero_image.alt_text),
    block.title && h("strong", {}, ...written(block.title)),
    block.subtitle && h("div.hint", {}, ...written(block.subtitle)),
    block.body && h("div.text", {}, ...written(block.body)),
    block.actions && h("div.actions", {}, ...block.actions.map((/** @type {any} */ one) => element(one, block, surface))));
}

/** @param {any} block @param {Surface} surface @param {(blocks: any[], surface: Surface) => HTMLElement} list */
function container(block, surface, list) {
  const title = block.title ? plain(block.title) : richText(block.rich_text_title);
  const subtitle = block.subtitle && h("div.hint", {}, ...written(block.subtitle));
  const inner = list(block.child_blocks, surface);
  if (!block.is_collapsible) return h("div.container", {}, h("strong", {}, title), subtitle, inner);
  return h("details.container", { open: !block.default_collapsed }, h("summary", {}, title), subtitle, inner);
}
