"""Payloads that are not as Slack documents them: signed garbage is answered by a 400, and changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager


class MalformedError(Exception):
    """What was sent lacks what its kind has, or holds something else there."""


@contextmanager
def as_documented() -> Iterator[None]:
    """What is read within is read from a payload alone, so whatever goes wrong is the payload's fault."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise MalformedError(f"{type(error).__name__}: {error}") from error


def text(value: object) -> str:
    """The value, which must be text."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text belongs")
    return value
