"""Looking things up, and learning what Slack says of its members and channels. Nothing is decided here."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from bot.domain.events import load
from bot.domain.history import replay
from bot.domain.plan import CHANNEL_ID
from bot.domain.state.release import Release
from bot.record.ledger import ACTIVE, Ledger
from bot.record.measurements import Measurements
from bot.record.orders import Orders
from storage import anchors, causes, delivery, gaps, journal, outbox, people, reactions, secrets, sockets
from storage.engine import Connection, Database
from storage.signatures import NOBODYS, Keys

REMEMBERED: Final = timedelta(days=30)
UNDER_WAY: Final = timedelta(minutes=10)
"""How long an event may be on its way to us, with all its retries."""
FROM_SLACK: Final = ("said", "event", "click", "slash", "form", "shortcut", "seen", "workflow")
"""The kinds of causes that only somebody who listens to Slack can have."""


Member = people.Member
Owed = outbox.Owed
Header = journal.Header
Entry = journal.Entry
Broken = journal.Broken
Anchor = anchors.Anchor
Lost = anchors.Lost
read_anchor = anchors.read
anchor_of = anchors.of
Known = reactions.Known
Gap = gaps.Gap


class Lookup:
    """`owed` is called when a message must be delivered (again); `keys` are those that records must be signed with."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        clock: Callable[[], datetime],
        owed: Callable[[], None],
        keys: Keys = NOBODYS,
    ) -> None:
        self._keys = keys
        self._seen: Mapping[str, Anchor] = {}
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._owed = owed
        self.measurements = Measurements(database)
        self.orders = Orders(database, clock)

    def glance(self) -> AbstractContextManager[object]:
        """All that this thread looks up within sees one moment, and costs one transaction."""
        return self._database.read()

    def look(self, release: str) -> Release:
        """The present state. KeyError when there is no such release."""
        with self._database.read() as conn:
            return self._ledger.release(conn, release)

    def secret(self, name: str) -> bytes:
        """What this installation alone knows under this name, drawn when it is first asked for."""
        return self._database.write(lambda conn: secrets.known_as(conn, name))

    def releases(self, states: Sequence[str] | None = None) -> list[journal.Header]:
        with self._database.read() as conn:
            return journal.headers(conn, states)

    def running(self) -> list[Release]:
        """The present state of each release that has begun and not ended, newest first, all of one moment."""
        with self._database.read() as conn:
            return [self._ledger.at(conn, header) for header in journal.headers(conn, ACTIVE)]

    def history(self, release: str) -> list[journal.Entry]:
        with self._database.read() as conn:
            return journal.entries(conn, release)

    def state_seen(self, release: str, shows: Callable[[Release], bool]) -> Release | None:
        """The latest state that `shows` what somebody was shown; None where none did."""
        known: Release | None = None
        found: Release | None = None
        for entry in self.history(release):
            known = replay((load(entry.kind, entry.data),), known)
            if shows(known):
                found = known
        return found

    def state_shown(self, channel: str, ts: str) -> Release | None:
        """The state that a message of ours shows: the present one, or what there was before it ceased to be true.

        By the order of what happened, not by clocks alone, which may be set back: never more than it shows.
        """
        owed = self.message_at(channel, ts)
        if owed is None or owed.release is None:
            return None
        if owed.dirty_since is None:
            return self.look(owed.release)
        since, (first, *later) = owed.dirty_since, self.history(owed.release)
        before = takewhile(lambda each: each.at < since, later)
        return replay(load(each.kind, each.data) for each in (first, *before))

    def member(self, user: str) -> people.Member | None:
        with self._database.read() as conn:
            return people.member(conn, user)

    def members_with(self, emails: Collection[str]) -> dict[str, people.Member]:
        """Those of these addresses whom Slack has told of, by the address in lower case."""
        with self._database.read() as conn:
            return people.by_email(conn, emails)

    def learn_members(self, members: Sequence[people.Member]) -> None:
        now = self._clock()
        self._database.write(lambda conn: people.save_members(conn, members, now))

    def learn_channel(self, name: str, channel: str) -> None:
        self._database.write(lambda conn: people.save_channel(conn, name, channel))

    def directs(self) -> list[str]:
        """The direct-message channels we have with people."""
        with self._database.read() as conn:
            return people.dms(conn)

    def channel_renamed(self, channel: str, name: str) -> None:
        """A channel that is known is called so from now on; others are nobody's business."""
        with self._database.read() as conn:
            known = people.channel_name(conn, channel)
        if known not in (None, name):
            self.learn_channel(name, channel)

    def channel_moved(self, old: str, new: str) -> None:
        """A channel has another id from now on, and so has all that stands in it."""

        def move(conn: Connection) -> None:
            if name := people.channel_name(conn, old):
                people.save_channel(conn, name, new)
            outbox.move(conn, old, new)
            reactions.move(conn, old, new)

        self._database.write(move)

    def channel_id(self, name: str) -> str | None:
        """The id of the channel that a plan names; one that it names by its id is that one."""
        if CHANNEL_ID.fullmatch(name):
            return name
        with self._database.read() as conn:
            return people.channel_id(conn, name)

    def channel_of(self, release: str, name: str) -> str | None:
        """The id of what the release calls by this name: the channel it has posted in, however that is renamed."""
        with self._database.read() as conn:
            return outbox.went_to(conn, release, name) or people.channel_id(conn, name)

    def try_again(self) -> None:
        """Slack may take now what it refused: everything that failed is tried at once."""
        if self._database.write(delivery.hasten):
            self._owed()

    def message_at(self, channel: str, ts: str) -> outbox.Owed | None:
        """The message of ours that Slack knows by this channel and ts."""
        with self._database.read() as conn:
            return outbox.at(conn, channel, ts)

    def thread_of(self, owed: outbox.Owed) -> str | None:
        """The ts of the message in whose thread this one belongs; None where it belongs in none."""
        if owed.thread_of is None:
            return None
        with self._database.read() as conn:
            root = outbox.find(conn, owed.thread_of)
        return root.ts if root else None

    def emoji_on(self, channel: str, ts: str) -> list[Known]:
        """What is known of the emoji on a message."""
        with self._database.read() as conn:
            return reactions.on(conn, channel, ts)

    def heard_last(self, *kinds: str) -> datetime | None:
        """When anything that people did in Slack was served last, or anything of these kinds."""
        with self._database.read() as conn:
            return causes.newest(conn, kinds or FROM_SLACK)

    def unheard(self, since: datetime, until: datetime) -> None:
        """What happened then may not have reached us, nor what was under way: whichever process can, looks for it."""
        gap = Gap(since - UNDER_WAY, until)
        self._database.write(lambda conn: gaps.open_(conn, gap))

    def gaps(self, now: datetime) -> list[Gap]:
        """What is to be looked through, the longest ago first."""
        with self._database.read() as conn:
            return gaps.at(conn, now)

    def looked_through(self, looked: Sequence[Gap]) -> None:
        self._database.write(lambda conn: gaps.close(conn, looked))

    def keep_socket(self, owner: str, greeted_at: datetime, until: datetime) -> None:
        """A process's connection to Slack is open, as far as anybody knows until then."""
        self._database.write(lambda conn: sockets.keep(conn, owner, greeted_at, until))

    def greeted_last(self) -> datetime | None:
        """When Slack greeted one of the processes on this database last."""
        with self._database.read() as conn:
            return sockets.newest(conn)

    def sockets_at(self, moment: datetime) -> int:
        """How many connections to Slack were held then by processes on this database."""
        with self._database.read() as conn:
            return sockets.open_at(conn, moment)

    def message_deleted(self, channel: str, ts: str) -> None:
        """Somebody deleted a message that is still owed: it is posted again."""
        now = self._clock()
        if self._database.write(lambda conn: delivery.lost(conn, channel, ts, now)):
            self._owed()

    def touch(self, key: str) -> None:
        """What this message shows is no longer so; one that is not owed is left alone."""
        now = self._clock()
        self._database.write(lambda conn: outbox.touch(conn, [key], now))
        self._owed()

    def messages(self, release: str) -> list[outbox.Owed]:
        """Everything the release owes or has shown in Slack, in the order of asking."""
        with self._database.read() as conn:
            return outbox.of_release(conn, release)

    def recorded(self) -> list[str]:
        """Every release there is, or was when its record was last looked at, its header being gone or not."""
        with self._database.read() as conn:
            return sorted({*journal.names(conn), *self._seen})

    def verify(self, release: str | None = None) -> list[journal.Broken]:
        """Where the record is not what was written: gaps, changes, a missing end; no longer what was seen here before.

        A process that runs remembers where each record ended: its memory is the one place outside of the database.
        """
        seen = self._seen  # before the snapshot, which is therefore not older
        with self._database.read() as conn:
            broken = [*journal.verify(conn, release), *self._misstated(conn, release)]
            broken += [
                Broken(each.release, each.number, "rewritten")
                for each in seen.values()
                if release in (None, each.release) and anchors.lost(conn, each)
            ]
            ended = journal.ends(conn, release)
        changed = {each.release for each in broken}
        whole = {end.release: anchors.end(end) for end in ended if end.release not in changed}
        known = self._seen
        newer = {name: each for name, each in whole.items() if name not in known or known[name].number < each.number}
        self._seen = {**known, **newer}
        return broken

    def _misstated(self, conn: Connection, release: str | None) -> Iterator[Broken]:
        """What the header says otherwise than the record, or without a signature that is known."""
        for header in journal.headers(conn):
            if release in (None, header.release) and self._contradicts(conn, header):
                yield Broken(header.release, header.version, "header")
        for end in journal.ends(conn, release) if self._keys.known else ():
            if flaw := self._keys.flaw(end.release, end.number, end.hash, end.signed):
                yield Broken(end.release, end.number, flaw)

    def _contradicts(self, conn: Connection, header: Header) -> bool:
        """Whether the record tells of another state, or of a release of another plan; False where it cannot be read."""
        try:
            told = replay(load(each.kind, each.data) for each in journal.entries(conn, header.release))
        except Exception:  # noqa: BLE001 - a hand may have written anything; that is for the chain to tell
            return False
        return (told.state, told.plan.id) != (header.state, header.plan)

    def signature(self, release: str) -> str:
        """Of the record as it stands, "" where it has none."""
        with self._database.read() as conn:
            return next((end.signed for end in journal.ends(conn, release)), "")

    def sign(self, release: str) -> bool:
        """Sign the end of a record that nobody has signed; False where there is nothing to be signed."""
        with self._database.read() as conn:
            unsigned = next((end for end in journal.ends(conn, release) if not end.signed), None)
        if unsigned is None:
            return False
        return self._database.write(lambda conn: journal.sign(conn, unsigned, self._keys))

    def anchor(self, release: str, number: int) -> Anchor:
        """What to keep elsewhere of a record as it stood with the entry of this number."""
        with self._database.read() as conn:
            return anchors.at(conn, release, number)

    def lost(self, kept: Anchor) -> Lost | None:
        """What is wrong with the record that somebody kept this anchor of; None where it holds it still."""
        with self._database.read() as conn:
            return anchors.lost(conn, kept)

    def owed(self) -> list[outbox.Owed]:
        """Every message that Slack does not show as it should: under way, waiting for its time, or in trouble."""
        some_day = self._clock() + REMEMBERED
        with self._database.read() as conn:
            return outbox.undelivered(conn, some_day)

    def troubles(self) -> list[outbox.Owed]:
        """Messages that could not be delivered."""
        with self._database.read() as conn:
            return outbox.undelivered(conn)

    def tidy(self, now: datetime) -> None:
        self._database.write(lambda conn: causes.forget_causes(conn, now - REMEMBERED))
        self._database.write(lambda conn: sockets.forget(conn, now - REMEMBERED))
