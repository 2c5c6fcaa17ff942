"""What people use is shown before one click says it runs there; and what was taken back is asked for (3b-3, U2)."""

from dataclasses import replace
from functools import cache

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.content import doubt_seen, seen
from bot.domain.reading.deployments import in_doubt, last_there
from bot.domain.reading.going_live import left_running
from bot.domain.report import report
from bot.slack.pictures import status
from bot.speech.voice import Voice
from bot.speech.why import of_item
from bot.talk import reactions
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, HOUR, MINUTE, Story, actor, given, ready_for, settled, up_to

WEB, DATABASE, LIVE = "3b-3/boying-web", "3b-2/boying-database", "production"
LEAD, OPS = "shijiasheng", "licuiqi"


@cache
def before(key: str) -> Story:
    return given(boying(), ready_for(key)).later(MINUTE)


@cache
def live(key: str = WEB) -> Story:
    """Just deployed to production, through an emoji and the yes that it asks for."""
    return emoji(before(key), key)


def emoji(story: Story, key: str) -> Story:
    who = signer(story, key)
    if story.release.item(key).step.asks:
        story = story.when(c.Note(key, EVIDENCE), by=who)
    given_by = reactions.added(story.release, "sign", (key,), actor(who, "reaction"), "C1:1", story.now, story.release)
    assert isinstance(given_by, c.Sign)
    story = story.when(given_by, by=who, via="reaction").then(r.Confirm)
    assert isinstance(story.decision, r.Confirm)
    return story.when(replace(given_by, confirmed=story.decision.code), by=who, via="button").then_state(key, "done")


def signer(story: Story, key: str) -> str:
    return story.release.holders_for(story.release.item(key), story.release.item(key).slots[0].role)[0]


# ── Once more, before it is live ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", [WEB, DATABASE])
def what_one_click_or_an_emoji_would_put_live_is_shown_first(key: str) -> None:
    story = before(key)
    who, system = signer(story, key), story.release.item(key).system or ""
    if story.release.item(key).step.asks:
        story = story.when(c.Note(key, EVIDENCE), by=who)
    press = c.Sign(key, seen=seen(story.release, key))
    asked = story.when(press, by=who, via="button").decision
    assert isinstance(asked, r.CodeMoves)
    branch, commit = story.release.source(system)
    assert asked.runs == (e.Ran(system=system, environment=LIVE, branch=branch, commit=commit),)
    story.when(press, by=who, via="reaction").then(asked)
    story.when(replace(press, confirmed="00000000"), by=who, via="button").then(r.CodeMoves)
    story.when(replace(press, confirmed=asked.code), by=who, via="button").then_state(key, "done")
    story.when(c.Sign(key, EVIDENCE), by=who, via="button").then_state(key, "done"), "words are not given by mistake"
    story.when(c.Sign(key), by=who).then_state(key, "done"), "nor is a line that is typed"


def one_click_is_enough_elsewhere() -> None:
    key = "1c/boying-user"
    story = given(boying(), up_to(key)).later(MINUTE)
    story.when(c.Sign(key, seen=seen(story.release, key)), by="fucheng", via="button").then_state(key, "done")


def a_step_of_a_rollback_is_shown_first_too() -> None:
    story = given(boying(), settled("3b-3")).later(MINUTE).confirms(c.RollBack("it is broken"), by=LEAD)
    key = story.release.rollbacks["RB1"].items[0][0]
    who = signer(story, key)
    story = story.when(c.Note(key, EVIDENCE), by=who)
    asked = story.when(c.Sign(key), by=who, via="reaction").decision
    assert isinstance(asked, r.CodeMoves)
    ran = story.release.previous[story.release.item(key).system or "", LIVE]
    assert [(each.branch, each.commit, each.nothing) for each in asked.runs] == [(ran.branch, ran.commit, ran.nothing)]


