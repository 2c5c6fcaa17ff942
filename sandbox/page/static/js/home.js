/**
 * The app's Home tab.
 */

import { blockList } from "./blocks.js";
import { fill, h } from "./dom.js";
import { now, world } from "./store.js";
import { surface } from "./surface.js";
import { dayKey } from "./time.js";
import { language, t } from "./words.js";

/** What stands on the page, and when and for whom it was drawn. @type {any[]} */
let drawn = [];

/** Only when something of it has changed. @param {HTMLElement} node */
export function drawHome(node) {
  const view = world.home;
  const stamp = [node, view, language(), dayKey(now())];
  if (stamp.every((part, index) => part === drawn[index])) return;
  drawn = stamp;
  if (!view) {
    fill(node, h("p.empty", {}, t("homeEmpty")));
    return;
  }
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = active && node.contains(active) ? active.dataset.key : undefined;
  const trouble = h("p.failed", { role: "alert", hidden: true });
  const place = surface({ view: view.id }, (text) => {
    trouble.hidden = !text;
    trouble.textContent = text;
  });
  fill(node, h("div.home", {}, trouble, blockList(view.blocks, place)));
  if (key) /** @type {HTMLElement | null} */ (node.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}
