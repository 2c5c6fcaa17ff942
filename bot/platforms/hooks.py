"""Webhooks: verified, read, and handed on with their cause. A hook is news, never a command: it decides nothing.

The body is bounded by the web server (`bot/web.py`), before anything here sees it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, Protocol, TypeVar, assert_never

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

CAUSE = re.compile(r"[\w.:=+/-]{1,100}", re.ASCII)

News = TypeVar("News")
News_co = TypeVar("News_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Brought(Generic[News_co]):
    """News, and the id of the delivery that brought it: the same one again changes nothing."""

    news: News_co
    delivery: str


@dataclass(frozen=True, slots=True)
class Noted:
    """It is kept, or it was before."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A webhook of theirs that is none of our concern."""

    why: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Signed, but not as documented."""

    why: str


Told = Callable[[News, str], Noted | Ignored | Malformed]
"""Takes the news and their cause; raises where it cannot keep them, so that they are sent again."""


class Hook(Protocol[News_co]):
    """One platform's webhook. Header names are in lower case."""

    @property
    def path(self) -> str: ...

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime, /) -> str:
        """Why the sender is not who he must be; "" when he is. Pure, in constant time."""

    def read(self, headers: Mapping[str, str], data: Any) -> "Brought[News_co] | Ignored | Malformed": ...


def routes(
    hooks: Iterable[Hook[News]], secrets: Sequence[str], told: Told[News], clock: Callable[[], datetime]
) -> list[Route]:
    """Each hook at its path, `told` in a thread of the pool. Any of the `secrets` will do: one may be being changed."""
    return [Route(hook.path, _endpoint(hook, secrets, told, clock), methods=["POST"]) for hook in hooks]


def _endpoint(
    hook: Hook[News], secrets: Sequence[str], told: Told[News], clock: Callable[[], datetime]
) -> Callable[[Request], Any]:
    async def receive(request: Request) -> Response:
        if not secrets:
            return _answer(HTTPStatus.NOT_FOUND, "no secret for webhooks is set here")
        body = await request.body()
        headers = dict(request.headers.items())
        refusals = [hook.refusal(secret, headers, body, clock()) for secret in secrets]
        if all(refusals):
            return _answer(HTTPStatus.UNAUTHORIZED, "; ".join(dict.fromkeys(refusals)))
        read = _read(hook, headers, body)
        if isinstance(read, Brought):
            return _judged(await run_in_threadpool(told, read.news, f"{hook.path}:{read.delivery}"))
        return _judged(read)

    return receive


def _judged(heard: Noted | Ignored | Malformed) -> Response:
    match heard:
        case Noted():
            return _answer(HTTPStatus.OK, "noted")
        case Ignored(why):
            return _answer(HTTPStatus.ACCEPTED, f"ignored: {why}")
        case Malformed(why):
            return _answer(HTTPStatus.BAD_REQUEST, why)
        case _:
            assert_never(heard)


def _read(hook: Hook[News], headers: Mapping[str, str], body: bytes) -> Brought[News] | Ignored | Malformed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return Malformed("the body is no JSON; send it as application/json")
    read = hook.read(headers, data)
    if isinstance(read, Brought) and not CAUSE.fullmatch(read.delivery):
        return Malformed("the delivery has no id, or not a usable one")
    return read


def _answer(status: HTTPStatus, why: str) -> Response:
    return PlainTextResponse(why, status)
