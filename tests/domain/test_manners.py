"""In which manner each kind of notice is told: where it goes, under which key, what it is edited for, whom it calls.

Every kind is shown here with what is seen of its manner from outside, so that no kind's can change unnoticed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.state.bugs import Bug
from bot.domain.state.code import Script
from bot.domain.state.delivery import ChannelLoss
from bot.domain.state.deployments import Deployment
from bot.domain.state.going_live import Run
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.meetings import Meeting
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release
from bot.domain.state.requests import Request
from bot.domain.state.rollback import Rollback
from bot.domain.state.signing import Mark, Remark
from bot.domain.state.tracker import Tracking
from bot.record.owing import KEPT, MERGING, POST, calls_in_vain, messages, stale
from storage.outbox import NewMessage, Owed
from tests.domain.harbour import LIVE, at_go_live

WHO, LEAD = "mia", "lena"
AT = datetime(2026, 12, 1, 11, tzinfo=UTC)
EARLIER, PRESENT, LATER = "check", "ship/desk", "close"
"""One item of each phase, while the second is under way; the present one waits for others."""
IN_HOTFIX, IN_ROLLBACK = "ship/gate", "ship/crane"


def _bug(key: str) -> Bug:
    return Bug(key, "major", "crane", LIVE, "it rattles", "", "tina", AT)


def _watch(key: str) -> e.WatchTurned:
    return e.WatchTurned(at=AT, by="", via="clock", watch=key, state="down", since=AT)


def _alert(key: str) -> e.AlertTold:
    return e.AlertTold(at=AT, by="", via="webhook", fingerprint=key, state="firing", name="hot", since=AT)


def _hotfix(key: str, item: str) -> Hotfix:
    return Hotfix(key, "gate", "mia", "tina", "it leaks", "", "mia", AT, (item,), "fix")


BEFORE = replace(
    at_go_live().release,
    bugs={"B1": _bug("B1"), "B2": _bug("B2")},
    requests={key: Request(key, "dba", EARLIER, "a copy", WHO, AT) for key in ("R1", "R2")},
    hotfixes={"H1": _hotfix("H1", IN_HOTFIX), "H2": _hotfix("H2", EARLIER)},
    watched={"w1": _watch("w1"), "w2": _watch("w2")},
    alerts={"a1": _alert("a1"), "a2": _alert("a2")},
    rollbacks={"RB1": Rollback("RB1", LIVE, "it leaks", LEAD, AT, ((IN_ROLLBACK, "crane"),))},
    meeting=Meeting(AT, AT, "room 1", LEAD, (WHO,)),
    problems={LIVE: Problem(AT, AT + timedelta(hours=1))},
    left_over=(e.Deferred(release="harbour-0", bug="B7", severity="minor", system="crane", title="it squeaks"),),
    runs={key: Run(key, item, "robot", "", "", WHO, "U1", AT) for key, item in (("D1", EARLIER), ("D2", LATER))},
)  # fmt: skip


def _remarked(release: Release, key: str) -> Release:
    record = replace(release.records[key], remarks=(Remark(WHO, "hm", AT),))
    return replace(release, records={**release.records, key: record})


def _waived(release: Release, key: str) -> Release:
    record = replace(release.records[key], waiver=Mark(LEAD, "not now", AT))
    return replace(release, records={**release.records, key: record})


CHANGES: dict[str, Callable[[Release], Release]] = {
    "the item": lambda r: _remarked(r, PRESENT),
    "another item": lambda r: _remarked(r, LATER),
    "a waiver": lambda r: _waived(r, LATER),
    "the bug": lambda r: replace(r, bugs={**r.bugs, "B1": replace(r.bugs["B1"], state="fixed")}),
    "another bug": lambda r: replace(r, bugs={**r.bugs, "B2": replace(r.bugs["B2"], state="fixed")}),
    "the request": lambda r: replace(r, requests={**r.requests, "R1": replace(r.requests["R1"], state="done")}),
    "another request": lambda r: replace(r, requests={**r.requests, "R2": replace(r.requests["R2"], state="done")}),
    "the hotfix": lambda r: replace(r, hotfixes={**r.hotfixes, "H1": replace(r.hotfixes["H1"], course="abandoned")}),
    "another hotfix": lambda r: replace(r, hotfixes={**r.hotfixes, "H2": replace(r.hotfixes["H2"], commit="3f2a")}),
    "its checklist": lambda r: _remarked(r, IN_HOTFIX),
    "the checklist of the rollback": lambda r: _remarked(r, IN_ROLLBACK),
    "the watch": lambda r: replace(r, watched={**r.watched, "w1": _watch("w1").model_copy(update={"state": "up"})}),
    "another watch": lambda r: replace(r, watched={**r.watched, "w2": _watch("w2").model_copy(update={"why": "x"})}),
    "the alert": lambda r: replace(r, alerts={**r.alerts, "a1": _alert("a1").model_copy(update={"state": "resolved"})}),
    "another alert": lambda r: replace(r, alerts={**r.alerts, "a2": _alert("a2").model_copy(update={"summary": "x"})}),
    "the meeting": lambda r: replace(r, meeting=Meeting(AT, AT, "room 2", LEAD, (WHO,))),
    "the problem": lambda r: replace(r, problems={}),
    "a deployment": lambda r: replace(r, deployments=(Deployment(1, "db", LIVE, "", "7", "ship/db", WHO, AT, "no"),)),
    "the packet": lambda r: replace(r, scripts={"db": (Script("one.sql", "ab" * 32, "", WHO, AT),)}),
    "what was left over": lambda r: replace(r, left_over=()),
    "the channel": lambda r: replace(r, channel_lost=ChannelLoss("unarchive", "is_archived", AT)),
    "the tracker": lambda r: replace(r, tracking=Tracking(heard=True)),
    "the release as a whole": lambda r: replace(r, go_live=r.go_live + timedelta(days=1)),
}  # fmt: skip
WHOLE = "the release as a whole"


def _for(*changes: str) -> frozenset[str]:
    """These, and what every message rests on."""
    return frozenset({*changes, WHOLE})


ITEM = _for("the item")
PROBLEM = _for("the problem", "the bug", "another bug", "the watch", "another watch", "a deployment")
MEETING = _for("the meeting", "the bug", "another bug", "the packet", "a waiver")


@dataclass(frozen=True)
class Told:
    """A notice and its manner, as it is seen. `key`: its name for life, "" where each is a message of its own.

    `goes`: where, if it names nobody. `edited`: the changes after which it is made true again.
    """

    notice: n.Notice
    goes: str
    key: str = ""
    edited: frozenset[str] = frozenset()
    calls: bool = False


CHANGED = n.Changed(person=WHO, by=LEAD, items=(PRESENT,), content=("plan",), diff=(), asks=(PRESENT,))
TOLD = (
    Told(n.Card(phase=1), "channel", "card:1"),
    Told(n.Prompt(person=WHO, items=(PRESENT,)), "person", edited=ITEM, calls=True),
    Told(n.Voided(person=WHO, items=(PRESENT,), because=EARLIER), "person"),
    Told(n.Obstacle(person=WHO, item=PRESENT), "thread of the item", edited=ITEM),
    Told(n.TestFailed(person=WHO, item=PRESENT), "thread of the item", edited=ITEM),
    Told(n.WhyBlocked(person=WHO, item=PRESENT), "person", edited=ITEM, calls=True),
    Told(n.OverrideTold(item=PRESENT), "thread of the item so far"),
    Told(n.Reminder(person=WHO, matter="soon", items=(PRESENT,)), "person", edited=ITEM, calls=True),
    Told(n.Escalation(person=WHO, items=(PRESENT,)), "channel", edited=ITEM),
    Told(n.Vacancy(person=WHO, items=(PRESENT,)), "person", edited=ITEM, calls=True),
    Told(n.Appointed(person=WHO, role="ops"), "person"),
    Told(n.Unlinked(person=WHO, people=("tina",)), "person", edited=_for()),
    Told(n.MayNotAct(person=WHO, who="tina", why="guest"), "person", f"may-not-act:{WHO}:tina", _for()),
    Told(n.Represented(person=WHO, by="tina", since=AT, until=None), "person"),
    Told(n.HandedBack(person=WHO, instead_of="tina"), "person"),
    Told(n.Return(person=WHO, by="tina", since=AT, items=(PRESENT,)), "person"),
    Told(n.LeadNamed(people=(WHO,), by=LEAD), "channel"),
    Told(n.Leaderless(), "channel", edited=_for()),
    Told(n.LinkTold(who=WHO, to="U9", by=LEAD), "channel"),
    Told(n.LinkWanted(person=WHO, who="tina", to="U9", by=LEAD), "person", edited=_for(), calls=True),
    Told(n.CourseTurn(turn="paused"), "channel"),
    Told(CHANGED, "person", edited=ITEM),
    Told(n.Returned(person=WHO, item=PRESENT, by=LEAD, reason="no"), "person", edited=ITEM),
    Told(n.BugPost(bug="B1"), "thread of the phase", "bug:B1"),
    Told(n.BugTurn(person=WHO, bug="B1", round=1, state="open"), "person", edited=_for("the bug"), calls=True),
    Told(n.LeftOver(person=WHO), "person", edited=_for("what was left over")),
    Told(n.GateFell(person=WHO, item=PRESENT, passed={}, counts={}), "thread of the item so far", edited=ITEM),
    Told(n.TrackerSilent(person=WHO, since=AT), "person", edited=_for("the tracker")),
    Told(n.ChannelSilent(person=WHO, since=AT), "person", edited=_for("the channel")),
    Told(n.OthersListen(person=WHO, day=AT.date(), others=1), "person", f"others_listen:{WHO}:{AT.date()}"),
    Told(n.RecordBroken(person=WHO, entries=(2, 3)), "person", f"record_broken:{WHO}:(2, 3)"),
    Told(n.DeploymentFailed(person=WHO, number=1, since=AT), "person", edited=_for("a deployment")),
    Told(n.DeploymentInDoubt(person=WHO, item=PRESENT, since=AT), "person", edited=_for("a deployment"), calls=True),
    Told(n.Wanted(person=WHO, request="R1"), "person", edited=_for("the request")),
    Told(n.Replied(person=WHO, request="R1"), "person"),
    Told(n.HotfixCrossing(person=WHO, hotfix="H1"), "person", edited=_for("the hotfix", "its checklist")),
    Told(
        n.HotfixDoubted(person=WHO, hotfix="H1", commit="9c8d7e6"),
        "person",
        edited=_for("the hotfix", "its checklist"),
        calls=True,
    ),
    Told(n.RunPost(run="D1"), "thread of the item", "run:D1"),
    Told(n.Preparing(person=WHO, items=(PRESENT,), matters=()), "person", edited=ITEM | {"the packet"}),
    Told(n.Deciding(person=WHO, environment=LIVE, until=AT), "person", edited=PROBLEM),
    Told(n.Undecided(environment=LIVE, until=AT), "channel", edited=PROBLEM),
    Told(n.RollbackPost(rollback="RB1"), "channel", "rollback:RB1", _for("the checklist of the rollback")),
    Told(n.RolledBack(person=WHO, rollback="RB1"), "channel", edited=_for("the checklist of the rollback")),
    Told(n.Gathering(), "channel", "meeting", MEETING),
    Told(n.Invitation(person=WHO, sequence=0), "person", edited=MEETING),
    Told(n.MeetingTooLate(person=WHO), "person", edited=_for("the meeting", "the bug", "another bug", "a waiver")),
    Told(n.MinutesPost(), "channel", "minutes", MEETING),
    Told(n.MinutesCanvas(), "thread of the phase", "minutes_canvas", MEETING),
    Told(n.MinutesToRead(person=WHO, version=1), "person", edited=MEETING),
    Told(n.Objection(person=WHO, by=LEAD, version=1), "person", edited=MEETING),
    Told(n.Letter(mail="M1"), "post", "mail:M1"),
    Told(n.MailTrouble(person=WHO, mail="M1", people=()), "person"),
    Told(n.MailUnsure(person=WHO, number=0), "person"),
    Told(
        n.ReplyToConfirm(person=WHO, mail="M1", items=(PRESENT,), sender="mia@harbour.example", text="done"),
        "person",
        f"reply:M1:{WHO}",
        ITEM,
        calls=True,
    ),
    Told(
        n.AttendanceToConfirm(person=WHO, coming=True, sequence=0),
        "person",
        f"attendance:{WHO}",
        MEETING - {"the packet"},
        calls=True,
    ),
    Told(n.WatchPost(watch="w1"), "thread of the phase", "watch:w1"),
    Told(n.WatchNews(person=WHO, watch="w1", state="down", since=AT), "person", edited=_for("the watch")),
    Told(n.AlertPost(alert="a1"), "thread of the phase", "alert:a1"),
    Told(n.AlertNews(person=WHO, alert="a1", state="firing", since=AT), "person", edited=_for("the alert")),
    Told(n.SignatureAsked(person=WHO, items=(PRESENT,)), "person", edited=ITEM, calls=True),
    Told(n.WaitEnded(execution="Fx1"), "workflow of the phase", "execution:Fx1"),
    Told(n.ReportPost(version=7, final=True), "thread of the phase", "report:7"),
    Told(n.ReportCanvas(), "thread of the phase", "report_canvas"),
)  # fmt: skip

told_of = pytest.mark.parametrize("told", TOLD, ids=lambda told: told.notice.kind)


def _message(notice: n.Notice) -> NewMessage:
    (message,) = messages((notice,), BEFORE, AT)
    return message


def _owed(notice: n.Notice) -> Owed:
    """The notice's message as it stands after it was posted."""
    new = _message(notice)
    return Owed(
        new.key, new.release, new.kind, new.person, new.target, "", new.spec, 1, 1, "", "C1", "1.0", new.thread_of,
        AT, None, 0, None, None, None, None, None, "done",
    )  # fmt: skip


