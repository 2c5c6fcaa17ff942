"""Delivers one claimed message: finds its place, posts it once, edits it afterwards.

A post whose outcome is unknown is looked up in the channel's history, after a quarantine, before it is sent again.
No call to Slack is made inside a transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol

import structlog

from bot.domain.state.release import Release
from bot.post.canvases import Drawing
from bot.post.claims import Claims, digest
from bot.post.directs import Directs
from bot.post.executions import Executions
from bot.post.files import FILED, Filing
from bot.post.mails import Postman
from bot.post.reach import Reach
from bot.post.turns import Turns
from bot.post.whispers import SKEW, Whispers
from bot.record.lookup import Lookup
from bot.record.owing import calls_in_vain
from bot.slack.canvases import Refused
from bot.slack.pictures.blocks import anchored
from bot.slack.pictures.notices import CANVAS
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Failed, Gone, Miss, Sender, Sent
from storage import outbox
from storage.engine import Database
from storage.outbox import Owed

log = structlog.get_logger(__name__)


class Painter(Protocol):
    """Shows what is owed as the state is now."""

    def message(self, owed: Owed, release: Release, now: datetime, places: Mapping[str, str]) -> Picture: ...

    def home(self, user: str, now: datetime) -> dict[str, Any]: ...


UNLINKED: Final = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Timings:
    """`call`: how long to wait for Slack's answer. `quarantine` must exceed that plus Slack's own delay.

    `lease` must exceed the longest delivery, of mail too. `idle`: when to look again if nothing wakes us. `ping`: of
    Socket Mode. `catch_up`: between two looks at whether anything is to be learnt from Slack. `introduction`: how long
    somebody new waits, within Slack's three seconds, for us to learn who they are.
    """

    call: timedelta = timedelta(seconds=10)
    quarantine: timedelta = timedelta(seconds=20)
    lease: timedelta = timedelta(seconds=45)
    idle: timedelta = timedelta(seconds=5)
    ping: timedelta = timedelta(seconds=10)
    catch_up: timedelta = timedelta(seconds=5)
    introduction: timedelta = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Ways:
    """How messages get out: to Slack, as they are painted, as files or as canvases, or by mail.

    `look_around` finds out, if it can, where a channel is that is known by its name alone.
    """

    sender: Sender
    painter: Painter
    postman: Postman
    filing: Filing
    drawing: Drawing
    reach: Reach
    look_around: Callable[[], None]


class Delivery:
    """What `claims` says of each message is the only thing that is kept."""

    def __init__(
        self,
        database: Database,
        records: Lookup,
        ways: Ways,
        clock: Callable[[], datetime],
        timings: Timings,
        claims: Claims,
    ) -> None:
        self._database = database
        self._claims = claims
        self._records = records
        self._sender = ways.sender
        self._painter = ways.painter
        self._postman = ways.postman
        self._filing = ways.filing
        self._drawing = ways.drawing
        self._reach = ways.reach
        self._look_around = ways.look_around
        self._directs = Directs(database, ways.sender)
        self._whispers = Whispers(ways.sender, self._directs, claims, clock, timings.quarantine)
        self._clock = clock
        self._timings = timings
        self._turns = Turns(claims, ways.reach, clock)
        self._executions = Executions(database, records, ways.sender, ways.painter.message, self._turns, claims, clock)

    def deliver(self, owed: Owed) -> None:
        if owed.kind == "home":
            self._publish(owed)
        elif "execution" in owed.target:
            self._executions.end(owed, owed.target["execution"])
        elif owed.release is None:
            self._whispers.deliver(owed)
        elif owed.kind == "mail":
            self._mail(owed, self._records.look(owed.release))
        else:
            self._bring(owed, self._records.look(owed.release))

    def _bring(self, owed: Owed, release: Release) -> None:
        """A message of a release: to its channel, or to a person, posted once and edited from then on."""
        if owed.person in release.hindered:
            self._withhold(owed)
            return
        channel = self._channel(owed, release)
        match channel:
            case None:
                self._claims.later(owed, UNLINKED, f"{owed.person}: no Slack account is linked", unknown=True)
            case str() if self._drawing.draws(owed.kind):
                if drawn := self._draw(owed, release, channel):
                    self._show(drawn, release, channel)
            case str():
                self._show(owed, release, channel)
            case _:
                self._turns.missed(owed, channel, unknown=True)

    def _show(self, owed: Owed, release: Release, channel: str) -> None:
        if owed.ts and "user" in owed.target and owed.channel != channel:
            self._withhold(owed)  # the person acts with another account now, and the former is shown nothing
        elif owed.ts and owed.channel:
            self._edit(owed, release, owed.channel, owed.ts)
        elif self._found_or_free(owed, channel):
            self._post(owed, release, channel)

    def _withhold(self, owed: Owed) -> None:
        """To who may not act nothing is sent: what they were sent stays as it was, and what waits goes on waiting."""
        if owed.ts:
            self._claims.shown(owed, owed.shown_hash)
        else:
            self._claims.later(owed, UNLINKED, f"{owed.person}: the account may not act", unknown=True)

    def _draw(self, owed: Owed, release: Release, channel: str) -> Owed | None:
        """Its canvas, made and true, before the message leads to it. Others say the same: one refused is let go.

        Nobody is let in before its id is kept; a canvas whose id was lost stays where nobody sees it.
        """
        missed: Refused | Miss | None = None
        drawn = owed
        if owed.files:
            missed = self._drawing.keep(owed.files[0], owed.kind, release)
        else:
            made = self._drawing.make(owed.kind, release)
            if isinstance(made, str):
                if self._claims.attempt(owed, (made,)) is None:
                    return None
                drawn = replace(owed, files=[made])
            else:
                missed = made
        if missed is None and drawn.files and not drawn.ts:
            missed = self._drawing.open_to(channel, drawn.files[0])
        match missed:
            case None:
                return drawn
            case Refused():
                self._claims.shown(drawn, drawn.shown_hash)
            case _:
                self._turns.missed(drawn, missed, unknown=owed.attempted_at is not None)
        return None

    def _channel(self, owed: Owed, release: Release) -> str | Miss | None:
        """Where it goes: a channel by its id or name, a person or an account by its direct-message channel."""
        if "channel" in owed.target:
            name = str(owed.target["channel"])
            known = partial(self._records.channel_of, release.id, name)
            if known() is None:
                self._look_around()
            return known() or name
        user = owed.target.get("account") or release.links.get(owed.person)
        return self._directs.channel(user) if user else None

    def _found_or_free(self, owed: Owed, channel: str) -> bool:
        """Whether it may be posted: no earlier attempt, or one that surely left nothing in the channel."""
        if owed.attempted_at is None:
            return True
        clear = owed.attempted_at + self._timings.quarantine
        # A post that Slack was slow with may appear after we gave up on it: looked for too soon, it would be posted
        # twice.
        if self._clock() < clear:
            self._claims.later(owed, clear - self._clock(), None, unknown=True)
            return False
        found = self._sought(owed, channel, owed.attempted_at - SKEW)
        match found:
            case None:
                return True
            case Sent() if owed.kind == FILED:
                log.info("delivery.recovered", key=owed.key)
                self._claims.shown(owed, "")
            case Sent():
                log.info("delivery.recovered", key=owed.key)
                self._claims.posted(owed, found, 0, "")
            case _:
                self._turns.missed(owed, found, unknown=True)
        return False

    def _sought(self, owed: Owed, channel: str, since: datetime) -> Sent | Miss | None:
        thread = self._records.thread_of(owed)
        if owed.kind == FILED:
            return self._filing.find(channel, thread, owed.files or (), since)
        return self._sender.find(channel, owed.key, since, thread)

    def _post(self, owed: Owed, release: Release, channel: str) -> None:
        if not self._turns.has_come("chat.postMessage", channel, owed):
            return
        if owed.kind == FILED:
            self._file(owed, release, channel)
            return
        current = self._claims.attempt(owed, owed.files)
        if current is None:
            return
        if current.ts and current.channel:  # an owner who had lost the lease has told meanwhile that it is posted
            self._edit(current, release, current.channel, current.ts)
            return
        picture = self._picture(current, release)
        if calls_in_vain(current, live=picture.live):
            self._claims.shown(current, "")
            return
        answer = self._sender.post(channel, anchored(picture), current.key, self._records.thread_of(current))
        match answer:
            case Sent():
                log.debug("delivery.posted", key=current.key)
                self._reach.taken(current, release)
                if not self._claims.posted(current, answer, current.wanted, digest([picture.text, picture.blocks])):
                    log.warning("delivery.doubled", key=current.key)
                    self._sender.take_back(answer)
            case _:
                self._turns.missed(current, answer, method="chat.postMessage")

    def _file(self, owed: Owed, release: Release, channel: str) -> None:
        """Post files. Those of an attempt whose outcome is unknown are shared once more, and no others beside them.

        Where they are is not kept: they are never edited, and what somebody deletes stays deleted.
        """
        unsure = owed.attempted_at is not None
        ids = tuple(owed.files or ()) if unsure else self._filing.upload(release.id, owed.spec["version"])
        if not isinstance(ids, tuple):
            self._turns.missed(owed, ids)
            return
        current = self._claims.attempt(owed, ids)
        if current is None:
            return
        comment = anchored(self._painter.message(current, release, self._clock(), {})).text
        thread = self._records.thread_of(current)
        if missed := self._filing.share(channel, thread, ids, comment):
            # An earlier share may still come: it is known again by its ids alone, unless Slack takes these no more.
            self._turns.missed(
                current, missed, method="chat.postMessage", unknown=unsure and not isinstance(missed, Failed)
            )
            return
        log.debug("delivery.posted", key=current.key)
        self._reach.taken(current, release)
        self._filing.find(channel, thread, ids, self._clock() - SKEW)  # takes back what we, or others, shared twice
        self._claims.shown(current, "")

    def _edit(self, owed: Owed, release: Release, channel: str, ts: str) -> None:
        picture = self._picture(owed, release)
        shown = digest([picture.text, picture.blocks])
        if shown == owed.shown_hash:
            self._claims.shown(owed, shown)
            return
        if not self._turns.has_come("chat.update", f"{channel} {ts}", owed):
            return
        answer = self._sender.edit(channel, ts, anchored(picture))
        match answer:
            case Sent():
                log.debug("delivery.edited", key=owed.key)
                if owed.attempts:
                    self._reach.taken(owed, release)
                self._claims.shown(owed, shown)
            case Gone():
                self._claims.gone(owed, channel, ts)
            case _:
                self._turns.missed(owed, answer, method="chat.update")

    def _publish(self, owed: Owed) -> None:
        """The Home tab: publishing it again does no harm, so nothing needs to be looked up."""
        user = str(owed.target["home_of"])
        view = self._painter.home(user, self._clock())
        shown = digest(view)
        if shown != owed.shown_hash:
            if not self._turns.has_come("views.publish", user, owed):
                return
            answer = self._sender.publish(user, view)
            if not isinstance(answer, Sent):
                self._turns.missed(owed, answer, method="views.publish")
                return
            log.debug("delivery.edited", key=owed.key)
        self._claims.shown(owed, shown)

    def _mail(self, owed: Owed, release: Release) -> None:
        """A mail goes to the mail server instead; once everybody it can reach has it, nothing is left to keep true."""
        came = self._postman.carry(release, release.mails[owed.target["mail"]])
        if came is None:
            self._claims.shown(owed, "")
        else:
            self._claims.failed(owed, came.why)

    def _picture(self, owed: Owed, release: Release) -> Picture:
        with self._records.glance():
            return self._painter.message(owed, release, self._clock(), self._places(owed, release))

    def _places(self, owed: Owed, release: Release) -> Mapping[str, str]:
        """Where the cards of the release are, and its own canvas, for messages that point to them."""
        with self._database.read() as conn:
            cards = outbox.shown(conn, release.id, "card")
        places = {f"card:{card['phase']}": self._sender.permalink(channel, ts) for card, channel, ts in cards}
        if self._drawing.draws(owed.kind) and owed.files:
            places[CANVAS] = self._drawing.link(owed.files[0])
        return places
