"""A small release to speak about: two systems, two phases, four people, one role that nobody holds."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import evolve, replay
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.record.outcome import Done
from tests.domain.story import agreed
from tests.once import once

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
GO_LIVE = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
LINKS = {"lin": "U0LIN", "chen": "U0CHEN", "fu": "U0FU"}

PLAN = Plan.model_validate(
    {
        "id": "shop",
        "name": {"zh": "商城", "en": "Shop"},
        "release": "shop-1.0",
        "language": "en",
        "zone": "Asia/Shanghai",
        "go_live": "2026-12-05 12:00",
        "channel": "#shop",
        "lead": "lead",
        "people": {
            "lin": {"name": "Lin", "email": "lin@shop.example"},
            "chen": {"name": "Chen", "email": "chen@shop.example"},
            "fu": {"name": "Fu", "email": "fu@shop.example"},
            "wu": {"name": "Wu", "email": "wu@shop.example"},
        },
        "roles": {
            "lead": {"name": {"zh": "项目负责人", "en": "project lead"}, "people": "lin"},
            "ops": {"name": {"zh": "运维人员", "en": "operations"}, "people": "wu"},
            "product": {"name": {"zh": "产品人员", "en": "product"}},
            "developer": {"name": {"zh": "开发人员", "en": "developer"}, "per": "system"},
            "tester": {"name": {"zh": "测试人员", "en": "tester"}, "per": "system", "never_with": "developer"},
        },
        "kinds": {"application": {"name": {"zh": "应用", "en": "application"}}},
        "systems": {
            "web": {
                "order": 1,
                "name": "web",
                "version": "1.0",
                "kind": "application",
                "holders": {"developer": "chen", "tester": "fu"},
            },
            "admin": {
                "order": 2,
                "name": "admin",
                "version": "1.0",
                "kind": "application",
                "holders": {"developer": "fu", "tester": "chen"},
            },
        },
        "phases": [
            {
                "id": "1",
                "name": {"zh": "提交测试", "en": "Submit to test"},
                "steps": [
                    {
                        "id": "1a",
                        "title": {"zh": "写上线方案", "en": "Write the plan"},
                        "by": "developer",
                        "each": "system",
                        "asks": {"kind": "link", "text": {"zh": "方案的链接", "en": "a link to the plan"}},
                    },
                    {
                        "id": "1b",
                        "title": {"zh": "测试", "en": "Test"},
                        "by": "tester",
                        "each": "system",
                        "needs": "1a",
                        "asks": {"kind": "note", "text": {"zh": "测试结果", "en": "the results"}},
                    },
                ],
            },
            {
                "id": "2",
                "name": {"zh": "正式上线", "en": "Go-live"},
                "steps": [
                    {"id": "2a", "title": {"zh": "部署", "en": "Deploy"}, "by": ["ops", "lead"]},
                    {"id": "2b", "title": {"zh": "验收", "en": "Accept"}, "by": "product", "needs": "2a"},
                ],
            },
        ],
    }
)


def started(plan: Plan = PLAN) -> e.Started:
    return e.Started(
        at=NOW,
        by="lin",
        user="U0LIN",
        via="slash",
        release=plan.release,
        plan=plan,
        go_live=GO_LIVE,
        calendar=Calendar(),
        links=LINKS,
        punctual=True,
    )


@once
def release(*commands: tuple[str, c.Command], plan: Plan = PLAN) -> Release:
    """The release after these people asked for these things; every one of them is granted."""
    state = replay([started(plan)])
    for person, command in commands:
        state = done(state, person, command).after
    return state


def done(before: Release, person: str, command: c.Command, at: datetime = NOW) -> Done:
    decided = decide(before, agreed(before, command, actor(person), at), actor(person), at)
    assert isinstance(decided, tuple), decided
    after = before
    for event in decided:
        after = evolve(after, event)
    return Done(before, decided, after)


def refused(before: Release, person: str, command: c.Command) -> r.Refused:
    decided = decide(before, command, actor(person), NOW)
    assert not isinstance(decided, tuple), decided
    return decided


def actor(person: str) -> c.Actor:
    return c.Actor(person, LINKS.get(person, ""), "slash")


def signed(items: Iterable[tuple[str, str]]) -> list[tuple[str, c.Command]]:
    return [(person, c.Sign(item, note="https://shop.example/evidence")) for person, item in items]


FIRST_PHASE = signed([("chen", "1a/web"), ("fu", "1a/admin"), ("fu", "1b/web"), ("chen", "1b/admin")])
