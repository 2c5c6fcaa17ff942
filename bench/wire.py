"""Slash commands as Slack sends them, signed, over kept-alive loopback connections, each one timed."""

import hashlib
import hmac
import http.client
import itertools
import math
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

_TRIGGERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody types after `/release`."""

    user: str
    text: str


@dataclass(frozen=True, slots=True)
class Times:
    """How long each answer took, in seconds, sorted; and the whole from first request to last answer."""

    each: tuple[float, ...]
    whole: float

    def at(self, share: float) -> float:
        return self.each[min(len(self.each) - 1, math.ceil(share * len(self.each)) - 1)]

    @property
    def median(self) -> float:
        return self.at(0.5)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.each) / self.whole


@dataclass(frozen=True, slots=True)
class Wire:
    """Where commands go, and whose signature they carry. `must`: words every answer has to hold."""

    port: int
    secret: str
    team: str
    channel: str

    def send(self, lines: Sequence[Line], connections: int = 1, must: str = "") -> Times:
        """All lines, over so many connections at once. AssertionError where an answer is not what it should be."""
        began = time.perf_counter()
        with ThreadPoolExecutor(connections) as pool:
            parts = [lines[n::connections] for n in range(connections)]
            taken = list(pool.map(lambda part: self._in_turn(part, must), parts))
        whole = time.perf_counter() - began
        return Times(tuple(sorted(itertools.chain.from_iterable(taken))), whole)

    def _in_turn(self, lines: Iterable[Line], must: str) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        taken = []
        for line in lines:
            body, headers = self._signed(line)
            began = time.perf_counter()
            connection.request("POST", "/slack/events", body, headers)
            response = connection.getresponse()
            answer = response.read().decode()
            taken.append(time.perf_counter() - began)
            assert response.status == HTTPStatus.OK, answer
            assert must in answer, f"{line.text}: {answer}"
        connection.close()
        return taken

    def _signed(self, line: Line) -> tuple[str, Mapping[str, str]]:
        body = urlencode(
            {
                "token": "unused", "team_id": self.team, "team_domain": "bench", "channel_id": self.channel,
                "channel_name": "bench", "user_id": line.user, "user_name": "bench", "command": "/release",
                "text": line.text, "api_app_id": "A0", "is_enterprise_install": "false",
                "response_url": "https://example.com/none", "trigger_id": f"bench.{next(_TRIGGERS)}",
            }
        )  # fmt: skip
        stamp = str(int(time.time()))
        signature = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        return body, headers
