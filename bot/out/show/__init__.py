"""A release as JSON, for operators' scripts. The shape is a contract: keys are added, never renamed or taken away."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.domain.plan.layout import Item
from bot.domain.plan.watching import Watch
from bot.domain.reading.bugs import menders, turn
from bot.domain.reading.gates import in_the_way, open_bugs, shut
from bot.domain.reading.mails import awaiting, step_of
from bot.domain.reading.samples import Health
from bot.domain.reading.staffing import people_of
from bot.domain.reading.standing import awaited, earliest, empty_roles, has_come, may_sign, waits_for
from bot.domain.state.bugs import Bug
from bot.domain.state.deployments import Deployment
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.domain.state.requests import Request
from bot.domain.state.signing import Signature
from bot.mail.threads import subject
from bot.out.show import going_live, meetings
from bot.record.lookup import Owed

ALERT = {"fingerprint", "state", "name", "system", "severity", "summary", "since", "until", "url"}


def as_json(
    release: Release,
    now: datetime,
    owed: Iterable[Owed],
    healths: Mapping[str, Health] = MappingProxyType({}),
) -> dict[str, Any]:
    """`{"release", "items", "bugs", "deployments", "requests", "hotfixes", "mails", "golive", "meeting", …}`.

    Moments are ISO 8601 in UTC. `healths`: what watches have measured.
    """
    return {
        "release": {
            "id": release.id,
            "name": release.plan.name.in_(release.plan.language),
            "state": release.state,
            "phase": release.plan.phases[release.phase].id,
            "go_live": _iso(release.go_live),
            "zone": release.plan.zone,
            "version": release.version,
            "waived": [key for key, record in release.records.items() if record.waiver],
        },
        "items": [_item(release, key, now) for key in release.layout.items],
        "bugs": [_bug(release, bug, now) for bug in release.bugs.values()],
        "deployments": [_deployment(each) for each in release.deployments],
        "requests": [_request(each) for each in release.requests.values()],
        "hotfixes": [_hotfix(release, each) for each in release.hotfixes.values()],
        "mails": [_mail(release, mail) for mail in release.mails.values()],
        "golive": going_live.as_json(release),
        "meeting": meetings.as_json(release.meeting) if release.meeting else None,
        "watches": [_watch(key, watch, healths.get(key)) for key, watch in release.plan.watches.items()],
        "alerts": [told.model_dump(mode="json", include=ALERT) for told in release.alerts.values()],
        "deliveries": [_delivery(message) for message in owed],
    }


def _item(release: Release, key: str, now: datetime) -> dict[str, Any]:
    item, record = release.item(key), release.records[key]
    asks = item.step.asks
    language = release.plan.language
    return {
        "id": key,
        "step": item.step.id,
        "phase": release.plan.phases[item.phase].id,
        "system": item.system,
        "title": item.step.title.in_(language),
        "state": record.standing,
        "since": _iso(record.since),
        "roles": [slot.role for slot in item.slots],
        "may_sign": [release.links[p] for p in may_sign(release, key, now) if p in release.links],
        "signatures": [_signature(signature) for signature in record.signatures],
        "needs": list(item.needs),
        "blocked_by": _blocked_by(release, key),
        "waived": {"person": record.waiver.person, "reason": record.waiver.reason, "at": _iso(record.waiver.at)}
        if record.waiver
        else None,
        "failed": {"person": record.failed.person, "reason": record.failed.reason, "at": _iso(record.failed.at)}
        if record.failed
        else None,
        "asks": {"kind": asks.kind, "text": asks.text.in_(language)} if asks else None,
        "due": _iso(release.due(key)),
        "gate": _gate(release, key, item.step.gate) if item.step.gate else None,
    }


def _gate(release: Release, key: str, gate: str) -> dict[str, Any]:
    """Open bugs by severity now, what is allowed, and what was counted when it was last passed."""
    passed = release.passed.get(key)
    return {
        "key": gate,
        "environment": release.plan.gates[gate].environment,
        "met": shut(release, gate) is None,
        "counts": open_bugs(release, gate),
        "limits": dict(release.plan.gates[gate].bugs),
        "passed": {"person": passed.person, "at": _iso(passed.at), "counts": dict(passed.counts)} if passed else None,
    }


def _bug(release: Release, bug: Bug, now: datetime) -> dict[str, Any]:
    """`owner`: who is to mend it; `turn`: who is to act on it now; `ref`, `url`: of the tracker that keeps it."""
    return {
        "id": bug.id,
        "severity": bug.severity,
        "system": bug.system,
        "environment": bug.environment,
        "title": bug.title,
        "state": bug.state,
        "round": bug.round,
        "owner": next(iter(people_of(menders(release, bug, now))), None),
        "turn": list(turn(release, bug, now)),
        "fixer": bug.fixer or None,
        "verifier": bug.verifier or None,
        "reporter": bug.reporter or None,
        "ref": bug.ref or None,
        "url": bug.url or None,
        "carried": bug.carried or None,
        "since": _iso(bug.since),
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "person": signature.person,
        "user": signature.user,
        "role": signature.role,
        "at": _iso(signature.at),
        "via": signature.via,
        "note": signature.note,
        "instead_of": signature.instead_of or None,
    }


def _blocked_by(release: Release, key: str) -> list[dict[str, Any]]:
    """What keeps it shut: a person's block, roles nobody holds, requests, the items and the moment it waits for."""
    item, record = release.item(key), release.records[key]
    found: list[dict[str, Any]] = []
    if record.block:
        mark = record.block
        found.append({"kind": "person", "person": mark.person, "reason": mark.reason, "since": _iso(mark.at)})
    if record.standing == "blocked" and record.block is None:
        found.extend({"kind": "role", "role": role} for role in empty_roles(release, item))
        found.extend({"kind": "bug", "bug": bug.id} for bug in _in_the_way(release, item))
        found.extend({"kind": "request", "request": each.id} for each in awaited(release, item))
    if record.standing == "waiting":
        found.extend({"kind": "item", "item": need} for need in waits_for(release, item))
        if (at := earliest(release, item)) and not has_come(release, item):
            found.append({"kind": "moment", "at": _iso(at)})
    return found


