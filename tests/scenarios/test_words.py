"""Words below the bot's messages, as Slack tells of them: with files, edited, with links that unfold, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox import Message
from tests.scenarios.people import Someone
from tests.scenarios.screen import key_of
from tests.scenarios.stage import Stage, stage
from tests.scenarios.wire import told

LINK = "https://wiki.example/cases"


@contextmanager
def written(text: str) -> Iterator[tuple[Stage, Someone, Message]]:
    """陈晓雯 has one item to sign, and has written this below the message that asks her to."""
    with stage() as s:
        lead, chen, fang = s.cast("shijiasheng", "chenxiaowen", "fanghao")
        lead.types("/release start")
        fang.delivers("1a-4")
        chen.says(text, thread=chen.prompt())
        yield s, chen, chen.prompt()


def evidence(s: Stage) -> list[str]:
    return [remark.text for remark in s.release().records["1b/boying-admin-web"].remarks]


def as_slack_has_it(message: Message, **more: Any) -> dict[str, Any]:
    known = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    return {**known, "thread_ts": message.thread_ts, **more}


def hers(chen: Someone) -> Message:
    return next(m for m in reversed(chen.hands.dm()) if m.user == chen.id)


def changed(message: Message, after: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": "1622510000.000100"}
    return {**event, "channel": message.channel, "channel_type": "im", "message": after, "previous_message": before}


def a_link_that_unfolds_is_no_second_evidence() -> None:
    with written(f"见 {LINK}") as (s, chen, _prompt):
        assert evidence(s) == [f"见 {LINK}"]
        message = hers(chen)
        unfurl = {"attachments": [{"from_url": LINK, "fallback": "Cases", "id": 1}]}
        told(s, changed(message, as_slack_has_it(message, **unfurl), as_slack_has_it(message)))
        told(s, changed(message, as_slack_has_it(message, reply_count=1), as_slack_has_it(message, **unfurl)))
        assert evidence(s) == [f"见 {LINK}"]


def an_edit_is_evidence_once() -> None:
    with written("见下") as (s, chen, _prompt):
        message = hers(chen)
        edit = {"text": f"见 <{LINK}>", "edited": {"user": chen.id, "ts": "1622510000.000000"}}
        for _ in range(2):
            told(s, changed(message, as_slack_has_it(message, **edit), as_slack_has_it(message)))
        unfurl = {**edit, "attachments": [{"from_url": LINK, "id": 1}]}
        told(s, changed(message, as_slack_has_it(message, **unfurl), as_slack_has_it(message, **edit)))
        assert evidence(s) == [f"见 {LINK}"]


def gone(message: Message) -> dict[str, Any]:
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": message.channel}
    moment = {"channel_type": "im", "ts": "1622510000.000500", "deleted_ts": message.ts}
    return {**event, **moment, "previous_message": as_slack_has_it(message)}


def what_is_deleted_is_no_evidence_and_what_was_signed_for_stays() -> None:
    """A link that had been deleted used to be filed by the next check mark; after it, any word met silence."""
    with written(f"见 {LINK}") as (s, chen, prompt):
        told(s, gone(hers(chen)))
        assert evidence(s) == []
        assert "1b" in chen.reacts("✅", on=prompt)
        assert s.release().standing("1b/boying-admin-web") == "open"
        chen.unreacts("✅", on=prompt)
        chen.says(f"{LINK}\n测试方案\n测试用例\n临界点用例", thread=prompt)
        chen.reacts("✅", on=prompt)
        assert s.release().standing("1b/boying-admin-web") == "done"
        late = chen.says("其实有 3 个用例没通过", thread=prompt)
        assert LINK in late
        assert "/release undo 1b boying-admin-web" in late
        assert s.release().records["1b/boying-admin-web"].signatures[0].note == LINK


def a_file_is_evidence_by_its_permalink_with_words_and_without() -> None:
    with written("先看这里") as (s, chen, prompt):
        file = {"id": "F1", "name": "cases.xlsx", "permalink": "https://boying.slack.com/files/U1/F1/cases.xlsx"}
        for number, text in enumerate(("用例", ""), 1):
            share = {"subtype": "file_share", "text": text, "files": [file], "upload": False}
            event = as_slack_has_it(hers(chen), **share, channel=prompt.channel, channel_type="im")
            told(s, {**event, "ts": f"1622510000.00020{number}"})
        assert evidence(s) == ["先看这里", f"用例\n{file['permalink']}", file["permalink"]]


def what_she_says_of_herself_and_shows_the_channel_too_counts() -> None:
    with written("先看这里") as (s, chen, prompt):
        for number, subtype in enumerate(("me_message", "thread_broadcast", "channel_topic"), 1):
            said = {"subtype": subtype, "text": f"{subtype} {LINK}", "channel": prompt.channel, "channel_type": "im"}
            told(s, {**as_slack_has_it(hers(chen), **said), "ts": f"1622510000.00030{number}"})
        assert evidence(s) == ["先看这里", f"me_message {LINK}", f"thread_broadcast {LINK}"]


def a_card_that_leaves_a_tombstone_is_posted_again() -> None:
    with written("见下") as (s, chen, _prompt):
        card = chen.card()
        before = {"type": "message", "user": card.user, "bot_id": card.bot_id, "text": card.text, "ts": card.ts}
        stone = {
            "type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.",
            "ts": card.ts, "thread_ts": card.ts, "reply_count": 1, "hidden": True,
        }  # fmt: skip
        told(s, changed(card, stone, before))
        cards = [m for m in chen.channel() if key_of(m) == key_of(card)]
        assert len(cards) == 2  # the local workspace still shows the one that Slack has none of any more
        assert evidence(s) == ["见下"]
