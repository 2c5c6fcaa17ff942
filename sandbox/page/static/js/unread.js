/**
 * How far each person has read, kept in this browser.
 */

import { channelMessages, isReply, world } from "./store.js";

/** @typedef {import("./store.js").Channel} Channel */

/** @param {string} user @param {string} conversation a channel's id, or `dm` */
function key(user, conversation) {
  return `read/${world.team.id}/${world.team.opened}/${user}/${conversation}`;
}

/** @param {Channel} channel */
function conversation(channel) {
  return channel.direct ? "dm" : channel.id;
}

/** The time stamp up to which this person has read; "" where she has not been. @param {Channel} channel */
export function readUpTo(channel) {
  return localStorage.getItem(key(world.me, conversation(channel))) ?? "";
}

/** @param {Channel} channel */
export function markRead(channel) {
  const last = channelMessages(channel.id).at(-1)?.ts;
  if (last && last > readUpTo(channel)) localStorage.setItem(key(world.me, conversation(channel)), last);
}

/** @param {Channel} channel */
export function unreadCount(channel) {
  const read = readUpTo(channel);
  const counts = (/** @type {import("./store.js").Message} */ message) =>
    message.ts > read && message.user !== world.me && !isReply(message);
  return [...channel.messages.values()].filter(counts).length;
}

/** Whether the app has written to somebody since she last looked. @param {string} user */
export function hasNews(user) {
  return (world.waiting.get(user) ?? "") > (localStorage.getItem(key(user, "dm")) ?? "");
}
