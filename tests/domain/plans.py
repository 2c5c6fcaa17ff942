"""The plans the rules are shown on: the team's own, and a small one that has every kind of slot."""

from functools import cache
from pathlib import Path

from bot.domain.plan import Plan
from bot.plans.file import read_plan

SHIPPED = Path(__file__).parents[2] / "plan.yaml"


@cache
def boying() -> Plan:
    plan = read_plan(SHIPPED).plan
    assert plan is not None
    return plan


@cache
def bakery() -> Plan:
    """Two phases, two systems, a slot for two, a step of two roles, four eyes by step and by role, an empty role."""
    return Plan.model_validate({
        "id": "bakery",
        "name": "The bakery",
        "release": "bakery-1",
        "language": "en",
        "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00",
        "channel": "#bakery",
        "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@bakery.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "lena"},
            "writer": {"name": "writer", "people": ["wim", "rosa"]},
            "reviewer": {"name": "reviewer", "people": ["rosa", "raul", "rita"]},
            "maker": {"name": "maker", "per": "system"},
            "tester": {"name": "tester", "per": "system", "never_with": "maker"},
            "keeper": {"name": "keeper", "people": "kim"},
            "guest": {"name": "guest"},
        },
        "environments": {"shop": {"name": "shop", "by": "keeper"}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            "oven": {
                "order": 1, "name": "oven", "version": "1", "kind": "app", "holders": {"maker": "mia", "tester": "tom"},
            },
            "site": {
                "order": 2, "name": "site", "version": "1", "kind": "app", "needs": "oven",
                "holders": {"maker": "max", "tester": "tom"},
            },
        },
        "phases": [
            {"id": "make", "name": "make", "steps": [
                {"id": "write", "title": "write", "by": "writer"},
                {"id": "review", "title": "review", "by": {"reviewer": 2}, "needs": "write", "not_by": "write"},
                {"id": "audit", "title": "audit", "by": "reviewer", "not_by": "write"},
                {"id": "pact", "title": "pact", "by": ["writer", "keeper"], "asks": {"kind": "note", "text": "terms"}},
                {"id": "build", "title": "build", "by": "maker", "each": "system"},
                {"id": "taste", "title": "taste", "by": "tester", "each": "system", "needs": "build", "due": "T-1d",
                 "remind": "4h", "asks": {"kind": "link", "text": "the notes"}},
            ]},
            {"id": "sell", "name": "sell", "steps": [
                {"id": "ship", "title": "ship", "each": "system", "deploys": "shop"},
                {"id": "bless", "title": "bless", "by": "guest"},
                {"id": "close", "title": "close", "by": "keeper", "needs": ["ship", "bless"], "due": "T"},
            ]},
        ],
    })  # fmt: skip


PEOPLE = ("lena", "wim", "rosa", "raul", "rita", "mia", "max", "tom", "kim", "otto")
