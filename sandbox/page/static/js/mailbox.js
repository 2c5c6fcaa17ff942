/**
 * The mails this person has, as the workspace lists them, and how far she has read. Draws nothing.
 */

import { apply, self, world } from "./store.js";

/**
 * @typedef {{name: string, address: string, user: string | null}} Box
 * @typedef {{name: string, kind: string, size: number, method: string}} Attachment
 * @typedef {Box & {answer: string}} Guest
 * @typedef {{method: string, uid: string, sequence: number, title: string, begins: number, ends: number, place: string,
 *   organizer: Box, guests: Guest[], wants_answers: boolean}} Invitation
 * @typedef {{number: number, at: number, date: string | null, message_id: string, subject: string, from: Box, to: Box[],
 *   cc: Box[], recipients: Box[], text: string, html: boolean, attachments: Attachment[], invitation: Invitation | null,
 *   delivery: {outcome: string, told: string} | null}} Mail
 * @typedef {{subject: string, mails: Mail[]}} Thread
 */

export const mailbox = {
  /** Newest first. @type {Thread[]} */
  threads: [],
  /** Everybody's mail instead of hers. */
  everybody: false,
  loaded: false,
};

let asked = 0;

/** Ask for the mails anew; the page hears of them by a frame of its own. */
export async function loadMail() {
  const number = (asked += 1);
  const query = mailbox.everybody ? "" : `?as=${encodeURIComponent(self().key)}`;
  const answer = await fetch(`sandbox/mail${query}`).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  mailbox.threads = (await answer.json()).threads;
  mailbox.loaded = true;
  apply({ type: "mails" });
}

/**
 * @param {Mail} mail @param {string} text @param {boolean} everybody
 * @returns {Promise<string>} what went wrong, or ""
 */
export async function sendReply(mail, text, everybody) {
  const body = JSON.stringify({ person: self().key, text, everybody });
  const answer = await fetch(`sandbox/mail/${mail.number}/reply`, { method: "POST", body }).catch(() => null);
  if (!answer) return "offline";
  const outcome = await answer.json();
  return outcome.ok ? "" : outcome.error;
}

/** @param {Mail} mail @param {string} answer @returns {Promise<string>} what went wrong, or "" */
export async function sendAnswer(mail, answer) {
  const body = JSON.stringify({ person: self().key, answer });
  const told = await fetch(`sandbox/mail/${mail.number}/answer`, { method: "POST", body }).catch(() => null);
  if (!told) return "offline";
  const outcome = await told.json();
  return outcome.ok ? "" : outcome.error;
}

/** All that is said of one meeting, oldest first. @param {Invitation} invitation */
export function saidOf(invitation) {
  const mails = mailbox.threads.flatMap((thread) => thread.mails).filter((mail) => mail.invitation?.uid === invitation.uid);
  return mails.sort((one, other) => one.number - other.number);
}

/** @param {Thread} thread */
function key(thread) {
  return `read/${world.team.id}/${world.team.opened}/${world.me}/mail/${thread.mails[0].number}`;
}

/** @param {Thread} thread */
export function unreadMails(thread) {
  const read = Number(localStorage.getItem(key(thread)) ?? 0);
  return thread.mails.filter((mail) => mail.number > read && mail.from.user !== world.me).length;
}

/** @param {Thread} thread */
export function markMailRead(thread) {
  const last = thread.mails.at(-1)?.number ?? 0;
  if (Number(localStorage.getItem(key(thread)) ?? 0) < last) localStorage.setItem(key(thread), String(last));
}

/** In her own mail; while everybody's is shown nothing counts. */
export function unreadMailCount() {
  if (mailbox.everybody) return 0;
  return mailbox.threads.reduce((sum, thread) => sum + unreadMails(thread), 0);
}

/** Whether it came to her or from her. @param {Mail} mail */
export function isHers(mail) {
  return [mail.from, ...mail.recipients].some((box) => box.user === world.me);
}
