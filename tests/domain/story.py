"""Given what has happened, when somebody asks, then this happens: the words in which the rules of a release are told.

`given` takes a plan and facts; a fact is what has happened without asking the rules (`signed`, `blocked`), or a whole
stretch of work that the plan's own people do by the rules (`up_to`, `settled`).

A story is a value, and telling it is pure: what came of the same facts in the same story is not worked out twice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import begin, evolve, replay
from bot.domain.notices import Card, Notice, notices
from bot.domain.plan import Plan
from bot.domain.plan.layout import Item
from bot.domain.plan.moments import Calendar, parse_wall, to_utc
from bot.domain.reading.standing import empty_roles, has_come, may_sign
from bot.domain.refusals import Confirm, OnRecord, Refused
from bot.domain.rules import decide
from bot.domain.rules.facts import Decided
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Standing
from bot.rehearse.evidence import evidence
from bot.rehearse.groundwork import groundwork, opens_at
from tests.once import once

EVIDENCE = "done, see https://wiki.example/evidence"
NOT_YET_PLANNED = timedelta(days=100)

Fact = Callable[[Release, datetime], Sequence[e.Event]]


def actor(person: str, via: e.Via = "slash") -> c.Actor:
    return c.Actor(person, f"U-{person}" if person else "U-stranger", via)


def agreed(release: Release, command: c.Command, asking: c.Actor, now: datetime) -> c.Command:
    """The command, saying yes to what it would undo now."""
    shown = decide(release, command, asking, now)
    if isinstance(shown, Confirm) and isinstance(command, c.ShownFirst):
        return replace(command, confirmed=shown.code)
    return command


@dataclass(frozen=True, eq=False)
class Story:
    """`before` is the state the last command met, `release` the state after it."""

    release: Release
    now: datetime
    history: tuple[e.Event, ...]
    before: Release | None = None
    decision: Decided = ()

    def when(self, command: c.Command, by: str = "", via: e.Via = "slash") -> "Story":
        """Somebody asks; without a name it is the clock."""
        return self.asks(command, c.CLOCK if isinstance(command, c.Tick) else actor(by, via))

    def asks(self, command: c.Command, asking: c.Actor) -> "Story":
        return self._after(decide(self.release, command, asking, self.now))

    def confirms(self, command: c.Command, by: str = "", via: e.Via = "slash") -> "Story":
        """Somebody asks, is shown what it would undo, and says yes to that."""
        return self.when(agreed(self.release, command, actor(by, via), self.now), by, via)

    def signs(self, item: str, by: str) -> "Story":
        """Somebody signs, with whatever the item asks for."""
        return self.when(c.Sign(item, evidence(self.release, item, EVIDENCE)), by=by)

    def strikes(self, at: datetime) -> "Story":
        """The clock strikes at this moment."""
        return replace(self, now=at).when(c.Tick())

    def later(self, wait: timedelta) -> "Story":
        return replace(self, now=self.now + wait)

    def and_given(self, *facts: Fact) -> "Story":
        story = self
        for fact in facts:
            story = _with(story, fact)
        return story

    def _after(self, decision: Decided) -> "Story":
        release = self.release
        happened = decision if isinstance(decision, tuple) else ()
        for event in happened:
            release = evolve(release, event)
        now = max((self.now, *(event.at for event in happened)))
        history = (*self.history, *happened)
        return replace(self, release=release, now=now, before=self.release, decision=decision, history=history)

    @property
    def events(self) -> tuple[e.Event, ...]:
        assert isinstance(self.decision, tuple), f"refused: {self.decision}"
        return self.decision

    @property
    def told(self) -> tuple[Notice, ...]:
        """What the last step makes the bot tell, the cards left out."""
        everything = notices(self.before, self.events, self.release, self.now)
        return tuple(notice for notice in everything if not isinstance(notice, Card))

    @property
    def cards(self) -> tuple[int, ...]:
        """The phases whose cards the last step makes new."""
        everything = notices(self.before, self.events, self.release, self.now)
        return tuple(notice.phase for notice in everything if isinstance(notice, Card))

    def then(self, refused: Refused | type[object]) -> "Story":
        """The very refusal, or (by its class) a refusal of that kind."""
        if isinstance(refused, type):
            assert isinstance(self.decision, refused), self.decision
        else:
            assert self.decision == refused
        return self

    def then_events(self, *kinds: type[e.Event]) -> "Story":
        assert tuple(type(event) for event in self.events) == kinds, self.events
        return self

    def then_state(self, item: str, standing: Standing) -> "Story":
        assert self.release.standing(item) == standing, (item, self.release.records[item])
        return self

    def then_told(self, *told: Notice) -> "Story":
        """Exactly this is told, in any order, beside the cards."""
        assert sorted(map(repr, self.told)) == sorted(map(repr, told))
        return self

    def then_may_sign(self, item: str, *people: str) -> "Story":
        assert may_sign(self.release, item, self.now) == people
        return self


def given(plan: Plan, *facts: Fact) -> Story:
    """A release of the plan, begun a hundred days before go-live with everybody's account linked, and these facts."""
    return _begun(plan).and_given(*facts)


@once
def _begun(plan: Plan) -> Story:
    go_live = to_utc(parse_wall(plan.go_live), plan.zone)
    now = go_live - NOT_YET_PLANNED
    lead = plan.roles[plan.lead].people[0]
    started = e.Started(
        at=now,
        by=lead,
        user=f"U-{lead}",
        via="slash",
        release=plan.release,
        plan=plan,
        go_live=go_live,
        calendar=Calendar(),
        links={person: f"U-{person}" for person in plan.people},
        punctual=True,
    )
    return Story(begin(started), now, (started,), None, (started,))


