/**
 * Slack's mrkdwn as nodes: quotes, code, bold, italic, strike, links, mentions, dates, emoji, lists.
 *
 * As in Slack, a mark counts only beside white space, a zero-width space or ASCII punctuation: next to Han or full-width
 * punctuation it is a character like any other. https://docs.slack.dev/messaging/formatting-message-text does not say so;
 * https://github.com/openclaw/openclaw/pull/111575 measured it.
 */

import { h } from "./dom.js";
import { character, withEmoji } from "./emoji.js";
import { person, world } from "./store.js";
import { inFull, slackDate } from "./time.js";

/** @typedef {(Node | string)[]} Nodes */

const MARKS = /** @type {Record<string, string>} */ ({ "*": "strong", _: "em", "~": "s" });
/** What may stand on the outer side of a mark, or nothing: no other mark does. */
const BESIDE = /^[\s\u200b!-)+-/:-@[-^{-}]?$/u;
const EMOJI = /:([a-z0-9_+\-']+(?:::skin-tone-[2-6])?):/y;
const ADDRESS = /https?:\/\/(?:(?!&[lg]t;)[^\s<>"|，。；、！？）」》】])*(?!&[lg]t;)[^\s<>"|，。；、！？）」》】.,;:!?)]/y;
const QUOTE = /^(?:>|&gt;) ?/;
const BULLET = /^(\s*)(?:([•◦▪–-])|(\d+)\.) +/;

/** @param {string} text @returns {Nodes} */
export function mrkdwn(text) {
  return text.split(/```\n?([\s\S]+?)```\n?/).flatMap((part, index) => {
    if (index % 2) return [h("pre", {}, h("code", {}, literal(part.replace(/\n$/, ""))))];
    return part ? paragraphs(part) : [];
  });
}

/** A `plain_text` object: no marks, emoji names where it asks for them. @param {{text: string, emoji?: boolean}} object */
export function plain(object) {
  return object.emoji === false ? object.text : withEmoji(object.text);
}

/** A `plain_text` or `mrkdwn` object. @param {{type: string, text: string}} object @returns {Nodes} */
export function written(object) {
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [plain(object)];
}

/** What a screen reader or a title says of a text. @param {string} text */
export function spoken(text) {
  return h("div", {}, ...mrkdwn(text)).textContent ?? "";
}

/** @param {string} text @returns {Nodes} */
function paragraphs(text) {
  const lines = text.replace(/\n$/, "").split("\n");
  /** @type {Nodes} */
  const made = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (QUOTE.test(lines[index])) {
      const quoted = [];
      for (; index < lines.length && QUOTE.test(lines[index]); index += 1) quoted.push(lines[index].replace(QUOTE, ""));
      index -= 1;
      made.push(h("blockquote", {}, ...paragraphs(quoted.join("\n"))));
    } else made.push(line(lines[index]));
  }
  return made;
}

/** @param {string} text */
function line(text) {
  const found = BULLET.exec(text);
  if (!found) return h("div.line", {}, ...(text ? inline(text) : ["\u200b"]));
  const mark = found[2] ?? `${found[3]}.`;
  const rest = text.slice(found[0].length);
  return h("div.line.bullet", {}, h("span.point", { "aria-hidden": "true" }, mark), h("span", {}, ...inline(rest)));
}

/** @param {string} text @returns {Nodes} */
export function inline(text) {
  /** @type {Nodes} */
  const made = [];
  let bare = "";
  let at = 0;
  const flush = () => {
    if (bare) made.push(unescaped(bare));
    bare = "";
  };
  while (at < text.length) {
    const found = piece(text, at);
    if (found) {
      flush();
      made.push(found.node);
      at = found.end;
    } else {
      bare += text[at];
      at += 1;
    }
  }
  flush();
  return made;
}

/** What begins at `at` and is more than text. @param {string} text @param {number} at */
function piece(text, at) {
  const sign = text[at];
  if (sign === "<") return between(text, at, ">", (inner) => angled(inner));
  if (sign === "`") return coded(text, at);
  if (sign in MARKS) return marked(text, at);
  if (sign === ":") return matched(EMOJI, text, at, (found) => emoji(found[1]));
  if (sign === "h") return matched(ADDRESS, text, at, (found) => link(unescaped(found[0]), unescaped(found[0])));
  return null;
}

/** @param {string} text @param {number} at @param {string} close @param {(inner: string) => Node | null} make */
function between(text, at, close, make) {
  const end = text.indexOf(close, at + 1);
  if (end <= at + 1) return null;
  const node = make(text.slice(at + 1, end));
  return node ? { node, end: end + 1 } : null;
}

/** @param {RegExp} pattern @param {string} text @param {number} at @param {(found: RegExpExecArray) => Node | null} make */
function matched(pattern, text, at, make) {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  const node = found && make(found);
  return node ? { node, end: at + found[0].length } : null;
}

/** @param {string} text @param {number} at */
function marked(text, at) {
  const sign = text[at];
  const end = closing(text, at + 1, sign);
  if (end <= at + 1 || /\s/.test(text[at + 1]) || /\s/.test(text[end - 1]) || !standsFree(text, at, end)) return null;
  return { node: h(MARKS[sign], {}, ...inline(text.slice(at + 1, end))), end: end + 1 };
}

/** @param {string} text @param {number} at */
function coded(text, at) {
  const found = between(text, at, "`", (inner) => h("code", {}, literal(inner)));
  return found && standsFree(text, at, found.end - 1) ? found : null;
}

/** Whether the marks at `from` and `to` count, by what is beside them. @param {string} text @param {number} from @param {number} to */
function standsFree(text, from, to) {
  return BESIDE.test(before(text, from)) && BESIDE.test(after(text, to));
}

/** The next `sign` that stands in no link and no code. @param {string} text @param {number} from @param {string} sign */
function closing(text, from, sign) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === sign) return at;
    const close = text[at] === "<" ? ">" : text[at] === "`" ? "`" : null;
    const end = close ? text.indexOf(close, at + 1) : -1;
    if (end > 0) at = end;
  }
  return -1;
}

