"""What holds for every plan and whatever anybody asks, in any order, at any time."""

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.events import Reminded, Resumed, dump, load
from bot.domain.history import replay
from bot.domain.notices import Prompt, Reminder, Vacancy, Voided
from bot.domain.plan import Plan
from bot.domain.reading.deployments import doubtful
from bot.domain.reading.reasons import stands
from bot.domain.reading.reminding import due, next_due
from bot.domain.reading.standing import asked_to_sign, empty_roles, may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Record
from tests.domain.any_release import next_step, plans
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, Story, given

STEPS = st.integers(5, 25)
often = settings(max_examples=60, deadline=None)
seldom = settings(max_examples=20, deadline=None)


def any_story(data: st.DataObject, plan: Plan) -> Story:
    story = given(plan)
    for _ in range(data.draw(STEPS)):
        story = next_step(data, story)
    return story


def _no_item_is_done_unless_every_slot_is_signed_by_different_people(story: Story) -> None:
    release = story.release
    for key, record in release.records.items():
        for role in {signature.role for signature in record.signatures}:
            people = [{s.person, s.voter} for s in record.signatures if s.role == role]
            assert not any(one & other for one, other in combinations(people, 2))
        if record.standing == "done":
            for slot in release.item(key).slots:
                assert sum(s.role == slot.role for s in record.signatures) == slot.count
            assert record.signatures


def _nobody_signs_on_both_sides_of_four_eyes(story: Story) -> None:
    release = story.release
    for step in release.plan.steps.values():
        for other in step.not_by:
            for mine in release.layout.of_step[step.id]:
                for theirs in release.layout.of_step[other]:
                    if None in (release.item(mine).system, release.item(theirs).system) or (
                        release.item(mine).system == release.item(theirs).system
                    ):
                        assert not _signers(release, mine) & _signers(release, theirs)
    for system in release.plan.systems:
        keys = release.layout.of_system[system]
        makers = {s.person for key in keys for s in release.records[key].signatures if s.role == "maker"}
        assert not makers & {s.person for key in keys for s in release.records[key].signatures if s.role == "tester"}


def _signers(release: Release, key: str) -> set[str]:
    return {signature.person for signature in release.records[key].signatures}


def _no_item_is_open_or_done_before_what_it_rests_on_is_settled(story: Story) -> None:
    release = story.release
    for key, record in release.records.items():
        item = release.item(key)
        if record.standing not in ("open", "done"):
            continue
        assert not any(release.unsettled[: item.phase])
        assert all(release.standing(need) in SETTLED for need in item.needs)
        if item.step.deploys and item.system:
            for need in release.plan.systems[item.system].needs:
                same = f"{item.step.id}/{need}"
                assert release.standing(same) in SETTLED


def _every_standing_is_what_working_it_out_from_nothing_gives(story: Story) -> None:
    release = story.release
    afresh = _from_nothing(release)
    assert {key: record.standing for key, record in release.records.items()} == {
        key: record.standing for key, record in afresh.records.items()
    }
    assert release.unsettled == afresh.unsettled


def _from_nothing(release: Release) -> Release:
    """Every item waits; then each is judged again and again until nothing changes."""
    bare: dict[str, Record] = {key: replace(record, standing="waiting") for key, record in release.records.items()}
    judged = replace(release, records=bare, unsettled=_counts(release, bare))
    while True:
        records = {key: replace(record, standing=stands(judged, key)) for key, record in judged.records.items()}
        if records == judged.records:
            return judged
        judged = replace(judged, records=records, unsettled=_counts(release, records))


def _counts(release: Release, records: dict[str, Record]) -> tuple[int, ...]:
    return tuple(sum(records[key].standing not in SETTLED for key in keys) for keys in release.layout.phases)


def _the_state_is_what_the_written_history_says(story: Story) -> None:
    written = [json.loads(json.dumps(dump(event))) for event in story.history]
    read = [load(kind, fields) for kind, fields in written]
    assert tuple(read) == story.history
    assert replay(read) == story.release
    assert story.release.version == len(story.history)


def _a_signature_asked_for_again_is_refused_and_changes_nothing(story: Story) -> None:
    for key in story.release.records:
        for person in may_sign(story.release, key, story.now):
            once = story.when(c.Sign(key, EVIDENCE), by=person)
            role = once.release.records[key].signatures[-1].role
            twice = once.when(c.Sign(key, EVIDENCE, role=role), by=person)
            assert isinstance(twice.decision, r.AlreadyDone | r.NobodyHolds | r.NotRunning)
            assert twice.release == once.release


def _nobody_may_sign_who_would_be_refused(story: Story) -> None:
    for key in story.release.records:
        able = may_sign(story.release, key, story.now)
        for person in story.release.people:
            accepted = isinstance(story.when(c.Sign(key, EVIDENCE), by=person).decision, tuple)
            assert accepted == (person in able)


def _nothing_is_due_after_the_clock_has_struck_and_it_comes_to_rest(story: Story) -> None:
    while story.release.state == "running":
        story = story.when(c.Tick())
        reminded = [(e.person, e.matter) for e in story.events if isinstance(e, Reminded)]
        assert len(reminded) == len(set(reminded))
        assert due(story.release, story.now) == ()
        upcoming = next_due(story.release, story.now)
        if upcoming is None:
            break
        assert upcoming > story.now
        if any(doubtful(story.release)):  # it comes to no rest before somebody says what runs there
            break
        story = replace(story, now=upcoming)
    told = [(e.person, e.matter, key) for e in story.history if isinstance(e, Reminded) for key in e.items]
    assert len(told) <= 2 * len(story.release.people) * len(story.release.records) * len(story.history)