@once
def _with(story: Story, fact: Fact) -> Story:
    return replace(story._after(tuple(fact(story.release, story.now))), decision=())  # noqa: SLF001 - its own part


@cache
def signed(item: str, by: str, role: str = "", note: str = EVIDENCE, instead_of: str = "", message: str = "") -> Fact:
    """`role`: the item's first, if not said."""

    def fact(release: Release, now: datetime) -> Sequence[e.Event]:
        took = role or release.item(item).slots[0].role
        who = actor(by)
        return (
            e.Signed(
                at=now, by=by, user=who.user, via="slash",
                item=item, role=took, note=note, instead_of=instead_of, message=message,
            ),
        )  # fmt: skip

    return fact


def asked(command: c.Command, by: str, via: e.Via = "slash") -> Fact:
    """Somebody asked, by the rules, said yes to what it would undo, and was not refused."""
    return _Asked(command, by, via)


@dataclass(frozen=True)
class _Asked:
    command: c.Command
    by: str
    via: e.Via

    def __call__(self, release: Release, now: datetime) -> Sequence[e.Event]:
        asking = actor(self.by, self.via)
        decided = decide(release, agreed(release, self.command, asking, now), asking, now)
        assert isinstance(decided, tuple), decided
        return decided


@cache
def waived(item: str) -> Fact:
    return lambda release, now: asked(c.Waive(item, "agreed with the board"), by=release.leads[0])(release, now)


@cache
def up_to(*items: str) -> Fact:
    """Everything before these items is signed by the plan's people; a role with nobody in it is given to the lead.

    What may be deployed at its time only is deployed then: the story goes on from there.
    """

    def fact(release: Release, now: datetime) -> Sequence[e.Event]:
        return tuple(_worked_off(release, tuple(_before(release, items)), now))

    return fact


@cache
def ready_for(*items: str) -> Fact:
    """Everything before these items, and whatever else it takes so that they may be signed now."""

    def fact(release: Release, now: datetime) -> Sequence[e.Event]:
        return tuple(_worked_off(release, tuple(_before(release, items)), now, preparing=items))

    return fact


@cache
def settled(*steps: str) -> Fact:
    """All items of these steps, and everything before them, are signed by the plan's people."""

    def fact(release: Release, now: datetime) -> Sequence[e.Event]:
        items = tuple(key for step in steps for key in release.layout.of_step[step])
        return tuple(_worked_off(release, (*_before(release, items), *items), now))

    return fact


@cache
def everything() -> Fact:
    """All of it is signed, and it is live: the release is over."""

    def fact(release: Release, now: datetime) -> Sequence[e.Event]:
        done = tuple(_worked_off(release, tuple(release.layout.items), now))
        after = replay(done, release)
        if after.state == "running":  # all of it was signed before go-live
            return (*done, *asked(c.Tick(), by="")(after, after.go_live))
        return done

    return fact


def _before(release: Release, items: Sequence[str]) -> Iterator[str]:
    """All that these items rest on, in the plan's order."""
    reached: set[str] = set()
    edge = list(items)
    while edge:
        item = release.item(edge.pop())
        earlier = {key for keys in release.layout.phases[: item.phase] for key in keys}
        edge.extend({*earlier, *item.needs} - reached)
        reached |= {*earlier, *item.needs}
    return (key for key in release.layout.items if key in reached)


def _worked_off(
    release: Release, keys: Sequence[str], now: datetime, *, preparing: Sequence[str] = ()
) -> Iterator[e.Event]:
    while left := _left(release, keys):
        key = next(key for key in left if not _waits(release, key, left))
        now = opens_at(release, key, now) or now
        work = _work(release, release.item(key), now) if has_come(release, release.item(key)) else [(c.Tick(), "")]
        for event in _carried_out(release, work, now):
            yield event
            release = evolve(release, event)
    for key in preparing:
        now = opens_at(release, key, now) or now
        while deeds := groundwork(release, key, now):
            for event in _carried_out(release, ((deed.command, deed.person) for deed in deeds), now):
                yield event
                release = evolve(release, event)


def _carried_out(release: Release, work: Iterable[tuple[c.Command, str]], now: datetime) -> Iterator[e.Event]:
    for command, by in work:
        if isinstance(decide(release, command, actor(by), now), OnRecord):  # somebody has brought it before
            continue
        for event in asked(command, by)(release, now):
            yield event
            release = evolve(release, event)


def _left(release: Release, keys: Sequence[str]) -> list[str]:
    """What of these is to be signed, and of what was listed for them meanwhile."""
    listed = (made for key in keys for made in release.listed.get(key, {}).values())
    return [key for key in (*listed, *keys) if release.standing(key) not in SETTLED]


def _waits(release: Release, key: str, left: Sequence[str]) -> bool:
    item = release.item(key)
    return bool(set(item.needs) & set(left)) or any(release.item(other).phase < item.phase for other in left)


def _work(release: Release, item: Item, now: datetime) -> Iterator[tuple[c.Command, str]]:
    if deeds := groundwork(release, item.id, now):
        yield from ((deed.command, deed.person) for deed in deeds)
        return
    if release.standing(item.id) == "blocked":
        lead = release.leads[0]
        for role in empty_roles(release, item):
            yield c.Assign(role, (lead,), (item.system or "") if release.plan.roles[role].per else ""), lead
        return
    yield c.Sign(item.id, evidence(release, item.id, EVIDENCE)), may_sign(release, item.id, now)[0]


MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
