"""A line of text as a verb and its words. Pure: knows no release, so what the words name is found out in `bind`."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import IDEOGRAPHS, SHOWN, near
from bot.domain.refusals import NoSuchName, Refused
from bot.speech.voice import COMMAND
from bot.talk.grammar.lines import ending
from bot.talk.grammar.markup import unmarked
from bot.talk.grammar.registry import UNSAID, VERBS
from bot.talk.grammar.verbs import Line, Verb

BLANK: Final = "\u200b \t\r\n"  # a line copied out of a message may bring along what keeps code apart there
WORD = re.compile(r"[^\W_]+")
QUESTION = re.compile(r"\W*[?？]")
MARKUP: Final = frozenset("<@#&")  # a line that begins with a mention begins with no verb
GLUED: Final = re.compile(rf"[{IDEOGRAPHS}](?=[^\W_{IDEOGRAPHS}])")
LONGEST_VERB: Final = 3  # words: who am i


def parse(text: str, command: str = COMMAND) -> Line | Refused:
    """The line, or NoSuchName for a verb nobody knows. No text at all asks for the status.

    `command`: the slash command's name, which may stand before the line where it is no part of it.
    """
    text = unmarked(text.strip(BLANK))
    if named := re.match(rf"\s*[/／]{re.escape(command.removeprefix('/'))}(?![a-z0-9_-])", text, re.IGNORECASE):
        text = text[named.end() :]
    if question := QUESTION.match(text):
        return _line(KNOWN["?"], text[question.end() :])
    words = tuple(islice(WORD.finditer(text), LONGEST_VERB))
    if not words:
        return _line(UNSAID, "")
    for end in _ends(text, words):
        if verb := KNOWN.get(_compact(text[words[0].start() : end])):
            return _line(verb, text[end:])
    if (closing := ending(text.strip())) and closing[0] == 0:
        return _line(UNSAID, text)
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


KNOWN: Final = {_compact(name) or name: verb for verb in VERBS for name in verb.names}


def _line(verb: Verb, rest: str) -> Line:
    words = rest.strip().lstrip(":：,，、。.!！").strip()
    closing = ending(words)
    return Line(verb, words, closing[1] if closing else "")


def _near_verbs(name: str) -> tuple[str, ...]:
    spelled = {alias: verb.name for verb in VERBS for alias in verb.names}
    chinese = sorted((alias for alias in spelled if not alias.isascii()), key=len, reverse=True)
    begins = filter(name.startswith, chinese)
    by_verb: dict[str, str] = {}
    for alias in (*near(name, spelled), *begins):
        by_verb.setdefault(spelled[alias], alias)
    return tuple(by_verb.values())
