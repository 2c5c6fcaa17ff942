/**
 * Tells a screen reader what has come.
 */

import { spoken } from "./mrkdwn.js";
import { person, world } from "./store.js";
import { t } from "./words.js";

const announcer = /** @type {HTMLElement} */ (document.getElementById("announcer"));
const LONGEST = 200;

/** @param {import("./store.js").Message} message */
export function announce(message) {
  if (message.user === world.me) return;
  const text = spoken(message.text).slice(0, LONGEST);
  announcer.textContent = t("newMessage", { who: message.username ?? person(message.user).name, text });
}
