/**
 * Asks before something is done: a control's `confirm`, or the page's own question.
 *
 * https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */

import { freshId, h } from "./dom.js";
import { plain, written } from "./mrkdwn.js";
import { t } from "./words.js";

/** @param {any} [wanted] the control's `confirm` object; without one the answer is yes @returns {Promise<boolean>} */
export function confirmed(wanted) {
  if (!wanted) return Promise.resolve(true);
  const title = freshId("title");
  const style = wanted.style === "danger" ? "button.danger" : "button.primary";
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog.ask", { "aria-labelledby": title },
    h("h2", { id: title }, plain(wanted.title)),
    h("div.text", {}, ...written(wanted.text)),
    h("form.foot", { method: "dialog" },
      h("button", { value: "no" }, wanted.deny ? plain(wanted.deny) : t("no")),
      h(style, { value: "yes" }, wanted.confirm ? plain(wanted.confirm) : t("yes"))),
  ));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }));
}

/** The page's own question, in red. @param {string} title @param {string} text */
export function sure(title, text) {
  const object = (/** @type {string} */ words) => ({ type: "plain_text", text: words });
  return confirmed({ title: object(title), text: object(text), confirm: object(title), style: "danger" });
}
