"""Any platform that takes a signed order and calls back (docs/deployments.md): `POST at`, and `GET at/reference`."""

import json
from typing import Any
from urllib.parse import quote

from bot.platforms.calling import DEFAULT_LIMITS, Answer, Caller, Clock, Down, Limits
from bot.platforms.deployments.run import NAME, Order, Progress, Rejected, Started, unstarted
from bot.platforms.deployments.told import told
from bot.platforms.fields import link, plain, within
from bot.platforms.signatures import dated

UNKNOWN_RUN = "none"
TAKES_ORDERS_ALONE = "HTTP 405"


class Webhook:
    """`secret` signs what we send; `token`, where there is one, is a bearer token besides."""

    def __init__(self, at: str, secret: str, token: str | None, clock: Clock, limits: Limits = DEFAULT_LIMITS) -> None:
        self._at = at.rstrip("/")
        self._secret = secret
        self._clock = clock
        self._caller = Caller(at, {"Authorization": f"Bearer {token}"} if token else {}, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def probe(self) -> Down | None:
        """Asked for a run that there is not: whoever only takes orders answers 404 or 405, and is there."""
        answer = self._caller.get(f"{self._at}/{UNKNOWN_RUN}", headers=self._signed(UNKNOWN_RUN.encode()))
        if not isinstance(answer, Down) or answer.why == "not-found" or answer.detail == TAKES_ORDERS_ALONE:
            return None
        return answer

    def start(self, order: Order) -> Started | Rejected | Down:
        """It must take the same run twice as one: an order that went unanswered is sent again as it was."""
        body = json.dumps({**order.words, "parameters": dict(order.parameters)}, ensure_ascii=False).encode()
        answer = self._caller.post(self._at, body, {**self._signed(body), "Idempotency-Key": quote(order.run)})
        if isinstance(answer, Down):
            return unstarted(answer, self._clock)
        reference = plain(within(answer.data, "reference"), NAME) or order.run
        return Started(reference, link(within(answer.data, "url")))

    def look(self, reference: str) -> Progress | Down:
        """The signature is over the reference. A platform that only calls back answers 404, and nothing is known."""
        answer = self._caller.get(f"{self._at}/{quote(reference, safe='')}", headers=self._signed(reference.encode()))
        match answer:
            case Answer(data):
                return self._understood(data)
            case Down(why="not-found"):
                return Progress("unknown")
            case Down():
                return answer

    def _understood(self, data: Any) -> Progress | Down:
        progress = told(data)
        return Down("not-understood", progress) if isinstance(progress, str) else progress

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._clock().timestamp()))
        return {"X-Release-Timestamp": stamp, "X-Release-Signature": dated(self._secret, body, stamp)}
