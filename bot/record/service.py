"""THE transaction: load, decide, append, owe. A step is written whole, with the messages it calls for, or not at all.

Nothing here talks to Slack or mail, and no rule is decided here. A conflict means that somebody was faster: load again,
decide again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

import structlog

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.events import Deferred, Event, Ran, Retried, Via, dump
from bot.domain.history import replay
from bot.domain.notices import Prompt, notices
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.reading.accounts import vouched_address
from bot.domain.reading.bugs import remaining
from bot.domain.reading.going_live import left_running
from bot.domain.reading.reminding import next_due
from bot.domain.rules import course, decide
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.ledger import ACTIVE, Ledger
from bot.record.outcome import Done, No, Outcome, Repeated
from storage import causes, delivery, journal, outbox, people, reactions
from storage.engine import Connection, Database
from storage.failures import Conflict, DatabaseUnusable
from storage.signatures import NOBODYS, Keys

log = structlog.get_logger(__name__)

TRIES: Final = 20
CLOCK: Final = "clock"

Unserved = (DatabaseUnusable, Conflict)
"""What is raised when the database does not serve a request: nothing of it was recorded."""

T = TypeVar("T")
Intent = Callable[[Release, c.Actor], c.Command | r.Refused]
Reply = Callable[[Outcome], Sequence[outbox.NewMessage]]


@dataclass(frozen=True, slots=True)
class Emoji:
    """A reaction added to, or taken from, a message; `at` is Slack's event_ts: it orders late and repeated events."""

    channel: str
    ts: str
    name: str
    present: bool
    at: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the outside knows them; `person` is set where it vouches for it (the command line)."""

    user: str
    via: Via
    cause: str
    person: str = ""
    emoji: Emoji | None = None


def no_reply(_outcome: Outcome) -> tuple[()]:
    """The caller answers by itself."""
    return ()


class Service:
    """`clock` gives the aware present; `owed` is called after a commit that owes messages; `keys` sign records."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        clock: Callable[[], datetime],
        owed: Callable[[], None],
        keys: Keys = NOBODYS,
    ) -> None:
        self._database = database
        self._keys = keys
        self._ledger = ledger
        self._clock = clock
        self._owed = owed

    def perform(self, release: str, caller: Caller, intent: Intent, reply: Reply = no_reply) -> Outcome:
        """Carry out what `intent` makes of the release's present state; `reply` may owe an answer in the same step."""
        log.debug("command.received", release=release, cause=caller.cause)

        def work(conn: Connection) -> Outcome:
            now = self._clock()
            # Held before anything is read: what is decided on must still be so when it is written.
            journal.hold(conn, release)
            if causes.seen(conn, caller.cause) or not _is_news(conn, caller):
                return Repeated()
            before = self._ledger.release(conn, release)
            actor = c.Actor(caller.person or before.person_of(caller.user), caller.user, caller.via)
            command = intent(before, actor)
            decided = decide(before, command, actor, now) if isinstance(command, c.Command) else command
            outcome = self._write(conn, before, decided, caller.cause, now)
            return self._conclude(conn, outcome, caller, release, now, reply)

        return self._finish(self._transact(work), caller)

    def start(
        self, plan: Plan, go_live: datetime, calendar: Calendar, caller: Caller, reply: Reply = no_reply
    ) -> Outcome:
        """Open a release of the plan, unless one of it is under way."""
        log.debug("command.received", plan=plan.id, cause=caller.cause)

        def work(conn: Connection) -> Outcome:
            now = self._clock()
            if causes.seen(conn, caller.cause):
                return Repeated()
            decided = self._start(conn, plan, go_live, calendar, caller, now)
            outcome = self._write(conn, None, decided, caller.cause, now)
            return self._conclude(conn, outcome, caller, None, now, reply)

        return self._finish(self._transact(work), caller)

    def foresee_start(
        self, plan: Plan, go_live: datetime, calendar: Calendar, caller: Caller
    ) -> tuple[Event, ...] | r.Refused:
        """What would come of opening a release of the plan now; nothing is written."""
        with self._database.read() as conn:
            return self._start(conn, plan, go_live, calendar, caller, self._clock())

    def _start(
        self, conn: Connection, plan: Plan, go_live: datetime, calendar: Calendar, caller: Caller, now: datetime
    ) -> tuple[Event, ...] | r.Refused:
        headers = journal.headers(conn)
        running = next((h.release for h in headers if h.plan == plan.id and h.state in ACTIVE), None)
        links = self._links(conn, plan)
        person = caller.person or next((p for p, user in links.items() if user == caller.user), "")
        if running and person in plan.people:
            return r.AlreadyRunning(running)
        name = _fresh_id(plan.release, {h.release for h in headers})
        last = next((h.release for h in headers if h.plan == plan.id), None)
        earlier = self._ledger.release(conn, last) if last else None
        command = c.Start(name, go_live, calendar, links, *(_left(earlier) if earlier else ()))
        return course.start(plan, command, c.Actor(person, caller.user, caller.via), now)

    def tick(self, now: datetime) -> int:
        """Let time do what is due at `now`, release by release; how many releases there were."""
        with self._database.read() as conn:
            due = [header.release for header in journal.due(conn, now)]
        for release in due:
            try:
                self._struck(release, now)
            except Exception:  # one release that cannot be served must not stop the clock of the others
                log.exception("tick.failed", release=release)
        return len(due)

    def _struck(self, release: str, now: datetime) -> None:
        log.debug("command.received", release=release, cause=CLOCK)
        self._transact(partial(self._strike, release=release, now=now))
        log.debug("command.committed", cause=CLOCK)
        self._owed()

    def tell(self, message: outbox.NewMessage) -> None:
        """Owe a message that tells of nothing changed, or ask for it once more."""
        self._database.write(lambda conn: outbox.owe(conn, [message]))
        self._owed()

    def reply(self, cause: str, answers: Sequence[outbox.NewMessage]) -> None:
        """Owe the answer to a question, or a refusal before any transaction; the same cause twice is answered once."""

        def work(conn: Connection) -> None:
            if not causes.seen(conn, cause):
                causes.remember(conn, cause, None, self._clock(), {})
                outbox.owe(conn, answers)

        self._transact(work)
        self._owed()

    def foresee(self, release: Release, command: c.Command, actor: c.Actor) -> tuple[Event, ...] | r.Refused:
        """What would come of the command now; nothing is written."""
        return decide(release, command, actor, self._clock())

    def _strike(self, conn: Connection, *, release: str, now: datetime) -> Outcome:
        journal.hold(conn, release)
        before = self._ledger.release(conn, release)
        return self._write(conn, before, decide(before, c.Tick(), c.CLOCK, now), CLOCK, now)

    def _write(
        self,
        conn: Connection,
        before: Release | None,
        decided: tuple[Event, ...] | r.Refused,
        cause: str,
        now: datetime,
    ) -> Done | No:
        if not isinstance(decided, tuple):
            return No(before, decided)
        after = replay(decided, before)
        if before is None:
            plan = after.plan
            header = journal.Header(after.id, plan.id, after.id, plan.channel, "running", 0, None, now)
            journal.create(conn, header)
        journal.append(
            conn,
            after.id,
            before.version if before else 0,
            [dump(event) for event in decided],
            at=now,
            cause=cause,
            state=after.state,
            next_due=next_due(after, now),
            keys=self._keys,
        )
        if decided:
            self._owe(conn, Done(before, decided, after), now)
        return Done(before, decided, after)

    def _owe(self, conn: Connection, done: Done, now: datetime) -> None:
        told = notices(done.before, done.events, done.after, now)
        owed = outbox.of_release(conn, done.after.id, kinds=owing.KEPT) if done.before else []
        fresh = []
        for message in owing.messages(told, done.after, now):
            waiting = owing.mergeable(owed, message.person) if message.kind == "prompt" else None
            if waiting is None or not outbox.extend(conn, waiting.key, _merged(waiting.spec, message.spec)):
                fresh.append(message)
        outbox.owe(conn, fresh)
        stale = owing.stale(owed, done.before, done.after) if done.before else []
        homes = [owing.home_key(user) for user in done.after.links.values()]
        outbox.touch(conn, [*stale, *homes], now)
        if any(isinstance(event, Retried) for event in done.events):
            delivery.revive(conn, done.after.id, now)

    def _conclude(
        self, conn: Connection, outcome: Outcome, caller: Caller, release: str | None, now: datetime, reply: Reply
    ) -> Outcome:
        """Remember the cause, refused ones too: an event that comes again later must not be judged anew."""
        causes.remember(conn, caller.cause, outcome.after.id if isinstance(outcome, Done) else release, now, {})
        outbox.owe(conn, reply(outcome))
        return outcome

    def _finish(self, outcome: Outcome, caller: Caller) -> Outcome:
        log.debug("command.committed", cause=caller.cause)
        match outcome:
            case Done():
                # Only now: before the commit, another thread would have been shown what may still be rolled back.
                self._ledger.keep(outcome.after)
            case No(refused=r.Stranger()):
                log.warning("stranger.refused", user=caller.user, via=caller.via)
            case No() | Repeated():
                pass
        self._owed()
        return outcome

    def _transact(self, work: Callable[[Connection], T]) -> T:
        # A Conflict has written nothing. The last try is outside of the loop, so that its Conflict reaches who asked.
        for _ in range(TRIES - 1):
            try:
                return self._database.write(work)
            except Conflict:
                continue
        return self._database.write(work)

    def _links(self, conn: Connection, plan: Plan) -> Mapping[str, str]:
        """The accounts that have the plan's addresses, each one person's."""
        found = people.by_email(conn, [person.email for person in plan.people.values()])
        known = ((key, found.get(person.email.lower())) for key, person in plan.people.items())
        users = {member.user: key for key, member in known if member and vouched_address(member)}
        return {key: user for user, key in users.items()}


