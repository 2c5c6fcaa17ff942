/**
 * The app's Home tab.
 */

import { blockList } from "./blocks.js";
import { fill, h } from "./dom.js";
import { world } from "./store.js";
import { surface } from "./surface.js";
import { t } from "./words.js";

/** @param {HTMLElement} node */
export function drawHome(node) {
  const view = world.home;
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