# ── Taken back ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", [WEB, DATABASE])
def an_emoji_taken_away_leaves_open_what_runs_there_and_asks_who_told_of_it(key: str) -> None:
    story = live(key)
    who, system = signer(story, key), story.release.item(key).system or ""
    deployed = story.release
    story = story.later(MINUTE).when(c.TakeBackReaction("C1:1", "sign"), by=who, via="reaction")
    story.then_events(e.Withdrawn, e.DeploymentWithdrawn)
    assert story.told[0] == n.DeploymentInDoubt(person=who, item=key, since=story.now)
    assert (system, LIVE) in left_running(deployed)
    assert left_running(story.release).get((system, LIVE)) is None, "nobody goes back to what is not known"
    last = last_there(story.release.deployments, system, LIVE)
    assert last is not None
    assert last.unsure_since == story.now
    assert exceptions(story)[-1] == ("in-doubt", key, who)


@pytest.mark.parametrize("key", [WEB, DATABASE])
def what_was_never_done_is_struck_from_the_record(key: str) -> None:
    deployed = live(key)
    who, system = signer(deployed, key), deployed.release.item(key).system or ""
    doubted = deployed.later(MINUTE).when(c.Withdraw(key), by=who)
    story = doubted.later(MINUTE).when(c.TellDeployment(key, there=False), by=who).then_events(e.DeploymentAnswered)
    assert last_there(story.release.deployments, system, LIVE) is None
    assert exceptions(story)[-1] == ("nothing-done", key, who)
    told = report(story.history, story.now)
    assert not [
        each for each in told.deployments if each.deployment.environment == LIVE and each.deployment.item == key
    ]
    story.then_state(key, "open").when(c.TellDeployment(key, there=True), by=who).then(r.NotInDoubt(key))


def a_rollback_takes_back_only_what_is_on_record() -> None:
    doubted = live().later(MINUTE).when(c.Withdraw(WEB), by=OPS)
    asked = doubted.when(c.RollBack("it is broken"), by=LEAD).decision
    assert isinstance(asked, r.GoesBack)
    assert "boying-web" in [ran.system for ran in asked.runs], "it may run there"
    story = doubted.later(MINUTE).when(c.TellDeployment(WEB, there=False), by=OPS)
    again = story.when(c.RollBack("it is broken", confirmed=asked.code), by=LEAD).decision
    assert isinstance(again, r.GoesBack), "shown anew"
    assert "boying-web" not in [ran.system for ran in again.runs]


def what_was_done_all_the_same_stays_on_record_though_nobody_has_signed_it() -> None:
    doubted = live().later(MINUTE).when(c.Withdraw(WEB), by=OPS)
    story = doubted.later(MINUTE).when(c.TellDeployment(WEB, there=True), by=LEAD).then_state(WEB, "open")
    assert ("boying-web", LIVE) in left_running(story.release)
    assert exceptions(story)[-1] == ("was-done", WEB, OPS)


@pytest.mark.parametrize("halted", [c.Pause("wait"), c.Abort("next year")])
def an_emoji_on_a_step_of_a_rollback_is_taken_away_as_long_as_such_steps_are_signed(halted: c.Command) -> None:
    story = given(boying(), settled("3b-3")).later(MINUTE).confirms(halted, by=LEAD)
    story = story.later(MINUTE).confirms(c.RollBack("it is broken"), by=LEAD)
    key = story.release.rollbacks["RB1"].items[0][0]
    who = signer(story, key)
    story = story.when(c.Watch(key, "C1:1"), by=who, via="reaction")
    story = story.when(c.TakeBackReaction("C1:1", "watch"), by=who, via="reaction").then_events(e.Unwatched)
    story = story.confirms(c.Sign(key, EVIDENCE, message="C1:1"), by=who, via="reaction").then_state(key, "done")
    story = story.later(MINUTE).when(c.TakeBackReaction("C1:1", "sign"), by=who, via="reaction")
    story.then_events(e.Withdrawn, e.DeploymentWithdrawn).then_state(key, "open")


