"""A small plan with bugs: two systems, two environments with a gate each, a hotfix path; with a tracker if wanted."""

from functools import cache
from typing import Any

from bot.domain import commands as c
from bot.domain.plan import Plan
from tests.domain.story import Fact, asked, signed

PEOPLE = ("lena", "dora", "dave", "tina", "theo", "olaf", "nora")
TRACKER: dict[str, Any] = {
    "kind": "github", "at": "shop/code", "severities": {"A": "sev-a", "B": "sev-b", "C": "sev-c"},
    "systems": {"web": "web", "api": "api"}, "environments": {"test": "test"},
}  # fmt: skip


@cache
def workshop(*, tracked: bool = False) -> Plan:
    """dora develops web, dave api; tina tests web, theo api; nora tests besides; olaf deploys; lena leads."""
    return Plan.model_validate({
        "id": "workshop", "name": "The workshop", "release": "workshop-2", "language": "en", "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00", "channel": "#workshop", "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@workshop.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "lena"},
            "ops": {"name": "operations", "people": "olaf"},
            "developer": {"name": "developer", "per": "system"},
            "tester": {"name": "tester", "per": "system", "people": ["tina", "theo", "nora"]},
        },
        "environments": {"test": {"name": "test", "by": "ops"}, "preheat": {"name": "preheat", "by": "ops"}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            "web": {"order": 1, "name": "web", "version": "1", "kind": "app", "branch": "main",
                    "holders": {"developer": "dora", "tester": "tina"}},
            "api": {"order": 2, "name": "api", "version": "1", "kind": "app", "branch": "main",
                    "holders": {"developer": "dave", "tester": "theo"}},
        },
        "bugs": {"owner": "developer", "verifier": "tester", "defer": "C"} | ({"tracker": TRACKER} if tracked else {}),
        "gates": {
            "ready": {"name": "ready for preheat", "environment": "test", "bugs": {"A": 0, "B": 0, "C": 1}},
            "fit": {"name": "fit for go-live", "environment": "preheat", "bugs": {"A": 0, "B": 0, "C": 1}},
        },
        "hotfix": {"developer": "developer", "tester": "tester", "steps": [
            {"id": "fix", "title": "fix", "by": "developer", "asks": {"kind": "branch", "text": "branch and commit"}},
            {"id": "redeploy", "title": "redeploy", "each": "environment"},
            {"id": "check", "title": "check", "by": "tester", "not_by": "fix"},
        ]},
        "phases": [
            {"id": "1", "name": "test", "steps": [
                {"id": "deploy", "title": "deploy to test", "each": "system", "deploys": "test"},
            ]},
            {"id": "2", "name": "preheat", "steps": [
                {"id": "gate", "title": "the standard is met", "by": "tester", "gate": "ready"},
                {"id": "preheat", "title": "deploy to preheat", "each": "system", "deploys": "preheat",
                 "needs": "gate"},
                {"id": "accept", "title": "accept", "by": "tester", "needs": "preheat", "gate": "fit"},
            ]},
            {"id": "3", "name": "go-live", "steps": [{"id": "live", "title": "go live", "by": "lead"}]},
        ],
    })  # fmt: skip


TESTED = (signed("deploy/web", "olaf"), signed("deploy/api", "olaf"))


def reported(severity: str = "A", system: str = "web", environment: str = "test", by: str = "tina") -> Fact:
    return asked(c.ReportBug(severity, system, f"{severity} in {system}", environment=environment), by=by)


def fixed(bug: str, by: str = "dora") -> Fact:
    return asked(c.FixBug(bug, "mended in 4f2a91c"), by=by)


def verified(bug: str, by: str = "tina") -> Fact:
    return asked(c.VerifyBug(bug), by=by)


def passed(by: str = "tina") -> Fact:
    return asked(c.Sign("gate"), by=by)
