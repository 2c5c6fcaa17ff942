"""The deployment meeting and its minutes as JSON: a part of what `bot.showing` shows, under the same contract."""

from datetime import datetime
from typing import Any

from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Minute


def as_json(meeting: Meeting) -> dict[str, Any]:
    """`answers`: person -> whether they come; `minutes`: every line, those that were struck with the reason."""
    return {
        "at": meeting.at.isoformat(),
        "until": meeting.until.isoformat(),
        "place": meeting.place,
        "caller": meeting.caller,
        "state": meeting.state,
        "reason": meeting.reason or None,
        "sequence": meeting.sequence,
        "invited": list(meeting.invited),
        "answers": dict(meeting.answers),
        "minutes": [_minute(minute) for minute in meeting.minutes],
        "version": meeting.version,
        "posted_at": _iso(meeting.posted_at),
        "agreed": sorted(meeting.agreed),
        "objections": dict(meeting.objections),
        "settled_at": _iso(meeting.settled_at),
    }


def _minute(minute: Minute) -> dict[str, Any]:
    return {
        "number": minute.number,
        "taken": minute.taken,
        "text": minute.text,
        "owner": minute.owner or None,
        "due": _iso(minute.due),
        "item": minute.item or None,
        "person": minute.person,
        "at": minute.at.isoformat(),
        "struck": minute.struck or None,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