def every_kind_of_notice_is_told_here() -> None:
    assert {type(told.notice) for told in TOLD} == set(n.KINDS.values())
    assert len(TOLD) == len(n.KINDS)


def what_the_channel_keeps_of_a_release_says_how_far_its_record_goes() -> None:
    assert {kind for kind, notice in n.KINDS.items() if notice.manner.anchors} == {"card", "turn", "report"}


@told_of
def a_message_has_its_key_for_life_or_one_of_its_own(told: Told) -> None:
    (_, message) = messages((n.CourseTurn(turn="paused"), told.notice), BEFORE, AT)
    assert message.key == f"{BEFORE.id}:" + (told.key or f"{BEFORE.version}:{told.notice.kind}:1")


@told_of
def what_names_a_person_goes_to_them_and_what_names_nobody_to_its_place(told: Told) -> None:
    if "person" in type(told.notice).model_fields:
        message = _message(told.notice)
        assert (message.target, message.person, message.thread_of) == ({"user": WHO}, WHO, None)
    message = _message(told.notice.model_copy(update={"person": ""}) if hasattr(told.notice, "person") else told.notice)
    places = {
        "person": {"user": ""},  # for want of a person, nothing private falls into the channel
        "channel": {"channel": "#harbour"},
        "thread": {"channel": "#harbour"},
        "post": {"mail": "M1", "post": POST},
        "workflow": {"execution": "Fx1"},
    }
    assert message.target == places[told.goes.split()[0]]
    assert (message.thread_of is not None) == told.goes.startswith(("thread", "workflow"))


