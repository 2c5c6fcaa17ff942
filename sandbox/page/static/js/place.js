/**
 * Where this window is: the person, the conversation and the thread. Kept in the address, so that a reload stays there.
 */

import { world } from "./store.js";

/** @typedef {{as: string, in: string, thread: string}} Place `in`: a channel's name, `dm`, `home` or `mail` */

/** @returns {Place} */
function read() {
  const query = new URLSearchParams(location.search);
  return { as: query.get("as") ?? "", in: query.get("in") ?? "", thread: query.get("thread") ?? "" };
}

/** @type {Place} */
export let place = read();

/** @type {((place: Place, before: Place) => void)[]} */
const listeners = [];

/** @param {(place: Place, before: Place) => void} listener */
export function onMove(listener) {
  listeners.push(listener);
}

/** @param {Partial<Place>} change @param {{replace?: boolean}} how */
export function go(change, { replace = false } = {}) {
  const next = { ...place, ...change };
  const query = new URLSearchParams(Object.entries(next).filter(([, value]) => value));
  history[replace ? "replaceState" : "pushState"](null, "", `?${query}`);
  move(next);
}

addEventListener("popstate", () => move(read()));

/** @param {Place} next */
function move(next) {
  const before = place;
  place = next;
  for (const listener of listeners) listener(next, before);
}

/** The conversation on screen; the team's channel where the address names none. */
export function here() {
  const channels = [...world.channels.values()];
  if (place.in === "dm" || place.in === "home") return channels.find((channel) => channel.direct);
  const named = channels.find((channel) => !channel.direct && channel.name === place.in);
  return named ?? channels.find((channel) => channel.name === world.team.channel) ?? channels[0];
}

/** What the address calls a channel. @param {import("./store.js").Channel} channel */
export function nameOf(channel) {
  return channel.direct ? "dm" : channel.name;
}
