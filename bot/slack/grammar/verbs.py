"""The verbs of `/release`, with the other words for each in English and Chinese. What a verb does is not said here."""

from collections.abc import Mapping
from typing import Final, Literal

Verb = Literal[
    "status",
    "why",
    "mine",
    "start",
    "done",
    "undo",
    "block",
    "unblock",
    "waive",
    "watch",
    "assign",
    "standin",
    "pause",
    "resume",
    "abort",
    "reschedule",
    "log",
    "link",
    "whoami",
    "help",
]

ALIASES: Final[Mapping[Verb, tuple[str, ...]]] = {
    "status": ("st", "状态", "进度", "进展", "情况"),
    "why": ("reason", "为什么", "为何", "原因", "卡在哪"),
    "mine": ("my", "me", "todo", "my items", "我的", "待办", "我的待办", "我"),
    "start": ("begin", "launch", "开始", "启动", "开始发布", "启动发布"),
    "done": ("sign", "ok", "finish", "confirm", "sign off", "完成", "已完成", "完成了", "确认", "签字", "通过"),
    "undo": ("withdraw", "unsign", "revoke", "撤回", "撤销", "取消签字"),
    "block": ("阻塞", "阻止", "卡住", "卡"),
    "unblock": ("解除", "解除阻塞", "解阻", "放行"),
    "waive": ("skip", "override", "豁免", "免检", "跳过"),
    "watch": ("on it", "working", "take", "关注", "我来", "处理中", "跟进"),
    "assign": ("appoint", "指派", "指定", "分配", "任命"),
    "standin": ("substitute", "cover", "替补", "代班", "代理", "顶班"),
    "pause": ("hold", "暂停", "暂缓"),
    "resume": ("continue", "go on", "恢复", "继续"),
    "abort": ("cancel", "terminate", "中止", "终止", "取消", "放弃"),
    "reschedule": ("move", "postpone", "delay", "改期", "改期到", "改到", "延期", "延期到", "推迟", "推迟到", "提前到"),
    "log": ("record", "history", "journal", "记录", "日志", "历史"),
    "link": ("connect", "bind", "绑定", "关联", "认领"),
    "whoami": ("我是谁", "身份"),
    "help": ("usage", "commands", "?", "帮助", "怎么用", "用法", "命令"),
}  # fmt: skip

FREE: Final[frozenset[Verb]] = frozenset(
    {"done", "undo", "block", "unblock", "waive", "watch", "pause", "abort", "reschedule"}
)  # a person's own words may end their lines

USAGE: Final[Mapping[Verb, str]] = {
    "done": "/release done ITEM",
    "undo": "/release undo ITEM",
    "block": "/release block ITEM REASON",
    "unblock": "/release unblock ITEM",
    "waive": "/release waive ITEM REASON",
    "watch": "/release watch ITEM",
    "assign": "/release assign ROLE @user",
    "standin": "/release standin @user for @user until 2026-12-01 18:00",
    "reschedule": "/release reschedule to 2026-12-01 12:00",
    "link": "/release link @user PERSON",
}
