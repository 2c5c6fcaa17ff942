/**
 * The meeting a mail invites to, as a calendar shows it, and the buttons by which her calendar answers.
 */

import { h } from "./dom.js";
import { saidOf, sendAnswer } from "./mailbox.js";
import { person, world } from "./store.js";
import { clock, dayKey, dayTitle, inFull } from "./time.js";
import { failure, t } from "./words.js";

/** @typedef {import("./mailbox.js").Mail} Mail */
/** @typedef {import("./mailbox.js").Invitation} Invitation */

const ANSWERS = ["ACCEPTED", "TENTATIVE", "DECLINED"];

/** @param {Mail} mail @param {Invitation} meeting */
export function invitation(mail, meeting) {
  const isChange = meeting.method === "REQUEST" && meeting.sequence > 0;
  return h(`section.meeting.${meeting.method.toLowerCase()}`, { "aria-label": meeting.title },
    h("p.meeting-kind", {}, h("span", { "aria-hidden": "true" }, "📅 "), t(isChange ? "meetingChanged" : `meeting_${meeting.method}`)),
    h("h3", {}, meeting.title),
    h("dl.readers", {}, rows(meeting).flatMap(([name, words]) => [h("dt", {}, t(name)), h("dd", {}, words)])),
    meeting.method === "REQUEST" && answering(mail, meeting));
}

/** @param {Invitation} meeting @returns {[string, any][]} */
function rows(meeting) {
  const ends = dayKey(meeting.begins) === dayKey(meeting.ends) ? "" : `${dayTitle(meeting.ends)} `;
  const when = h("time", { title: inFull(meeting.begins) }, `${dayTitle(meeting.begins)} ${clock(meeting.begins)} – ${ends}${clock(meeting.ends)}`);
  /** @type {[string, any][]} */
  const shown = [["meetingWhen", when]];
  if (meeting.place) shown.push(["meetingWhere", meeting.place]);
  if (meeting.method !== "REPLY") shown.push(["meetingBy", meeting.organizer.name || meeting.organizer.address]);
  shown.push(["meetingWho", meeting.guests.map((guest) => h("span.reader", { title: guest.address }, guestName(meeting, guest)))]);
  return shown;
}

/** In an answer, with what is said. @param {Invitation} meeting @param {import("./mailbox.js").Guest} guest */
function guestName(meeting, guest) {
  const name = guest.user ? person(guest.user).name : guest.name || guest.address;
  return meeting.method === "REPLY" && ANSWERS.includes(guest.answer) ? `${name} · ${t(`said_${guest.answer}`)}` : name;
}

/** Until a later notice comes: her answer may change. @param {Mail} mail @param {Invitation} meeting */
function answering(mail, meeting) {
  if (!meeting.guests.some((guest) => guest.user === world.me) || !meeting.wants_answers) return null;
  const said = saidOf(meeting);
  if (said.some((other) => other.invitation?.method !== "REPLY" && other.number > mail.number)) return h("p.hint", {}, t("meetingOver"));
  const own = said.findLast((other) => other.from.user === world.me && other.number > mail.number)?.invitation?.guests[0].answer;
  const trouble = h("p.trouble", { role: "alert", hidden: true });
  const button = (/** @type {string} */ answer) => h("button.button", {
    type: "button", "aria-pressed": String(answer === own), dataset: { key: answer },
    async onclick() {
      const problem = await sendAnswer(mail, answer);
      trouble.hidden = !problem;
      trouble.textContent = problem && failure(problem);
    },
  }, t(`answer_${answer}`));
  return h("div.meeting-answers", {}, ANSWERS.map(button), trouble);
}
