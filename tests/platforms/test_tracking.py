"""Trackers and webhooks against a real service and database: what is asked when, what is written, what is answered."""

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse

from bot.core import Core, open_core
from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage
from bot.platforms.bugs.connecting import tracker_of
from bot.platforms.bugs.issue import Issue
from bot.platforms.bugs.tracker import BugTracker, Listed
from bot.platforms.hooks import Ignored, Malformed, Noted
from bot.record.service import Caller
from bot.rounds.tracker import Tracking
from storage import causes
from tests.domain.story import agreed
from tests.domain.workshop import TRACKER, workshop
from tests.migrated import migrated
from tests.platforms import hub
from tests.platforms.serving import running
from tests.platforms.tracked import NOW, Hand

EVERY = timedelta(minutes=5)
OPEN = hub.issue(7, "sev-a", "web", updated_at="2021-06-03T01:00:00Z")
CLOSED = OPEN | {"state": "closed", "updated_at": "2021-06-03T02:01:00Z"}


@dataclass
class Room:
    """A release of the workshop on a database, its tracker, and the room between the two."""

    core: Core
    tracking: Tracking
    hub: hub.Hub
    clock: Hand
    plan: Plan

    @property
    def release(self) -> Release:
        return self.core.records.look(self.plan.release)

    @property
    def states(self) -> dict[str, str]:
        return {bug.ref: bug.state for bug in self.release.bugs.values()}

    @property
    def written(self) -> tuple[int, bool]:
        """The journal's length, and whether the question after this very version is remembered."""
        version = self.release.version
        with self.core.database.read() as conn:
            return version, causes.seen(conn, f"tracker:{self.plan.release}:{version}") is not None

    def asks(self) -> int:
        """How many trackers were asked, each to the end."""
        asked = self.tracking.ask()
        assert not wait(asked, timeout=20).not_done
        return len(asked)

    def issue(self, **other: Any) -> Issue:
        """As the tracker's webhook brings it."""
        told = Issue("github", hub.NAME, "#7", "Problem 7", "", ("sev-a", "web"), ("open",), "open", "https://t/7", NOW)
        return replace(told, **other)


def kept_by(at: str | None) -> Plan:
    """The workshop; None: in its own ledger."""
    plan = workshop()
    assert plan.bugs
    tracker = {"tracker": {**TRACKER, "at": at}} if at else {}
    bugs = plan.bugs.model_validate({"owner": "developer", "verifier": "tester", "defer": "C"} | tracker)
    return plan.model_copy(update={"bugs": bugs})


@contextmanager
def room(
    folder: Path,
    *issues: dict[str, Any],
    started: bool = True,
    tracked: bool = True,
    connect: Callable[[Plan], BugTracker | None] | None = None,
) -> Iterator[Room]:
    github, clock = hub.Hub(*issues), Hand()
    with running(github.app) as origin:
        core = open_core(migrated(folder / "releases.db"), clock)
        plan = kept_by(f"{origin}/{hub.NAME}" if tracked else None)
        usual = partial(tracker_of, installed=plan, token=hub.TOKEN, clock=clock)
        tracking = Tracking(core.service, core.records, connect or usual, clock)
        opened = Room(core, tracking, github, clock, plan)
        try:
            if started:
                start(opened)
            yield opened
        finally:
            tracking.close()
            core.database.close()


def start(opened: Room) -> None:
    opened.core.service.start(opened.plan, NOW + timedelta(days=9), Calendar(), Caller("U1", "slash", "T1", "lena"))


def a_release_is_asked_for_as_soon_as_it_runs_and_then_every_five_minutes(tmp_path: Path) -> None:
    with room(tmp_path, OPEN, started=False) as r:
        assert r.asks() == 0
        start(r)
        assert r.asks() == 1
        assert (r.states, r.release.tracking.heard) == ({"#7": "open"}, True)
        r.clock.passes(minutes=4.9)
        assert r.asks() == 0
        r.clock.passes(minutes=0.1)
        assert r.asks() == 1


def a_question_that_brings_nothing_new_leaves_nothing_written(tmp_path: Path) -> None:
    with room(tmp_path, OPEN) as r:
        for _ in range(3):
            r.asks()
            r.clock.passes(minutes=5)
            assert r.written == (3, False), "Started, BugReported, TrackerAnswered"
        r.hub.issues = [CLOSED]
        r.asks()
        assert (r.states, r.written) == ({"#7": "verified"}, (4, False))


def what_an_issue_lost_its_labels_for_is_gone_once_the_list_has_caught_up(tmp_path: Path) -> None:
    with room(tmp_path, OPEN) as r:
        r.asks()
        r.hub.issues = []
        r.clock.passes(minutes=5)
        r.asks()
        assert r.states == {"#7": "gone"}


