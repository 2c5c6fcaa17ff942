/**
 * Pictures of people, and the bar on which one becomes somebody else.
 */

import { h, mend } from "./dom.js";
import { go } from "./place.js";
import { people, person, world } from "./store.js";
import { hasNews } from "./unread.js";
import { t } from "./words.js";

const TONES = 8;

/** @param {string} id @param {string} [emoji] what an app shows in place of its picture */
export function avatar(id, emoji) {
  const user = person(id);
  if (user.bot) return h("span.avatar.bot", { "aria-hidden": "true" }, emoji ?? initials(user.name));
  const tone = people().findIndex((other) => other.id === id);
  return h(`span.avatar.tone-${(tone + TONES) % TONES}`, { "aria-hidden": "true" }, initials(user.name));
}

/** The given name of a Chinese name, the first letters of others. @param {string} name */
function initials(name) {
  if (/^\p{Script=Han}+$/u.test(name)) return name.slice(-2);
  return name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join("").toUpperCase();
}

/** @param {HTMLElement} rail */
export function drawPeople(rail) {
  rail.setAttribute("aria-label", t("people"));
  mend(rail, h("ul", {}, ...people().map((user) => h("li", {}, face(user)))));
}

/** @param {import("./store.js").User} user */
function face(user) {
  const isMe = user.id === world.me;
  const news = !isMe && hasNews(user.id);
  const label = [t(isMe ? "youAre" : "beSomeone", { name: user.name }), news && t("hasNews")].filter(Boolean).join(" · ");
  return h("a.face", {
    href: `?as=${encodeURIComponent(user.key)}`, title: label, "aria-label": label, "aria-current": isMe ? "true" : null,
    dataset: { key: user.id },
    onclick(/** @type {MouseEvent} */ event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (!isMe) go({ as: user.key, thread: "" });
    },
  }, avatar(user.id), h("span.name", {}, user.name), news && h("span.dot"));
}

