"""What failed is as easily said as what went well, is told to who must act, and never signs by itself (3e, S1-S3)."""

from functools import cache

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.notices.problems import PROBLEMS
from bot.domain.plan import Plan, as_data
from bot.domain.plan.failing import tells_failure
from bot.domain.plan.layout import lay_out
from bot.domain.report import report
from bot.domain.state.watching import Alert
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, HOUR, Story, asked, given, ready_for, settled

TESTED, ONLINE = "2a-2/boying-user", "3d-2/boying-user"
LEAD, DEVELOPER, TESTER = "shijiasheng", "chenxiaowen", "fucheng"


@cache
def watched() -> Plan:
    """The team's own plan, with its site watched."""
    site = {"kind": "http", "system": "boying-web", "at": "https://boying.example/health", "every": "1m", "for": "24h"}
    return Plan.model_validate({**as_data(boying()), "watches": {"site": site}})


@cache
def on_preheat() -> Story:
    return given(boying(), ready_for(TESTED))


@cache
def online() -> Story:
    return given(boying(), ready_for(ONLINE))


@cache
def ending() -> Story:
    """All but the word that the release is over."""
    return given(watched(), settled("3d-2"))


def told(story: Story) -> set[str]:
    return {each.person for each in story.told if isinstance(each, n.TestFailed)}


def what_asks_for_a_tests_result_follows_from_the_plan() -> None:
    tried = {key.partition("/")[0]: place for key, place in lay_out(boying()).tried.items()}
    assert tried == {
        "1a-2": "development", "1d": "test", "1e": "test", "2a-2": "preheat",
        "3d-2": "production", "4b-1": "production", "4b-2": "production", "4b-3": "production",
    }  # fmt: skip


def a_test_that_failed_stays_open_and_is_told_to_who_develops_it_and_to_the_lead() -> None:
    story = on_preheat().when(c.Fail(TESTED, "login 500"), by=TESTER).then_events(e.ResultFailed)
    assert story.then_state(TESTED, "open").release.records[TESTED].failed is not None
    assert told(story) == {"", DEVELOPER, LEAD}
    assert story.release.problems == {}
    passed = story.signs(TESTED, by=TESTER).then_state(TESTED, "done")
    assert passed.release.records[TESTED].failed is None


def a_test_that_failed_online_starts_the_clock_until_it_has_passed() -> None:
    story = online().when(c.Fail(ONLINE, "login 500"), by=TESTER)
    assert set(story.release.problems) == {"production"}
    story.signs(ONLINE, by=TESTER).then_state(ONLINE, "done")
    assert story.signs(ONLINE, by=TESTER).release.problems == {}
    assert story.when(c.Withdraw(ONLINE), by=TESTER).release.problems == {}
    story.when(c.Withdraw(ONLINE), by=LEAD).then(r.Lacks)
    assert story.confirms(c.Waive(ONLINE, "known"), by=LEAD).release.problems == {}


def what_asks_for_a_decision_is_edited_for_each_test_that_failed() -> None:
    """The problem stays the same; what it is made of does not."""
    other = "3d-2/boying-admin"
    known = online().when(c.Fail(ONLINE, "login 500"), by=TESTER)
    more = known.and_given(ready_for(other)).when(c.Fail(other, "menu 500"), by=TESTER)
    gone = more.when(c.Withdraw(other), by=TESTER)
    assert more.release.problems == gone.release.problems == known.release.problems
    assert PROBLEMS.moved(known.release, more.release) and PROBLEMS.moved(more.release, gone.release)


def a_failure_stays_in_the_report_with_its_reason_until_it_has_passed() -> None:
    failed = on_preheat().when(c.Fail(TESTED, "login 500"), by=TESTER)
    (told_of,) = (each for each in report(failed.history, failed.now).exceptions if each.kind == "failed")
    assert (told_of.item, told_of.person, told_of.reason, told_of.ended) == (
        TESTED, TESTER, "login 500", None,
    )  # fmt: skip
    passed = failed.later(HOUR).signs(TESTED, by=TESTER)
    (over,) = (each for each in report(passed.history, passed.now).exceptions if each.kind == "failed")
    assert (over.ended, over.length) == (passed.now, HOUR)


def what_was_signed_before_ends_when_it_turns_out_to_have_failed() -> None:
    signed = online().signs(ONLINE, by=TESTER)
    failed = signed.when(c.Fail(ONLINE, "3 cases failed after all"), by=TESTER)
    failed.then_events(e.ResultFailed, e.Reopened).then_state(ONLINE, "open")


def whoever_signs_for_a_result_says_that_it_failed_and_nobody_else() -> None:
    story = on_preheat()
    story.when(c.Fail(TESTED, "login 500"), by=DEVELOPER).then(r.NotYourRole)
    story.when(c.Fail(TESTED), by=TESTER).then(r.Lacks("reason", f"fail {TESTED}"))
    story.when(c.Fail(ONLINE, "login 500"), by=TESTER).then(r.TooEarly)
    story.when(c.Fail("3a-1", "nobody comes"), by=DEVELOPER).then(r.NothingTried("3a-1"))


