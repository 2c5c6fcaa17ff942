/**
 * Every sentence the page itself says, in the reader's language.
 */

import { self } from "./store.js";

/** @type {Record<string, [zh: string, en: string]>} */
const WORDS = {
  skip: ["跳到输入框", "Skip to the message field"],
  local: ["本机工作区，不是 slack.com", "A workspace on this machine, not slack.com"],
  clockTitle: ["工作区的时间", "The workspace's time"],
  theme: ["切换深色或浅色", "Switch between dark and light"],
  menu: ["打开频道列表", "Open the list of channels"],
  people: ["以谁的身份", "Whose eyes"],
  beSomeone: ["以 {name} 的身份查看", "Be {name}"],
  youAre: ["你现在是 {name}", "You are {name}"],
  hasNews: ["有新的私信", "has a new private message"],
  newWindow: ["在新窗口里做 {name}", "Be {name} in a new window"],
  channels: ["频道", "Channels"],
  apps: ["应用", "Apps"],
  unread: ["{count} 条未读", "{count} unread"],
  members: ["{count} 人", "{count} people"],
  app: ["应用", "APP"],
  homeTab: ["主页", "Home"],
  messagesTab: ["消息", "Messages"],
  homeEmpty: ["这个应用还没有给你发布主页。", "The app has published nothing here for you yet."],
  emptyChannel: ["这里还没有消息。输入 / 看看有哪些命令。", "Nothing here yet. Type / to see the commands."],
  emptyDirect: ["{name} 的私信会出现在这里。", "Private messages of {name} appear here."],
  onlyYou: ["仅你可见", "Only visible to you"],
  dismiss: ["关闭这条消息", "Dismiss this message"],
  edited: ["（已编辑）", "(edited)"],
  newLine: ["新消息", "New"],
  jump: ["跳到最新消息", "Jump to the latest"],
  react: ["添加表情", "Add a reaction"],
  reactWith: ["用 {emoji} 回应", "React with {emoji}"],
  tookBack: ["点击撤回你的 {emoji}", "Click to take your {emoji} back"],
  whoReacted: ["{who} 回应了 :{emoji}:", "{who} reacted with :{emoji}:"],
  you: ["你", "you"],
  and: ["、", ", "],
  findEmoji: ["查找表情", "Find an emoji"],
  noEmoji: ["没有叫这个名字的表情", "No emoji of that name"],
  reply: ["在消息列中回复", "Reply in thread"],
  thread: ["消息列", "Thread"],
  threadIn: ["消息列 · {name}", "Thread · {name}"],
  replies: ["{count} 条回复", "{count} replies"],
  oneReply: ["1 条回复", "1 reply"],
  lastReply: ["最后回复 {when}", "Last reply {when}"],
  repliedIn: ["在消息列中回复：", "replied in a thread:"],
  close: ["关闭", "Close"],
  back: ["返回", "Back"],
  messageTo: ["发消息到 {name}，输入 / 用命令", "Message {name}, or / for commands"],
  messageToApp: ["给 {name} 发消息", "Message {name}"],
  replyHere: ["回复……", "Reply…"],
  readOnly: ["这个应用不接收消息。", "This app takes no messages."],
  send: ["发送", "Send"],
  hint: ["回车发送 · Shift+回车换行", "Enter to send · Shift+Enter for a new line"],
  posting: ["发送中……", "Posting…"],
  running: ["{line} 运行中……", "{line} is running…"],
  noThreadCommands: ["消息列里不能用 {command} 命令。", "{command} is not supported in threads."],
  completions: ["可选的补全", "Completions"],
  today: ["今天", "today"],
  yesterday: ["昨天", "yesterday"],
  tomorrow: ["明天", "tomorrow"],
  justNow: ["刚刚", "just now"],
  offline: ["连接断开，正在重连……", "The line is broken; mending it…"],
  more: ["更多操作", "More actions"],
  choose: ["请选择", "Choose"],
  chosen: ["已选 {count} 项", "{count} chosen"],
  yes: ["确定", "Yes"],
  no: ["取消", "Cancel"],
  optional: ["（可选）", "(optional)"],
  charactersLeft: ["还可输入 {count} 字", "{count} characters left"],
  submitting: ["提交中……", "Submitting…"],
  required: ["请填写此必填字段。", "Please complete this required field."],
  length: ["内容太短或太长。", "This text is too short or too long."],
  imageElsewhere: ["图片在别处，未载入：{name}", "Picture from elsewhere, not loaded: {name}"],
  notShown: ["这里不显示“{type}”类型的内容", "Content of type “{type}” is not shown here"],
  edit: ["编辑", "Edit"],
  delete: ["删除", "Delete"],
  deleteAsk: ["要删除这条消息吗？无法恢复。", "Delete this message? It cannot be undone."],
  save: ["保存", "Save"],
  newMessage: ["{who}：{text}", "{who}: {text}"],
  filterRows: ["筛选行", "Filter rows"],
  earlierRows: ["上一页", "Previous page"],
  laterRows: ["下一页", "Next page"],
  rowsShown: ["第 {from}–{to} 行，共 {count} 行", "{from}–{to} of {count}"],
  searching: ["这里不能查询外部选项", "External options are not looked up here"],
  pending: ["未开始", "pending"],
  in_progress: ["进行中", "in progress"],
  complete: ["完成", "complete"],
  error: ["出错", "error"],
  mail: ["邮件", "Mail"],
  mailThreads: ["邮件会话", "Mail threads"],
  mailMine: ["我的", "Mine"],
  mailAll: ["全部", "Everybody's"],
  mailNone: ["这里还没有邮件。应用发出的邮件会出现在这里。", "No mail yet. What the app sends appears here."],
  mailChoose: ["选择左侧的一个会话", "Choose a thread"],
  mailNoSubject: ["（无主题）", "(no subject)"],
  mailTo: ["收件人", "To"],
  mailCc: ["抄送", "Cc"],
  mailBcc: ["密送", "Bcc"],
  mailInvitation: ["日历邀请", "calendar invitation"],
  meetingWhen: ["时间", "When"],
  meetingWhere: ["地点", "Where"],
  meetingWho: ["参加人", "Who"],
  meetingBy: ["组织者", "Organizer"],
  meeting_REQUEST: ["会议邀请", "Invitation"],
  meeting_CANCEL: ["会议已取消", "Cancelled"],
  meeting_REPLY: ["对邀请的答复", "Answer to the invitation"],
  meetingChanged: ["会议已更改", "Changed"],
  meetingOver: ["之后有新的通知", "There is a later notice"],
  answer_ACCEPTED: ["接受", "Accept"],
  answer_TENTATIVE: ["暂定", "Maybe"],
  answer_DECLINED: ["拒绝", "Decline"],
  said_ACCEPTED: ["已接受", "Accepted"],
  said_TENTATIVE: ["暂定", "Tentative"],
  said_DECLINED: ["已拒绝", "Declined"],
  mailSource: ["下载原始邮件", "Download the original"],
  mailReply: ["回复……", "Reply…"],
  mailSend: ["回复", "Reply"],
  mailEverybody: ["同时回复其他收件人", "Copy everybody else"],
  mailNotYours: ["这封邮件不是发给你的；换成收件人的身份才能回复。", "This mail is not yours; be one of its readers to answer it."],
  mail_kept: ["已放入收件邮箱；应用通过 IMAP 读取它的邮箱。", "Put into its mailbox; the app reads its own by IMAP."],
  mail_delivered: ["已送达。", "Delivered."],
  mail_refused: ["被对方服务器拒绝：", "Refused by their server:"],
  mail_unreachable: ["无法连接对方服务器：", "Their server was not reached:"],
  behind: ["幕后", "Behind the scenes"],
  behindKinds: ["显示哪些", "What to show"],
  behindSearch: ["搜索", "Search"],
  behindTrouble: ["只看异常", "Trouble only"],
  behindCount: ["{count} / {all} 条", "{count} of {all}"],
  behindCopy: ["复制 JSON", "Copy JSON"],
  behindCopyAll: ["全部复制为 JSON", "Copy all as JSON"],
  behindClear: ["清空", "Clear"],
  behind_event: ["事件", "Events"],
  behind_command: ["命令", "Commands"],
  behind_interaction: ["交互", "Interactions"],
  behind_call: ["调用", "Calls"],
  behind_mail: ["邮件", "Mail"],
  behind_workspace: ["工作区", "Workspace"],
  copied: ["已复制", "Copied"],
  notCopied: ["浏览器不允许复制", "The browser forbids it"],
  faults: ["制造故障", "Make trouble"],
  faultMethod: ["方法（* 表示任意，mail 表示邮件）", "Method (* is any, mail is mail)"],
  faultKind: ["故障", "Fault"],
  faultTimes: ["次数", "Times"],
  faultArm: ["下次调用生效", "On the next call"],
  faultLine: ["连接与事件", "The line and events"],
  faultWorkspace: ["工作区", "The workspace"],
  faultDown: ["停机", "Take it down"],
  faultUp: ["恢复", "Bring it up"],
  faultClear: ["清除所有故障", "Clear all trouble"],
  faultSockets: ["应用的连接：{count}", "Connections of the app: {count}"],
  fault_rate_limited: ["限流 429", "rate limit 429"],
  fault_server_error: ["服务器错误", "server error"],
  fault_error_answer: ["返回错误", "error answer"],
  fault_lost_answer: ["执行了但回答丢失", "done, answer lost"],
  fault_dropped: ["未执行，连接断开", "not done, dropped"],
  fault_slow: ["缓慢", "slow"],
  fault_retry_after: ["等待秒数", "Retry-After, in seconds"],
  fault_status: ["HTTP 状态", "HTTP status"],
  fault_error: ["错误名称", "Name of the error"],
  fault_seconds: ["秒", "Seconds"],
  fault_disconnectWarning: ["断开预警", "disconnect: warning"],
  fault_disconnectRefresh: ["断开：刷新", "disconnect: refresh"],
  fault_disconnectLink: ["断开：已停用", "disconnect: link disabled"],
  fault_halfOpen: ["半开连接", "half-open"],
  fault_cutSockets: ["切断连接", "cut"],
  fault_loseAck: ["丢失确认", "lose an acknowledgement"],
  fault_holdEvents: ["扣留事件", "hold events"],
  fault_releaseEvents: ["倒序放行", "release backwards"],
  fault_redeliver: ["重投最后事件", "redeliver the last event"],
};

