"""Any plan and anything anybody may ask, at any time: what the laws of a release are tried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain.events import Hindrance
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.reading.standing import may_sign
from tests.domain.story import EVIDENCE, Story

PEOPLE = ("ann", "bob", "cyd", "dov", "eve")
MESSAGES = ("C1:1", "C1:2")
WAITS = (timedelta(0), timedelta(minutes=5), timedelta(hours=5), timedelta(days=2), timedelta(days=40))
NEWCOMERS = (c.Newcomer("U9", "Nina"), c.Newcomer("U-bob", "Bob"))
REASONS = ("because", "")
WHYS: tuple[Hindrance, ...] = ("gone", "guest", "elsewhere")
MOSTLY = 6  # of ten steps
RARELY = 3
T = TypeVar("T")

people = st.sampled_from(PEOPLE)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Up to three systems, three phases, nine steps: with counts, roles, four eyes, vacancies, due moments."""
    systems = [f"s{number}" for number in range(draw(st.integers(0, 3)))]
    steps: list[dict[str, Any]] = []
    phases = []
    for number in range(draw(st.integers(1, 3))):
        fresh: list[dict[str, Any]] = []
        for _ in range(draw(st.integers(1, 3))):
            step = draw(_step(f"{number}-{len(fresh)}", [other["id"] for other in steps], bool(systems)))
            fresh.append(step)
            steps.append(step)
        phases.append({"id": str(number), "name": "phase", "steps": fresh})
    return Plan.model_validate({
        "id": "any", "name": "any", "release": "any-1", "language": "en", "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00", "channel": "#any", "lead": "lead",
        "people": {key: {"name": key, "email": f"{key}@any.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "ann"},
            "one": {"name": "one", "people": draw(st.lists(people, max_size=3, unique=True))},
            "two": {"name": "two", "people": draw(st.lists(people, min_size=1, max_size=3, unique=True))},
            "maker": {"name": "maker", "per": "system"},
            "tester": {"name": "tester", "per": "system", "never_with": "maker"},
        },
        "environments": {"shop": {"name": "shop", "by": "two"}},
        "kinds": {"app": {"name": "app"}},
        "systems": {key: draw(_system(number, systems[:number])) for number, key in enumerate(systems)},
        "phases": phases,
    })  # fmt: skip


@st.composite
def _system(draw: st.DrawFn, number: int, earlier: list[str]) -> dict[str, Any]:
    maker, tester = draw(st.permutations(PEOPLE))[:2]
    holders = {"maker": maker, "tester": tester} if draw(st.booleans()) else {"maker": maker}
    needs = draw(_some_of(earlier))
    return {"order": number + 1, "name": "s", "version": "1", "kind": "app", "needs": needs, "holders": holders}


@st.composite
def _step(draw: st.DrawFn, key: str, earlier: list[str], by_system: bool) -> dict[str, Any]:  # noqa: FBT001 - drawn
    slots = draw(
        st.sampled_from([["one"], ["two"], {"one": 2}, ["one", "two"], ["maker"], ["tester", "maker"], ["tester"]])
    )
    step: dict[str, Any] = {"id": key, "title": key, "by": slots, "needs": draw(_some_of(earlier))}
    step["not_by"] = draw(_some_of(earlier))
    if by_system and draw(st.booleans()):
        step |= {"each": "system"} | draw(st.sampled_from([{}, {"deploys": "shop"}, {"deploys": "shop", "by": []}]))
    if draw(st.booleans()):
        step["due"] = draw(st.sampled_from(["T-2d 18:00", "T", "T+1h"]))
    return step


def _some_of(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True) if names else st.just([])


@dataclass(frozen=True)
class Chance:
    """Draws one of several things; simpler stories come first where hypothesis makes a failing one small."""

    data: st.DataObject

    def of(self, things: Sequence[T]) -> T:
        return things[self.data.draw(_up_to(len(things) - 1))]

    def some(self, things: Sequence[T]) -> tuple[T, ...]:
        return tuple(self.of(things) for _ in range(self.of((1, 2, 0, 3))))


@cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def next_step(data: st.DataObject, story: Story) -> Story:
    """Some time passes and somebody asks something; more often than not it is work that can be done."""
    chance = Chance(data)
    story = story.later(chance.of(WAITS))
    ready = [(key, person) for key in story.release.records for person in may_sign(story.release, key, story.now)]
    if ready and chance.of(range(10)) < MOSTLY:
        key, person = chance.of(ready)
        return story.when(c.Sign(key, EVIDENCE, message=chance.of(MESSAGES)), by=person)
    command = _command(chance, story)
    by = _asking(chance, story, command)
    return chance.of((story.confirms, story.when))(command, by=by)


def _asking(chance: Chance, story: Story, command: c.Command) -> str:
    """Whoever may ask this, in three of four cases; otherwise anybody."""
    anybody = (*story.release.people, "")
    match command:
        case c.Tick() | c.TellAccount():
            return ""
        case _ if chance.of(range(4)) == RARELY:
            return chance.of(anybody)
        case c.Withdraw(item=item) if story.release.records[item].signatures:
            return chance.of([signature.person for signature in story.release.records[item].signatures])
        case c.Sign() | c.Note() | c.Watch() | c.TakeBackReaction():
            return chance.of(anybody)
        case _:
            return chance.of(story.release.leads or anybody)


def _command(chance: Chance, story: Story) -> c.Command:
    match chance.of(range(9)):
        case 0 | 1:
            signed = tuple(key for key, record in story.release.records.items() if record.signatures)
            item = chance.of(signed or (_item(chance, story),))
            return c.Withdraw(item, chance.of(REASONS))
        case 2:
            return chance.of(_by_emoji(chance, story))
        case 3:
            return chance.of(_override(chance, story))
        case 4 | 5:
            return chance.of(_staffing(chance, story))
        case 6:
            return chance.of(_turns(chance, story))
        case 7:
            return c.Sign(_item(chance, story), EVIDENCE, chance.of(("", *story.release.plan.roles)))
        case _:
            return c.Tick()


def _item(chance: Chance, story: Story) -> str:
    return chance.of(tuple(story.release.records))


def _by_emoji(chance: Chance, story: Story) -> tuple[c.Command, ...]:
    item, message = _item(chance, story), chance.of(MESSAGES)
    taken_back = c.TakeBackReaction(message, chance.of(("sign", "block", "watch")))
    return (taken_back, c.Watch(item, message), c.Note(item, "words"), c.Block(item, "", message))


def _override(chance: Chance, story: Story) -> tuple[c.Command, ...]:
    item, reason = _item(chance, story), chance.of(REASONS)
    return (c.Waive(item, reason), c.Block(item, reason), c.Unblock(item, reason))


def _staffing(chance: Chance, story: Story) -> tuple[c.Command, ...]:
    plan, moments = story.release.plan, [story.now + wait for wait in WAITS]
    known = tuple(plan.people)
    someone: tuple[str | c.Newcomer, ...] = (*known, *NEWCOMERS)
    until: tuple[datetime | None, ...] = (None, *reversed(moments))
    return (
        c.Assign(chance.of(tuple(plan.roles)), chance.some(someone), chance.of(tuple(plan.systems) or ("",))),
        c.NameStandIn(chance.of(someone), chance.of(known), chance.of(moments), chance.of(until)),
        c.Link(chance.of(known), chance.of(("U-bob", "U5", "U9")), "bob@any.example"),
        c.EndStandIn(),
        _account(story, chance.of(known), chance.of((None, *WHYS))),
    )


def _account(story: Story, person: str, why: Hindrance | None) -> c.TellAccount:
    """What Slack says of the account that they act with, or would."""
    return c.TellAccount(person, story.release.links.get(person, f"U-{person}"), why)


def _turns(chance: Chance, story: Story) -> tuple[c.Command, ...]:
    return (c.Resume(), c.Pause(), c.Reschedule(story.now + chance.of(WAITS), Calendar()))
