"""What people did while the bot was away: looked for after each start, and after each gap in the connection to Slack.

Slack tells of an event three times within some minutes, and then never again; what people see stays. An act that is
found this way is the same act as its event, should that come after all. A gap stays in the database until all of it
has been looked through: whoever is stopped in the middle begins it anew.
https://docs.slack.dev/apis/events-api#retries
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import structlog

from bot.record.ledger import ACTIVE
from bot.record.lookup import REMEMBERED, Gap, Lookup, Owed
from bot.record.service import Emoji
from bot.slack.desk import Desk
from bot.slack.messages import Vanished, words_of
from bot.slack.pace import Pace
from bot.slack.reading import Reader
from bot.slack.sender import Barred, Failed, Gone, Hopeless, Limited, Miss, Unknown
from bot.talk.missed import Mark, missed

log = structlog.get_logger(__name__)

AGAIN: Final = timedelta(seconds=10)
"""After which a look that Slack did not answer is taken again."""


Method = Literal["conversations.history", "conversations.replies", "reactions.get"]


@dataclass(frozen=True, slots=True)
class _Look:
    """What stands below a message, which emoji are on it, or, without `ts`, what was said in a channel.

    `direct`: only one person reads it. `kept`: the words that are looked for there, which may be gone.
    """

    at: Method
    channel: str
    ts: str
    direct: bool
    kept: Vanished | None = None


class Gaps:
    """`connection`: what Slack tells us through now, None while it can tell us nothing. `me`: the bot's user id."""

    def __init__(
        self,
        records: Lookup,
        desk: Desk,
        reader: Reader,
        connection: Callable[[], object | None],
        clock: Callable[[], datetime],
        me: str,
    ) -> None:
        self._records = records
        self._desk = desk
        self._reader = reader
        self._connection = connection
        self._clock = clock
        self._me = me
        self._pace = Pace()
        self._turn: datetime | None = None
        self._through: object | None = None
        self._heard = records.heard_last() or clock() - REMEMBERED
        self._gaps: list[Gap] = []
        self._looks: deque[_Look] = deque()

    def close(self) -> None:
        """Look as much as Slack's rates allow at once; the rest at the next beat."""
        through = self._connection()
        if through is None:
            return
        now = self._clock()
        if through is not self._through:
            self._records.unheard(self._heard, now)
            self._through = through
        self._heard = now
        self._take_up(self._records.gaps(now))
        while self._looks and self._may(self._looks[0].at) and self._taken(self._looks[0]):
            self._looks.popleft()
        if self._gaps and not self._looks:
            self._records.looked_through(self._gaps)
            self._gaps = []

    def _take_up(self, gaps: list[Gap]) -> None:
        """Begin anew where another gap has come: it may be longer, and what was seen already may have changed."""
        if gaps != self._gaps:
            self._gaps, self._looks = gaps, deque([*self._live(), *self._places()] if gaps else ())
            log.info("gaps.looking", gaps=len(gaps), looks=len(self._looks))

    @property
    def _since(self) -> datetime:
        return self._gaps[0].since

    def _live(self) -> list[_Look]:
        """The messages that still matter, as they stand on the screen; words first, which an emoji may rest on."""
        owed = (each for header in self._records.releases(ACTIVE) for each in self._records.messages(header.release))
        posted = sorted((each.ts, each.channel, each) for each in owed if each.ts and each.channel)
        return [
            _Look(at, channel, ts, bool(each.person))
            for ts, channel, each in posted
            if self._desk.matters(channel, ts)
            for at in _methods(each)
        ]

    def _places(self) -> Iterator[_Look]:
        """Where lines are said to the bot itself: to it alone, and behind a mention in a release's channel."""
        for channel in self._records.directs():
            yield _Look("conversations.history", channel, "", direct=True)
        active = self._records.releases(ACTIVE)
        channels = (self._records.channel_of(header.release, header.channel) for header in active)
        for channel in dict.fromkeys(filter(None, channels)):
            yield _Look("conversations.history", channel, "", direct=False)

    def _may(self, method: str) -> bool:
        now = self._clock()
        turn = max(self._turn or self._pace.reserve(method, "", now), self._pace.opens(method, now))
        self._turn = turn if turn > now else None
        return turn <= now

    def _taken(self, look: _Look) -> bool:
        """Whether it has been looked; False where Slack asks us to come again."""
        now = self._clock()
        match self._followed(look, now):
            case None:
                pass
            case Gone():
                self._desk.deleted(look.kept or Vanished(look.channel, look.ts), "")
            case Limited(seconds):
                self._pace.limited(look.at, now + timedelta(seconds=seconds))
                return False
            case Unknown(why):
                log.warning("gaps.not_seen", channel=look.channel, ts=look.ts, why=why)
                self._pace.limited(look.at, now + AGAIN)
                return False
            case Failed(why) | Hopeless(why) | Barred(why=why):
                log.warning("gaps.not_seen", channel=look.channel, ts=look.ts, why=why)
        return True

    def _followed(self, look: _Look, now: datetime) -> Gone | Miss | None:
        """What is seen there is carried out; or why nothing can be seen."""
        match look.at:
            case "reactions.get":
                shown = self._reader.emoji(look.channel, look.ts)
                if not isinstance(shown, tuple):
                    return shown
                if look.kept is None:
                    self._react(look, shown, now)
            case "conversations.replies":
                replies = self._reader.replies(look.channel, look.ts)
                if not isinstance(replies, tuple):
                    return replies
                self._listen(look, replies)
            case "conversations.history":
                said = self._reader.said(look.channel, self._since)
                if not isinstance(said, tuple):
                    return said
                self._attend(look, said)
        return None

    def _react(self, look: _Look, shown: tuple[Mark, ...], now: datetime) -> None:
        """`now`, before Slack was asked: an event that is older is in what it showed, a younger one comes after it."""
        place = f"{look.channel}:{look.ts}"
        for change in missed(self._records.emoji_on(look.channel, look.ts), shown):
            mark = change.mark
            emoji = Emoji(look.channel, look.ts, mark.emoji, change.present, f"{now.timestamp():.6f}")
            came = "came" if change.present else "went"
            self._desk.reacted(emoji, mark.user, f"seen:{place}:{mark.user}:{mark.emoji}:{came}:{change.after}", "")

    def _listen(self, look: _Look, replies: tuple[Mapping[str, Any], ...]) -> None:
        """What was said, or put in the place of other words, since we last listened; it has its event's own cause."""
        since = self._since.timestamp()
        for message in replies:
            edit = str((message.get("edited") or {}).get("ts") or "")
            if float(edit or message["ts"]) < since:
                continue
            if words := words_of(message, look.channel, self._me, direct=look.direct, edit=edit):
                self._desk.spoke(words, "")
        # Before the emoji of that message, which may rest on them; in another thread about the same they still stand.
        there = {message["ts"] for message in replies}
        for kept in self._desk.kept(look.channel, look.ts):
            if kept.ts not in there:
                self._looks.insert(1, _Look("reactions.get", kept.channel, kept.ts, look.direct, kept))

    def _attend(self, look: _Look, said: tuple[Mapping[str, Any], ...]) -> None:
        """What was said to the bot. Corrected before it was read, it is answered as it stands now."""
        for message in said:
            words = words_of(message, look.channel, self._me, direct=look.direct)
            if words and words.line is not None:
                self._desk.spoke(words, "")


def _methods(owed: Owed) -> tuple[Method, ...]:
    """A message that stands in a thread itself has none of its own."""
    return ("reactions.get",) if owed.thread_of else ("conversations.replies", "reactions.get")
