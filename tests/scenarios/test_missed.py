"""What people do while the bot is away: they see it on their screens, and so does the bot when it is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sandbox import RateLimited
from sandbox.people.person import DIRECT
from tests.evidence import typed
from tests.scenarios.people import Someone
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage, until
from tests.scenarios.wire import delivered, told

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


def what_is_deleted_while_the_bot_was_away_is_no_evidence_for_the_emoji_set_after_it() -> None:
    with started() as (s, _lead, chen, _fang):
        prompt = chen.prompt("1b/boying-admin-web")
        chen.says(typed(s.plan, "1b"), thread=prompt)
        (words,) = s.release().records["1b/boying-admin-web"].remarks
        with away(s):
            (said,) = [m for m in chen.hands.dm() if m.ts == words.message.partition(":")[2]]
            chen.hands.deletes(said)
            chen.hands.reacts("✅", prompt)

        def is_gone() -> bool:
            s.clock.move(2)
            return not s.release().records["1b/boying-admin-web"].remarks

        until(is_gone, "the end of the words")
        s.settle()
        assert s.release().standing("1b/boying-admin-web") == "open"


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


def what_was_missed_is_still_looked_for_by_who_comes_after_one_that_died_over_it() -> None:
    with started() as (s, _lead, chen, fang):
        prompt = chen.prompt("1b/boying-admin-web")
        s.leave()
        s.server.trouble.hold_events()
        chen.hands.says("测试方案：登录", None, prompt)
        s.clock.move(HOUR.total_seconds())
        s.server.faults.next("conversations.replies", RateLimited(3600), times=99)
        s.enter()
        fang.types("/release done 1a-1 boying-database")  # something is heard again, and all before it is not
        s.leave()
        s.server.faults.clear()
        s.clock.move(HOUR.total_seconds())
        s.enter()
        until(lambda: bool(s.release().records["1b/boying-admin-web"].remarks), "the words")


def what_is_said_to_the_bot_while_it_was_away_is_answered_once() -> None:
    with started() as (s, _lead, chen, fang):
        bot = s.server.workspace.bot.user_id
        fang.tells("mine")
        before = len(fang.dms())
        with away(s):
            fang.hands.says("dnoe 1a-1 boying-database", DIRECT)
            fang.hands.edits(fang.hands.dm()[-1], "done 1a-1 boying-database")
            fang.hands.says("why 1b boying-user", DIRECT)
            chen.hands.says("done 1a-1 boying-database")  # talk among people
            chen.hands.says(f"<@{bot}> why 1b boying-admin-web")
        back(s, "1a-1/boying-database", "done")
        (signature,) = s.item("1a-1/boying-database")["signatures"]
        assert (signature["person"], signature["via"]) == ("fanghao", "message")
        until(lambda: not s.bot._gaps._looks, "the look around")  # noqa: SLF001 - nothing is to be seen of it
        s.settle()
        s.server.trouble.release_events()
        s.settle()
        told = [words_of(m) for m in fang.dms()[before:]]
        assert len([words for words in told if words.startswith("已签字")]) == 1
        assert len([words for words in told if "/release write 1b boying-user" in words]) == 1
        told = [words_of(m) for m in chen.hands.ephemerals]
        assert len([words for words in told if "1b boying-admin-web" in words]) == 1, told


def what_slack_dropped_or_gave_up_is_looked_for_while_the_bot_stays() -> None:
    with started() as (s, _lead, chen, _fang):
        prompt = chen.prompt("1b/boying-admin-web")

        def remarks() -> int:
            s.clock.move(2)
            return len(s.release().records["1b/boying-admin-web"].remarks)

        until(lambda: not s.bot._gaps._looks, "the look around")  # noqa: SLF001 - nothing is to be seen of it
        s.server.trouble.hold_events()
        chen.hands.says("测试方案：登录", None, prompt)
        delivered(s, {"type": "app_rate_limited", "minute_rate_limited": int(s.clock.now()) // 60 * 60})
        s.clock.move(60)
        until(lambda: remarks() == 1, "the words that were dropped")

        s.clock.move(HOUR.total_seconds())
        chen.hands.says("测试方案：支付", None, prompt)
        s.clock.move(HOUR.total_seconds())
        told(s, {"type": "message", "channel": prompt.channel, "user": chen.id, "text": "?", "ts": "1.0"})
        assert remarks() == 1
        retried = {"x-slack-retry-num": "2", "x-slack-retry-reason": "connection_failed"}
        told(s, {"type": "message", "channel": prompt.channel, "user": chen.id, "text": "?", "ts": "2.0"}, **retried)
        until(lambda: remarks() == 2, "the words that were given up")
