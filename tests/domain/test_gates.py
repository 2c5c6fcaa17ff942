"""Quality gates: what they count, what shuts them again, and that nothing opens them while the standard is not met."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import BugPost, BugTurn, GateFell
from bot.domain.notices.cards import ITEM
from bot.domain.reading.bugs import Act, acts
from bot.domain.reading.gates import in_the_way, open_bugs
from bot.domain.reading.reasons import whose_turn
from bot.domain.reading.standing import may_sign
from bot.domain.state.bugs import BugState
from bot.domain.state.gates import Shut
from bot.domain.state.tracker import TrackerOutage
from tests.domain.any_release import Chance
from tests.domain.story import Story, asked, given, signed, waived
from tests.domain.workshop import PEOPLE, TESTED, fixed, passed, reported, verified, workshop

HEARD = asked(c.HearTracker((), ()), by="", via="clock")


@pytest.mark.parametrize(
    ("bugs", "standing"),
    [
        ((), "open"),
        ((reported("C"),), "open"),
        ((reported("C"), reported("C", "api")), "blocked"),
        ((reported("B"),), "blocked"),
        ((reported("A"),), "blocked"),
        ((reported("A"), fixed("B1")), "blocked"),
        ((reported("A"), fixed("B1"), verified("B1")), "open"),
        ((reported("A", environment="preheat"),), "open"),
    ],
)
def a_gate_counts_what_is_not_verified_up_to_its_environment(bugs: tuple[object, ...], standing: str) -> None:
    story = given(workshop(), *TESTED, *bugs)  # type: ignore[arg-type]
    assert story.release.standing("gate") == standing


def a_bug_of_an_earlier_environment_counts_in_a_later_one() -> None:
    release = given(workshop(), reported("B", environment="test"), reported("C", environment="preheat")).release
    assert open_bugs(release, "ready") == {"A": 0, "B": 1, "C": 0}
    assert open_bugs(release, "fit") == {"A": 0, "B": 1, "C": 1}


def a_shut_gate_says_which_bugs_are_too_many_and_whose_turn_it_is() -> None:
    story = given(workshop(), *TESTED, reported("C"), reported("B", "api"))
    story.when(c.Sign("gate"), by="tina").then(r.GateShut("gate", "ready", Shut({"B": (1, 0)}), {}))
    assert [bug.id for bug in in_the_way(story.release, "ready")] == ["B2"]
    assert whose_turn(story.release, story.release.item("preheat/web"), story.now) == ("dave",)


def the_counts_are_kept_when_a_gate_is_passed() -> None:
    story = given(workshop(), *TESTED, reported("C")).when(c.Sign("gate"), by="tina")
    story.then_events(e.Signed, e.GatePassed).then_state("preheat/web", "open")
    assert story.release.passed["gate"].counts == {"A": 0, "B": 0, "C": 1}


def an_a_bug_shuts_a_gate_that_was_passed_and_the_difference_is_told() -> None:
    story = given(workshop(), *TESTED, reported("C"), passed()).when(
        c.ReportBug("A", "web", "too slow", "", "test"), by="olaf"
    )
    story.then_events(e.BugReported, e.GateLost).then_state("gate", "blocked").then_state("preheat/web", "waiting")
    was, now = {"A": 0, "B": 0, "C": 1}, {"A": 1, "B": 0, "C": 1}
    story.then_told(
        BugPost(bug="B2"),
        BugTurn(person="dora", bug="B2", round=1, state="open"),
        *(GateFell(person=person, item="gate", passed=was, counts=now) for person in ("", "tina", "lena")),
    )
    assert story.release.passed["gate"].counts == was
    story.and_given(fixed("B2"), verified("B2")).then_state("gate", "open").then_may_sign(
        "gate", "tina", "theo", "nora"
    )


def a_gate_is_looked_at_again_in_every_later_phase() -> None:
    done = (signed("preheat/web", "olaf"), signed("preheat/api", "olaf"), asked(c.Sign("accept"), "tina"))
    story = given(workshop(), *TESTED, passed(), *done).then_state("live", "open")
    story = story.and_given(reported("B")).then_state("live", "waiting").then_state("accept", "blocked")
    assert story.release.phase == 1


def a_waived_gate_is_the_leads_override_and_stays_visible() -> None:
    story = given(workshop(), *TESTED, reported("A"), waived("gate"))
    story.then_state("gate", "waived").then_state("preheat/web", "open")
    story.and_given(reported("A")).then_state("gate", "waived")


def a_deferral_counts_only_where_the_severity_may_wait() -> None:
    story = given(workshop(), *TESTED, reported("C"), reported("C")).then_state("gate", "blocked")
    story.and_given(asked(c.DeferBug("B1", "later"), "tina")).then_state("gate", "open")
    tracked = c.TrackedBug("#1", "A", "web", "test", "t", "", "deferred", "https://t/1", given(workshop()).now)
    heard = asked(c.HearTracker((tracked,), ()), by="", via="clock")
    given(workshop(tracked=True), *TESTED, heard).then_state("gate", "blocked")


def a_tracker_that_was_never_heard_keeps_the_gate_shut() -> None:
    given(workshop(tracked=True), *TESTED).then_state("gate", "blocked").and_given(HEARD).then_state("gate", "open")


def a_silent_tracker_shuts_a_passed_gate_but_ends_no_signature() -> None:
    story = given(workshop(tracked=True), *TESTED, HEARD, passed()).then_state("preheat/web", "open")
    story = story.and_given(asked(c.LoseTracker(TrackerOutage("timeout")), by="", via="clock"))
    story.then_state("gate", "blocked").then_state("preheat/web", "waiting")
    story.and_given(HEARD).then_state("gate", "done").then_state("preheat/web", "open")


SEVERITIES, ENVIRONMENTS = ("A", "B", "C"), ("test", "preheat")
LIMITS = workshop().gates["ready"].bugs


BECOMES: dict[type[e.Event], str] = {
    e.BugReopened: "open", e.BugFixed: "fixed", e.BugVerified: "verified", e.BugDeferred: "deferred", e.BugGone: "gone",
}  # fmt: skip
ACTS: tuple[Act, ...] = ("fix", "verify", "reopen", "defer")
EVIDENCE = "main 4f2a91c"


@dataclass
class Standard:
    """Whether the test environment meets the standard: an account of its own, kept from the events alone."""

    tracked: bool
    severity: dict[str, str] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)
    preheat: set[str] = field(default_factory=set)
    known: bool = False

    def hear(self, event: e.Event) -> None:
        match event:
            case e.BugReported(bug=bug, severity=severity, environment=environment):
                self.severity[bug], self.state[bug] = severity, "open"
                self.preheat |= {bug} if environment == "preheat" else set()
            case e.BugGraded(bug=bug, severity=severity):
                self.severity[bug] = severity
            case e.BugRevised(bug=bug, environment=environment):
                self.preheat = self.preheat | {bug} if environment == "preheat" else self.preheat - {bug}
            case e.TrackerAnswered(unsorted=unsorted):
                self.known = not unsorted
            case e.TrackerLost():
                self.known = False
            case e.BugReopened() | e.BugFixed() | e.BugVerified() | e.BugDeferred() | e.BugGone():
                self.state[event.bug] = BECOMES[type(event)]
            case _:
                pass

    @property
    def is_met(self) -> bool:
        left = [bug for bug, state in self.state.items() if bug not in self.preheat and not self._is_solved(bug, state)]
        counts = Counter(self.severity[bug] for bug in left)
        return all(counts[each] <= LIMITS[each] for each in SEVERITIES) and (self.known or not self.tracked)

    def _is_solved(self, bug: str, state: str) -> bool:
        return state in ("verified", "gone") or (state == "deferred" and self.severity[bug] == "C")


def _asked(chance: Chance, story: Story, *, tracked: bool) -> tuple[c.Command, str]:
    """Anything but a waiver, by anybody; more often than not it is work that can be done."""
    release = story.release
    is_work = chance.of((True, True, False))
    ready: list[tuple[c.Command, str]] = [
        (c.Sign(key, EVIDENCE), who) for key in release.records for who in may_sign(release, key, story.now)
    ]
    ready += [(_act(act, bug.id), who) for bug in release.bugs.values() for who in PEOPLE
              for act in acts(release, bug, who, story.now)]  # fmt: skip
    if ready and is_work:
        return chance.of(ready)
    command = chance.of(_anything(chance, story, tracked=tracked))
    return command, "" if isinstance(command, c.HearTracker | c.LoseTracker) else chance.of(PEOPLE)


def _act(act: Act, bug: str) -> c.Command:
    match act:
        case "fix":
            return c.FixBug(bug)
        case "verify":
            return c.VerifyBug(bug)
        case "reopen":
            return c.ReopenBug(bug, "not so")
        case "defer":
            return c.DeferBug(bug, "later")


def _anything(chance: Chance, story: Story, *, tracked: bool) -> tuple[c.Command, ...]:
    system, item = chance.of(("web", "api")), chance.of(tuple(story.release.records))
    bug = chance.of(tuple(story.release.bugs) or ("",))
    developer = "dora" if system == "web" else "dave"
    reports = (c.ReportBug(chance.of(SEVERITIES), system, "t", "", chance.of(ENVIRONMENTS)),) * 3
    on_bug = (c.GradeBug(bug, chance.of(SEVERITIES), "so"), *(_act(act, bug) for act in ACTS)) if bug else ()
    others = (
        c.Withdraw(item, "back"),
        c.Block(item, "not so"),
        c.Unblock(item),
        c.OpenHotfix(system, "hotfix/1", developer, "nora", "urgent", bug),
        c.Assign("tester", (chance.of(PEOPLE),), system),
        c.Pause("wait"),
        c.Resume(),
    )
    return (*(_heard(chance, story) if tracked else reports), *on_bug, *others)


def _heard(chance: Chance, story: Story) -> tuple[c.Command, ...]:
    states = tuple(state for state in get_args(BugState) if state != "gone")
    told = c.TrackedBug(
        chance.of(("#1", "#2", "#3")), chance.of(SEVERITIES), "web", chance.of(ENVIRONMENTS), "t", "",
        chance.of(states), "", story.now,
    )  # fmt: skip
    odd = e.Unsorted(ref="#9", title="odd", missing=("severity",))
    heard = c.HearTracker((told,), chance.of(((), (), (odd,), None)))
    return heard, heard, heard, c.LoseTracker(TrackerOutage("timeout"))


@settings(max_examples=120, deadline=None)
@whatever(st.data(), st.booleans())
def no_order_of_events_lets_a_preheat_item_be_open_while_the_standard_is_not_met(
    data: st.DataObject,
    tracked: bool,  # noqa: FBT001 - drawn
) -> None:
    chance, standard = Chance(data), Standard(tracked)
    story = given(workshop(tracked=tracked), *TESTED, *((HEARD,) if tracked and chance.of(range(2)) else ()))
    for event in story.history:
        standard.hear(event)
    for _ in range(data.draw(st.integers(5, 30))):
        command, by = _asked(chance, story, tracked=tracked)
        was_met = standard.is_met
        story = story.later(timedelta(minutes=1)).confirms(command, by=by)
        happened = story.decision if isinstance(story.decision, tuple) else ()
        for event in happened:
            standard.hear(event)
        entered = [event for event in happened if isinstance(event, e.Signed) and event.item.startswith("preheat/")]
        assert was_met or not entered
        if not standard.is_met:
            states = {key: story.release.standing(key) for key in ("preheat/web", "preheat/api", "accept", "live")}
            assert "open" not in states.values(), states
            assert story.release.standing("gate") != "done"


def a_message_about_a_shut_gate_is_edited_for_whatever_shuts_it_besides_bugs() -> None:
    """The tracker was not heard yet, then cannot be asked: the item is blocked before and after, by something else."""
    unheard = given(workshop(tracked=True), *TESTED)
    silent = unheard.when(c.LoseTracker(TrackerOutage("timeout")), via="clock")
    assert unheard.release.standing("gate") == silent.release.standing("gate") == "blocked"
    assert "gate" in ITEM.moved(unheard.release, silent.release)
    noted = silent.when(c.Note("live", "soon"), by="lena")
    assert "gate" not in ITEM.moved(silent.release, noted.release)
