"""What people did while the bot was away: looked for after each start, and after each gap in the connection to Slack.

Slack tells of an event three times within some minutes, and then never again; what people see stays. An act that is
found this way is the same act as its event, should that come after all.
https://docs.slack.dev/apis/events-api#retries
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import structlog

from bot.record.lookup import REMEMBERED, Lookup, Owed
from bot.record.service import ACTIVE, Emoji
from bot.slack.desk import Desk
from bot.slack.messages import Vanished, words_of
from bot.slack.pace import Pace
from bot.slack.reading import Reader
from bot.slack.sender import Barred, Failed, Gone, Hopeless, Limited, Miss, Unknown
from bot.talk.missed import Mark, missed

log = structlog.get_logger(__name__)

UNDER_WAY: Final = timedelta(minutes=10)
"""How long an event may be on its way to us, with all its retries."""
AGAIN: Final = timedelta(seconds=10)
"""After which a look that Slack did not answer is taken again."""


Method = Literal["conversations.replies", "reactions.get"]


@dataclass(frozen=True, slots=True)
class _Look:
    """One call: what stands below a message, or which emoji are on it. `direct`: only one person reads it."""

    at: Method
    channel: str
    ts: str
    direct: bool


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
        self._since = self._heard
        self._looks: deque[_Look] = deque()

    def close(self) -> None:
        """Look as much as Slack's rates allow at once; the rest at the next beat."""
        through = self._connection()
        if through is None:
            return
        if through is not self._through:
            self._through, self._since = through, self._heard - UNDER_WAY
            self._looks = deque(self._live())
            log.info("gaps.looking", since=self._since.isoformat(), looks=len(self._looks))
        self._heard = self._clock()
        while self._looks and self._may(self._looks[0].at) and self._taken(self._looks[0]):
            self._looks.popleft()

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

    def _may(self, method: str) -> bool:
        now = self._clock()
        turn = max(self._turn or self._pace.reserve(method, "", now), self._pace.opens(method, now))
        self._turn = turn if turn > now else None
        return turn <= now

    def _taken(self, look: _Look) -> bool:
        """Whether it has been looked; False where Slack asks us to come again."""
        now = self._clock()
        match self._reader.emoji(look.channel, look.ts) if look.at == "reactions.get" else self._replies(look):
            case tuple() as shown:
                self._react(look, shown, now)
            case None:
                pass
            case Gone():
                self._desk.deleted(Vanished(look.channel, look.ts), "")
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

    def _replies(self, look: _Look) -> Gone | Miss | None:
        replies = self._reader.replies(look.channel, look.ts)
        if not isinstance(replies, tuple):
            return replies
        self._listen(look, replies)
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


def _methods(owed: Owed) -> tuple[Method, ...]:
    """A message that stands in a thread itself has none of its own."""
    return ("reactions.get",) if owed.thread_of else ("conversations.replies", "reactions.get")
