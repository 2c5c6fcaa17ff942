/**
 * Builds elements. Text becomes text nodes only: whatever people or apps write stays data.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * @param {string} tag with classes, as in `button.primary`
 * @param {Record<string, any>} [props] attributes; `onclick` and other functions as listeners; false and null are left out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) set(node, key, value);
  node.append(...nodes(children));
  return node;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
export function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** Put `children` in place of what `node` holds. @param {Element} node @param {...(Child | Child[])} children */
export function fill(node, ...children) {
  node.replaceChildren(...nodes(children));
}

/**
 * Make `node` hold `children`; what looks the same stays where it is, with its listeners: a press that is under way when
 * something else changes is not lost. Only for controls that do what they show. Whoever was on one stays on it.
 * @param {Element} node @param {...(Child | Child[])} children
 */
export function mend(node, ...children) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = active && node.contains(active) ? active.dataset.key : undefined;
  const wanted = document.createDocumentFragment();
  wanted.append(...nodes(children));
  merge(node, wanted);
  if (active && !active.isConnected) keyed(node, key)?.focus();
}

/** @param {Node} old @param {Node} next */
function merge(old, next) {
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  after.forEach((child, index) => {
    const known = before[index];
    if (!known) old.appendChild(child);
    else if (known.isEqualNode(child)) return;
    else if (known instanceof Element && known.cloneNode().isEqualNode(child.cloneNode())) merge(known, child);
    else known.replaceWith(child);
  });
  for (const rest of before.slice(after.length)) rest.remove();
}

/**
 * Put `next` in place of `old`; whoever was on a control with a `data-key` stays on it.
 * @param {HTMLElement} old @param {HTMLElement} next
 */
export function swap(old, next) {
  const active = document.activeElement;
  const inside = active instanceof HTMLElement && old.contains(active);
  const key = inside ? active.dataset.key : undefined;
  old.replaceWith(next);
  if (inside) (keyed(next, key) ?? next).focus({ preventScroll: true });
}

/** @param {Element} root @param {string | undefined} key @returns {HTMLElement | null} */
export function keyed(root, key) {
  return key ? root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
}

let last = 0;

/** An id for `aria-describedby` and its like. @param {string} kind */
export function freshId(kind) {
  last += 1;
  return `${kind}-${last}`;
}

/** @param {HTMLElement} node @param {string} key @param {any} value */
function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") node.addEventListener(key.slice(2), value);
  else if (key === "dataset") Object.assign(node.dataset, value);
  else if (key === "value") /** @type {HTMLInputElement} */ (node).value = value;
  else node.setAttribute(key, value === true ? "" : String(value));
}
