"""The life of a bug: who reports, mends, judges, defers and grades it, and what earlier releases left over."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import begin
from bot.domain.notices import BugPost, BugTurn
from bot.domain.reading.bugs import acts, remaining, turn
from bot.domain.report import report
from bot.domain.state.bugs import Bug
from bot.record.outcome import Done
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.report import page
from bot.speech.voice import Voice
from tests.domain.plans import bakery
from tests.domain.story import DAY, Fact, Story, asked, everything, given
from tests.domain.workshop import TESTED, fixed, reported, verified, workshop


def bug(story: Story, key: str = "B1") -> Bug:
    return story.release.bugs[key]


def stands_in(person: str, instead_of: str) -> Fact:
    """For ninety days."""
    return lambda release, now: asked(c.NameStandIn(person, instead_of, now, now + 90 * DAY), by="lena")(release, now)


def a_bug_lives_from_open_to_verified_and_every_round_is_on_record() -> None:
    story = given(workshop(), reported(), fixed("B1")).when(c.ReopenBug("B1", "still broken"), by="tina")
    story = story.and_given(fixed("B1"), verified("B1"))
    found = bug(story)
    assert (found.state, found.round, found.fixer, found.verifier) == ("verified", 2, "dora", "tina")
    assert [(turn.state, turn.person) for turn in found.turns] == [
        ("fixed", "dora"), ("open", "tina"), ("fixed", "dora"), ("verified", "tina"),
    ]  # fmt: skip
    assert found.turns[1].words == "still broken"


def a_bug_is_of_the_newest_environment_its_system_has_reached() -> None:
    story = given(workshop()).when(c.ReportBug("b", "web", "slow"), by="olaf")
    assert (bug(story).severity, bug(story).environment) == ("B", "test")
    story = given(workshop(), *TESTED, asked(c.Sign("gate"), "tina"), asked(c.Sign("preheat/web"), "olaf"))
    story = story.when(c.ReportBug("B", "web", "slow"), by="olaf")
    assert bug(story).environment == "preheat"


@pytest.mark.parametrize("ended", ["finished", "aborted"])
def a_bug_found_after_the_end_is_on_record_and_takes_no_signature_back(ended: str) -> None:
    """It used to be refused: what the watch found a day later stood nowhere."""
    running = given(workshop(), *TESTED, asked(c.Sign("gate"), "tina"), reported("C"), fixed("B1"))
    finished, aborted = running.and_given(everything()), running.confirms(c.Abort("next year"), by="lena")
    over = (finished if ended == "finished" else aborted).later(DAY)
    failed = over.when(c.Fail("accept", "login 500"), by="tina").then(r.NotRunning(over.release.state))
    assert isinstance(failed.decision, r.NotRunning)
    assert "`/release bug SEVERITY SYSTEM TITLE`" in refusal(Voice("en"), over.release, failed.decision)
    then = {key: record.standing for key, record in over.release.records.items()}
    story = over.when(c.ReportBug("A", "web", "orders are lost"), by="olaf").then_events(e.BugReported)
    assert [each.person for each in story.told if isinstance(each, BugTurn)] == ["dora"]
    assert "after the end" in answer(Voice("en", "plain"), Done(over.release, story.events, story.release), "olaf")
    assert [each.bug for each in remaining(story.release.bugs.values(), "workshop-1")] == ["B1", "B2"]
    story = story.when(c.VerifyBug("B1"), by="tina").later(DAY).and_given(fixed("B2"))
    assert {key: record.standing for key, record in story.release.records.items()} == then
    assert not story.release.problems
    found = report(story.history, story.now)
    assert (found.until, found.at) == (over.release.ended_at, story.now)
    assert [each.id for each in found.bugs.bugs] == ["B1"]
    assert [each.id for each in found.bugs.unsolved] == ["B1"], "it was, at the end"
    assert [(each.id, each.state) for each in found.bugs.late] == [("B2", "fixed")]
    assert "Found after the end" in repr(page(found, "en"))
    assert "1 bug found after the end" in repr(page(found, "en"))


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (c.ReportBug("S1", "web", "t"), r.NoSuchName("severity", "S1", ("A", "B", "C"))),
        (c.ReportBug("A", "mars", "t"), r.NoSuchName("system", "mars", ("web", "api"))),
        (c.ReportBug("A", "web", "t", environment="moon"), r.NoSuchName("environment", "moon", ("test", "preheat"))),
        (c.ReportBug("A", "web", "  "), r.Lacks("title", "bug SEVERITY SYSTEM TITLE")),
        (c.GradeBug("B1", "S1", "because"), r.NoSuchName("severity", "S1", ("A", "B", "C"))),
        (c.GradeBug("B1", "a", "because"), r.GradedAlready("B1", "A")),
    ],
)
def what_the_plan_does_not_know_is_refused_and_changes_nothing(command: c.Command, refused: r.Refused) -> None:
    story = given(workshop(), reported())
    assert story.when(command, by="tina").then(refused).release == story.release


def nobody_reports_where_the_plan_has_no_bugs_or_a_tracker_keeps_them() -> None:
    given(bakery()).when(c.ReportBug("A", "oven", "t"), by="tom").then(r.NoBugs())
    given(workshop(tracked=True)).when(c.ReportBug("A", "web", "t"), by="tina").then(r.KeptElsewhere("", "shop/code"))


def only_the_systems_own_developer_mends_it() -> None:
    story = given(workshop(), reported())
    story.when(c.FixBug("B1"), by="dave").then(r.NotYourBug("B1", "developer", ("dora",)))
    story.when(c.FixBug("B1"), by="dora").then_events(e.BugFixed)


def the_one_who_mended_it_does_not_verify_it() -> None:
    story = given(workshop(), stands_in("nora", "dora"), reported(), fixed("B1", by="nora"))
    story.when(c.VerifyBug("B1"), by="nora").then(r.OwnFix("B1", ("tina", "theo")))
    assert bug(story).state == "fixed"
    assert story.when(c.VerifyBug("B1"), by="theo").then_events(e.BugVerified)


def one_who_mended_it_in_an_earlier_round_does_not_verify_it_either() -> None:
    story = given(workshop(), stands_in("nora", "dora"), reported(), fixed("B1", by="nora"))
    story = story.and_given(asked(c.ReopenBug("B1", "not so"), "tina"), fixed("B1")).later(100 * DAY)
    assert "nora" not in [s.person for s in story.release.stand_ins if s.acts(story.now)]
    story.when(c.VerifyBug("B1"), by="nora").then(r.OwnFix)


@pytest.mark.parametrize(
    "command",
    [c.VerifyBug("B1"), c.ReopenBug("B1", "a slip"), c.DeferBug("B1", "a slip"), c.GradeBug("B1", "B", "worse")],
)
def the_developer_of_the_system_judges_no_bug_of_it(command: c.Command) -> None:
    story = given(workshop(), asked(c.Assign("tester", ("dora",), "api"), "lena"), reported("C"), fixed("B1"))
    assert story.when(command, by="dora").then(r.OwnFix).release == story.release


@pytest.mark.parametrize(("person", "instead_of"), [("nora", "dora"), ("olaf", "nora")])
def nobody_who_stands_in_for_the_mender_judges_nor_for_a_tester_who_mended(person: str, instead_of: str) -> None:
    begun = (stands_in("nora", "dora"), reported(), fixed("B1", by="nora"))
    story = given(workshop(), *begun, *((stands_in(person, instead_of),) if person == "olaf" else ()))
    story.when(c.VerifyBug("B1"), by=person).then(r.OwnFix)


def a_stand_in_for_the_tester_verifies_and_both_names_are_kept() -> None:
    story = given(workshop(), stands_in("olaf", "tina"), reported(), fixed("B1")).when(c.VerifyBug("B1"), by="olaf")
    assert [(event.by, event.instead_of) for event in story.events if isinstance(event, e.BugVerified)] == [
        ("olaf", "tina")
    ]


def only_a_severity_that_may_wait_is_deferred_and_signed_for_by_a_tester() -> None:
    story = given(workshop(), reported("B"), reported("C"))
    story.when(c.DeferBug("B1", "later"), by="tina").then(r.NotDeferrable("B1", "B", ("C",)))
    story.when(c.DeferBug("B2", "later"), by="dora").then(r.OwnFix)
    story.when(c.DeferBug("B2"), by="tina").then(r.Lacks("reason", "bug defer B2"))
    story = story.when(c.DeferBug("B2", "harms nothing"), by="tina").then_events(e.BugDeferred)
    assert [event.role for event in story.events if isinstance(event, e.BugDeferred)] == ["tester"]


def a_deferred_bug_that_is_graded_worse_is_open_again() -> None:
    story = given(workshop(), reported("C"), asked(c.DeferBug("B1", "later"), "tina"))
    story = story.when(c.GradeBug("B1", "A", "it loses orders"), by="tina").then_events(e.BugGraded, e.BugReopened)
    assert (bug(story).severity, bug(story).state, bug(story).round) == ("A", "open", 2)


@pytest.mark.parametrize(
    ("command", "by", "state"),
    [
        (c.FixBug("B1"), "dora", "fixed"),
        (c.VerifyBug("B2"), "tina", "open"),
        (c.ReopenBug("B2", "a slip"), "tina", "open"),
        (c.DeferBug("B3", "a slip"), "tina", "verified"),
    ],
)
def a_step_that_the_state_does_not_allow_is_refused(command: c.Command, by: str, state: str) -> None:
    story = given(workshop(), reported(), fixed("B1"), reported("C"), reported("C"), fixed("B3"), verified("B3"))
    refused = story.when(command, by=by).decision
    assert isinstance(refused, r.BugIs)
    assert refused.state == state


def the_turn_goes_from_the_developer_to_the_systems_own_tester_and_back() -> None:
    story = given(workshop()).when(c.ReportBug("A", "web", "too slow"), by="olaf")
    story.then_told(BugPost(bug="B1"), BugTurn(person="dora", bug="B1", round=1, state="open"))
    story = story.when(c.FixBug("B1"), by="dora")
    story.then_told(BugPost(bug="B1"), BugTurn(person="tina", bug="B1", round=1, state="fixed"))
    story = story.when(c.ReopenBug("B1", "not so"), by="nora")
    story.then_told(BugPost(bug="B1"), BugTurn(person="dora", bug="B1", round=2, state="open"))
    assert turn(story.release, bug(story), story.now) == ("dora",)


def a_new_developer_is_told_of_the_bugs_that_are_theirs_now() -> None:
    story = given(workshop(), reported()).when(c.Assign("developer", ("olaf",), "web"), by="lena")
    assert BugTurn(person="olaf", bug="B1", round=1, state="open") in story.told


def each_is_offered_what_they_may_do() -> None:
    story = given(workshop(), reported("C"))
    offered = {person: acts(story.release, bug(story), person, story.now) for person in ("dora", "tina", "olaf")}
    assert offered == {"dora": ("fix",), "tina": ("defer",), "olaf": ()}
    story = story.and_given(fixed("B1"))
    assert acts(story.release, bug(story), "tina", story.now) == ("verify", "reopen", "defer")
    assert acts(story.release, bug(story), "dora", story.now) == ()


LEFT = (
    e.Deferred(release="workshop-1", bug="B4", severity="C", system="web", title="old"),
    e.Deferred(release="workshop-0", bug="B4", severity="C", system="mars", title="older"),
)


def offered() -> Story:
    story = given(workshop())
    started = story.history[0]
    assert isinstance(started, e.Started)
    return Story(begin(started.model_copy(update={"left_over": LEFT})), story.now, story.history)


def the_lead_takes_on_some_bugs_of_the_release_before_and_leaves_the_others() -> None:
    story = offered()
    story.when(c.CarryBugs(()), by="tina").then(r.LeadOnly(("lena",)))
    story.when(c.CarryBugs(("workshop-1 B9",)), by="lena").then(r.NoSuchName)
    story.when(c.CarryBugs(("workshop-0 B4",)), by="lena").then(r.NoSuchName("system", "mars", ("web", "api")))
    story = story.when(c.CarryBugs(("workshop-1 B4",)), by="lena").then_events(e.BugReported, e.DeferralsCarried)
    assert (bug(story).carried, bug(story).environment, bug(story).title) == ("workshop-1 B4", "test", "old")
    assert story.release.left_over == ()
    story.when(c.CarryBugs(()), by="lena").then(r.NothingLeftOver())


def a_release_leaves_over_whatever_was_not_verified() -> None:
    story = given(workshop(), reported("C"), reported("C"), fixed("B2"), verified("B2"), reported("C"))
    story = story.and_given(asked(c.DeferBug("B3", "later"), "tina"))
    assert [left.bug for left in remaining(story.release.bugs.values(), "workshop-2")] == ["B1", "B3"]
