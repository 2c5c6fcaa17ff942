"""A harbour's release that goes live: a database below two applications side by side, and one on top of them."""

from datetime import timedelta
from functools import cache

from bot.domain import commands as c
from bot.domain.plan import Plan
from tests.domain.story import Story, asked, given, up_to, waived
from tests.once import once

PEOPLE = ("lena", "olaf", "dora", "mia", "max", "tina")
COMMIT = "3f2a91c"
OLD = "aa11bb2"
SCRIPT, BACK = "ab" * 32, "cd" * 32
LIVE = "production"
DEVELOPERS = {"db": "dora", "crane": "mia", "gate": "mia", "desk": "mia"}
SYSTEMS = ("db", "crane", "gate", "desk")


@cache
def harbour(*, platforms: bool = True) -> Plan:
    """lena leads, olaf operates, dora runs scripts; mia develops, tina confirms. The window is from T-1h to T+8h."""
    machine = {"robot": {"kind": "command", "environments": LIVE, "systems": ["crane", "gate"], "command": ["deploy"]}}
    return Plan.model_validate({
        "id": "harbour", "name": "The harbour", "release": "harbour-1", "language": "en", "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00", "channel": "#harbour", "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@harbour.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "lena"},
            "ops": {"name": "operations", "people": "olaf"},
            "dba": {"name": "DBA", "people": "dora"},
            "tester": {"name": "tester", "people": "tina"},
            "developer": {"name": "developer", "per": "system"},
        },
        "environments": {LIVE: {"name": LIVE, "by": "ops", "live": True, "opens": "T-1h", "closes": "T+8h"}},
        "kinds": {"app": {"name": "app"}, "database": {"name": "database", "by": "dba"}},
        "systems": {
            "db": {"order": 1, "name": "db", "version": "7", "kind": "database", "holders": {"developer": "dora"}},
            **{
                key: {"order": order, "name": key, "version": version, "kind": "app", "branch": "master",
                      "needs": needs, "holders": {"developer": "mia"}}
                for key, order, version, needs in (
                    ("crane", 2, "1.0-SNAPSHOT", ["db"]), ("gate", 3, "2.0", ["db"]), ("desk", 4, "3.0", ["crane"]),
                )
            },
        },
        "bugs": {"owner": "developer", "verifier": "tester"},
        "hotfix": {"developer": "developer", "tester": "tester", "steps": [
            {"id": "fix", "title": "fix", "by": "developer",
             "asks": {"kind": "branch", "text": "branch and commit"}},
            {"id": "redeploy", "title": "redeploy", "each": "environment"},
        ]},
        "platforms": machine if platforms else {},
        "rollback": {"title": "Take it back", "asks": {"kind": "note", "text": "what runs again"}},
        "phases": [
            {"id": "ready", "name": "Get ready", "steps": [
                {"id": "submit", "title": "submit", "by": "developer", "each": "system",
                 "asks": {"kind": "branch", "text": "branch and commit"}},
                {"id": "check", "title": "check", "by": "tester"},
            ]},
            {"id": "live", "name": "Go live", "window": "1h", "steps": [
                {"id": "ship", "title": "ship", "each": "system", "deploys": LIVE},
                {"id": "look", "title": "look", "by": "tester", "needs": "ship"},
            ]},
            {"id": "end", "name": "End", "steps": [{"id": "close", "title": "close", "by": "lead"}]},
        ],
    })  # fmt: skip


@once
def at_go_live(plan: Plan | None = None) -> Story:
    """All is checked, the window is open; unknown are what ran before, and which commit of the SNAPSHOT is meant."""
    submitted = (asked(c.Sign(f"submit/{key}", COMMIT), by=by) for key, by in DEVELOPERS.items() if key != "crane")
    story = given(plan or harbour(), *submitted, waived("submit/crane"), up_to("ship/db"))
    return story.later(story.release.go_live - story.now)


@once
def ready(plan: Plan | None = None) -> Story:
    """Both are on record, for every system."""
    story = at_go_live(plan)
    told = (asked(c.RecordPrevious(key, commit=OLD, branch="" if key == "db" else "old"), by="lena") for key in SYSTEMS)
    return story.and_given(asked(c.SubmitCode("crane", "master", COMMIT), by="mia"), *told)


@once
def shipped(*systems: str, plan: Plan | None = None) -> Story:
    """Ready, and these are deployed by hand, a minute each: where they are, no platform is named."""
    story = ready(plan or harbour(platforms=not {"crane", "gate"} & set(systems)))
    for key in systems:
        story = story.later(timedelta(minutes=1)).and_given(
            asked(c.Deploy(f"ship/{key}", "", COMMIT), by=operator(key))
        )
    return story


def operator(system: str) -> str:
    return "dora" if system == "db" else "olaf"
