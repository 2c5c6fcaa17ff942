"""The release's own report, worked out from its record: who, what, when, and on whom it waited."""

from datetime import UTC, datetime, timedelta

from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain.plan import Hours, Plan
from bot.domain.plan.moments import Calendar
from bot.domain.report import Report, report
from bot.domain.report.course import ItemCourse, PersonCourse
from bot.domain.report.hours import WorkingTime
from tests.domain.any_release import next_step, plans
from tests.domain.kiosk import MONDAY, SCRIPT, after, finished, opened, prepared, tested
from tests.domain.story import Story, given

HOUR = timedelta(hours=1)
FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 9:00 in Berlin


def told(story: Story) -> Report:
    return report(story.history, story.now)


def item(found: Report, key: str) -> ItemCourse:
    return next(each for each in found.course.items if each.item == key)


def person(found: Report, key: str) -> PersonCourse:
    return next(each for each in found.course.people if each.person == key)


def a_running_release_is_told_so_far() -> None:
    found = told(opened().later(3 * HOUR))
    assert not found.is_final
    assert found.at == MONDAY + 3 * HOUR
    assert (item(found, "1a").open.elapsed, item(found, "1a").settled) == (3 * HOUR, None)
    assert item(found, "1c/api").opened is None


def an_ended_release_is_told_as_of_its_last_event() -> None:
    story = finished()
    assert told(story) == told(story.later(timedelta(days=100)))
    assert told(story).at == story.now


def what_nobody_signs_waits_for_everybody_who_could() -> None:
    found = told(prepared())
    waited = {each.person: each.span.elapsed for each in item(found, "1c/web").waited}
    assert waited == {"olaf": HOUR, "nora": HOUR}


def an_item_that_waits_for_an_answer_waits_for_who_was_asked() -> None:
    waited = {each.person: each.span.elapsed for each in item(told(prepared()), "1c/api").waited}
    assert waited["dave"] == HOUR


def a_failed_deployment_is_blocked_time_and_waits_for_who_may_lift_the_block() -> None:
    deployed = item(told(prepared()), "1c/api")
    assert (deployed.open.elapsed, deployed.blocked.elapsed) == (HOUR, 19 * HOUR)
    assert [(each.people, each.length) for each in deployed.stretches][-1] == (("lena", "nora"), 18 * HOUR)


def two_items_that_wait_for_one_person_at_once_are_counted_once() -> None:
    story = after(opened(), 0, "lena", c.Assign("developer", ("dora",), "api"))
    found = told(story.later(2 * HOUR))
    dora = person(found, "dora")
    assert (dora.span.elapsed, dora.alone.elapsed, dora.items) == (2 * HOUR, 2 * HOUR, 2)
    assert [(each.role, each.system, each.people, each.by) for each in found.staff.changes] == [
        ("developer", "api", ("dora",), "lena")
    ]


def a_paused_release_waits_for_nobody() -> None:
    backup = item(told(tested()), "2c")
    assert backup.paused.elapsed == 2 * HOUR
    assert all(not each.people for each in backup.stretches if each.halt == "paused")


