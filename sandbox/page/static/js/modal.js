/**
 * Modals: the view on top of the stack, what is typed into it, and what is wrong with that.
 *
 * https://docs.slack.dev/surfaces/modals
 */

import { blockList } from "./blocks.js";
import { fill, freshId, h, keyed } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { act } from "./socket.js";
import { world } from "./store.js";
import { surface, valuesOf } from "./surface.js";
import { checked, failure, t } from "./words.js";

/** @typedef {import("./store.js").View} View */

const title = freshId("title");
const dialog = /** @type {HTMLDialogElement} */ (h("dialog.modal", { "aria-labelledby": title }));
document.body.append(dialog);

/** @type {{view: View, errors: Record<string, string>, trouble: string, busy: boolean} | null} */
let shown = null;

/** What is on the screen of it. @type {import("./surface.js").Surface} */
let drawn;

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  close();
});

/** Show the view on top, or none. */
export function refreshModal() {
  const view = world.modals.at(-1);
  if (!view) {
    shown = null;
    dialog.close();
    return;
  }
  if (shown?.view.id === view.id && shown.view.hash === view.hash && dialog.open) return;
  shown = { view, errors: {}, trouble: "", busy: false };
  draw();
}

function draw() {
  if (!shown) return;
  const { view, errors, trouble, busy } = shown;
  drawn = { ...surface({ view: view.id }, tell), errors };
  const key = dialog.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.key : undefined;
  fill(dialog,
    h("form", { novalidate: true, onsubmit: submit },
      head(view),
      h("div.body", {}, h("p.failed", { role: "alert", hidden: !trouble }, trouble), blockList(view.blocks, drawn)),
      view.submit || view.close ? foot(view, busy) : null));
  if (!dialog.open) dialog.showModal();
  focus(key);
}

/** @param {View} view */
function head(view) {
  return h("header.heading", {},
    world.modals.length > 1 && h("button.icon", { type: "button", "aria-label": t("back"), title: t("back"), onclick: () => void act("close") }, "←"),
    h("h2", { id: title }, plain(view.title)),
    h("button.icon", { type: "button", "aria-label": t("close"), title: t("close"), onclick: close }, "✕"));
}

/** @param {View} view @param {boolean} busy */
function foot(view, busy) {
  return h("footer.foot", {},
    h("button", { type: "button", onclick: () => void act("close") }, view.close ? plain(view.close) : t("no")),
    view.submit && h("button.primary", { type: "submit", disabled: busy }, busy ? t("submitting") : plain(view.submit)));
}

/** First what is wrong, else where the reader was, else the first field. @param {string | undefined} key */
function focus(key) {
  const wrong = /** @type {HTMLElement | null} */ (dialog.querySelector('[aria-invalid="true"]'));
  const first = /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus], .body input, .body textarea, .body select"));
  (wrong ?? keyed(dialog, key) ?? first)?.focus();
}

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  const sent = shown;
  if (!sent || sent.busy) return;
  const values = valuesOf(drawn);
  Object.assign(sent, { busy: true, errors: {}, trouble: "" });
  draw();
  const outcome = await act("submit", { view: sent.view.id, values });
  if (shown !== sent) return;
  sent.busy = false;
  sent.errors = Object.fromEntries(Object.entries(outcome.errors ?? {}).map(([block, text]) => [block, checked(text)]));
  sent.trouble = failure((outcome.ok ? outcome.failed : outcome.error) ?? "");
  draw();
}

/** @param {string} text */
function tell(text) {
  if (!shown) return;
  shown.trouble = text;
  draw();
}

/** The cross and Escape close the whole stack, as in Slack. */
function close() {
  void act("close", { everything: true });
}
