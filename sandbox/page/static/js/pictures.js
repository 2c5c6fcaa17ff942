/**
 * Pictures of blocks. This page loads nothing from elsewhere: only pictures this machine serves are shown.
 */

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";
import { t } from "./words.js";

const HERE = /^(data:image\/|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/)/;

/** @param {string | undefined} address @param {string} name */
export function picture(address, name) {
  if (address && HERE.test(address)) return h("img.picture", { src: address, alt: name, loading: "lazy" });
  const words = t("imageElsewhere", { name });
  return h("span.absent", {}, address ? link(address, words) : words);
}