LAWS = (
    _no_item_is_done_unless_every_slot_is_signed_by_different_people,
    _nobody_signs_on_both_sides_of_four_eyes,
    _no_item_is_open_or_done_before_what_it_rests_on_is_settled,
    _every_standing_is_what_working_it_out_from_nothing_gives,
    _the_state_is_what_the_written_history_says,
    _a_signature_asked_for_again_is_refused_and_changes_nothing,
    _nobody_may_sign_who_would_be_refused,
    _nothing_is_due_after_the_clock_has_struck_and_it_comes_to_rest,
)


@settings(max_examples=120, deadline=None)
@whatever(st.data(), plans())
def every_law_holds_whatever_has_come_of_a_release(data: st.DataObject, plan: Plan) -> None:
    """One story for all of them: telling it takes longer than judging it."""
    story = any_story(data, plan)
    for law in LAWS:
        law(story)


@often
@whatever(st.data(), plans())
def each_step_tells_one_person_one_thing_once(data: st.DataObject, plan: Plan) -> None:
    story = given(plan)
    for _ in range(data.draw(STEPS)):
        story = next_step(data, story)
        if not isinstance(story.decision, tuple):
            continue
        told = story.told
        assert len(told) == len({notice.model_dump_json() for notice in told})
        for kind in (Prompt, Vacancy):
            people = [notice.person for notice in told if isinstance(notice, kind)]
            assert len(people) == len(set(people))
        for notice in told:
            if isinstance(notice, Prompt | Reminder | Vacancy | Voided):
                assert notice.items
            if isinstance(notice, Prompt):
                assert all(notice.person in may_sign(story.release, key, story.now) for key in notice.items)


@often
@whatever(st.data(), plans())
def every_person_who_is_asked_to_sign_has_been_prompted_for_it(data: st.DataObject, plan: Plan) -> None:
    story = given(plan)
    prompted: set[tuple[str, str]] = set()
    for number in range(data.draw(STEPS) + 1):
        if number:
            story = next_step(data, story)
        if isinstance(story.decision, tuple):
            fresh = {
                (notice.person, key) for notice in story.told if isinstance(notice, Prompt) for key in notice.items
            }
            prompted |= fresh
    struck = story.when(c.Tick()) if story.release.state == "running" else story
    if struck is not story:
        prompted |= {(n.person, key) for n in struck.told if isinstance(n, Prompt) for key in n.items}
    release, now = struck.release, struck.now
    assert {(person, key) for key in release.records for person in asked_to_sign(release, key, now)} <= prompted


@often
@whatever(st.data(), plans())
def whoever_may_not_act_is_told_nothing_and_does_nothing(data: st.DataObject, plan: Plan) -> None:
    _keeps_out_whom_it_must(data, plan)


@seldom
@whatever(st.data())
def the_shipped_plan_tells_nothing_to_who_may_not_act(data: st.DataObject) -> None:
    _keeps_out_whom_it_must(data, boying())


def _keeps_out_whom_it_must(data: st.DataObject, plan: Plan) -> None:
    story = given(plan)
    for _ in range(data.draw(STEPS)):
        story = next_step(data, story)
        if not isinstance(story.decision, tuple):
            continue
        before = story.before or story.release
        assert all(event.by not in before.hindered for event in story.decision)
        people = {person for notice in story.told if (person := getattr(notice, "person", ""))}
        assert not people & story.release.hindered.keys()
        assert not set(story.release.leads) & story.release.hindered.keys()
        for key in story.release.records:
            able, asked = (who(story.release, key, story.now) for who in (may_sign, asked_to_sign))
            assert not set(able) & story.release.hindered.keys()
            assert set(asked) <= set(able)
            assert bool(asked) == bool(able), "somebody is asked wherever somebody may"


@seldom
@whatever(st.data())
def a_release_that_runs_can_always_be_led_on(data: st.DataObject) -> None:
    """By its people or, where nobody who leads it may act, by the operator first: whatever has come of it."""
    story = any_story(data, boying())
    if story.release.state not in ("running", "paused"):
        return
    story = _with_a_lead(story)
    lead, left = story.release.leads[0], sum(story.release.unsettled)
    if story.release.state == "paused":
        story = story.when(c.Resume(), by=lead).then_events(Resumed)
    key = next(key for key in story.release.layout.items if story.release.standing(key) not in SETTLED)
    item = story.release.item(key)
    if story.release.records[key].block:
        story = story.when(c.Unblock(key, "settled"), by=lead)
    for role in empty_roles(story.release, item):
        system = (item.system or "") if story.release.plan.roles[role].per else ""
        story = story.when(c.Assign(role, (c.Newcomer(f"U-new-{role}", "New"),), system), by=lead)
        assert isinstance(story.decision, tuple), story.decision
    assert not empty_roles(story.release, item)
    for person in may_sign(story.release, key, story.now)[:1]:
        story = story.signs(key, by=person)
    if story.release.standing(key) not in SETTLED:
        story = story.confirms(c.Waive(key, "we go on without it"), by=lead)
    assert story.release.standing(key) in SETTLED, story.decision
    assert sum(story.release.unsettled) < left


def _with_a_lead(story: Story) -> Story:
    if not story.release.leads:
        named = c.Assign(story.release.plan.lead, (c.Newcomer("U-new-lead", "New"),))
        story = story.asks(named, c.Actor("", "", "cli"))
        assert isinstance(story.decision, tuple), story.decision
    return story


@seldom
@whatever(st.data())
def the_shipped_plan_keeps_its_order_whatever_anybody_asks(data: st.DataObject) -> None:
    release = any_story(data, boying()).release
    for key, record in release.records.items():
        if record.standing in ("open", "done"):
            assert all(release.standing(need) in SETTLED for need in release.item(key).needs)
            assert not any(release.unsettled[: release.item(key).phase])
