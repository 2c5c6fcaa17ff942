/**
 * A small panel beside the control that opened it: above everything, closed by Escape or a press elsewhere.
 */

/** @typedef {{close: () => void}} Popup */

const GAP = 6;

/** @param {HTMLElement} anchor @param {HTMLElement} content @param {{focus?: boolean, onclose?: () => void}} [how] @returns {Popup} */
export function openPopup(anchor, content, { focus = true, onclose } = {}) {
  content.popover = "auto";
  content.classList.add("popup");
  (anchor.closest("dialog") ?? document.body).append(content);
  content.showPopover();
  position(anchor, content);
  anchor.setAttribute("aria-expanded", "true");
  content.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") return;
    anchor.removeAttribute("aria-expanded");
    content.remove();
    onclose?.();
  });
  content.addEventListener("keydown", (event) => arrows(event, content));
  if (focus) /** @type {HTMLElement | null} */ (content.querySelector("input, button"))?.focus();
  return {
    close() {
      content.hidePopover();
      if (anchor.isConnected) anchor.focus({ preventScroll: true });
    },
  };
}

/** @param {HTMLElement} anchor @param {HTMLElement} content */
function position(anchor, content) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = content;
  const below = at.bottom + GAP + height <= innerHeight;
  const top = below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height);
  const left = Math.min(Math.max(GAP, at.left), innerWidth - width - GAP);
  content.style.top = `${top}px`;
  content.style.left = `${Math.max(GAP, left)}px`;
}

/** Arrow keys go from item to item. @param {KeyboardEvent} event @param {HTMLElement} content */
function arrows(event, content) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const items = /** @type {HTMLElement[]} */ ([...content.querySelectorAll("button, input[type=checkbox]")]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || (at < 0 && event.key !== "ArrowDown")) return;
  event.preventDefault();
  items[(at + step + items.length) % items.length]?.focus();
}
