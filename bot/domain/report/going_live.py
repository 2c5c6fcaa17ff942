"""How it went live: what ran before, each database's packet, the platforms' runs, and what came of failures (3b)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Literal

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.code import Script
from bot.domain.state.going_live import Previous, Run

Incident = Literal["failed", "down", "up", "asked", "went-on", "rollback", "taken-back"]


@dataclass(frozen=True, slots=True)
class Packet:
    """What a system's database brought along; `backups`: all that were recorded, in order."""

    system: str
    scripts: tuple[Script, ...]
    backups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One moment of a failed go-live. `system` is "" for what concerns the environment; `until`: the time it was given.

    `words`: what went wrong, the reason that was given, or what was done; of an outage the detail of its `why`.
    """

    what: Incident
    environment: str
    system: str
    person: str
    at: datetime
    words: str = ""
    until: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """An item that is due after go-live: when, and who said what of it when; "" and None while nobody has."""

    item: str
    due: datetime
    person: str
    at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class GoLive:
    """`before`: what ran in live environments, by (system, environment), in the order of deployment."""

    before: tuple[tuple[str, str, Previous], ...]
    packets: tuple[Packet, ...]
    runs: tuple[Run, ...]
    incidents: tuple[Happened, ...]
    check_ins: tuple[CheckIn, ...]


def golive(told: Chronicle) -> GoLive:
    release = told.release
    order = sorted(release.plan.systems, key=lambda key: release.plan.systems[key].order)
    packets = (Packet(key, release.scripts.get(key, ()), _backups(told, key)) for key in order)
    return GoLive(
        before=tuple(
            (*key, release.previous[key]) for key in sorted(release.previous, key=lambda k: order.index(k[0]))
        ),
        packets=tuple(packet for packet in packets if packet.scripts or packet.backups),
        runs=tuple(release.runs.values()),
        incidents=tuple(sorted(_incidents(told), key=attrgetter("at"))),
        check_ins=tuple(_check_ins(told)),
    )


def _backups(told: Chronicle, system: str) -> tuple[str, ...]:
    recorded = (event for event in told.history if isinstance(event, e.BackupRecorded) and event.system == system)
    return tuple(dict.fromkeys(event.backup for event in recorded))


def _check_ins(told: Chronicle) -> Iterator[CheckIn]:
    """Of items that several sign, what the last one said; those that deploy are told with the deployments."""
    release = told.release
    for key, item in release.layout.items.items():
        due = release.due(key)
        if due is None or due <= release.go_live or item.step.deploys or item.hotfix or item.rollback:
            continue
        signed = release.records[key].signatures[-1:]
        person, at, words = next(((s.person, s.at, s.note) for s in signed), ("", None, ""))
        yield CheckIn(key, due, person, at, words)


def _incidents(told: Chronicle) -> Iterator[Happened]:
    environments = told.release.plan.environments
    on_record = {(each.item, each.at) for each in told.release.deployments}
    for event in told.history:
        match event:
            case e.Deployed() if (event.item, event.at) not in on_record:
                continue
            case e.Deployed() if event.failed and environments[event.environment].live:
                yield Happened("failed", event.environment, event.system, event.by, event.at, event.failed)
            case e.Deployed() if event.rollback:
                signed = told.release.records[event.item].signatures[-1:]
                words = next((signature.note for signature in signed), "")
                yield Happened("taken-back", event.environment, event.system, event.by, event.at, words)
            case e.WatchTurned():
                yield from _outage(told, event)
            case e.DecisionAsked():
                yield Happened("asked", event.environment, "", event.by, event.at, until=event.until)
            case e.WentOn():
                yield Happened("went-on", event.environment, "", event.by, event.at, event.reason, event.until)
            case e.RollbackOpened():
                yield Happened("rollback", event.environment, "", event.by, event.at, event.reason)
            case _:
                continue


def _outage(told: Chronicle, event: e.WatchTurned) -> Iterator[Happened]:
    """Of a watch that is about a system. That a certificate ends soon is none, nor that it is up for the first time."""
    plan = told.release.plan
    system, was = plan.watches[event.watch].system, _turned_before(told, event)
    place = next((key for key, known in plan.environments.items() if known.live), "")
    if not system or not place or event.why == "expires-soon":
        return
    if event.state == "down":
        yield Happened("down", place, system, event.by, event.since, event.detail, why=event.why)
    elif event.state == "up" and was == "down":
        yield Happened("up", place, system, event.by, event.since)


def _turned_before(told: Chronicle, event: e.WatchTurned) -> str:
    turned = [each for each in told.history if isinstance(each, e.WatchTurned) and each.watch == event.watch]
    return next((each.state for each in reversed(turned[: turned.index(event)])), "")
