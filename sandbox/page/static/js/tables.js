/**
 * Tables, and data tables, whose rows are sorted by a press on a column's head, filtered, and shown page by page.
 *
 * https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 */

import { fill, h } from "./dom.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

/** @typedef {{ type: string, text?: string, value?: number, elements?: any[] }} Cell */

const PAGE = 5;

/** @param {any} block @returns {HTMLElement} */
export function table(block) {
  const [head, ...rest] = /** @type {Cell[][]} */ (block.rows);
  return h("div.table", { tabindex: "0" }, h("table", {},
    h("thead", {}, h("tr", {}, ...head.map((one) => h("th", { scope: "col" }, shown(one))))),
    h("tbody", {}, ...rest.map((row) => h("tr", {}, ...row.map((one) => h("td", {}, shown(one)))))),
  ));
}

/** Unsorted, whole and on its first page until somebody asks otherwise, and again when it is drawn anew. @param {any} block @returns {HTMLElement} */
export function dataTable(block) {
  const [head, ...rest] = /** @type {Cell[][]} */ (block.rows);
  const size = block.page_size ?? PAGE;
  const named = block.row_header_column_index ?? 0;
  const [body, pager] = [h("tbody"), h("div.pager")];
  let [page, by, down, wanted] = [0, -1, false, ""];

  const heads = head.map((one, column) =>
    h("th", { scope: "col" }, h("button.sort", { type: "button", onclick: () => sort(column) }, shown(one))));

  const draw = () => {
    const kept = rest.filter((row) => row.some((one) => words(one).toLowerCase().includes(wanted)));
    if (by >= 0) kept.sort((a, b) => (down ? -1 : 1) * order(a[by], b[by]));
    page = Math.max(0, Math.min(page, Math.ceil(kept.length / size) - 1));
    const [from, to] = [page * size, Math.min((page + 1) * size, kept.length)];
    heads.forEach((th, column) => th.setAttribute("aria-sort", column !== by ? "none" : down ? "descending" : "ascending"));
    fill(body, kept.slice(from, to).map((row) => h("tr", {}, ...row.map((one, column) =>
      column === named ? h("th", { scope: "row" }, shown(one)) : h("td", {}, shown(one))))));
    fill(pager,
      turn("‹", t("earlierRows"), page > 0 && page - 1),
      h("span", { role: "status" }, t("rowsShown", { from: kept.length && from + 1, to, count: kept.length })),
      turn("›", t("laterRows"), to < kept.length && page + 1));
  };
  const turn = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number | false} */ to) =>
    h("button", { type: "button", "aria-label": name, disabled: to === false, onclick: () => { page = Number(to); draw(); } }, sign);
  // The third press on a column's head puts the rows back in the order they came in.
  const sort = (/** @type {number} */ column) => {
    [by, down] = by !== column ? [column, false] : down ? [-1, false] : [column, true];
    page = 0;
    draw();
  };
  const filter = h("input", { type: "search", "aria-label": t("filterRows"), placeholder: t("filterRows"), oninput: (/** @type {any} */ event) => {
    [page, wanted] = [0, event.target.value.trim().toLowerCase()];
    draw();
  } });
  draw();
  return h("div.table", { tabindex: "0" }, filter,
    h("table", {}, h("caption", {}, block.caption), h("thead", {}, h("tr", {}, ...heads)), body), pager);
}

/** @param {Cell} cell */
function shown(cell) {
  return cell.type === "rich_text" ? richText(cell) : words(cell);
}

/** @param {Cell} cell @returns {string} */
function words(cell) {
  return cell.type === "rich_text" ? richText(cell).textContent ?? "" : String(cell.text ?? cell.value ?? "");
}

/** Numbers by their value, words as people sort them. @param {Cell} a @param {Cell} b */
function order(a, b) {
  return a.value !== undefined && b.value !== undefined
    ? a.value - b.value
    : words(a).localeCompare(words(b), undefined, { numeric: true });
}
