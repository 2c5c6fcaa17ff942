/**
 * The `rich_text` block: sections, lists, quotes and code with styled runs.
 *
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */

import { h } from "./dom.js";
import { channel, emoji, link, mention } from "./mrkdwn.js";
import { slackDate } from "./time.js";

const STYLES = /** @type {Record<string, string>} */ ({
  bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark", client_highlight: "mark",
});

/** @param {any} block @returns {HTMLElement} */
export function richText(block) {
  return h("div.rich", {}, ...block.elements.map(part));
}

/** @param {any} element @returns {HTMLElement} */
function part(element) {
  const runs = () => element.elements.map(run);
  switch (element.type) {
    case "rich_text_list": {
      const tag = element.style === "ordered" ? "ol" : "ul";
      const start = element.offset ? { start: element.offset + 1 } : {};
      return h(`${tag}.indent-${element.indent ?? 0}`, start, ...element.elements.map((/** @type {any} */ item) =>
        h("li", {}, ...item.elements.map(run)),
      ));
    }
    case "rich_text_quote":
      return h("blockquote", {}, ...runs());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, ...runs()));
    default:
      return h("div.line", {}, ...runs());
  }
}

/** @param {any} element @returns {Node | string} */
function run(element) {
  const asked = Object.entries(element.style ?? {}).filter(([name, on]) => on && STYLES[name]);
  return asked.reduce((/** @type {Node | string} */ inner, [name]) => h(STYLES[name], {}, inner), bare(element));
}

/** @param {any} element @returns {Node | string} */
function bare(element) {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return link(element.url, element.text ?? element.url);
    case "emoji":
      return emoji(element.name) ?? `:${element.name}:`;
    case "user":
      return mention(element.user_id);
    case "channel":
      return channel(element.channel_id);
    case "broadcast":
      return h("span.mention.broad", {}, `@${element.range}`);
    case "date":
      return h("time", {}, slackDate(element.timestamp, element.format));
    default:
      return element.fallback ?? element.value ?? element.usergroup_id ?? "";
  }
}
