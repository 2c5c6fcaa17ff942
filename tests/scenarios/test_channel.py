"""The release's channel is renamed, archived, closed to the bot: nothing is lost, and who can mend it is told."""

from datetime import timedelta

import pytest

from sandbox import ErrorAnswer
from sandbox.changes.membership import join, leave
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage

CHANNEL = "boying-release"


def troubles(s: Stage) -> list[str | None]:
    return [owed.error for owed in s.bot.core.records.troubles()]


def a_channel_that_is_renamed_or_given_another_id_goes_on_being_the_releases() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.server.workspace.channel(CHANNEL).name = "boying-renamed"
        s.bot.core.records.learn_channel("boying-renamed", lead.card(channel="boying-renamed").channel)
        lead.types("/release pause 换个名字", "boying-renamed")
        assert "换个名字" in words_of(lead.channel("boying-renamed")[-1])
        assert troubles(s) == []

        records, card = s.bot.core.records, lead.card(channel="boying-renamed")
        lead.reacts("👀", on=card)
        records.channel_moved(card.channel, "C0SHARED")
        assert records.channel_id("boying-renamed") == "C0SHARED"
        assert records.channel_of("boying-1.0.0", f"#{CHANNEL}") == "C0SHARED"
        assert records.message_at(card.channel, card.ts) is None
        assert records.message_at("C0SHARED", card.ts) is not None
        assert [known.emoji for known in records.emoji_on("C0SHARED", card.ts)] == ["eyes"]


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


def a_channel_that_is_archived_is_told_to_the_lead_and_gets_all_it_missed_when_it_is_back() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        lead.hands.archives(CHANNEL)
        lead.types("/release pause 频道没了", "dm")
        lead.types("/release resume", "dm")
        told = lead.sees("频道已归档")
        assert told in lead.dms()
        assert not fang.finds("频道已归档")
        assert "🔧" in lead.types("/release status", "dm")
        lead.hands.unarchives(CHANNEL)
        s.settle()
        assert "已恢复" in words_of(lead.again(told))
        assert len([post for post in lead.channel() if "频道没了" in words_of(post)]) == 1
        assert troubles(s) == []


def the_lead_alone_has_another_try_made() -> None:
    with stage() as s:
        s.person("shijiasheng").types("/release start")
        assert "仅限项目负责人" in s.person("fanghao").types("/release retry")


def a_card_that_may_no_longer_be_edited_is_edited_when_that_is_mended() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        s.server.faults.next("chat.update", ErrorAnswer("cant_update_message"), times=9)
        fang.delivers("1a-4")
        assert set(troubles(s)) == {"cant_update_message"}
        assert "1/34" not in words_of(lead.card())
        s.server.faults.clear()
        lead.types("/release retry")
        assert "1/34" in words_of(lead.card())
        assert troubles(s) == []


def put_out(s: Stage) -> None:
    """Somebody takes the bot out of the channel, and it cannot come back by itself, as into a private one."""
    workspace = s.server.workspace
    leave(workspace, workspace.channel(CHANNEL), workspace.bot.user_id)
    s.server.faults.next("conversations.join", ErrorAnswer("method_not_supported_for_channel_type"), times=9)


def a_bot_that_is_let_in_again_says_what_it_could_not() -> None:
    with stage() as s:
        lead, workspace = s.person("shijiasheng"), s.server.workspace
        lead.types("/release start")
        put_out(s)
        lead.types("/release pause 机器人被移出", "dm")
        assert "not_in_channel" in troubles(s)
        assert lead.sees("/invite @Release Captain") in lead.dms()
        join(workspace, workspace.channel(CHANNEL), workspace.bot.user_id)
        s.settle()
        assert "机器人被移出" in words_of(lead.channel()[-1])
        assert troubles(s) == []


def a_bot_that_is_started_anew_tries_again_what_was_refused() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.server.faults.next("chat.postMessage", ErrorAnswer("ekm_access_denied"))
        lead.types("/release pause 不许发言", "dm")
        assert troubles(s) == ["ekm_access_denied"]
        s.leave()
        s.enter()
        s.settle()
        assert "不许发言" in words_of(lead.channel()[-1])
        assert troubles(s) == []


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "invalid_auth", "missing_scope"])
def a_bot_that_slack_refuses_is_not_ready_and_says_why(error: str) -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        assert s.bot.problems() == []
        s.server.faults.next("chat.postMessage", ErrorAnswer(error), times=9)
        lead.types("/release pause 没有令牌", "dm")
        assert [problem.partition(":")[0] for problem in s.bot.problems()] == [error]
        s.server.faults.clear()
        lead.types("/release retry", "dm")
        assert s.bot.problems() == []


def a_token_that_is_no_longer_taken_is_noticed_while_nothing_is_sent() -> None:
    with stage() as s:
        standing = s.bot._standing  # noqa: SLF001 - asked by the machine's clock, once a minute
        s.server.faults.next("auth.test", ErrorAnswer("token_revoked"))
        standing.ask()
        assert [problem.partition(":")[0] for problem in s.bot.problems()] == ["token_revoked"]
        standing.ask()
        assert s.bot.problems() == []