/** @param {string} text @param {number} at */
function before(text, at) {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
}

/** @param {string} text @param {number} at */
function after(text, at) {
  return [...text.slice(at + 1, at + 3)][0] ?? "";
}

/** `<…>`: a link, a mention, a date. @param {string} inner */
function angled(inner) {
  const [target, label] = split(inner);
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channel(target.slice(1), label);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!")) return h("span.mention.broad", {}, `@${unescaped(label ?? target.slice(1).split("^")[0])}`);
  return link(unescaped(target), unescaped(label ?? target.replace(/^mailto:/, "")));
}

/** @param {string} inner @returns {[string, string | undefined]} */
function split(inner) {
  const bar = inner.indexOf("|");
  return bar < 0 ? [inner, undefined] : [inner.slice(0, bar), inner.slice(bar + 1)];
}

/** @param {string} id @param {string} [label] */
export function mention(id, label) {
  const known = world.users.has(id);
  const name = known ? person(id).name : unescaped(label ?? id);
  return h(id === world.me ? "span.mention.mine" : "span.mention", {}, `@${name}`);
}

/** @param {string} id @param {string} [label] */
export function channel(id, label) {
  return h("span.mention", {}, `#${world.channels.get(id)?.name || unescaped(label ?? id)}`);
}

/** @param {string} target @param {string} [fallback] */
function date(target, fallback) {
  const [, epoch, format, address] = target.split("^");
  const shown = /^\d+$/.test(epoch) && format ? slackDate(Number(epoch), unescaped(format)) : unescaped(fallback ?? "");
  const node = h("time", { title: /^\d+$/.test(epoch) ? inFull(Number(epoch)) : null }, shown);
  return address ? link(unescaped(address), node) : node;
}

/** @param {string} name */
export function emoji(name) {
  const found = character(name);
  return found ? h("span.emoji", { title: `:${name}:`, role: "img", "aria-label": name }, found) : null;
}

/** Only addresses a browser may follow become links. @param {string} address @param {string | Node} label */
export function link(address, label) {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return h("span", {}, label);
  const [, canvas] = /^https:\/\/[\w-]+\.slack\.com\/docs\/\w+\/(\w+)$/.exec(address) ?? [];
  return h("a", { href: canvas ? `sandbox/files/${canvas}` : address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** Code shows what was typed: a link as its label, no marks. @param {string} text */
function literal(text) {
  return unescaped(text.replace(/<(?:[^<>|]*\|)?([^<>]*)>/g, "$1"));
}
