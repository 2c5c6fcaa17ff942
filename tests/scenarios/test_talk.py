"""What is said to the bot itself, in its conversation or behind a mention: a command line, answered as any other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.scenarios.people import Someone
from tests.scenarios.screen import labels_of, words_of
from tests.scenarios.stage import Stage, stage
from tests.scenarios.wire import told


@contextmanager
def started() -> Iterator[tuple[Stage, Someone, Someone]]:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        yield s, lead, fang


@pytest.mark.parametrize("line", ["mine", "why 1b boying-user", "done 1b boying-user", "foobar", "help", "我的任务"])
def a_line_in_the_conversation_with_the_bot_is_answered_as_if_typed(line: str) -> None:
    with started() as (_s, _lead, fang):
        assert fang.tells(line) == fang.types(f"/release {line}")


def a_line_in_the_conversation_signs() -> None:
    with started() as (s, _lead, fang):
        fang.delivers("1a-4")
        assert "已签字" in fang.tells("done 1a-1 boying-database")
        (signature,) = s.item("1a-1/boying-database")["signatures"]
        assert (signature["person"], signature["via"]) == ("fanghao", "message")


def a_line_that_lacks_something_is_answered_by_the_button_that_asks_for_it() -> None:
    with started() as (s, _lead, fang):
        (chen,) = s.cast("chenxiaowen")
        fang.delivers("1a-4")
        chen.tells("write 1b boying-admin-web")
        asks = chen.sees("每一部分都要有")
        assert labels_of(asks) == ["测试方案与用例…"]
        chen.clicks(asks, text="测试方案与用例…")
        assert chen.form is not None
        assert chen.form.content["callback_id"] == "document"


def a_line_is_answered_once_however_often_slack_tells_of_it() -> None:
    with started() as (s, _lead, fang):
        assert fang.tells("mine")
        shown = len(fang.dms()) + len(fang.hands.ephemerals)
        s.server.trouble.redeliver("message", times=3)
        s.settle()
        assert len(fang.dms()) + len(fang.hands.ephemerals) == shown


def a_mention_is_answered_to_her_alone_and_other_talk_is_left_alone() -> None:
    with started() as (s, lead, fang):
        bot = s.server.workspace.bot.user_id
        assert fang.tells(f"<@{bot}> why 1b boying-user", channel=None) == fang.types("/release why 1b boying-user")
        assert not lead.finds("why 1b boying-user", "谁")
        assert fang.says("done 1a-1 boying-database") == ""
        root = lead.card()
        assert fang.tells(f"<@{bot}> mine", thread=root)
        assert fang.whisper().thread_ts == root.ts
        assert words_of(fang.whisper())
        assert labels_of(fang.whisper())


def a_mention_that_slack_tells_of_as_two_events_is_one_act() -> None:
    with started() as (s, lead, fang):
        bot = s.server.workspace.bot.user_id
        fang.delivers("1a-4")
        fang.tells(f"<@{bot}> done 1a-1 boying-database", channel=None)
        hers = next(m for m in reversed(fang.hands.sees()) if m.user == fang.id)
        assert len(s.item("1a-1/boying-database")["signatures"]) == 1
        shown = len(fang.hands.ephemerals)
        told(s, {"type": "app_mention", "user": fang.id, "text": hers.text, "ts": hers.ts, "channel": hers.channel})
        assert len(fang.hands.ephemerals) == shown
        assert "已签字" in words_of(fang.whisper())
        told(
            s,
            {
                "type": "app_mention",
                "user": lead.id,
                "text": f"<@{bot}> mine",
                "ts": "1622509999.000001",
                "channel": hers.channel,
            },
        )
        assert words_of(lead.whisper()) == lead.types("/release mine")


@pytest.mark.parametrize(
    "said", [{"bot_id": "B1"}, {"subtype": "bot_message", "bot_id": "B1"}, {"subtype": "channel_topic"}, {"text": ""}]
)
def what_no_person_says_is_no_line(said: dict[str, str]) -> None:
    with started() as (s, _lead, fang):
        direct = fang.dms()[-1].channel
        before = len(fang.screen())
        event = {"type": "message", "channel_type": "im", "channel": direct, "user": fang.id, "ts": "1622509999.000002"}
        told(s, {**event, "text": "status", **said})
        told(s, {**event, "user": s.server.workspace.bot.user_id, "text": "status"})
        assert len(fang.screen()) == before
