/**
 * What is attached to a message: blocks beside a coloured bar, the older fields of an attachment, an unfurled link.
 * Its buttons and menus from before Block Kit come as the block they would be today.
 *
 * https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
 */

import { blockList } from "./blocks.js";
import { h } from "./dom.js";
import { link, mrkdwn, plain } from "./mrkdwn.js";

const NAMED = /** @type {Record<string, string>} */ ({ good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" });
const COLOUR = /^#?[0-9a-f]{6}$/i;

/** @typedef {import("./surface.js").Surface} Surface */

/** @param {any[] | undefined} attachments @param {Surface} surface @returns {HTMLElement[]} */
export function attached(attachments, surface) {
  return (attachments ?? []).map((one) => {
    const node = h("div.attachment", {}, ...(one.blocks?.length ? [blockList(one.blocks, surface)] : older(one)),
      one.controls && blockList([one.controls], surface));
    const colour = NAMED[one.color] ?? (COLOUR.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : "");
    if (colour) node.style.borderInlineStartColor = colour;
    return h("div", {}, one.pretext && h("div.text", {}, ...mrkdwn(one.pretext)), node);
  });
}

/** @param {any} one */
function older(one) {
  return [
    one.service_name && h("div.hint", {}, one.service_name),
    one.author_name && h("div.hint", {}, one.author_name),
    one.title && h("strong", {}, one.title_link ? link(one.title_link, one.title) : plain({ text: one.title })),
    (one.text || !one.title) && h("div.text", {}, ...mrkdwn(one.text ?? one.fallback ?? "")),
    one.fields?.length && h("div.fields", {}, ...one.fields.map((/** @type {any} */ field) =>
      h("div.text", {}, h("strong", {}, field.title ?? ""), h("br"), ...mrkdwn(String(field.value ?? ""))))),
    one.footer && h("div.hint", {}, one.footer),
  ];
}
