"""Private answers: every act gets one, wherever it happened and whatever of Slack is shut just then."""

from datetime import timedelta

from sandbox import ErrorAnswer
from tests.scenarios.people import Someone
from tests.scenarios.stage import Stage, stage

ELSEWHERE = "elsewhere"
"""A channel with everybody in it but the bot."""


def signing_from_elsewhere(s: Stage) -> Someone:
    """Fang has a form open that he opened where the bot is no member."""
    s.person("shijiasheng").types("/release start")
    fang = s.person("fanghao")
    fang.opens("/release done 1a-4", ELSEWHERE)
    return fang


def answers_owed(s: Stage) -> list[str | None]:
    return [owed.error for owed in s.bot.core.records.troubles() if owed.kind == "answer"]


def a_form_opened_where_the_bot_is_no_member_is_answered_there() -> None:
    with stage(channel=ELSEWHERE) as s:
        fang = signing_from_elsewhere(s)
        assert not fang.completes("1a-4")
        assert "已签字" in fang.whisper().text
        assert s.server.workspace.channel(ELSEWHERE).id == fang.whisper().channel
        assert answers_owed(s) == []


def a_form_filled_when_its_way_back_has_expired_is_answered_in_a_direct_message() -> None:
    with stage(channel=ELSEWHERE) as s:
        fang = signing_from_elsewhere(s)
        s.passes(timedelta(minutes=40))
        assert not fang.completes("1a-4")
        assert "已签字" in fang.dms()[-1].text
        assert answers_owed(s) == []


def a_form_sent_from_a_channel_of_the_bots_is_answered_there_though_its_way_back_has_expired() -> None:
    with stage() as s:
        s.person("shijiasheng").types("/release start")
        fang = s.person("fanghao")
        fang.opens("/release done 1a-4")
        s.passes(timedelta(minutes=40))
        assert not fang.completes("1a-4")
        assert "已签字" in fang.whisper().text
        assert s.server.workspace.channel("boying-release").id == fang.whisper().channel


def an_answer_that_no_place_takes_is_tried_for_half_an_hour_and_then_dropped() -> None:
    with stage(channel=ELSEWHERE) as s:
        fang = signing_from_elsewhere(s)
        s.passes(timedelta(minutes=40))
        s.server.faults.next("chat.postMessage", ErrorAnswer("messages_tab_disabled"), times=60)
        assert not fang.completes("1a-4")
        assert answers_owed(s) == ["messages_tab_disabled"]
        s.recovers()
        assert answers_owed(s) == []
        s.server.faults.clear()
        assert not [message for message in fang.dms() if "已签字" in message.text]
        assert s.item("1a-4")["state"] == "done"
