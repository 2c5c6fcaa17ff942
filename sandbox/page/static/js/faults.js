/**
 * The switches for trouble: what is to happen to the next calls, to acknowledgements, to the line, to the workspace.
 */

import { fill, h, mend } from "./dom.js";
import { failure, t } from "./words.js";

/** Each kind of fault with the one number or word it takes. @type {Record<string, {name: string, value: string, type: string} | null>} */
const FAULTS = {
  rate_limited: { name: "retry_after", value: "3", type: "number" },
  server_error: { name: "status", value: "500", type: "number" },
  error_answer: { name: "error", value: "internal_error", type: "text" },
  lost_answer: null,
  dropped: null,
  slow: { name: "seconds", value: "5", type: "number" },
};

const METHODS = ["*", "mail", "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.history", "conversations.open", "views.open", "views.publish", "apps.connections.open"];

/** @type {[string, object][]} */
const LINE = [
  ["disconnectWarning", { do: "disconnect", reason: "warning" }],
  ["disconnectRefresh", { do: "disconnect", reason: "refresh_requested" }],
  ["disconnectLink", { do: "disconnect", reason: "link_disabled" }],
  ["halfOpen", { do: "mute_sockets" }],
  ["cutSockets", { do: "cut_sockets" }],
  ["loseAck", { lose_acks: "*", times: 1 }],
  ["holdEvents", { do: "hold_events" }],
  ["releaseEvents", { do: "release_events_backwards" }],
  ["redeliver", { do: "redeliver_last" }],
];

/** @type {HTMLElement | null} */
let state = null;
/** @type {HTMLElement | null} */
let said = null;
/** @type {HTMLButtonElement | null} */
let away = null;
/** @type {number | undefined} */
let soon;
const PAUSE = 150;
/** How many times the workspace was asked: its answers may overtake each other. */
let asked = 0;

/** @param {HTMLElement} node */
export function drawFaults(node) {
  state = h("p.fault-state", { role: "status" });
  said = h("p.trouble", { role: "alert", hidden: true });
  away = /** @type {HTMLButtonElement} */ (h("button", { type: "button", onclick: () => trouble({ do: away?.dataset.down ? "up" : "down" }) }));
  fill(node, h("h3", {}, t("faults")), callForm(),
    h("h4", {}, t("faultLine")),
    h("div.switches", {}, LINE.map(([name, wanted]) => h("button", { type: "button", onclick: () => trouble(wanted) }, t(`fault_${name}`)))),
    h("h4", {}, t("faultWorkspace")),
    h("div.switches", {}, away, h("button", { type: "button", onclick: () => trouble({ clear: true }) }, t("faultClear"))),
    state, said);
  void ask();
}

/** What is still to go wrong may have changed: ask for it, soon. */
export function refreshFaults() {
  soon ??= setTimeout(() => {
    soon = undefined;
    void ask();
  }, PAUSE);
}

function callForm() {
  const methods = h("datalist", { id: "fault-methods" }, METHODS.map((name) => h("option", { value: name })));
  const method = /** @type {HTMLInputElement} */ (h("input", { value: "chat.postMessage", list: "fault-methods", "aria-label": t("faultMethod"), required: true }));
  const kind = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": t("faultKind") }, Object.keys(FAULTS).map((name) => h("option", { value: name }, t(`fault_${name}`)))));
  const times = /** @type {HTMLInputElement} */ (h("input", { type: "number", min: 1, max: 100, value: "1", "aria-label": t("faultTimes"), title: t("faultTimes") }));
  const more = h("span.fault-more");
  const show = () => fill(more, argument(FAULTS[kind.value]));
  kind.addEventListener("change", show);
  show();
  return h("form.fault-form", {
    onsubmit(/** @type {Event} */ event) {
      event.preventDefault();
      const input = more.querySelector("input");
      const value = input && { [input.name]: input.type === "number" ? Number(input.value) : input.value };
      void trouble({ method: method.value.trim(), fault: { kind: kind.value, ...value }, times: Number(times.value) });
    },
  }, methods, method, kind, more, h("label", {}, "×", times), h("button.primary", { type: "submit" }, t("faultArm")));
}

/** @param {{name: string, value: string, type: string} | null} known */
function argument(known) {
  if (!known) return [];
  return h("input", { name: known.name, type: known.type, value: known.value, min: 0, required: true, "aria-label": t(`fault_${known.name}`), title: t(`fault_${known.name}`) });
}

/** @param {object} wanted */
async function trouble(wanted) {
  await ask({ method: "POST", body: JSON.stringify(wanted) });
}

/** Only the answer to what was asked last is sure to be true; the others only say that it has to be asked again. @param {RequestInit} [how] */
async function ask(how) {
  const number = (asked += 1);
  const outcome = await exchange(how);
  if (!said) return;
  if (how) tell(outcome.error ?? "");
  if (number !== asked) refreshFaults();
  else if (outcome.ok) show(outcome);
}

/** @param {RequestInit} [how] @returns {Promise<any>} */
async function exchange(how) {
  try {
    return await (await fetch("sandbox/faults", how)).json();
  } catch {
    return { ok: false, error: failure("offline") };
  }
}

/** @param {string} trouble */
function tell(trouble) {
  if (!said) return;
  said.hidden = !trouble;
  said.textContent = trouble;
}

/** @param {any} waiting */
function show(waiting) {
  if (!state || !away) return;
  mend(away, t(waiting.down ? "faultUp" : "faultDown"));
  away.classList.toggle("danger", waiting.down);
  if (waiting.down) away.dataset.down = "yes";
  else delete away.dataset.down;
  const calls = Object.entries(waiting.calls).map(([method, faults]) => `${method}: ${faults.map((/** @type {any} */ fault) => t(`fault_${fault.kind}`)).join(t("and"))}`);
  const acks = Object.entries(waiting.lost_acks).map(([kind, times]) => `${t("fault_loseAck")} ${kind} ×${times}`);
  mend(state, h("span", {}, t("faultSockets", { count: waiting.sockets })), ...[...calls, ...acks].map((line) => h("span.mark", {}, line)));
}