def the_phases_follow_each_other_without_a_gap() -> None:
    found = told(finished())
    spans = [span for phase in found.course.phases for span in phase.spans]
    assert [since for since, _ in spans[1:]] == [until for _, until in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (MONDAY, found.at)
    assert all(phase.is_over for phase in found.course.phases)


def no_night_lunch_or_weekend_is_working_time() -> None:
    working = WorkingTime(Hours(), "Europe/Berlin", Calendar(), FRIDAY, FRIDAY + timedelta(days=4))
    assert working.between(FRIDAY, FRIDAY + timedelta(days=1)) == 7.5 * HOUR
    assert working.between(FRIDAY + timedelta(hours=10), FRIDAY + timedelta(days=3)) == timedelta(0)
    assert working.between(FRIDAY, FRIDAY + timedelta(days=4)) == 15 * HOUR
    assert working.between(FRIDAY + 3 * HOUR, FRIDAY + 4 * HOUR) == timedelta(0)  # 12:00 to 13:00


def a_holiday_is_no_working_time_and_an_exchanged_saturday_is() -> None:
    calendar = Calendar(off={FRIDAY.date(): "a feast"}, on=frozenset({(FRIDAY + timedelta(days=1)).date()}))
    working = WorkingTime(Hours(), "Europe/Berlin", calendar, FRIDAY, FRIDAY + timedelta(days=2))
    assert working.between(FRIDAY, FRIDAY + timedelta(days=1)) == timedelta(0)
    assert working.between(FRIDAY, FRIDAY + timedelta(days=2)) == 7.5 * HOUR


def every_signature_is_kept_with_why_it_no_longer_counts() -> None:
    given_for_gate = [each for each in told(tested()).signatures if each.item == "2b"]
    assert [each.ended.why if each.ended else None for each in given_for_gate] == ["gate-lost", None]
    taken_back = after(finished_but_for_the_end(), 1, "olaf", c.Withdraw("3a/web", "wrong commit"))
    ended = [each.ended for each in told(taken_back).signatures if each.item == "3a/web"]
    assert [(end.why, end.person, end.words) for end in ended if end] == [("withdrawn", "olaf", "wrong commit")]


def finished_but_for_the_end() -> Story:
    return after(after(tested(), 14, "olaf", c.Sign("3a/api")), 1, "olaf", c.Sign("3a/web"))


def a_stand_in_s_signature_names_both() -> None:
    story = after(opened(), 1, "lena", c.NameStandIn("nora", "dora", MONDAY))
    story = after(story, 1, "nora", c.Sign("1b/web", "release/1 2222222bbb"))
    assert [(each.person, each.instead_of) for each in told(story).signatures] == [("nora", "dora")]
    assert [(each.person, each.instead_of, each.by) for each in told(story).staff.covers] == [("nora", "dora", "lena")]


def a_gate_tells_what_changed_since_it_was_last_passed() -> None:
    crossings = told(tested()).gates
    assert [(each.passed, each.change) for each in crossings] == [(True, {}), (False, {"B": 1}), (True, {"B": -1})]


def every_block_waiver_pause_and_move_is_told_with_reason_and_length() -> None:
    every = [(each.kind, each.item, each.reason, each.length) for each in told(tested()).exceptions]
    assert every == [
        ("block", "1c/api", "connection refused", 18 * HOUR),
        ("block", "2c", "the disk is full", None),
        ("pause", "", "waiting for a disk", 2 * HOUR),
        ("reschedule", "", "the disk is late", None),
        ("waiver", "2c", "the api holds nothing that is not elsewhere", None),
    ]


def a_bug_that_came_back_has_two_rounds() -> None:
    rounds = [(each.number, each.entered, each.fixed, each.verified, each.deferred, each.returned)
              for each in told(tested()).bugs.rounds]  # fmt: skip
    assert rounds == [(1, 3, 2, 1, 1, 1), (2, 1, 1, 1, 0, 0)]


def the_curve_of_unsolved_bugs_begins_and_ends_at_what_is_open() -> None:
    found = told(tested()).bugs
    assert [sum(level.counts.values()) for level in found.levels] == [0, 2, 0, 1, 0]
    assert [bug.id for bug in found.left] == ["B2"]


def a_bug_nobody_decided_about_is_not_left_to_the_next_release_but_unsolved() -> None:
    story = tested().when(c.ReportBug("C", "web", "the bell is silent"), by="tina")
    found = told(story).bugs
    assert ([bug.id for bug in found.left], [bug.id for bug in found.unsolved]) == (["B2"], ["B4"])


def each_deployment_says_what_ran_there_before() -> None:
    shipped = [
        (each.deployment.environment, each.deployment.commit, each.before.commit if each.before else "")
        for each in told(finished()).deployments
        if each.deployment.system == "web"
    ]
    assert shipped == [
        ("test", "2222222bbb", ""),
        ("live", "2222222bbb", ""),
        ("test", "6666666fff", "2222222bbb"),
        ("live", "6666666fff", "2222222bbb"),
    ]


def a_failed_deployment_is_not_what_ran_before() -> None:
    api = [each for each in told(prepared()).deployments if each.deployment.system == "api"]
    assert [(bool(each.deployment.failed), each.before) for each in api] == [(True, None), (False, None)]


def the_systems_are_told_in_their_order_with_what_runs_at_the_end() -> None:
    api, web = told(finished()).systems
    assert (api.key, api.source[1], [script.digest for script in api.scripts]) == (
        "api", "1111111aaa", [SCRIPT],
    )  # fmt: skip
    assert [(place, there.commit if there else "") for place, there in web.running] == [
        ("test", "6666666fff"), ("live", "6666666fff"),
    ]  # fmt: skip


def a_hotfix_landed_with_the_last_of_its_checklist() -> None:
    story = finished()
    (fix,) = told(story).hotfixes
    assert fix.landed == story.now - HOUR


def every_mail_document_and_request_is_there() -> None:
    found = told(finished())
    assert [(each.mail.to, [reply.person for reply in each.mail.answers]) for each in found.mails[:1]] == [
        (("olaf", "theo", "tina"), ["olaf"])
    ]
    assert [(paper.document, paper.item, len(paper.versions)) for paper in found.papers] == [("plan", "1a", 1)]
    assert [(request.text, request.answer) for request in found.requests] == [
        ("Which port | and <which> *user*?", "8080, @olaf")
    ]


@settings(max_examples=60, deadline=None)
@whatever(st.data(), plans())
def every_history_gives_a_report_at_any_time(data: st.DataObject, plan: Plan) -> None:
    story = given(plan)
    for _ in range(data.draw(st.integers(0, 20))):
        story = next_step(data, story)
    found = report(story.history, story.now)
    assert {each.item for each in found.course.items} == set(story.release.records)
    for each in found.course.items:
        halts = (each.open, each.blocked, each.paused)
        assert sum((halt.elapsed for halt in halts), timedelta(0)) <= found.at - found.release.started_at
        assert all(halt.worked <= halt.elapsed for halt in halts)
    counting = {(s.item, s.person, s.role) for s in found.signatures if s.ended is None}
    kept = {(key, s.person, s.role) for key, record in story.release.records.items() for s in record.signatures}
    assert counting == kept


def a_reason_that_was_given_after_the_block_belongs_to_it() -> None:
    story = after(after(opened(), 1, "lena", c.Block("1a", "")), 1, "lena", c.Block("1a", "the wiki is down"))
    (block,) = told(after(story, 1, "lena", c.Unblock("1a"))).exceptions
    assert (block.kind, block.reason, block.length) == ("block", "the wiki is down", 2 * HOUR)
