/**
 * The line to the workspace: frames come in, acts go out and are answered. Mends itself when it breaks.
 */

import { apply } from "./store.js";

/** @typedef {{ok: boolean, error?: string, failed?: string | null, errors?: Record<string, string>}} Outcome */

const PAUSES = [200, 500, 1000, 2000, 4000];

/** @type {WebSocket | null} */
let socket = null;
let attempts = 0;
let acts = 0;
/** @type {number | undefined} */
let retry;
/** @type {Map<number, (outcome: Outcome) => void>} */
const waiting = new Map();
/** @type {(online: boolean) => void} */
let tell = () => {};

/** @param {(online: boolean) => void} listener told whenever the line breaks or is whole again */
export function onLine(listener) {
  tell = listener;
}

/** Look through the eyes of this person from now on. @param {string} who key of a person, or "" for the first */
export function connect(who) {
  clearTimeout(retry);
  const former = socket;
  const fresh = new WebSocket(`${location.origin.replace(/^http/, "ws")}/sandbox/live?as=${encodeURIComponent(who)}`);
  socket = fresh;
  former?.close();
  release();
  fresh.onmessage = (event) => {
    if (socket === fresh) receive(JSON.parse(event.data));
  };
  fresh.onclose = () => {
    if (socket === fresh) mend(who);
  };
}

/**
 * Do something in this person's name. Never rejects: what cannot be done says so in the outcome.
 * @param {string} verb @param {Record<string, any>} details
 * @returns {Promise<Outcome>}
 */
export function act(verb, details = {}) {
  if (!socket || socket.readyState !== WebSocket.OPEN) return Promise.resolve({ ok: false, error: "offline" });
  acts += 1;
  const number = acts;
  socket.send(JSON.stringify({ act: number, do: verb, ...details }));
  return new Promise((resolve) => waiting.set(number, resolve));
}

/** @param {any} frame */
function receive(frame) {
  if (frame.type === "done") {
    waiting.get(frame.act)?.(frame);
    waiting.delete(frame.act);
    return;
  }
  if (frame.type === "snapshot") {
    attempts = 0;
    tell(true);
  }
  apply(frame);
}

/** @param {string} who */
function mend(who) {
  release();
  tell(false);
  retry = setTimeout(() => connect(who), PAUSES[Math.min(attempts, PAUSES.length - 1)]);
  attempts += 1;
}

/** Acts on their way may or may not have been done. */
function release() {
  for (const resolve of waiting.values()) resolve({ ok: false, error: "offline" });
  waiting.clear();
}
