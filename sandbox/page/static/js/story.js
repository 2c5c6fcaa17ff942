/**
 * The story that is told in this workspace, if any: a line that guides, and a menu to move its clock on or to start over.
 *
 * Its words come with it, in the reader's language: see sandbox/state/story.py.
 */

import { sure } from "./confirm.js";
import { write } from "./conversation.js";
import { h, mend } from "./dom.js";
import { go, here, nameOf, place } from "./place.js";
import { openPopup } from "./popup.js";
import { act } from "./socket.js";
import { self, world } from "./store.js";
import { clock, dayTitle } from "./time.js";

/** @typedef {{as: string, in: string, label: string}} Goal */

const KEY = "guide";
const strip = /** @type {HTMLElement} */ (document.getElementById("story"));
/** What the teller answered with a no. */
let refusal = "";

export function drawStory() {
  const { story } = world;
  strip.hidden = !story;
  if (!story) return;
  strip.setAttribute("aria-label", story.words.title);
  strip.classList.toggle("slim", !isGuided());
  mend(strip, isGuided() && guide(), news(), controls());
}

function isGuided() {
  const { story } = world;
  return Boolean(story?.busy) || (story?.step > 0 && localStorage.getItem(KEY) !== "closed");
}

function guide() {
  const { story } = world;
  if (story.busy) return h("p.line", { role: "status", "aria-busy": "true" }, story.busy);
  return [
    h("span.step", { "aria-hidden": "true" }, `${story.step}/${story.steps}`),
    h("p.line", { role: "status" }, ...marked(story.line, story.type)),
    story.go && !isAt(story.go) && h("button.primary", { type: "button", dataset: { key: "go" }, onclick: () => lead(world.story.go) }, story.go.label),
    story.type && isAt(story.go) && h("button.primary", { type: "button", dataset: { key: "fill" }, onclick: () => write(world.story.type) }, story.words.fill),
  ];
}

/** The line to type is set apart from the words around it. @param {string} line @param {string} typed */
function marked(line, typed) {
  const at = typed ? line.lastIndexOf(typed) : -1;
  return at < 0 ? [line] : [line.slice(0, at), h("code", {}, typed), line.slice(at + typed.length)];
}

function news() {
  const said = refusal || (world.story.busy ? "" : world.story.news);
  return said && h("p.news", { role: refusal ? "alert" : "status" }, said);
}

function controls() {
  const { busy, step, words } = world.story;
  const guided = localStorage.getItem(KEY) !== "closed";
  return h("div.controls", {},
    h("button", { type: "button", disabled: Boolean(busy), "aria-haspopup": "menu", dataset: { key: "skip" }, onclick: openMenu }, `⏩ ${words.skip}`),
    h("button.icon", { type: "button", disabled: Boolean(busy), title: words.reset, "aria-label": words.reset, dataset: { key: "reset" }, onclick: startOver }, "↺"),
    step > 0 && h("button.icon", { type: "button", title: guided ? words.hide : words.show, "aria-label": guided ? words.hide : words.show, dataset: { key: "guide" }, onclick: switchGuide }, guided ? "✕" : "?"));
}

/** @param {Goal} goal */
function isAt(goal) {
  const channel = here();
  return self().key === goal.as && !["home", "mail"].includes(place.in) && channel !== undefined && nameOf(channel) === goal.in;
}

/** @param {Goal} goal */
function lead(goal) {
  go({ as: goal.as, in: goal.in, thread: "" });
}

/** @param {MouseEvent} event */
function openMenu(event) {
  const menu = h("div.menu.leaps", { role: "menu" }, ...world.story.skips.map((/** @type {any} */ skip) =>
    h("button.quiet", { type: "button", role: "menuitem", disabled: skip.off, onclick: () => choose(skip.to) },
      h("span", {}, skip.label), h("span.when", {}, skip.off ? world.story.words.past : skip.at && `${dayTitle(skip.at)} ${clock(skip.at)}`))));
  const popup = openPopup(/** @type {HTMLElement} */ (event.currentTarget), menu);

  /** @param {string} to */
  function choose(to) {
    popup.close();
    void ask({ ask: "skip", to });
  }
}

async function startOver() {
  const { words } = world.story;
  if (await sure(words.reset, words.sure)) await ask({ ask: "reset" });
}

function switchGuide() {
  if (localStorage.getItem(KEY) === "closed") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, "closed");
  drawStory();
}

/** @param {Record<string, string>} wanted */
async function ask(wanted) {
  refusal = "";
  const outcome = await act("story", wanted);
  refusal = outcome.ok ? "" : outcome.error ?? "";
  drawStory();
}
