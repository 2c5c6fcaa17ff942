"""Lines as they are written: one made of its parts, as a button carries it, and the parts that are found in one."""

import re
from collections.abc import Collection
from typing import Final, Literal

from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import SHOWN, Match, near
from bot.domain.refusals import NoSuchName
from bot.talk.grammar.verbs import Line

CLOSING = re.compile(r"(?:in|在|于)", re.IGNORECASE)
STOPS: Final = " \t\r\n\u3000.。．!！,，;；"
CONFIRM: Final = re.compile(r"(?:confirm|确认)(?!\w)[:,，：]?\s*(?:([0-9a-f]{8})(?!\w)\s*)?", re.IGNORECASE)

YES: Final = re.compile(r"(?:confirm|确认)(?!\w)[:,，：]?\s*[0-9a-f]{8}(?!\w)\s*", re.IGNORECASE)
"""The same, with a code."""


def line(verb: str, release: str, *words: str) -> str:
    """What a person would type: `done 1b/boying-user in boying-1.0.0`."""
    return " ".join(filter(None, (verb, *words, "in", release)))


def carried(said: str, release: str) -> str:
    """What somebody said, with the release it was understood of: a button is pressed in another place and time."""
    closing = ending(said)
    return said if closing and fold(closing[1]) == fold(release) else line(said.strip(), release)


def ending(words: str) -> tuple[int, str] | None:
    """Where the words close with `in NAME` or `在 NAME`, and the name."""
    bare = words.rstrip(STOPS)
    before, last = (["", "", *bare.rsplit(maxsplit=2)])[-2:]
    name, start = last, len(bare) - len(last)
    if CLOSING.fullmatch(before):
        start = bare.rindex(before, 0, start)
    elif last[:1] in ("在", "于") and last[1:]:
        name = last[1:]
    else:
        return None
    return (start, name) if name[0].isalnum() else None


def without_release(line: Line, release: str) -> str:
    """The words without a closing `in <release>`, where that is what they close with."""
    closing = ending(line.words)
    if closing is None or fold(closing[1]) != fold(release):
        return line.words
    return line.words[: closing[0]].strip()


def after_confirmation(words: str, *, coded: bool = False) -> tuple[str, str]:
    """The code behind a `confirm` that the words begin with, "" for none, and what follows.

    At their end the word may be the end of somebody's reason. `coded`: without a code it is one of their own words.
    """
    match = CONFIRM.match(words)
    if match and coded and not match[1]:
        return "", words
    return ((match[1] or "").lower(), words[match.end() :]) if match else ("", words)


def without_yes(words: str) -> str:
    """The words without any code that says yes: of one who has been shown nothing. What is left may hold one, too."""
    while (left := YES.sub("", words)) != words:
        words = left
    return words.strip()


def certain(
    named: Match | None, what: Literal["system", "environment"], words: str, known: Collection[str]
) -> Match | NoSuchName:
    """What the words begin with; NoSuchName where that is nothing that is known, or may be several."""
    if named and len(named.keys) == 1:
        return named
    name = words.split(maxsplit=1)[0][:SHOWN]
    return NoSuchName(what, name, named.keys if named else near(name, known))


def release_named(line: Line, known: Collection[str]) -> str | NoSuchName:
    """Which of the known releases the line names, "" for none. NoSuchName where it can only have named one."""
    if not line.release:
        return ""
    exact = [name for name in known if fold(name) == fold(line.release)]
    if exact:
        return exact[0]
    likely = near(line.release, known, 0.8)
    return "" if line.verb.free and not likely else NoSuchName("release", line.release[:SHOWN], likely)
