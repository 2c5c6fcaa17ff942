/**
 * What this person sees, kept as the server told it: a snapshot, then each change. Draws nothing.
 */

/**
 * @typedef {{id: string, key: string, name: string, zone: string, locale: string, bot: boolean, deleted: boolean}} User
 * @typedef {{name: string, users: string[]}} Reaction
 * @typedef {{ts: string, channel: string, user: string, text: string, blocks?: any[], attachments?: any[], files?: any[],
 *   thread_ts?: string, reactions?: Reaction[], edited?: object, ephemeral?: boolean, bot_id?: string,
 *   subtype?: string, username?: string, icons?: {emoji: string}}} Message
 * @typedef {{id: string, name: string, direct: boolean, private: boolean, archived: boolean, members: string[], messages: Map<string, Message>}} Channel
 * @typedef {{id: string, type: string, hash: string, blocks: any[], title: any, submit: any, close: any,
 *   state: {values: object}}} View
 * @typedef {{type: string, [key: string]: any}} Frame
 */

export const world = {
  ready: false,
  me: "",
  team: { id: "", name: "", channel: "", opened: 0 },
  bot: { user: "", name: "", app: "" },
  tabs: { home: true, messages: true, readOnly: false },
  /** @type {{name: string, description: string, hint: string}[]} */
  commands: [],
  /** @type {string[]} */
  shortcuts: [],
  /** Shortcuts that need no message. @type {string[]} */
  everywhere: [],
  /** @type {Record<string, string>} */
  emoji: {},
  /** @type {Map<string, User>} */
  users: new Map(),
  /** @type {Map<string, Channel>} */
  channels: new Map(),
  /** Each person's last private message from the app. @type {Map<string, string>} */
  waiting: new Map(),
  /** @type {View[]} */
  modals: [],
  /** @type {View | null} */
  home: null,
  /** What is told beside the people, as sandbox/state/story.py has it; null where nobody tells. @type {any} */
  story: null,
  /** Seconds the workspace's clock is ahead of this machine's. */
  ahead: 0,
  /** The workspace's time when this page was loaded: older ephemeral messages are gone, as in Slack. */
  loaded: 0,
};

/** @type {((frame: Frame) => void)[]} */
const listeners = [];

/** @param {(frame: Frame) => void} listener called after each change */
export function onChange(listener) {
  listeners.push(listener);
}

/** @param {Frame} frame */
export function apply(frame) {
  changes[frame.type]?.(frame);
  for (const listener of listeners) listener(frame);
}

/** @type {Record<string, (frame: Frame) => void>} */
const changes = {
  snapshot(frame) {
    const { me, team, bot, tabs, commands, shortcuts, everywhere, emoji, modals, home, story } = frame;
    Object.assign(world, { me, team, bot, tabs, commands, shortcuts, everywhere, emoji, modals, home, story, ready: true });
    setClock(frame.now);
    if (!world.loaded || frame.now < world.loaded) world.loaded = frame.now; // a story that starts over turns it back
    world.users = new Map(frame.users.map((/** @type {User} */ user) => [user.id, user]));
    world.waiting = new Map(Object.entries(frame.waiting));
    world.channels = new Map();
    for (const channel of frame.channels) keepChannel(channel);
  },
  message({ message }) {
    const messages = world.channels.get(message.channel)?.messages;
    if (!messages) return;
    messages.set(message.ts, message);
    const { me, users } = world;
    if (message.bot_id && world.channels.get(message.channel)?.direct && users.has(me)) world.waiting.set(me, message.ts);
  },
  gone({ channel, ts }) {
    world.channels.get(channel)?.messages.delete(ts);
  },
  channel({ channel }) {
    keepChannel(channel);
  },
  left({ channel }) {
    world.channels.delete(channel);
  },
  user({ user }) {
    world.users.set(user.id, user);
  },
  stir({ user, ts }) {
    world.waiting.set(user, ts);
  },
  modals({ stack }) {
    world.modals = stack;
  },
  home({ view }) {
    world.home = view;
  },
  story({ story }) {
    world.story = story;
  },
  clock({ now }) {
    setClock(now);
  },
};

/** @param {any} channel */
function keepChannel(channel) {
  const messages = new Map(
    channel.messages
      .filter((/** @type {Message} */ message) => !message.ephemeral || Number(message.ts) >= world.loaded)
      .map((/** @type {Message} */ message) => [message.ts, message]),
  );
  world.channels.set(channel.id, { ...channel, messages });
}

/** @param {number} now */
function setClock(now) {
  world.ahead = now - Date.now() / 1000;
}

/** The workspace's time, in seconds. */
export function now() {
  return Date.now() / 1000 + world.ahead;
}

/** @returns {User} whose eyes these are */
export function self() {
  return person(world.me);
}

/** @param {string} id @returns {User} */
export function person(id) {
  return world.users.get(id) ?? { id, key: id, name: id, zone: "UTC", locale: "en-US", bot: false, deleted: true };
}

/** Everybody but the app, in the workspace's order. */
export function people() {
  return [...world.users.values()].filter((user) => !user.bot && !user.deleted);
}

/** Oldest first, threads apart. @param {string} id @returns {Message[]} */
export function channelMessages(id) {
  return sorted(id).filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
}

/** The first message of a thread and its replies. @param {string} id @param {string} ts @returns {Message[]} */
export function threadMessages(id, ts) {
  return sorted(id).filter((message) => message.ts === ts || message.thread_ts === ts);
}

/** @param {string} id @param {string} ts @returns {Message[]} */
export function replies(id, ts) {
  return threadMessages(id, ts).filter((message) => message.ts !== ts);
}

/** @param {Message} message */
export function isReply(message) {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

/** @param {string} id @returns {Message[]} */
function sorted(id) {
  const messages = world.channels.get(id)?.messages.values() ?? [];
  return [...messages].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}