def _in_the_way(release: Release, item: Item) -> tuple[Bug, ...]:
    return in_the_way(release, item.step.gate) if item.step.gate else ()


def _deployment(each: Deployment) -> dict[str, Any]:
    return {
        "system": each.system,
        "environment": each.environment,
        "branch": each.branch,
        "commit": each.commit,
        "person": each.person,
        "at": _iso(each.at),
        "item": each.item,
        "failed": each.failed or None,
        "unsure_since": _iso(each.unsure_since),
    }


def _request(each: Request) -> dict[str, Any]:
    return {
        "id": each.id,
        "role": each.role,
        "item": each.item,
        "text": each.text,
        "person": each.person,
        "at": _iso(each.at),
        "state": each.state,
        "answer": each.answer,
        "answered_by": each.answered_by or None,
        "answered_at": _iso(each.answered_at),
    }


def _hotfix(release: Release, fix: Hotfix) -> dict[str, Any]:
    """`course`: what the lead decided; `landed`: whether its checklist is through."""
    return {
        "id": fix.id,
        "system": fix.system,
        "branch": fix.branch,
        "commit": fix.commit,
        "developer": fix.developer,
        "tester": fix.tester,
        "reason": fix.reason,
        "bug": fix.bug or None,
        "person": fix.person,
        "at": _iso(fix.at),
        "course": fix.course,
        "landed": release.has_landed(fix),
        "items": list(fix.items),
    }


def _mail(release: Release, mail: Mail) -> dict[str, Any]:
    """`subject` is the thread's, `matter` what the plan calls this mail; `refused`: person -> why it did not arrive.

    The report's has no `item`; `report` is the number of the last entry it tells of.
    """
    step = step_of(release, mail)
    duty = step.mail if step else None
    return {
        "id": mail.id,
        "item": mail.item or None,
        "report": mail.report or None,
        "person": mail.person,
        "to": list(mail.to),
        "subject": subject(release, mail),
        "matter": duty.subject.in_(release.plan.language) if duty else "",
        "sent_at": _iso(mail.sent_at),
        "message_id": mail.message_id or None,
        "refused": dict(mail.refused),
        "answers": [
            {"person": reply.person, "text": reply.text, "at": _iso(reply.at), "message_id": reply.message_id or None}
            for reply in mail.answers
        ],
        "awaiting": list(awaiting(release, mail)),
    }


def _watch(key: str, watch: Watch, health: Health | None) -> dict[str, Any]:
    """`state` is None until it is settled; `availability` from 0 to 1; latencies in milliseconds."""
    stands, took = (health.standing, health.latency) if health else (None, None)
    return {
        "key": key,
        "kind": watch.kind,
        "at": watch.at,
        "system": watch.system,
        "state": stands.state if stands else None,
        "since": _iso(stands.since) if stands else None,
        "why": (stands.why or None) if stands else None,
        "availability": health.availability if health else None,
        "latency": {"p50": took.p50, "p95": took.p95, "p99": took.p99} if took else None,
        "looked_at": _iso(health.last.at) if health and health.last else None,
    }


def _delivery(message: Owed) -> dict[str, Any]:
    return {
        "key": message.key,
        "kind": message.kind,
        "person": message.person or None,
        "state": message.state,
        "channel": message.channel,
        "ts": message.ts,
        "attempts": message.attempts,
        "error": message.error,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
