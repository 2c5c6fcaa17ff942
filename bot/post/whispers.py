"""Answers that one person sees: shown once, in the first of their places that takes them, or dropped when stale.

They cannot be looked up, so what may have been shown is not shown again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.post.claims import Claims
from bot.post.directs import Directs
from bot.record.owing import ASKED
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Failed, Limited, Miss, Sender, Sent, Unknown
from storage.outbox import Owed

log = structlog.get_logger(__name__)

STALE: Final = timedelta(minutes=30)
"""After so long nobody waits for an answer; no response_url lives longer either."""
SKEW: Final = timedelta(minutes=10)
"""By how much Slack's clock may be behind ours when a message of ours is looked up by its time."""


class Whispers:
    def __init__(
        self,
        sender: Sender,
        directs: Directs,
        claims: Claims,
        clock: Callable[[], datetime],
        quarantine: timedelta,
    ) -> None:
        self._sender = sender
        self._directs = directs
        self._claims = claims
        self._clock = clock
        self._quarantine = quarantine

    def deliver(self, owed: Owed) -> None:
        if owed.kind == ASKED:
            self._ask(owed)
        # No method of Slack reads ephemerals back: https://docs.slack.dev/reference/methods/chat.postEphemeral
        elif owed.attempted_at is not None:
            log.warning("delivery.answer_unknown", key=owed.key)
            self._claims.shown(owed, "")
        elif self._clock() - owed.not_before > STALE:
            log.warning("delivery.answer_dropped", key=owed.key, why=owed.error)
            self._claims.shown(owed, "")
        elif self._claims.attempt(owed) is not None:
            self._say(owed)

    def _ask(self, owed: Owed) -> None:
        """What somebody waits for is neither dropped nor asked twice: it is in a conversation, which can be read."""
        free = owed.attempted_at is None or self._is_free(owed, owed.attempted_at)
        if free and self._claims.attempt(owed) is not None:
            self._say(owed)

    def _is_free(self, owed: Owed, attempted_at: datetime) -> bool:
        """Whether the attempt whose outcome is unknown has surely left nothing."""
        clear = attempted_at + self._quarantine
        if self._clock() < clear:
            self._claims.later(owed, clear - self._clock(), None, unknown=True)
            return False
        direct = self._directs.channel(owed.target["whisper_to"])
        found = self._sender.find(direct, owed.key, attempted_at - SKEW, None) if isinstance(direct, str) else direct
        match found:
            case None:
                return True
            case Sent():
                self._claims.shown(owed, "")
            case _:
                self._claims.failed(owed, str(found), unknown=True)
        return False

    def _say(self, owed: Owed) -> None:
        answer: Sent | Miss = Failed("it has no place")
        tabled = tuple(owed.spec.get("tabled", ()))  # answers owed by an earlier version have none
        picture = Picture(owed.spec["text"], tuple(owed.spec["blocks"]), tabled=tabled)
        for answer in self._tries(owed, picture):
            match answer:
                case Sent():
                    log.debug("delivery.posted", key=owed.key)
                    self._claims.shown(owed, "")
                    return
                case Unknown(why=why):
                    log.warning("delivery.unknown", key=owed.key, why=why)
                    self._claims.failed(owed, why, unknown=True)
                    return
                case _:
                    log.info("delivery.answer_refused", key=owed.key, why=str(answer))
        if isinstance(answer, Limited):
            self._claims.later(owed, timedelta(seconds=answer.seconds), None)
        elif not isinstance(answer, Sent | Unknown):
            self._claims.failed(owed, answer.why)

    def _tries(self, owed: Owed, picture: Picture) -> Iterator[Sent | Miss]:
        """Where it happened, through Slack's own door for answers; there as a member; and else to the person alone.

        The first works where the bot is no member, as long as the url lives; the second as long as the bot is one.
        """
        url, channel, thread = (owed.target.get(part) for part in ("response_url", "channel", "thread"))
        user = owed.target.get("whisper_to")
        if url:
            yield self._sender.respond(url, picture, thread, replaces=owed.spec.get("replaces", False))
        if channel and user:
            yield self._sender.whisper(channel, user, picture, thread)
        if user:
            direct = self._directs.channel(user)
            yield self._sender.post(direct, picture, owed.key, None) if isinstance(direct, str) else direct
