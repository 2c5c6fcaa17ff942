/**
 * Puts text on the clipboard and says so on the button that was pressed.
 */

import { t } from "./words.js";

const WHILE = 1200;

/** @param {string} text @param {Event} event */
export async function copyText(text, event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  const label = button.textContent;
  const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
  button.textContent = t(done ? "copied" : "notCopied");
  setTimeout(() => (button.textContent = label), WHILE);
}
