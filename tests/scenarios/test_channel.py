"""The release's channel is renamed, archived, closed to the bot: nothing is lost, and who can mend it is told."""

from datetime import timedelta

from sandbox import ErrorAnswer
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage

CHANNEL = "boying-release"


def troubles(s: Stage) -> list[str | None]:
    return [owed.error for owed in s.bot.core.records.troubles()]


def a_channel_that_is_renamed_goes_on_being_the_releases() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.server.workspace.channel(CHANNEL).name = "boying-renamed"
        s.bot.core.records.learn_channel("boying-renamed", lead.card(channel="boying-renamed").channel)
        lead.types("/release pause 换个名字", "boying-renamed")
        assert "换个名字" in words_of(lead.channel("boying-renamed")[-1])
        assert troubles(s) == []


def what_the_workspace_forbids_is_tried_again_the_day_after() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.server.faults.next("chat.postMessage", ErrorAnswer("restricted_action"))
        lead.types("/release pause 频道只读", "dm")
        assert troubles(s) == ["restricted_action"]
        s.passes(timedelta(hours=25))
        s.recovers()
        assert "频道只读" in words_of(lead.channel()[-1])
        assert troubles(s) == []
