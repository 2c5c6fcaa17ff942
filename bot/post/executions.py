"""What a workflow waits for: its step's end, said once, and again where the answer was lost; Slack heeds the first."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot.domain.state.release import Release
from bot.post.claims import Claims, digest
from bot.post.turns import Turns
from bot.record.lookup import Lookup
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Sender, Sent
from storage import outbox
from storage.engine import Database
from storage.outbox import Owed

log = structlog.get_logger(__name__)

Paint = Callable[[Owed, Release, datetime, Mapping[str, str]], Picture]


class Executions:
    def __init__(
        self,
        database: Database,
        records: Lookup,
        sender: Sender,
        paint: Paint,
        turns: Turns,
        claims: Claims,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._records = records
        self._sender = sender
        self._paint = paint
        self._turns = turns
        self._claims = claims
        self._clock = clock

    def end(self, owed: Owed, execution: str) -> None:
        release = self._records.look(owed.release) if owed.release else None
        error = owed.spec.get("error", "")
        if release and "error" not in owed.spec:
            error = self._paint(owed, release, self._clock(), {}).text
        outputs = self._outputs(owed, release) if release and not error else {}
        told = digest([outputs, error])
        if told != owed.shown_hash:
            if not self._turns.has_come("functions.completeSuccess", "", owed):
                return
            answer = self._sender.end(execution, outputs, error)
            if not isinstance(answer, Sent):
                self._turns.missed(owed, answer, method="functions.completeSuccess")
                return
            log.debug("delivery.execution_ended", key=owed.key)
        self._claims.shown(owed, told)

    def _outputs(self, owed: Owed, release: Release) -> dict[str, str]:
        """The release, and where its card is."""
        with self._database.read() as conn:
            card = outbox.find(conn, owed.thread_of) if owed.thread_of else None
        if card is None or not card.channel or not card.ts:
            return {"release": release.id}
        link = self._sender.permalink(card.channel, card.ts)
        return {"release": release.id, "channel": card.channel, "card": link}
