"""A past in which releases were carried out: a real database, its people's lines, and a clock that is set by hand.

There is no Slack and no mail server. What is owed to them counts as taken, at once and in order, so that a past that is
lived again is the same to the byte.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.core import Core, conversation, open_core
from bot.domain import commands as c
from bot.domain.events import Via
from bot.domain.plan import Plan
from bot.domain.reading.samples import Sample
from bot.domain.reading.standing import empty_roles, may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.post.claims import Claims
from bot.record import owing
from bot.record.lookup import Member, Owed
from bot.record.outcome import Done
from bot.record.service import Caller, Emoji
from bot.rehearse.evidence import evidence
from bot.rehearse.groundwork import groundwork, opens_at
from bot.slack.pictures.answers import Answers
from bot.slack.sender import Sent
from bot.talk.understanding import SaidLine
from storage import delivery, people
from tests.domain.story import agreed

TEAM: Final = "T0PAST"
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
LEASE: Final = timedelta(seconds=45)
MERGED: Final = owing.MERGING + timedelta(seconds=1)
BETWEEN: Final = timedelta(minutes=7)  # two signatures of those that are given one after the other
WRONG: Final = "wrong-status"
NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})
WORDS: Final = "按计划完成，见 https://wiki.boying.example/r?a=1&b=2"

Said = str | c.Command | Callable[[Release], c.Command]


@dataclass(frozen=True, slots=True)
class Act:
    """`what` is a line that is typed, or what comes in another way; `when`: `06-14 12:00` of 2021, in Shanghai."""

    when: str
    who: str
    what: Said
    via: Via = "slash"


def at(wall: str) -> datetime:
    return datetime.strptime(f"2021-{wall}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI).astimezone(UTC)


def user(person: str) -> str:
    """The Slack user id; a newcomer's key is one."""
    return f"U0{person.upper()}" if person and person.islower() else person


def direct(person: str) -> str:
    """The channel of direct messages with them."""
    return f"D{user(person)[1:]}"