def an_open_issue_without_a_severity_is_told_and_a_closed_one_is_not(tmp_path: Path) -> None:
    with room(tmp_path, hub.issue(8, "web"), hub.issue(9, "web", state="closed")) as r:
        r.asks()
        assert [(issue.ref, issue.missing) for issue in r.release.tracking.unsorted] == [("#8", ("severity",))]


def a_tracker_that_is_down_is_told_once_and_its_rest_is_kept_over_the_questions(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.asks()
        r.hub.trouble = lambda _: JSONResponse({"message": "slow down"}, 429, {"Retry-After": "900"})
        r.clock.passes(minutes=5)
        r.asks()
        assert r.release.tracking.lost == TrackerOutage("rate-limited", "slow down")
        r.hub.trouble = lambda _: None
        before, version = len(r.hub.asked), r.release.version
        r.clock.passes(minutes=5)
        assert (r.asks(), len(r.hub.asked), r.release.version) == (1, before, version), "it asked for fifteen minutes"
        r.clock.passes(minutes=10)
        r.asks()
        assert r.release.tracking.lost is None


def an_ended_release_is_asked_for_no_more(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.asks()
        off, lena = c.Abort("off"), Caller("", "cli", "x", "lena")
        r.core.service.perform(r.plan.release, lena, lambda found, asking: agreed(found, off, asking, r.clock()))
        r.clock.passes(minutes=5)
        assert r.asks() == 0
        assert r.tracking.told(r.issue(), "/hooks/github:1") == Ignored("no running release keeps its bugs there")


def a_webhook_tells_sooner_and_the_same_delivery_again_changes_nothing(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.asks()
        assert r.tracking.told(r.issue(), "/hooks/github:1") == Noted()
        assert r.states == {"#7": "open"}
        closed = r.issue(life="verified", standing=("closed",), changed_at=NOW + EVERY)
        assert r.tracking.told(closed, "/hooks/github:2") == Noted()
        assert r.tracking.told(r.issue(changed_at=NOW + EVERY), "/hooks/github:1") == Noted()
        assert r.states == {"#7": "verified"}


@pytest.mark.parametrize("unclear", [{"names": ("web",)}, {"life": "gone"}])
def what_a_webhook_leaves_unclear_is_asked_about_at_once(tmp_path: Path, unclear: dict[str, Any]) -> None:
    with room(tmp_path, OPEN) as r:
        r.asks()
        version = r.release.version
        assert r.asks() == 0
        assert r.tracking.told(r.issue(**unclear), "/hooks/github:1") == Noted()
        assert (r.asks(), r.release.version) == (1, version)


def an_issue_of_another_place_is_ignored(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.asks()
        version = r.release.version
        assert isinstance(r.tracking.told(r.issue(place="boying/other"), "/hooks/github:1"), Ignored)
        assert r.release.version == version


def a_bug_is_pushed_to_a_release_without_a_tracker_in_the_plans_own_keys(tmp_path: Path) -> None:
    with room(tmp_path, tracked=False) as r:
        told = r.issue(kind="pushed", place=r.plan.release, ref="T-1", names=("A", "web", "test"), standing=())
        assert r.tracking.told(told, "/hooks/bugs:1") == Noted()
        assert r.states == {"T-1": "open"}
        assert r.tracking.told(replace(told, names=("Z", "shop")), "/hooks/bugs:2") == Malformed(
            "severity is one of A, B, C; system is one of web, api"
        )
        assert isinstance(r.tracking.told(replace(told, place="other-1"), "/hooks/bugs:3"), Ignored)
        assert r.release.version == 2
        assert r.tracking.told(replace(told, life="gone"), "/hooks/bugs:4") == Noted()
        assert r.states == {"T-1": "gone"}
        assert r.tracking.told(replace(told, ref="T-9", life="gone"), "/hooks/bugs:5") == Noted()
        assert r.release.version == 3


def a_bug_is_not_pushed_past_a_tracker(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        told = r.issue(kind="pushed", place=r.plan.release, names=("A", "web", "test"))
        assert isinstance(r.tracking.told(told, "/hooks/bugs:1"), Ignored)


class Broken:
    """An adapter with a fault of its own."""

    asked = 0

    def listed(self) -> Listed:
        self.asked += 1
        raise ZeroDivisionError

    def close(self) -> None:
        """There is nothing to close."""


def an_adapter_that_fails_shuts_the_gate_and_is_not_asked_all_the_time(tmp_path: Path) -> None:
    broken = Broken()
    with room(tmp_path, connect=lambda _: broken) as r:
        r.asks()
        assert r.release.tracking.lost == TrackerOutage("not-understood", "ZeroDivisionError")
        assert (r.asks(), broken.asked) == (0, 1)