def _left(last: Release) -> tuple[tuple[Deferred, ...], tuple[Ran, ...]]:
    """Of the plan's last release: the bugs unsolved or left to it and not answered for, and what it left running."""
    running = (
        Ran(system=system, environment=environment, branch=ran.branch, commit=ran.commit, nothing=ran.nothing)
        for (system, environment), ran in left_running(last).items()
    )
    return (*last.left_over, *remaining(last.bugs.values(), last.id)), tuple(running)


def _is_news(conn: Connection, caller: Caller) -> bool:
    """An emoji event counts once and in its order; taking one tone away while another is there takes nothing back."""
    emoji = caller.emoji
    if emoji is None:
        return True
    where = {"channel": emoji.channel, "ts": emoji.ts, "user": caller.user}
    news = reactions.record(conn, **where, emoji=emoji.name, present=emoji.present, event_ts=emoji.at)
    if not news or emoji.present:
        return news
    return not reactions.present(conn, **where, base=emoji.name.partition("::")[0])


def _fresh_id(wanted: str, taken: set[str]) -> str:
    number = 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _merged(spec: dict[str, object], more: dict[str, object]) -> dict[str, object]:
    both = Prompt.model_validate(spec).items + Prompt.model_validate(more).items
    return {**spec, "items": list(dict.fromkeys(both))}
