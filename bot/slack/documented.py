"""Payloads that are not as Slack documents them: signed garbage is answered by a 400, and changes nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from slack_bolt import App

from bot.domain.plan.spelling import is_text

UNREADABLE: Final = (LookupError, TypeError, AttributeError, ValueError, OverflowError, RecursionError)
"""What reading a payload raises where it is not what it should be."""
STAMP: Final = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)


class MalformedError(Exception):
    """What was sent lacks what its kind has, or holds something else there."""


@contextmanager
def as_documented() -> Iterator[None]:
    """What is read within is read from a payload alone, so whatever goes wrong is the payload's fault."""
    try:
        yield
    except UNREADABLE as error:
        raise MalformedError(f"{type(error).__name__}: {error}"[:500]) from error


def text(value: object) -> str:
    """The value, which must be text."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text belongs")
    return value


def stamp(value: object) -> str:
    """The value, which must be a moment as Slack writes one: `1700000000.000100`."""
    if not STAMP.fullmatch(text(value)):
        raise ValueError("no moment where one belongs")
    return text(value)


def refuse_what_is_no_text(app: App) -> None:
    """Before anything that comes is served: what no database takes stands nowhere in what Slack sends."""

    def judge(body: dict[str, Any], next: Callable[[], None]) -> None:  # noqa: A002 - Bolt's word
        if not all(map(is_text, _texts(body))):
            raise MalformedError("a text holds NUL, or half a character")
        next()

    app.middleware(judge)


def _texts(body: object) -> Iterator[str]:
    """Every text in it, however deep."""
    left = [body]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            left += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            left += each
