"""Calls to a team's platform: one host, a bounded time, a bounded answer. What cannot be had is `Down`, with its why.

The addresses are a plan's: whatever its names resolve to, nothing is said to the inside of a machine or of a cloud.

Decides when a platform that asked for a rest may be called again; what its answers mean is not known here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from ipaddress import ip_address
from ssl import SSLContext
from time import monotonic
from typing import Any, Literal, TypeVar

import httpx

from bot.domain.plan.watching import is_forbidden

Clock = Callable[[], datetime]
Why = Literal[
    "no-address",  # `detail` is no address of such a platform
    "insecure",  # credentials would travel in clear
    "not-allowed",  # `detail` is the inside of a machine or of a cloud
    "no-credentials",
    "not-permitted",  # the installation's own plan has no such platform, `detail`: it is called by no record alone
    "unreachable",
    "timed-out",
    "redirected",  # to another host, `detail`
    "refused",  # the credentials are wrong or do not suffice
    "rate-limited",
    "not-found",
    "wrong-query",
    "failed",
    "too-large",
    "too-many",
    "not-understood",
]

Build = Callable[[], httpx.Request]
Said = TypeVar("Said")

HOPS = 3  # redirects on the same host, as a renamed repository answers with
REST = timedelta(minutes=1)  # for a platform that asks for one without saying how long
LONGEST_REST = timedelta(hours=1)
QUOTED = 300  # characters of a platform's own explanation
WORDLESS = frozenset({HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT})
RATE_LIMITS = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Down:
    """The platform cannot tell: why, the fact behind it (untranslated), and when it may be asked again."""

    why: Why
    detail: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said: JSON, and the address of the next page ("" on the last).

    `data` is None where it takes something on without a word; `location`: where it says that thing is.
    """

    data: Any
    next_page: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two pieces of an answer, and for the whole of it; bytes of an answer."""

    connect: float = 5
    piece: float = 10
    whole: float = 30
    largest: int = 16_000_000  # a hundred GitHub issues as long as they may be take seven


DEFAULT_LIMITS = Limits()


def is_private(url: httpx.URL) -> bool:
    """Credentials may go there: encrypted, or to this very machine."""
    return url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin(url: httpx.URL) -> str:
    """`https://example.com` or `http://127.0.0.1:8080`."""
    return f"{url.scheme}://{url.netloc.decode()}"


class NotAllowed(httpx.TransportError):
    """The machine that was connected to, by its IP, is none that a plan may send us to."""


def judge_machine(event: str, info: Mapping[str, Any]) -> None:
    """The `trace` of httpcore: looks at whom a connection has reached, before a byte is sent.

    What a name resolves to is asked nowhere else, so that it cannot mean another machine in between. Behind a proxy the
    proxy is judged, which is the installation's own.
    """
    if event != "connection.connect_tcp.complete":
        return
    stream = info["return_value"]
    ip = stream.get_extra_info("server_addr")[0]
    if is_forbidden(ip):
        stream.close()
        raise NotAllowed(ip)


class Caller:
    """Calls one host with the same credentials. Not to be used by two threads at once."""

    def __init__(
        self, base: str, credentials: Mapping[str, str], clock: Clock, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._base = httpx.URL(base)
        self._clock = clock
        self._limits = limits
        self._resting: Down | None = None
        self._client = httpx.Client(
            headers={"User-Agent": "release-captain", "Accept-Encoding": "identity", **credentials},
            timeout=httpx.Timeout(limits.piece, connect=limits.connect),
            verify=trusted(),
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | Down:
        return self._ask(lambda: self._client.build_request("GET", url, params=params, headers=headers))

    def post(
        self, url: str, body: Mapping[str, Any] | bytes, headers: Mapping[str, str] | None = None
    ) -> Answer | Down:
        """`body`: JSON, or its bytes as they were signed."""
        if isinstance(body, bytes):
            given = {"Content-Type": "application/json", **(headers or {})}
            return self._ask(lambda: self._client.build_request("POST", url, content=body, headers=given))
        return self._ask(lambda: self._client.build_request("POST", url, json=body, headers=headers))

    def submit(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer | Down:
        """As a browser submits a form."""
        return self._ask(lambda: self._client.build_request("POST", url, data=dict(fields), headers=headers))

    def read(self, url: str) -> str | Down:
        """The text of a page, whatever it is written in."""
        return self._asked(
            lambda: self._client.build_request("GET", url), lambda _, body: body.decode("utf-8", "replace")
        )

    def _ask(self, build: Build) -> Answer | Down:
        return self._asked(build, _understood)

    def _asked(self, build: Build, understand: Callable[[httpx.Response, bytes], Said | Down]) -> Said | Down:
        if self._resting and self._resting.again_at and self._clock() < self._resting.again_at:
            return self._resting
        try:
            heard = self._follow(build(), understand)
        except NotAllowed as machine:
            heard = Down("not-allowed", str(machine))
        except httpx.TimeoutException:
            heard = Down("timed-out", self._base.host)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            heard = Down("unreachable", f"{self._base.host}: {error}"[:QUOTED])
        self._resting = heard if isinstance(heard, Down) and heard.again_at else None
        return heard

    def _follow(
        self, request: httpx.Request, understand: Callable[[httpx.Response, bytes], Said | Down]
    ) -> Said | Down:
        """The answer, after redirects to the same host that do not change what is asked."""
        method, ends = request.method, monotonic() + self._limits.whole
        for _ in range(HOPS + 1):
            if origin(request.url) != origin(self._base) or request.method != method:
                return Down("redirected", request.url.host)
            request.extensions = {**request.extensions, "trace": judge_machine}
            response = self._client.send(request, stream=True)
            try:
                body = self._read(response, ends)
            finally:
                response.close()
            if isinstance(body, Down):
                return body
            if response.next_request is None:
                return understand(response, body) if response.is_success else self._judge(response, body)
            request = response.next_request
        return Down("redirected", request.url.host)

    def _read(self, response: httpx.Response, ends: float) -> bytes | Down:
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > self._limits.largest:
                return Down("too-large", self._base.host)
            if monotonic() > ends:
                return Down("timed-out", self._base.host)
        return bytes(body)

    def _judge(self, response: httpx.Response, body: bytes) -> Down:
        status, said = response.status_code, _explained(body)
        if status in RATE_LIMITS and _asks_for_rest(response, said):
            return Down("rate-limited", said, _again_at(response.headers, self._clock()) or self._clock() + REST)
        match status:
            case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
                return Down("refused", said)
            case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
                return Down("not-found", str(response.url.copy_with(query=None)))
            case HTTPStatus.BAD_REQUEST | HTTPStatus.CONFLICT | HTTPStatus.UNPROCESSABLE_ENTITY:
                return Down("wrong-query", said)
            case _:
                return Down("failed", f"HTTP {status}", _again_at(response.headers, self._clock()))


@cache
def trusted() -> SSLContext:
    """Whom every call trusts: reading all certificates takes longer than a call."""
    return httpx.create_ssl_context()


def _understood(response: httpx.Response, body: bytes) -> Answer | Down:
    location = response.headers.get("location", "")
    if not body and response.status_code in WORDLESS:
        return Answer(None, location=location)
    try:
        return Answer(json.loads(body), response.links.get("next", {}).get("url", ""), location)
    except (ValueError, RecursionError):
        return Down("not-understood", response.url.host)


def _explained(body: bytes) -> str:
    """GitHub's and GitLab's `message`, Jira's `errorMessages`, cut short; "" when there is no such thing."""
    try:
        match json.loads(body):
            case {"message": str(message)}:
                return message[:QUOTED]
            case {"message": dict() | list() as parts}:
                return json.dumps(parts, ensure_ascii=False)[:QUOTED]
            case {"errorMessages": [*messages]}:
                return " ".join(map(str, messages))[:QUOTED]
    except (ValueError, RecursionError):
        return ""
    return ""


def _asks_for_rest(response: httpx.Response, said: str) -> bool:
    """As GitHub tells a rate limit from a lack of rights (docs: rate limits for the REST API)."""
    return (
        response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        or "retry-after" in response.headers
        or response.headers.get("x-ratelimit-remaining") == "0"
        or "rate limit" in said.lower()
    )


def _again_at(headers: httpx.Headers, now: datetime) -> datetime | None:
    """From `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (GitHub: epoch seconds, Jira: ISO 8601)."""
    moment = _moment(headers.get("retry-after", ""), now) or (
        _moment(headers.get("x-ratelimit-reset", ""), datetime.fromtimestamp(0, UTC))
        if headers.get("x-ratelimit-remaining", "0") == "0"
        else None
    )
    return min(max(moment, now), now + LONGEST_REST) if moment else None


def _moment(words: str, counted_from: datetime) -> datetime | None:
    try:
        if words.isdigit():
            return counted_from + timedelta(seconds=int(words))
        read = parsedate_to_datetime(words) if "," in words else datetime.fromisoformat(words)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
