"""A small plan with a deployment meeting: who calls it, its agenda, its end, its minutes, and what comes after."""

from datetime import datetime, timedelta
from functools import cache

from bot.domain import commands as c
from bot.domain.moments import parse_wall, to_utc
from bot.domain.plan import Plan
from tests.domain.story import NOT_YET_PLANNED, Fact, asked

PEOPLE = ("lena", "dora", "dave", "tina", "olaf", "pia", "sven")
GO_LIVE = to_utc(parse_wall("2026-12-01 12:00"), "Europe/Berlin")
TODAY = GO_LIVE - NOT_YET_PLANNED
AT = TODAY + timedelta(days=2)
UNTIL = AT + timedelta(hours=1)


@cache
def council() -> Plan:
    """dora develops web and calls; tina tests; olaf operates, sven beside him; pia is product; lena leads."""
    return Plan.model_validate({
        "id": "council", "name": "The council", "release": "council-1", "language": "en", "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00", "channel": "#council", "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@council.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "lena"},
            "chief": {"name": "development lead", "people": "dora"},
            "ops": {"name": "operations", "people": ["olaf"]},
            "product": {"name": "product", "people": "pia"},
            "developer": {"name": "developer", "per": "system"},
            "tester": {"name": "tester", "per": "system"},
        },
        "environments": {"live": {"name": "production", "by": "ops", "live": True}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            "api": {"order": 1, "name": "api", "version": "1", "kind": "app", "branch": "main",
                    "holders": {"developer": "dave", "tester": "tina"}},
            "web": {"order": 2, "name": "web", "version": "1", "kind": "app", "branch": "main", "needs": "api",
                    "holders": {"developer": "dora", "tester": "tina"}},
        },
        "bugs": {"owner": "developer", "verifier": "tester", "defer": "C"},
        "meeting": {"invites": ["developer", "tester", "ops", "product"], "required": ["tester", "ops"],
                    "lasts": "1h", "objections": "4h"},
        "phases": [
            {"id": "2", "name": "test", "steps": [{"id": "tested", "title": "tested", "by": "tester"}]},
            {"id": "3a", "name": "meeting", "steps": [
                {"id": "call", "title": "call the meeting", "by": "chief", "meeting": "call",
                 "mail": {"to": ["ops"], "subject": "Deployment meeting"}},
                {"id": "hold", "title": "hold the meeting", "by": "chief", "needs": "call", "meeting": "hold"},
                {"id": "minutes", "title": "minutes", "by": "chief", "needs": "hold", "meeting": "minutes",
                 "mail": {"to": ["ops", "lead"], "subject": "Minutes of the deployment meeting"}},
            ]},
            {"id": "3b", "name": "go-live", "steps": [
                {"id": "live", "title": "deploy", "each": "system", "deploys": "live", "due": "T"},
            ]},
        ],
    })  # fmt: skip


def called(at: datetime = AT, place: str = "room 7") -> Fact:
    return asked(c.CallMeeting(at, place), by="dora")


def coming(*people: str) -> tuple[Fact, ...]:
    return tuple(asked(c.Attend(coming=True), by=person) for person in people)


def closed() -> Fact:
    return asked(c.CloseMeeting(), by="dora")
