"""A line of text as a verb and its words. Pure: knows no release, so what the words name is found out in `bind`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import IDEOGRAPHS, SHOWN, near
from bot.domain.refusals import NoSuchName, Refused
from bot.talk.grammar.verbs import ALIASES, FREE, Verb

WORD = re.compile(r"[^\W_]+")
QUESTION = re.compile(r"\W*[?？]")
COMMAND = re.compile(r"\s*[/／]release(?![a-z0-9_-])", re.IGNORECASE)
CLOSING = re.compile(r"(?:in|在|于)", re.IGNORECASE)
STOPS: Final = " \t\r\n\u3000.。．!！,，;；"
MARKUP: Final = frozenset("<@#&")  # a line that begins with a mention begins with no verb
GLUED: Final = re.compile(rf"[{IDEOGRAPHS}](?=[^\W_{IDEOGRAPHS}])")
CONFIRM: Final = re.compile(r"(?:confirm|确认)(?!\w)[:,，：]?\s*", re.IGNORECASE)
LONGEST_VERB: Final = 3  # words: who am i


@dataclass(frozen=True, slots=True)
class Line:
    """`words`: all that follows the verb, as written. `note`: words given aside, in a form; `fields`: its other inputs.

    `release`: the name after a closing `in`. Where the verb takes a person's own words it may be a part of them
    ("tested in chrome"): `release_named` tells.
    """

    verb: Verb
    words: str
    release: str = ""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def parse(text: str) -> Line | Refused:
    """The line, or NoSuchName for a verb nobody knows. No text at all asks for the status."""
    if command := COMMAND.match(text):
        text = text[command.end() :]
    if question := QUESTION.match(text):
        return _line("help", text[question.end() :])
    words = tuple(islice(WORD.finditer(text), LONGEST_VERB))
    if not words:
        return _line("status", "")
    for end in _ends(text, words):
        if verb := KNOWN.get(_compact(text[words[0].start() : end])):
            return _line(verb, text[end:])
    if (ending := _ending(text.strip())) and ending[0] == 0:
        return _line("status", text)
    name = text.split()[0][:SHOWN]
    return NoSuchName("verb", name, _near_verbs(name))


def _ends(text: str, words: tuple[re.Match[str], ...]) -> Iterator[int]:
    """Where the verb may end, the longest first; a Chinese one needs no space before what is not Chinese."""
    first = words[0]
    if set(text[: first.start()]) & MARKUP:
        return
    for word in reversed(words):
        if "\n" not in text[first.start() : word.end()]:
            yield word.end()
    for match in reversed(list(GLUED.finditer(first[0]))):
        yield first.start() + match.end()


def _compact(text: str) -> str:
    return "".join(WORD.findall(fold(text)))


KNOWN: Final = {_compact(name) or name: verb for verb, others in ALIASES.items() for name in (verb, *others)}


def _line(verb: Verb, rest: str) -> Line:
    words = rest.strip().lstrip(":：,，、。.!！").strip()
    ending = _ending(words)
    return Line(verb, words, ending[1] if ending else "")


def _ending(words: str) -> tuple[int, str] | None:
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
    ending = _ending(line.words)
    if ending is None or fold(ending[1]) != fold(release):
        return line.words
    return line.words[: ending[0]].strip()


def after_confirmation(words: str) -> tuple[bool, str]:
    """Whether the words begin with `confirm`, and what follows; at their end it may be the end of somebody's reason."""
    match = CONFIRM.match(words)
    return bool(match), words[match.end() :] if match else words


def release_named(line: Line, known: Collection[str]) -> str | NoSuchName:
    """Which of the known releases the line names, "" for none. NoSuchName where it can only have named one."""
    if not line.release:
        return ""
    exact = [name for name in known if fold(name) == fold(line.release)]
    if exact:
        return exact[0]
    likely = near(line.release, known, 0.8)
    return "" if line.verb in FREE and not likely else NoSuchName("release", line.release[:SHOWN], likely)


def _near_verbs(name: str) -> tuple[str, ...]:
    spelled = {alias: verb for verb, others in ALIASES.items() for alias in (verb, *others)}
    chinese = sorted((alias for alias in spelled if not alias.isascii()), key=len, reverse=True)
    begins = filter(name.startswith, chinese)
    by_verb: dict[Verb, str] = {}
    for alias in (*near(name, spelled), *begins):
        by_verb.setdefault(spelled[alias], alias)
    return tuple(by_verb.values())