def a_step_of_a_rollback_taken_back_is_asked_for_too() -> None:
    story = given(boying(), settled("3b-3")).later(MINUTE).confirms(c.RollBack("it is broken"), by=LEAD)
    key = story.release.rollbacks["RB1"].items[0][0]
    who, system = signer(story, key), story.release.item(key).system or ""
    story = story.when(c.Sign(key, EVIDENCE), by=who).later(MINUTE).confirms(c.Withdraw(key), by=who)
    assert in_doubt(story.release.deployments, key)
    story = story.later(MINUTE).when(c.TellDeployment(key, there=False), by=who)
    last = last_there(story.release.deployments, system, LIVE)
    assert last is not None
    assert not last.rollback, "what was to go back runs there still"
    told = report(story.history, story.now)
    assert not [each for each in told.golive.incidents if each.what == "taken-back"]


def what_was_deployed_before_the_signature_that_is_taken_back_is_not_in_doubt() -> None:
    story = given(boying(), settled("1c")).later(MINUTE)
    story = story.confirms(c.SubmitCode("boying-user", "master", "9999999"), by="chenxiaowen")
    assert not [each for each in story.release.deployments if each.unsure_since], "the code is another, not what runs"


def an_answer_is_given_for_what_was_asked() -> None:
    doubted = live().later(MINUTE).when(c.Withdraw(WEB), by=OPS)
    asked = in_doubt(doubted.release.deployments, WEB)
    assert asked is not None
    shown = doubt_seen(asked)
    again = doubted.later(MINUTE).when(c.Sign(WEB), by=OPS)
    again.when(c.TellDeployment(WEB, there=False, seen=shown), by=OPS).then(r.NotInDoubt(WEB))
    again = again.later(MINUTE).when(c.Withdraw(WEB), by=OPS)
    again.when(c.TellDeployment(WEB, there=False, seen=shown), by=OPS).then(r.NotInDoubt(WEB)), "asked of another one"
    doubted.when(c.TellDeployment(WEB, there=False, seen=shown), by="fucheng").then(r.NotYourRole)


def the_lead_is_asked_where_whoever_told_of_it_may_not_act() -> None:
    story = live().and_given(
        lambda _release, now: (e.AccountTold(at=now, by="", via="clock", person=OPS, account=f"U-{OPS}", why="gone"),)
    )
    story = story.later(MINUTE).confirms(c.Withdraw(WEB, "nothing runs there"), by=LEAD)
    asked = [each.person for each in story.told if isinstance(each, n.DeploymentInDoubt)]
    assert asked == list(story.release.leads)


def a_question_that_nobody_answers_is_asked_again_and_named_until_somebody_does() -> None:
    """It used to be asked once."""
    doubted = live().later(MINUTE).when(c.Withdraw(WEB), by=OPS)
    since, watch = doubted.now, 2 * HOUR
    for _ in range(2):
        assert not _asked_again(doubted.strikes(doubted.now + watch - MINUTE))
        doubted = doubted.strikes(doubted.now + watch)
        questions = [n.DeploymentInDoubt(person=who, item=WEB, since=since) for who in (OPS, LEAD)]
        assert _asked_again(doubted) == questions
    voice = Voice("en", "plain")
    for told in (
        "\n".join(of_item(voice, doubted.release, WEB, doubted.now)),
        repr(status.status(voice, doubted.release, "fucheng", doubted.now).blocks),
        repr(status.mine(voice, doubted.release, OPS, doubted.now).blocks),
        repr(status.why(voice, doubted.release, "", LEAD, doubted.now).blocks),
    ):
        assert "/release runs 3b-3 boying-web yes" in told, told
    answered = doubted.when(c.TellDeployment(WEB, there=False), by=LEAD)
    assert not _asked_again(answered.strikes(answered.now + 2 * watch))
    assert "runs 3b-3" not in "\n".join(of_item(voice, answered.release, WEB, answered.now))


def _asked_again(story: Story) -> list[n.Notice]:
    return [each for each in story.told if isinstance(each, n.DeploymentInDoubt)]


def exceptions(story: Story) -> list[tuple[str, str, str]]:
    found = report(story.history, story.now).exceptions
    return [
        (each.kind, each.item, each.person) for each in found if each.kind in ("in-doubt", "was-done", "nothing-done")
    ]
