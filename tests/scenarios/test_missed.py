"""What people do while the bot is away: they see it on their screens, and so does the bot when it is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from tests.evidence import typed
from tests.scenarios.people import Someone
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage, until

HOUR = timedelta(hours=1)


@contextmanager
def started() -> Iterator[tuple[Stage, Someone, Someone, Someone]]:
    with stage() as s:
        lead, chen, fang = s.cast("shijiasheng", "chenxiaowen", "fanghao")
        lead.types("/release start")
        fang.delivers("1a-4")
        yield s, lead, chen, fang


@contextmanager
def away(s: Stage) -> Iterator[None]:
    """The bot is down for so long that Slack has given up telling it anything."""
    s.leave()
    s.server.trouble.hold_events()
    yield
    s.clock.move(HOUR.total_seconds())
    s.enter()


def back(s: Stage, key: str, state: str) -> None:
    """It has looked around, and the item stands so."""

    def stands() -> bool:
        s.clock.move(2)
        return str(s.item(key)["state"]) == state

    until(stands, f"{key} {state}")
    s.settle()


def an_emoji_set_while_the_bot_was_away_counts_and_is_answered_once() -> None:
    with started() as (s, lead, _chen, fang):
        with away(s):
            fang.hands.reacts("✅", lead.card())
        back(s, "1a-1/boying-database", "done")
        (signature,) = s.item("1a-1/boying-database")["signatures"]
        assert (signature["person"], signature["via"]) == ("fanghao", "reaction")
        told = [m for m in fang.hands.ephemerals if "1a-1" in words_of(m)]
        assert len(told) == 1


def an_emoji_taken_away_while_the_bot_was_away_withdraws() -> None:
    with started() as (s, lead, _chen, fang):
        fang.reacts("✅", on=lead.card())
        with away(s):
            fang.hands.unreacts("✅", lead.card())
        back(s, "1a-1/boying-database", "open")


def what_is_written_while_the_bot_was_away_is_evidence_for_the_emoji_set_after_it() -> None:
    with started() as (s, _lead, chen, _fang):
        prompt = chen.prompt("1b/boying-admin-web")
        with away(s):
            chen.hands.says(typed(s.plan, "1b"), None, prompt)
            chen.hands.reacts("✅", prompt)
        back(s, "1b/boying-admin-web", "done")
        assert len(s.release().records["1b/boying-admin-web"].remarks) == 1


def what_was_heard_before_is_not_heard_again() -> None:
    with started() as (s, lead, chen, fang):
        fang.reacts("✅", on=lead.card())
        chen.says("测试方案：登录", thread=chen.prompt("1b/boying-admin-web"))
        version = s.release().version
        shown = len(chen.screen()), len(fang.screen())
        with away(s):
            pass
        looked = s.server.workspace.clock.now()
        until(lambda: not s.bot._gaps._looks, "the look around")  # noqa: SLF001 - nothing is to be seen of it
        assert s.server.workspace.clock.now() >= looked
        s.settle()
        assert s.release().version == version
        assert (len(chen.screen()), len(fang.screen())) == shown


def an_event_that_comes_after_all_is_the_act_that_was_seen() -> None:
    with started() as (s, lead, chen, fang):
        prompt = chen.prompt("1b/boying-admin-web")
        s.leave()
        s.server.trouble.hold_events()
        fang.hands.reacts("✅", lead.card())
        chen.hands.says("测试方案：登录", None, prompt)
        s.enter()
        back(s, "1a-1/boying-database", "done")
        until(lambda: bool(s.release().records["1b/boying-admin-web"].remarks), "the words")
        version = s.release().version
        s.server.trouble.release_events()
        s.settle()
        assert s.release().version == version


def what_happens_in_a_gap_of_the_socket_counts_when_it_is_there_again() -> None:
    with stage("socket") as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.delivers("1a-4")
        s.server.trouble.hold_events()
        fang.hands.reacts("✅", lead.card())
        s.server.trouble.cut_sockets()
        back(s, "1a-1/boying-database", "done")
