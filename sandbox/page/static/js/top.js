/**
 * The slim bar above everything: whose workspace, what time it is there, whether the line is whole.
 */

import { isBehindOpen, toggleBehind } from "./behind.js";
import { h, mend } from "./dom.js";
import { now, world } from "./store.js";
import { switchTheme } from "./theme.js";
import { clock, dayTitle, inFull } from "./time.js";
import { t } from "./words.js";

const top = /** @type {HTMLElement} */ (document.getElementById("top"));
const MINUTE = 60_000;
let online = true;

export function drawTop() {
  if (!world.ready) return;
  const moment = now();
  mend(top,
    h("button.icon.drawer-switch", { type: "button", "aria-label": t("menu"), title: t("menu"), "aria-controls": "drawer", dataset: { key: "drawer" }, onclick: toggleDrawer }, "☰"),
    h("span.brand", {}, h("img", { src: "page/icon.svg", alt: "", width: 20, height: 20 }), world.bot.app),
    h("span.local", {}, t("local")),
    h("span.line-state", { role: "status" }, online ? "" : t("offline")),
    h("time.clock", { title: `${t("clockTitle")} · ${inFull(moment)}` }, `${dayTitle(moment)} ${clock(moment)}`),
    h("button.icon", { type: "button", "aria-label": t("behind"), title: t("behind"), "aria-expanded": String(isBehindOpen()), "aria-controls": "behind", dataset: { key: "behind" }, onclick: switchBehind }, "⚙"),
    h("button.icon", { type: "button", "aria-label": t("theme"), title: t("theme"), dataset: { key: "theme" }, onclick: switchTheme }, "◐"),
  );
}

function switchBehind() {
  toggleBehind();
  drawTop();
}

/** @param {boolean} whole */
export function showLine(whole) {
  online = whole;
  document.body.classList.toggle("offline", !whole);
  drawTop();
}

/** @param {Event | boolean} [wanted] */
export function toggleDrawer(wanted) {
  const open = document.body.classList.toggle("drawer-open", typeof wanted === "boolean" ? wanted : undefined);
  if (open) /** @type {HTMLElement | null} */ (document.querySelector("#side [aria-current]"))?.focus();
}

setInterval(drawTop, MINUTE / 4);