def a_fix_that_failed_its_test_is_to_be_fixed_again_and_its_bug_is_open_again() -> None:
    story = online().and_given(
        asked(c.ReportBug("A", "boying-user", "login 500"), by=TESTER),
        asked(c.OpenHotfix("boying-user", "fix/login", "login 500", "", "", "B1"), by=DEVELOPER),
        asked(c.Sign("H1-fix", "fix/login 9999999"), by=DEVELOPER),
        asked(c.Sign("H1-review", EVIDENCE), by=LEAD),
    )
    assert story.release.bugs["B1"].state == "fixed"
    failed = story.when(c.Fail("H1-test", "still 500"), by=TESTER)
    failed.then_events(e.ResultFailed, e.Reopened, e.Reopened, e.BugReopened).then_state("H1-fix", "open")
    assert failed.release.bugs["B1"].state == "open"


@pytest.mark.parametrize("words", ["the online test FAILED: login 500", "登录用例失败", "测试不通过"])
def no_words_of_failure_sign_unasked(words: str) -> None:
    story = online().when(c.Sign(ONLINE, words), by=TESTER).then(r.Confirm)
    assert isinstance(story.decision, r.Confirm)
    story.when(c.Sign(ONLINE, words, confirmed="0" * 8), by=TESTER).then(r.SoundsFailed)
    story.when(c.Sign(ONLINE, words, confirmed=story.decision.code), by=TESTER).then_state(ONLINE, "done")


@pytest.mark.parametrize("item", ["3b-2/boying-database", "4b-1"])
def no_script_or_check_that_failed_is_signed_unasked(item: str) -> None:
    story = given(boying(), ready_for(item))
    story = story.strikes(story.now + 3 * HOUR)
    by = "fanghao" if item.startswith("3b-2") else "licuiqi"
    story.when(c.Sign(item, "script 2 failed at line 4"), by=by).then(r.Confirm)
    story.when(c.Sign(item, "0 failed, all of it ran"), by=by).then_state(item, "done")


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        ("smoke test fails", True), ("失败：登录 500", True), ("没有通过", True), ("10 failed", True), ("报错了", True),
        ("128 passed, 0 failed", False), ("no failures", False), ("没有失败", False), ("执行 30 条，失败 0 条", False),
        ("无不通过用例", False), ("fix/login-failed", False), ("none of the cases failed", False), ("全部通过", False),
        ("no crash but login failed", True), ("nothing lost, yet 2 failed", True), ("没有崩溃但登录失败", True),
        ("没有报错却失败", True), ("10/42 failed", True), ("login did not work", True), ("2 cases didn't pass", True),
        ("0/42 failed", False), ("0 of 42 failed", False), ("none of the 42 cases failed", False),
    ],
)  # fmt: skip
def no_failure_is_none(words: str, failure: bool) -> None:  # noqa: FBT001 - a row of the table
    assert tells_failure(words) is failure


def turned(story: Story, state: str, why: str = "refused") -> Story:
    told_by_clock = c.TurnWatch("site", state, story.now, why, "")  # type: ignore[arg-type]
    return story.asks(told_by_clock, c.CLOCK)


def fires(story: Story, severity: str = "critical") -> Story:
    alert = Alert("a1", "firing", "ErrorRate", "boying-user", severity, "too many errors", "", story.now, None)
    return story.asks(c.HearAlerts((alert,)), c.CLOCK)


def nobody_says_that_it_is_over_while_something_is_wrong_online() -> None:
    story = ending().then_state("3e", "open")
    down = turned(story, "down").then_state("3e", "blocked")
    down.signs("3e", by=TESTER).then(r.GateShut)
    turned(down, "up").signs("3e", by=TESTER).then_state("3e", "done")
    turned(story, "unknown").signs("3e", by=TESTER).then(r.GateShut)
    fires(story).signs("3e", by=TESTER).then(r.GateShut)
    story.and_given(asked(c.Fail("4b-1", "slow"), by="licuiqi")).signs("3e", by=TESTER).then(r.GateShut)
    down.confirms(c.Waive("3e", "the watch is wrong"), by=LEAD).then_state("3e", "waived")


def what_only_informs_or_warns_keeps_no_release_from_its_end() -> None:
    story = ending()
    fires(story, "none").signs("3e", by=TESTER).then_state("3e", "done")
    turned(story, "down", "expires-soon").signs("3e", by=TESTER).then_state("3e", "done")


def what_goes_wrong_after_the_end_was_told_takes_no_signature_back() -> None:
    over = ending().signs("3e", by=TESTER)
    turned(over, "down").then_state("3e", "done")
