"""Whether a mail of twice the size takes twice as long to read, whatever somebody wrote into it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.mail.reading import read

SMALL: Final = 100_000  # characters
TIMES: Final = 3
FACTOR: Final = 8
HOSTILE: Final[Mapping[str, Callable[[int], str]]] = {
    "<a <a <a": lambda n: "<a " * (n // 3),
    "<a=\"<a='": lambda n: "<a=\"<a='" * (n // 8),
    "<!-- <!--": lambda n: "<!-- " * (n // 5),
    "<script <script": lambda n: "<script>" * (n // 8),
    "<blockquote>x": lambda n: "<blockquote>x" * (n // 13),
    "<pre> <div": lambda n: "<pre>" + " <div>" * (n // 6),
    "<head></title>": lambda n: "<head></title>" * (n // 14),
    "a<b>a<b>": lambda n: "a<b>" * (n // 4),
    "&#38;&": lambda n: "&#38;&" * (n // 6),
    "one long line": lambda n: "x" * n,
    "@ wrote: @ wrote:": lambda n: "a@b 2021 wrote:\n" * (n // 16),
    "> > >": lambda n: "> x\n" * (n // 4),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """How much longer a mail takes that is FACTOR times as large."""

    name: str
    small: float
    ratio: float


def measure() -> list[Growth]:
    found = []
    for name, made in HOSTILE.items():
        small, large = _best(made(SMALL)), _best(made(SMALL * FACTOR))
        found.append(Growth(name, small, large / small))
    return found


def _best(body: str) -> float:
    raw = b"From: a@b\r\nContent-Type: text/html\r\n\r\n" + body.encode()
    return min(_once(raw) for _ in range(TIMES))


def _once(raw: bytes) -> float:
    began = time.process_time()
    read(raw)
    return time.process_time() - began
