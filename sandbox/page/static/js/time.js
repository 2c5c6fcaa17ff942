/**
 * Moments as the reader's own language and time zone write them, relative to the workspace's clock.
 *
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */

import { now, self } from "./store.js";
import { t } from "./words.js";

const DAY = 86_400;
const HALF_A_YEAR = 182 * DAY;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {number} epoch @param {Intl.DateTimeFormatOptions} options */
function written(epoch, options) {
  const { locale, zone } = self();
  const key = JSON.stringify([locale, zone, options]);
  let format = formats.get(key);
  if (!format) {
    const hours = locale.startsWith("zh") ? { hourCycle: /** @type {const} */ ("h23") } : {};
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...(options.hour ? hours : {}), ...options });
    formats.set(key, format);
  }
  return format.format(epoch * 1000);
}

/** `14:05` or `2:05 PM`. @param {number} epoch */
export function clock(epoch) {
  return written(epoch, { hour: "numeric", minute: "2-digit" });
}

/** To the millisecond, for what goes on behind the scenes. @param {number} epoch */
export function precise(epoch) {
  return written(epoch, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" });
}

/** With the zone, for whoever asks what a moment means. @param {number} epoch */
export function inFull(epoch) {
  return written(epoch, { dateStyle: "full", timeStyle: "long" });
}

/** The day a moment falls on for the reader, as a key. @param {number} epoch */
export function dayKey(epoch) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: self().zone }).format(epoch * 1000);
}

/** @param {number} epoch */
export function dayTitle(epoch) {
  return pretty(epoch) ?? day(epoch, { weekday: "long", month: "long", day: "numeric" });
}

/**
 * Slack's `<!date^epoch^format|…>`.
 * @param {number} epoch @param {string} format
 */
export function slackDate(epoch, format) {
  return format.replace(/\{(\w+)\}/g, (whole, name) => TOKENS[name]?.(epoch) ?? whole);
}

/** @type {Record<string, (epoch: number) => string>} */
const TOKENS = {
  date_num: (epoch) => dayKey(epoch),
  date: (epoch) => day(epoch, { month: "long", day: "numeric" }),
  date_short: (epoch) => day(epoch, { month: "short", day: "numeric" }),
  date_long: (epoch) => day(epoch, { weekday: "long", month: "long", day: "numeric" }),
  date_pretty: (epoch) => pretty(epoch) ?? TOKENS.date(epoch),
  date_short_pretty: (epoch) => pretty(epoch) ?? TOKENS.date_short(epoch),
  date_long_pretty: (epoch) => pretty(epoch) ?? TOKENS.date_long(epoch),
  day_divider_pretty: (epoch) => dayTitle(epoch),
  time: (epoch) => clock(epoch),
  time_secs: (epoch) => written(epoch, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (epoch) => ago(epoch),
};

/** The year is left out within half a year. @param {number} epoch @param {Intl.DateTimeFormatOptions} options */
function day(epoch, options) {
  const isNear = Math.abs(epoch - now()) < HALF_A_YEAR;
  return written(epoch, isNear ? options : { ...options, year: "numeric" });
}

/** @param {number} epoch @returns {string | null} */
function pretty(epoch) {
  const key = dayKey(epoch);
  if (key === dayKey(now())) return t("today");
  if (key === dayKey(now() - DAY)) return t("yesterday");
  if (key === dayKey(now() + DAY)) return t("tomorrow");
  return null;
}

/** @param {number} epoch */
export function ago(epoch) {
  const seconds = epoch - now();
  const format = new Intl.RelativeTimeFormat(self().locale, { numeric: "auto" });
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const units = [["day", DAY], ["hour", 3600], ["minute", 60]];
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit);
  }
  return t("justNow");
}

/** A moment of the reader's wall clock (`2026-12-10T12:00`) as seconds since the epoch. @param {string} wall */
export function fromWall(wall) {
  const utc = Date.parse(`${wall}Z`) / 1000;
  const offset = (/** @type {number} */ epoch) => Date.parse(`${toWall(epoch)}Z`) / 1000 - epoch;
  return utc - offset(utc - offset(utc));
}

/** @param {number} epoch */
export function toWall(epoch) {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: self().zone, dateStyle: "short", timeStyle: "short" });
  return format.format(epoch * 1000).replace(" ", "T");
}
