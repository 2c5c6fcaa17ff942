/**
 * A message, a modal or the Home tab as something to work: what its inputs hold, and what a press does.
 */

import { act } from "./socket.js";
import { failure } from "./words.js";

/**
 * @typedef {string | number | string[] | null} Choice
 * @typedef {object} Surface
 * @property {Record<string, any>} on how the workspace finds it: `{channel, ts}` or `{view}`
 * @property {Map<string, Choice>} held what was chosen and typed, by `block/action`
 * @property {Set<string>} drawn the controls it has now: what was typed into others is of no account
 * @property {Record<string, string>} [errors] by block
 * @property {(text: string) => void} fail shows why a press came to nothing
 */

/** What was chosen or typed into surfaces, while they are shown: a message drawn anew keeps it. @type {Map<string, Map<string, Choice>>} */
const kept = new Map();

/** @param {Record<string, any>} on @param {(text: string) => void} fail @returns {Surface} */
export function surface(on, fail) {
  const key = JSON.stringify(on);
  const held = kept.get(key) ?? new Map();
  kept.set(key, held);
  return { on, held, drawn: new Set(), fail };
}

/** @param {any} block @param {any} element */
export function nameOf(block, element) {
  return `${block.block_id}/${element.action_id}`;
}

/** What its inputs hold, where they were touched. @param {Surface} surface */
export function valuesOf({ held, drawn }) {
  return Object.fromEntries([...held].filter(([name]) => drawn.has(name)));
}

/**
 * Press or choose; the workspace carries it to the app.
 * @param {Surface} surface @param {any} block @param {any} element @param {Choice} [choice]
 */
export async function work(surface, block, element, choice) {
  surface.fail("");
  const values = valuesOf(surface);
  const outcome = await act("work", { ...surface.on, block: block.block_id, action: element.action_id, choice, values });
  if (!outcome.ok) surface.fail(failure(outcome.error ?? ""));
  else if (outcome.failed) surface.fail(failure(outcome.failed));
}
