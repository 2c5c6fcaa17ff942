/**
 * Where people write: messages and slash commands, what is on its way, and what came to nothing.
 */

import { Completion } from "./completion.js";
import { h } from "./dom.js";
import { act } from "./socket.js";
import { world } from "./store.js";
import { failure, t } from "./words.js";

const TALLEST = 220;

export class Composer {
  /** @param {{label: string, target: () => {channel: string, thread?: string}, sent?: () => void}} how */
  constructor({ label, target, sent = () => {} }) {
    this.target = target;
    this.sent = sent;
    this.field = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      rows: 1, placeholder: label, "aria-label": label, enterkeyhint: "send", dataset: { key: "line" },
    }));
    this.completion = new Completion(this.field, { commands: true });
    this.pending = h("div.pending", { "aria-live": "polite" });
    this.trouble = h("p.trouble", { role: "alert", hidden: true });
    this.button = h("button.primary.send", { type: "button", "aria-label": t("send"), title: t("send"), onclick: () => this.submit() }, "➤");
    this.node = h("div.composer", {}, this.pending, this.completion.node,
      h("div.box", {}, this.field, ...world.everywhere.map((name) => this.shortcut(name)), this.button), this.trouble, h("p.keys", { "aria-hidden": "true" }, t("hint")));
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.fit());
  }

  /** What the app offers anywhere. @param {string} name */
  shortcut(name) {
    return h("button.icon", {
      type: "button", title: name, "aria-label": name, dataset: { key: `shortcut ${name}` },
      onclick: () => this.send("", `⚡ ${name}`, "shortcut", { name }),
    }, "⚡");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || this.completion.takes(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.submit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.say("");
    this.put("");
    void (text.startsWith("/") ? this.command(text) : this.message(text));
  }

  /** @param {string} text */
  async message(text) {
    await this.send(text, `${t("posting")} ${text}`, "say", { ...this.target(), text });
  }

  /** @param {string} line */
  async command(line) {
    const { channel, thread } = this.target();
    if (thread) {
      this.put(line);
      this.say(t("noThreadCommands", { command: line.split(/\s/)[0] }));
      return;
    }
    await this.send(line, t("running", { line }), "command", { channel, text: line });
  }

  /** What failed comes back into the field, unless something else stands there by now. @param {string} typed @param {string} note @param {string} verb @param {object} details */
  async send(typed, note, verb, details) {
    const pending = h("div", {}, note);
    this.pending.append(pending);
    const outcome = await act(verb, details);
    pending.remove();
    const code = outcome.ok ? outcome.failed : outcome.error;
    if (!code) {
      this.sent();
      return;
    }
    if (!this.field.value) this.put(typed);
    this.say(verb === "command" ? `${typed.split(/\s/)[0]} — ${failure(code)}` : failure(code));
  }

  /** @param {string} text */
  say(text) {
    this.trouble.hidden = !text;
    this.trouble.textContent = text;
  }

  /** @param {string} text */
  put(text) {
    this.field.value = text;
    this.completion.close();
    this.fit();
  }

  focus() {
    this.field.focus();
  }
}