def what_is_told_an_account_goes_to_it_alone() -> None:
    for notice in (
        n.LinkTold(account="U9", who=WHO, to="U9", by=LEAD),
        n.LinkWanted(account="U9", who=WHO, to="U9", by=LEAD),
    ):
        message = _message(notice)
        assert (message.target, message.person, message.thread_of) == ({"account": "U9"}, "", None)


@pytest.mark.parametrize(
    ("item", "run", "phases"),
    [
        (EARLIER, "D1", {"phase": 1, "item": 0, "item so far": 0}),
        (LATER, "D2", {"phase": 1, "item": 2, "item so far": 1}),
    ],
)
@told_of
def what_is_told_in_a_thread_is_told_in_that_of_its_phase(
    told: Told, item: str, run: str, phases: dict[str, int]
) -> None:
    about = {"item": item, "run": run, "person": ""}
    known = {field: value for field, value in about.items() if field in type(told.notice).model_fields}
    thread = _message(told.notice.model_copy(update=known)).thread_of
    where = told.goes.partition(" of the ")[2]
    assert thread == (f"{BEFORE.id}:card:{phases[where]}" if where in phases else None)


@told_of
def only_a_prompt_waits_for_what_else_opens(told: Told) -> None:
    assert _message(told.notice).not_before == AT + (MERGING if told.notice.kind == "prompt" else timedelta())


@told_of
def a_message_is_edited_for_what_it_shows_and_for_nothing_else(told: Told) -> None:
    owed = _owed(told.notice)
    assert {change for change, made in CHANGES.items() if stale([owed], BEFORE, made(BEFORE))} == told.edited


@told_of
def only_a_message_that_is_edited_is_looked_at(told: Told) -> None:
    assert (told.notice.kind in KEPT) == bool(told.edited)


@told_of
def a_person_is_not_called_to_what_is_settled(told: Told) -> None:
    assert calls_in_vain(_owed(told.notice), live=False) is told.calls
    assert not calls_in_vain(_owed(told.notice), live=True)
