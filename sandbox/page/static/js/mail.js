/**
 * The Mail tab: threads on one side, one of them on the other, a reply below it.
 */

import { fill, h, mend } from "./dom.js";
import { letter } from "./letter.js";
import { isHers, loadMail, mailbox, markMailRead, saidOf, sendReply, unreadMails } from "./mailbox.js";
import { go, place } from "./place.js";
import { person, world } from "./store.js";
import { clock, dayTitle } from "./time.js";
import { failure, t } from "./words.js";

/** @typedef {import("./mailbox.js").Mail} Mail */
/** @typedef {import("./mailbox.js").Thread} Thread */

const PREVIEW = 90;

/** @type {{list: HTMLElement, pane: HTMLElement, open: Open | null} | null} */
let shown = null;

/** @typedef {{first: number, heading: HTMLElement, letters: HTMLElement, drawn: Map<number, [string, HTMLElement]>}} Open */

/** Draw the tab from nothing. @param {HTMLElement} main */
export function enterMail(main) {
  const list = h("ul.mail-threads", { "aria-label": t("mailThreads") });
  const pane = h("section.mail-pane");
  shown = { list, pane, open: null };
  fill(main, heading(), h("div.mail", {}, list, pane));
  refreshMail();
  void loadMail();
}

export function leaveMail() {
  shown = null;
}

/** Draw what has changed; a reply that is being written stays as it is. */
export function refreshMail() {
  if (!shown) return;
  const thread = mailbox.threads.find((one) => one.mails[0].number === Number(place.thread));
  if (thread && document.visibilityState === "visible") markMailRead(thread);
  mend(shown.list, mailbox.threads.map((one) => h("li", {}, entry(one, one === thread))));
  shown.list.parentElement?.classList.toggle("reading", Boolean(thread));
  if (thread) showThread(thread);
  else {
    shown.open = null;
    fill(shown.pane, h("p.empty", {}, mailbox.threads.length ? t("mailChoose") : mailbox.loaded && t("mailNone")));
  }
}

function heading() {
  const mode = (/** @type {boolean} */ everybody) =>
    h("button.tab", {
      type: "button", "aria-current": mailbox.everybody === everybody ? "page" : null, dataset: { key: `mail-${everybody}` },
      onclick(/** @type {Event} */ event) {
        mailbox.everybody = everybody;
        /** @type {HTMLElement} */ (event.target).closest("header")?.replaceWith(heading());
        void loadMail();
      },
    }, t(everybody ? "mailAll" : "mailMine"));
  return h("header.heading", {}, h("h1", {}, h("span", { "aria-hidden": "true" }, "✉"), t("mail")), h("nav.tabs", { "aria-label": t("mail") }, mode(false), mode(true)));
}

/** @param {Thread} thread @param {boolean} isHere */
function entry(thread, isHere) {
  const last = /** @type {Mail} */ (thread.mails.at(-1));
  const unread = unreadMails(thread);
  const first = String(thread.mails[0].number);
  return h(`a.mail-entry${unread ? ".unread" : ""}`, {
    href: `?${new URLSearchParams({ as: place.as, in: "mail", thread: first })}`,
    "aria-current": isHere ? "true" : null,
    dataset: { key: first },
    onclick(/** @type {MouseEvent} */ event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go({ in: "mail", thread: first });
    },
  },
    h("span.mail-who", {}, writers(thread), thread.mails.length > 1 && h("span.hint", {}, ` ${thread.mails.length}`)),
    h("time", {}, `${dayTitle(last.at)} ${clock(last.at)}`),
    h("span.mail-subject", {}, thread.subject || t("mailNoSubject")),
    h("span.mail-preview", {}, last.text.trim().slice(0, PREVIEW)),
    unread > 0 && h("span.count", { "aria-label": t("unread", { count: unread }) }, unread));
}

/** @param {Thread} thread */
function writers(thread) {
  return [...new Set(thread.mails.map((mail) => nameOf(mail.from)))].join(t("and"));
}

/** @param {import("./mailbox.js").Box} box */
function nameOf(box) {
  return box.user === world.me ? t("you") : box.user ? person(box.user).name : box.name || box.address;
}

/** @param {Thread} thread */
function showThread(thread) {
  if (!shown) return;
  const first = thread.mails[0].number;
  if (shown.open?.first !== first) shown.open = opened(thread, shown.pane);
  const { letters, drawn } = shown.open;
  for (const mail of thread.mails) {
    const state = JSON.stringify([mail.delivery, mail.invitation && saidOf(mail.invitation).length]);
    const known = drawn.get(mail.number);
    if (known?.[0] === state) continue;
    const node = letter(mail);
    if (known) known[1].replaceWith(node);
    else letters.append(node);
    drawn.set(mail.number, [state, node]);
  }
}

/** @param {Thread} thread @param {HTMLElement} pane @returns {Open} */
function opened(thread, pane) {
  const letters = h("div.letters");
  const title = h("header.mail-title", {},
    h("button.icon.mail-back", { type: "button", "aria-label": t("back"), title: t("back"), onclick: () => go({ thread: "" }) }, "←"),
    h("h2", { tabindex: "-1" }, thread.subject || t("mailNoSubject")));
  fill(pane, h("div.scroller", { tabindex: "0", role: "region", "aria-label": thread.subject }, title, letters, replyForm(thread)));
  return { first: thread.mails[0].number, heading: title, letters, drawn: new Map() };
}

/** The field for an answer to the last mail of the thread. @param {Thread} opened */
function replyForm(opened) {
  const first = opened.mails[0].number;
  const current = () => mailbox.threads.find((thread) => thread.mails[0].number === first) ?? opened;
  const answered = () => current().mails.findLast((mail) => isHers(mail) && mail.from.user !== world.me) ?? current().mails.findLast(isHers);
  if (!answered()) return h("p.hint.mail-form", {}, t("mailNotYours"));
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 4, "aria-label": t("mailReply"), placeholder: t("mailReply") }));
  const copies = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const trouble = h("p.trouble", { role: "alert", hidden: true });
  const button = /** @type {HTMLButtonElement} */ (h("button.primary", { type: "submit" }, t("mailSend")));
  return h("form.mail-form", {
    async onsubmit(/** @type {Event} */ event) {
      event.preventDefault();
      const mail = answered();
      if (!mail || !field.value.trim()) return;
      button.disabled = true;
      const problem = await sendReply(mail, field.value, copies.checked);
      button.disabled = false;
      trouble.hidden = !problem;
      trouble.textContent = problem && failure(problem);
      if (!problem) field.value = "";
    },
  }, field, h("div.mail-controls", {}, button, h("label", {}, copies, t("mailEverybody"))), trouble);
}
