"""The state of a release: what is known after its events. How events change it is in `history`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.events import AlertTold, Deferred, MailUnclear, WatchMeasured, WatchTurned
from bot.domain.plan import Plan
from bot.domain.plan.layout import Item, Layout
from bot.domain.plan.moments import Calendar, resolve
from bot.domain.state.bugs import Bug
from bot.domain.state.code import Script, Source
from bot.domain.state.delivery import ChannelLoss
from bot.domain.state.deployments import Deployment
from bot.domain.state.documents import Version
from bot.domain.state.gates import Passed
from bot.domain.state.going_live import Previous, Run
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.mails import Mail
from bot.domain.state.meetings import Meeting
from bot.domain.state.problems import Problem
from bot.domain.state.requests import Request
from bot.domain.state.rollback import Rollback
from bot.domain.state.signing import SETTLED, Mark, Record, Standing
from bot.domain.state.staffing import Known, LinkWish, StandIn, Vote
from bot.domain.state.tracker import Tracking

State = Literal["running", "paused", "aborted", "finished"]


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that is known of a release. `unsettled` counts, per phase, the items that are neither done nor waived.

    `reason`: why it is paused, or was aborted. `voters`: worked out once per state, see `standing`.
    `before_pause`: the state people were last asked to act on. `reckoned_at`: since when what is due, and whom
    it calls, is reckoned as now; the clock could not have told of it before.
    `documents` go by item, `sources` and `scripts` by system,
    `submitted` too: all that ever was, hotfixes included; `passed` (what a gate counted when signed) by item.
    `left_over`: bugs of earlier releases that the lead has not answered for yet. `unclear`: mails nobody could place.
    `hindered`: whose account may not act, and why. `wishes`: links that wait for somebody's word, by person.
    `overridden`: the lead's last word on how an item may be deployed; `let_go`: all of them (item, how: as a commit,
    outside of the window, by hand). `came`: the earliest moment of an item that has come. `alerts` go by fingerprint;
    `listed`: item -> line -> the item made of that line of its document.
    `punctual`: what a window or a meeting opens waits for its moment; releases of earlier versions had it open before.
    `workflows`: the items that each execution of one of Slack's waits for.
    """

    id: str
    plan: Plan
    layout: Layout
    state: State
    version: int
    started_at: datetime
    ended_at: datetime | None
    go_live: datetime
    calendar: Calendar
    people: Mapping[str, Known]
    links: Mapping[str, str]
    hindered: Mapping[str, e.Hindrance]
    wishes: Mapping[str, LinkWish]
    assigned: Mapping[tuple[str, str], tuple[str, ...]]
    stand_ins: tuple[StandIn, ...]
    began: frozenset[tuple[str, str, datetime]]
    records: Mapping[str, Record]
    unsettled: tuple[int, ...]
    reminded: Mapping[tuple[e.Matter, str], datetime]
    came: Mapping[str, datetime] = field(default_factory=dict)
    documents: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    submitted: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    scripts: Mapping[str, tuple[Script, ...]] = field(default_factory=dict)
    bugs: Mapping[str, Bug] = field(default_factory=dict)
    left_over: tuple[Deferred, ...] = ()
    punctual: bool = False
    tracking: Tracking = field(default_factory=Tracking)
    passed: Mapping[str, Passed] = field(default_factory=dict)
    deployments: tuple[Deployment, ...] = ()
    requests: Mapping[str, Request] = field(default_factory=dict)
    hotfixes: Mapping[str, Hotfix] = field(default_factory=dict)
    mails: Mapping[str, Mail] = field(default_factory=dict)
    unclear: tuple[MailUnclear, ...] = ()
    meeting: Meeting | None = None
    runs: Mapping[str, Run] = field(default_factory=dict)
    previous: Mapping[tuple[str, str], Previous] = field(default_factory=dict)
    backups: Mapping[str, str] = field(default_factory=dict)
    overridden: Mapping[str, Mark] = field(default_factory=dict)
    let_go: frozenset[tuple[str, str]] = frozenset()
    problems: Mapping[str, Problem] = field(default_factory=dict)
    rollbacks: Mapping[str, Rollback] = field(default_factory=dict)
    watched: Mapping[str, WatchTurned] = field(default_factory=dict)
    measured: Mapping[str, WatchMeasured] = field(default_factory=dict)
    alerts: Mapping[str, AlertTold] = field(default_factory=dict)
    channel_lost: ChannelLoss | None = None
    listed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    workflows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    before_pause: "Release | None" = None
    reckoned_at: datetime | None = None
    voters: dict[tuple[str, tuple[StandIn, ...]], tuple[Vote, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )

    @property
    def phase(self) -> int:
        """The position of the first phase that is not settled; the last one when all are."""
        return next((i for i, count in enumerate(self.unsettled) if count), len(self.unsettled) - 1)

    def has_begun(self, phase: int) -> bool:
        """Whether the phase is reached, or something of it has opened ahead of it."""
        if phase <= self.phase:
            return True
        ahead = (key for key in self.layout.phases[phase] if self.item(key).step.ahead)
        return any(self.standing(key) not in ("waiting", "waived") for key in ahead)

    @property
    def settled(self) -> bool:
        return not any(self.unsettled)

    @property
    def leads(self) -> tuple[str, ...]:
        """Who may act as the lead: whoever holds the role, and those whose standing in for one has begun."""
        named = self.named(self.plan.lead, None)
        standing_in = (each.person for each in self.standing_in if each.instead_of in named)
        return tuple(dict.fromkeys(filter(self.takes_part, (*named, *standing_in))))

    @property
    def standing_in(self) -> tuple[StandIn, ...]:
        """The stand-ins whose beginning is on record: from then on they are asked in place of those who are away."""
        return tuple(s for s in self.stand_ins if (s.person, s.instead_of, s.since) in self.began)

    def item(self, key: str) -> Item:
        return self.layout.items[key]

    def standing(self, key: str) -> Standing:
        return self.records[key].standing

    def holders(self, role: str, system: str | None) -> tuple[str, ...]:
        """Who holds the role and may act in it."""
        return tuple(filter(self.takes_part, self.named(role, system)))

    def named(self, role: str, system: str | None) -> tuple[str, ...]:
        """Who is named for the role: for a system by its own holder, for work on the whole by everybody in the role."""
        known = self.plan.roles[role]
        if known.per != "system":
            return self.assigned.get((role, ""), known.people)
        if system is not None:
            return self._holder_of(role, system)
        named = (person for key in self.plan.systems for person in self._holder_of(role, key))
        return tuple(dict.fromkeys((*known.people, *named)))

    def holders_for(self, item: Item, role: str) -> tuple[str, ...]:
        """Who holds the role for this item, and may act in it."""
        return tuple(filter(self.takes_part, self.named_for(item, role)))

    def named_for(self, item: Item, role: str) -> tuple[str, ...]:
        """Who is named for the role of this item: a hotfix has people of its own."""
        return item.held.get(role) or self.named(role, item.system)

    def source(self, system: str) -> tuple[str, str]:
        """The branch and commit to deploy now: what was submitted last, of code and hotfixes that are through."""
        last = next(self.through(system), None)
        return (last.branch, last.commit) if last else (self.plan.systems[system].branch or "", "")

    def through(self, system: str) -> Iterator[Source]:
        """What was submitted of the system, the newest first; of hotfixes those that are through.

        One that lands late takes the place of nothing that was submitted after it.
        """
        for each in reversed(self.submitted.get(system, ())):
            if not each.hotfix or self.has_landed(self.hotfixes[each.hotfix]):
                yield each

    def rolling_back(self, environment: str) -> Rollback | None:
        """The rollback of this environment that is not through yet."""
        under_way = (each for each in self.rollbacks.values() if each.environment == environment)
        return next((each for each in under_way if any(self.standing(k) not in SETTLED for k, _ in each.items)), None)

    def goes_on(self, key: str) -> bool:
        """Whether the item may be worked on: a pause halts no hotfix, and neither it nor an abort a way back."""
        item = self.item(key)
        match self.state:
            case "running":
                return True
            case "paused":
                return bool(item.hotfix or item.rollback)
            case _:
                return self.state == "aborted" and bool(item.rollback)

    def has_landed(self, hotfix: Hotfix) -> bool:
        return hotfix.course != "abandoned" and all(self.standing(key) in SETTLED for key in hotfix.items)

    def _holder_of(self, role: str, system: str) -> tuple[str, ...]:
        planned = self.plan.systems[system].holders.get(role)
        return self.assigned.get((role, system), (planned,) if planned else ())

    def due(self, key: str) -> datetime | None:
        """The planned moment of an item, as an instant."""
        own = self.layout.items[key].due
        if own is not None:
            return own
        moment = self.layout.items[key].step.due
        return resolve(moment, self.go_live, self.plan.zone, self.calendar) if moment else None

    def person_of(self, user: str) -> str:
        """The person a Slack user id stands for, "" for a stranger."""
        return next((person for person, linked in self.links.items() if linked == user), "")

    def takes_part(self, person: str) -> bool:
        """Whether somebody is of the release, with an account that may act: all others are shown and sent nothing."""
        return person in self.people and person not in self.hindered
