/**
 * Behind the scenes: each event, call, retry and refusal as it happens, and the switches for trouble beside them.
 */

import { copyText } from "./clipboard.js";
import { fill, h, mend } from "./dom.js";
import { drawFaults, refreshFaults } from "./faults.js";
import { precise } from "./time.js";
import { t } from "./words.js";

/**
 * @typedef {{id: number, at: number, kind: string, title: string, tone: string, marks: string[], detail: any}} Record
 */

const KINDS = ["event", "command", "interaction", "call", "mail", "workspace"];
const KEPT = 500;
const OPEN = "behind/open";
const SOON = 300;

const panel = /** @type {HTMLElement} */ (document.getElementById("behind"));

/** @type {Map<number, {record: Record, text: string, node: HTMLDetailsElement}>} */
const rows = new Map();
const hidden = new Set(["workspace"]);
let onlyTrouble = false;
let wanted = "";
/** @type {WebSocket | null} */
let socket = null;
/** @type {HTMLElement | null} */
let list = null;
/** @type {HTMLElement | null} */
let tally = null;

export function isBehindOpen() {
  return !panel.hidden;
}

/** Whoever had it open before a reload has it open again; it is drawn once it is known in whose language. */
export function restoreBehind() {
  if (!sessionStorage.getItem(OPEN)) return;
  panel.hidden = false;
  connect();
}

export function toggleBehind() {
  if (panel.hidden) open();
  else close();
}

function open() {
  sessionStorage.setItem(OPEN, "yes");
  panel.hidden = false;
  drawBehind();
  connect();
}

function close() {
  sessionStorage.removeItem(OPEN);
  panel.hidden = true;
  socket?.close();
  socket = null;
  rows.clear();
  fill(panel);
}

/** Draw the panel from nothing, in the language of whoever looks. */
export function drawBehind() {
  if (panel.hidden) return;
  panel.setAttribute("aria-label", t("behind"));
  list = h("div.behind-list", { role: "log", "aria-live": "off", tabindex: "0", "aria-label": t("behind") });
  tally = h("span.hint", { role: "status" });
  const faults = h("div.behind-faults");
  fill(panel,
    h("header.heading", {}, h("h2", {}, t("behind")), search(), h("div.kinds", { role: "group", "aria-label": t("behindKinds") }, ...KINDS.map(kind), trouble()),
      tally, h("button", { type: "button", onclick: copyAll }, t("behindCopyAll")), h("button", { type: "button", onclick: clear }, t("behindClear")),
      h("button.icon", { type: "button", "aria-label": t("close"), title: t("close"), onclick: close }, "✕")),
    h("div.behind-body", {}, list, faults));
  drawFaults(faults);
  for (const { node, record } of rows.values()) {
    dress(node, record);
    list.prepend(node);
  }
  filter();
}

function search() {
  return h("input", {
    type: "search", value: wanted, placeholder: t("behindSearch"), "aria-label": t("behindSearch"),
    oninput(/** @type {Event} */ event) {
      wanted = /** @type {HTMLInputElement} */ (event.target).value.toLowerCase();
      filter();
    },
  });
}

/** @param {string} name */
function kind(name) {
  return pressed(t(`behind_${name}`), !hidden.has(name), (on) => (on ? hidden.delete(name) : hidden.add(name)));
}

function trouble() {
  return pressed(t("behindTrouble"), onlyTrouble, (on) => (onlyTrouble = on));
}

/** @param {string} label @param {boolean} on @param {(on: boolean) => void} change */
function pressed(label, on, change) {
  const button = h("button.chip", {
    type: "button", "aria-pressed": String(on),
    onclick() {
      const next = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(next));
      change(next);
      filter();
    },
  }, label);
  return button;
}

function connect() {
  socket?.close();
  const fresh = new WebSocket(`${location.origin.replace(/^http/, "ws")}/sandbox/behind`);
  socket = fresh;
  let first = true;
  fresh.onmessage = (event) => {
    if (socket !== fresh) return;
    if (first) forget();
    first = false;
    for (const record of JSON.parse(event.data)) take(record);
    filter();
    refreshFaults();
  };
  fresh.onclose = () => {
    if (socket === fresh) setTimeout(() => socket === fresh && connect(), SOON);
  };
}

/** A record that came before is told again when it has ended. @param {Record} record */
function take(record) {
  const known = rows.get(record.id);
  const node = known?.node ?? row(record.id);
  dress(node, record);
  if (!known) list?.prepend(node);
  rows.set(record.id, { record, text: JSON.stringify(record).toLowerCase(), node });
  for (const [id, row] of rows) {
    if (rows.size <= KEPT) break;
    row.node.remove();
    rows.delete(id);
  }
}

/** One line of the log, its detail below it while it is open. @param {number} id @returns {HTMLDetailsElement} */
function row(id) {
  const details = /** @type {HTMLDetailsElement} */ (h("details"));
  details.addEventListener("toggle", () => {
    const known = rows.get(id);
    if (known) dress(details, known.record);
  });
  return details;
}

/** @param {HTMLDetailsElement} details @param {Record} record */
function dress(details, record) {
  details.className = `record ${record.tone}`;
  details.dataset.kind = record.kind;
  mend(details,
    h("summary", {}, h("time", {}, precise(record.at)), h("span.badge", {}, t(`behind_${record.kind}`)),
      h("span.record-title", {}, record.title), record.marks.map((mark) => h("span.mark", {}, mark))),
    details.open && inside(record));
}

/** @param {Record} record */
function inside(record) {
  const whole = h("pre", { tabindex: "0" }, JSON.stringify(record, null, 2));
  const copy = (/** @type {Event} */ event) => copyText(/** @type {HTMLElement} */ (event.currentTarget).nextElementSibling?.textContent ?? "", event);
  return [h("button.copy", { type: "button", onclick: copy }, t("behindCopy")), whole];
}

/** @param {{record: Record, text: string}} row */
function isShown({ record, text }) {
  if (onlyTrouble && record.tone !== "bad" && !record.marks.length) return false;
  return !hidden.has(record.kind) && text.includes(wanted);
}

function filter() {
  let count = 0;
  for (const row of rows.values()) {
    row.node.hidden = !isShown(row);
    if (!row.node.hidden) count += 1;
  }
  if (tally) tally.textContent = t("behindCount", { count, all: rows.size });
}

/** @param {Event} event */
function copyAll(event) {
  const records = [...rows.values()].filter(isShown).map((row) => row.record);
  copyText(JSON.stringify(records, null, 2), event);
}

function clear() {
  forget();
  filter();
}

function forget() {
  rows.clear();
  if (list) fill(list);
}