class Past:
    """`release` is the one that things happen to."""

    def __init__(self, file: Path, beginning: datetime) -> None:
        self.now = beginning
        self.core: Core = open_core(f"sqlite:///{file}", lambda: self.now)
        self.claims = Claims(self.core.database, lambda: self.now, "past", LEASE)
        self.release = ""
        self._plan: Plan
        self._causes = 0
        self._posts = 0

    def moves_in(self, plan: Plan, elsewhere: Mapping[str, str] = NOWHERE, *, newcomer: str = "") -> None:
        """The plan's people and its channel are known from now on.

        `elsewhere`: the addresses of those who have another in Slack. `newcomer`: one more, whom no plan names.
        """
        self._plan = plan
        known = {key: (each.name, elsewhere.get(key, each.email)) for key, each in plan.people.items()}
        known |= {newcomer: (newcomer.title(), f"{newcomer}@past.example")} if newcomer else {}
        self.core.records.learn_members([
            Member(user(key), "here", email, name, plan.language, plan.zone, active=True, guest=False)
            for key, (name, email) in known.items()
        ])  # fmt: skip
        self.core.records.learn_channel(plan.channel, f"C0{plan.id.upper()}")
        for key in plan.people:
            self.core.database.write(partial(people.save_dm, user=user(key), channel=direct(key)))

    @property
    def state(self) -> Release:
        return self.core.records.look(self.release)

    def happens(self, *acts: Act) -> None:
        for act in acts:
            self.comes(at(act.when))
            self.does(act.who, act.what, act.via)
            self.delivers()

    def comes(self, moment: datetime) -> None:
        """The clock strikes at every due moment on the way."""
        while (due := self._next_due()) and due <= moment:
            self.now = max(self.now, due)
            self.core.service.tick(self.now)
            self.delivers()
        self.now = max(self.now, moment)

    def does(self, who: str, what: Said, via: Via = "slash") -> None:
        """AssertionError where it is refused."""
        if isinstance(what, str):
            self._types(who, what)
            return
        command = what if isinstance(what, c.Command) else what(self.state)
        message = getattr(command, "message", "") if via == "reaction" else ""
        caller = Caller(user(who), via, self._cause(via), emoji=self._emoji(command, message) if message else None)
        done = self.core.service.perform(
            self.release, caller, lambda release, asking: agreed(release, command, asking, self.now)
        )
        assert isinstance(done, Done), (self.now, who, command, getattr(done, "refused", done))

    def starts(self, line: str, by: str) -> None:
        self._types(by, line)
        self.release = self.core.records.releases()[0].release
        self.delivers()

    def works_off(self, *steps: str) -> None:
        """Everything up to these steps' end is done by the plan's own people, one after the other."""
        while deed := self._next_deed(steps):
            self.comes(self.now + BETWEEN)
            for who, command in deed:
                self.does(who, command)
            self.delivers()

    def looks(self, watch: str, moment: datetime, *, took: int | None) -> None:
        """A watch has been looked at; `took` None: it answered 503."""
        sample = Sample(moment, ok=True, latency=took) if took else Sample(moment, ok=False, why=WRONG, detail="503")
        self.core.records.measurements.keep(self.release, watch, sample)

    def delivers(self) -> None:
        """What can be delivered is; prompts wait a moment for others to join them."""
        self.now += MERGED
        for owed in self.claimed():
            if owing.POST in owed.target.values():
                self._mails(owed)
            elif owed.ts is None and "home_of" not in owed.target and owed.kind != "report":
                self._posts_anew(owed)
            else:
                self.claims.shown(owed, _digest(owed))

    def claimed(self) -> Iterator[Owed]:
        """One at a time, so that what a delivery asks for comes after what was asked for before it."""
        while owed := self.core.database.write(
            lambda conn: delivery.claim(conn, self.now, self.claims.owner, lease=LEASE, limit=1)
        ):
            yield from owed

    def _types(self, who: str, line: str) -> None:
        said = line.removeprefix("/release ")
        for key in self._plan.people:
            said = said.replace(f"@{key}", f"<@{user(key)}>")
        caller = Caller(user(who), "slash", self._cause("slash"))
        typed = SaidLine(said, caller, self._plan.channel.removeprefix("#"), TEAM)
        answers = Answers(self.core.records, self._plan, lambda: self.now)
        answered = conversation(self.core, self._plan, answers, TEAM, lambda: self.now).answer(typed)
        assert isinstance(answered.about, Done), (self.now, who, line, answers.paint(answered).text)

    def _cause(self, via: Via) -> str:
        self._causes += 1
        return f"{via}:{self._causes}"

    def _emoji(self, command: c.Command, message: str) -> Emoji:
        channel, _, ts = message.partition(":")
        is_watch = isinstance(command, c.Watch | c.TakeBackReaction)
        name = self._plan.reactions.watch if is_watch else self._plan.reactions.sign
        return Emoji(channel, ts, name, not isinstance(command, c.TakeBackReaction), f"{self.now.timestamp():.6f}")

    def _next_due(self) -> datetime | None:
        return min((header.next_due for header in self.core.records.releases() if header.next_due), default=None)

    def _next_deed(self, steps: tuple[str, ...]) -> list[tuple[str, c.Command]]:
        release = self.state
        last = max(list(release.layout.items).index(key) for step in steps for key in release.layout.of_step[step])
        for key in list(release.layout.items)[: last + 1]:
            if release.standing(key) in SETTLED:
                continue
            if opens := opens_at(release, key, self.now):
                self.comes(opens)
                release = self.state
            if deeds := groundwork(release, key, self.now):
                return [(deed.person, deed.command) for deed in deeds]
            if release.standing(key) == "blocked":
                lead = release.leads[0]
                return [(lead, c.Assign(role, (lead,))) for role in empty_roles(release, release.item(key))]
            if signing := may_sign(release, key, self.now):
                return [(signing[0], c.Sign(key, evidence(release, key, WORDS)))]
        return []

    def _mails(self, owed: Owed) -> None:
        mail = str(owed.target["mail"])
        sent = c.ConfirmMail(mail, f"<{self.release}.{mail.lower()}@past.example>")
        self.does("", sent, "clock")
        self.claims.shown(owed, "")

    def _posts_anew(self, owed: Owed) -> None:
        current = self.claims.attempt(owed)
        assert current is not None, owed
        self._posts += 1
        person = str(owed.target.get("user", ""))
        channel = direct(person) if person else f"C0{self._plan.id.upper()}"
        self.claims.posted(
            current, Sent(channel, f"{self.now.timestamp():.0f}.{self._posts:06}"), current.wanted, _digest(owed)
        )


def _digest(owed: Owed) -> str:
    """Stands for the hash of what was shown: nothing has the same one, so whoever carries on shows it anew."""
    return hashlib.sha256(f"{owed.key} {owed.wanted}".encode()).hexdigest()
