/**
 * Starts the page and says which part is drawn anew when something changes. Draws nothing itself.
 */

import { announce } from "./announce.js";
import { drawBehind, restoreBehind } from "./behind.js";
import { enter, refresh, toComposer } from "./conversation.js";
import { refreshMail } from "./mail.js";
import { loadMail } from "./mailbox.js";
import { refreshModal } from "./modal.js";
import { drawPeople } from "./people.js";
import { go, here, onMove, place } from "./place.js";
import { drawSidebar } from "./sidebar.js";
import { connect, onLine } from "./socket.js";
import { onChange, self, world } from "./store.js";
import { drawStory } from "./story.js";
import { applyTheme } from "./theme.js";
import { enterThread, leave, refreshThread } from "./thread.js";
import { drawTop, showLine, toggleDrawer } from "./top.js";
import { unreadCount } from "./unread.js";
import { language, t } from "./words.js";

const [rail, side, skip] = ["rail", "side", "skip"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));

/** The person whose conversation stands on the page; "" before there is one. */
let drawnFor = "";

onChange((frame) => {
  if (frame.type === "snapshot") arrive();
  if (frame.type === "message" && isNew(frame.message)) announce(frame.message);
  if (frame.type === "snapshot" || frame.type === "mail") void loadMail();
  refresh();
  refreshMail();
  refreshThread();
  if (["snapshot", "modals"].includes(frame.type)) refreshModal();
  drawAround();
});

onMove((next, before) => {
  if (next.as !== before.as && next.as !== self().key) {
    connect(next.as);
    return;
  }
  if (next.in !== before.in) enter();
  if (next.in !== before.in || next.thread !== before.thread) enterThread();
  refreshMail();
  if (before.thread && !next.thread) toComposer();
  drawAround();
});

onLine(showLine);

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  if (document.body.classList.contains("drawer-open")) toggleDrawer(false);
  else leave();
});

document.addEventListener("visibilitychange", () => {
  refresh();
  drawAround();
});

document.querySelector(".frame")?.addEventListener("click", (event) => {
  const isOutside = !(/** @type {HTMLElement} */ (event.target).closest("#drawer"));
  if (isOutside && document.body.classList.contains("drawer-open")) toggleDrawer(false);
});

/** A snapshot came: somebody else's eyes, or the same after the line broke. */
function arrive() {
  document.documentElement.lang = language();
  skip.textContent = t("skip");
  if (place.as !== self().key) go({ as: self().key }, { replace: true });
  if (drawnFor === world.me) return;
  drawnFor = world.me;
  enter();
  enterThread();
  drawBehind();
  drawTop();
}

/** @type {Set<string>} */
const told = new Set();

/** Seen for the first time, and not only changed. @param {import("./store.js").Message} message */
function isNew(message) {
  const key = `${message.channel} ${message.ts}`;
  if (told.has(key) || message.edited) return false;
  told.add(key);
  return true;
}

function drawAround() {
  if (!world.ready) return;
  drawPeople(rail);
  drawSidebar(side);
  drawStory();
  drawTop();
  const unread = [...world.channels.values()].reduce((sum, channel) => sum + unreadCount(channel), 0);
  const channel = here();
  const name = place.in === "mail" ? t("mail") : channel?.direct ? world.bot.name : `#${channel?.name}`;
  document.title = `${unread ? `(${unread}) ` : ""}${name} · ${self().name}`;
}

applyTheme();
restoreBehind();
connect(place.as);
