"""A release as JSON, for operators' scripts. The shape is a contract: keys are added, never renamed or taken away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.deployments import Deployment, Hotfix, Request
from bot.domain.release import Release, Signature
from bot.domain.standing import awaited, empty_roles, may_sign, waits_for
from bot.records import Owed


def as_json(release: Release, now: datetime, owed: Iterable[Owed]) -> dict[str, Any]:
    """`{"release", "items", "bugs", "deployments", "requests", "hotfixes", "mails", "deliveries"}`.

    Moments are ISO 8601 in UTC.
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
        "bugs": [],
        "deployments": [_deployment(each) for each in release.deployments],
        "requests": [_request(each) for each in release.requests.values()],
        "hotfixes": [_hotfix(release, each) for each in release.hotfixes.values()],
        "mails": [],
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
        "asks": {"kind": asks.kind, "text": asks.text.in_(language)} if asks else None,
        "due": _iso(release.due(key)),
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
    """What keeps it shut: a person's block, roles nobody holds, requests, the items it waits for."""
    item, record = release.item(key), release.records[key]
    found: list[dict[str, Any]] = []
    if record.block:
        mark = record.block
        found.append({"kind": "person", "person": mark.person, "reason": mark.reason, "since": _iso(mark.at)})
    if record.standing == "blocked" and record.block is None:
        found.extend({"kind": "role", "role": role} for role in empty_roles(release, item))
        found.extend({"kind": "request", "request": each.id} for each in awaited(release, item))
    if record.standing == "waiting":
        found.extend({"kind": "item", "item": need} for need in waits_for(release, item))
    return found


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
