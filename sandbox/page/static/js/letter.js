/**
 * One mail as it is read. What it brings along stays behind glass: no scripts, nothing loaded from elsewhere.
 */

import { h } from "./dom.js";
import { invitation } from "./invitation.js";
import { avatar } from "./people.js";
import { person, world } from "./store.js";
import { clock, dayTitle, inFull } from "./time.js";
import { t } from "./words.js";

/** @typedef {import("./mailbox.js").Mail} Mail */
/** @typedef {import("./mailbox.js").Box} Box */

const KILO = 1024;
/** Links open in a window of their own. The origin is ours so that we can measure the height; scripts never run. */
const GLASS = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** @param {Mail} mail */
export function letter(mail) {
  return h("article.letter", { "aria-label": `${mail.from.name || mail.from.address}: ${mail.subject}` },
    h("header", {}, face(mail.from), h("div.letter-who", {}, h("strong", {}, named(mail.from)), h("span.hint", {}, ` <${mail.from.address}>`)),
      h("time.hint", { title: inFull(mail.at) }, `${dayTitle(mail.at)} ${clock(mail.at)}`)),
    readers(mail),
    mail.invitation && invitation(mail, mail.invitation),
    mail.html ? framed(mail) : h("div.letter-text", {}, lines(mail.text)),
    files(mail),
    mail.delivery && h(`p.delivery.${mail.delivery.outcome}`, {}, t(`mail_${mail.delivery.outcome}`), mail.delivery.told && ` ${mail.delivery.told}`),
    h("a.quiet.source", { href: `sandbox/mail/${mail.number}`, download: "" }, t("mailSource")),
  );
}

/** @param {Box} box */
function face(box) {
  if (box.user) return avatar(box.user);
  return h("span.avatar.bot", { "aria-hidden": "true" }, (box.name || box.address).slice(0, 1).toUpperCase());
}

/** @param {Box} box */
function named(box) {
  return box.user ? person(box.user).name : box.name || box.address;
}

/** To whom, openly and as a blind copy: of those a reader sees only her own. @param {Mail} mail */
function readers(mail) {
  const open = new Set([...mail.to, ...mail.cc].map((box) => box.address.toLowerCase()));
  const blind = mail.recipients.filter((box) => !open.has(box.address.toLowerCase()) && box.user === world.me);
  const rows = /** @type {[string, Box[]][]} */ ([["mailTo", mail.to], ["mailCc", mail.cc], ["mailBcc", blind]]);
  return h("dl.readers", {}, rows.filter(([, boxes]) => boxes.length).flatMap(([key, boxes]) => [
    h("dt", {}, t(key)),
    h("dd", {}, boxes.map((box) => h("span.reader", { title: box.address }, named(box)))),
  ]));
}

/** @param {Mail} mail */
function framed(mail) {
  const frame = /** @type {HTMLIFrameElement} */ (h("iframe.letter-html", {
    src: `sandbox/mail/${mail.number}/body`, sandbox: GLASS, title: mail.subject,
    onload: () => fit(frame),
  }));
  return frame;
}

/** @param {HTMLIFrameElement} frame */
function fit(frame) {
  frame.style.height = "0"; // a page is never lower than its frame
  const height = frame.contentDocument?.documentElement.scrollHeight;
  if (height) frame.style.height = `${height}px`;
}

/** Quoted lines recede. @param {string} text */
function lines(text) {
  return text.trimEnd().split("\n").map((line) => h(line.startsWith(">") ? "p.quoted" : "p", {}, line || "\u00a0"));
}

/** What can be saved; the meeting is shown already. @param {Mail} mail */
function files(mail) {
  const shown = mail.attachments.map((part, index) => ({ part, position: index + 1 }))
    .filter(({ part }) => !(mail.invitation && part.kind === "text/calendar"));
  return shown.length > 0 && h("ul.attachments", {}, shown.map(({ part, position }) => h("li", {}, attachment(mail, part, position))));
}

/** @param {Mail} mail @param {import("./mailbox.js").Attachment} part @param {number} position */
function attachment(mail, part, position) {
  const invites = part.kind === "text/calendar";
  return h("a.attachment", { href: `sandbox/mail/${mail.number}/attachments/${position}`, download: part.name },
    h("span", { "aria-hidden": "true" }, invites ? "📅" : "📎"), h("span", {}, part.name),
    h("span.hint", {}, [invites && t("mailInvitation"), size(part.size)].filter(Boolean).join(" · ")));
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < KILO) return `${bytes} B`;
  return bytes < KILO * KILO ? `${Math.round(bytes / KILO)} kB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