/** Slack's own names for what went wrong, and what they mean to the person. @type {Record<string, [string, string]>} */
const FAILURES = {
  operation_timeout: ["应用没有在 3 秒内应答。可以再试一次。", "The app did not answer within 3 seconds. You can try again."],
  dispatch_failed: ["没有送到应用：应用没有连接。", "It did not reach the app: the app is not connected."],
  http_service_error: ["应用回答了一个错误。", "The app answered with an error."],
  http_client_error: ["应用拒绝了这个请求。", "The app refused the request."],
  not_a_command: ["没有这个命令。输入 / 看看有哪些。", "There is no such command. Type / to see those there are."],
  interactivity_disabled: ["应用的清单没有打开交互。", "The app's manifest does not enable interactivity."],
  offline: ["连接断开了，不知道是否已送达。", "The line broke; it may or may not have arrived."],
};

/** `lang` of the page: the person's. */
export function language() {
  return self().locale.startsWith("zh") ? "zh-CN" : "en";
}

/** @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  return filled(WORDS[key], values);
}

/** What went wrong, with Slack's name for it. @param {string} code */
export function failure(code) {
  const known = Object.hasOwn(FAILURES, code);
  return known ? `${filled(FAILURES[code], {})} (${code})` : code;
}

/** Slack's client checks forms itself: its sentences in the reader's language. @param {string} text */
export function checked(text) {
  const key = ["required", "length"].find((name) => WORDS[name][1] === text || text.startsWith(CLIENT[name]));
  return key ? t(key) : text;
}

const CLIENT = /** @type {Record<string, string>} */ ({
  required: "Please complete this required field",
  length: "This field's text is too short or too long",
});

/** @param {[string, string]} pair @param {Record<string, string | number>} values */
function filled(pair, values) {
  const text = pair[language() === "zh-CN" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
