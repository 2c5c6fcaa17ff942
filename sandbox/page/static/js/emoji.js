/**
 * Emoji by Slack's short names; the table is the workspace's own.
 */

import { world } from "./store.js";

const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];

/** The character, or null where the name is not known. @param {string} name as `+1::skin-tone-3` */
export function character(name) {
  const [base, tone] = name.split("::skin-tone-");
  const found = Object.hasOwn(world.emoji, base) ? world.emoji[base] : undefined;
  if (!found) return null;
  return coloured(found) + (tone ? TONES[Number(tone)] : "");
}

/** Names that hold `part`, those that begin with it first. @param {string} part @param {number} most */
export function search(part, most) {
  const wanted = part.toLowerCase();
  const names = Object.keys(world.emoji).filter((name) => name.includes(wanted));
  const early = names.filter((name) => name.startsWith(wanted));
  return [...early, ...names.filter((name) => !name.startsWith(wanted))].slice(0, most);
}

/** `:eyes:` in a text as the character. @param {string} text */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+\-']+(?:::skin-tone-[2-6])?):/g, (whole, name) => character(name) ?? whole);
}

/** Old characters are drawn in colour only when a selector asks for it. @param {string} plain */
function coloured(plain) {
  if (plain.endsWith("\u20e3")) return `${plain[0]}\ufe0f\u20e3`;
  return /^\p{Emoji_Presentation}/u.test(plain) ? plain : `${plain}\ufe0f`;
}
