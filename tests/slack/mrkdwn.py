"""Slack's marks as Slack reads them: which of them a person would see standing in a text, as characters.

`EXAMPLES` are texts with what stands in each, what is shown then, and what is set how. A mark counts with
white space, a zero-width space, ASCII punctuation or nothing on its outer side, and with no space on its inner; nothing
counts within code, a link or the name of an emoji.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final[list[dict[str, Any]]] = json.loads(Path(__file__).with_name("mrkdwn.json").read_text(encoding="utf-8"))
TAKEN = "\ue000"  # stands for what was understood
ONE_PIECE = re.compile(r"<[^<>]*>|:[a-z0-9_+-]+:")  # a link, a mention, an emoji
BESIDE = re.compile(r"[\s\u200b!-)+-/:-@\[-^{-}]")
SPANS: Final[Mapping[str, re.Pattern[str]]] = {
    "`": re.compile(r"`[^`\n]+`"),
    "*": re.compile(r"\*(?!\s)[^*\n]+(?<!\s)\*"),
    "_": re.compile(r"_(?!\s)[^_\n]+(?<!\s)_"),
    "~": re.compile(r"~(?!\s)[^~\n]+(?<!\s)~"),
}
OURS = re.compile(r"[`*]")


def standing(text: str) -> list[str]:
    """The marks that stay on the screen, whole where they belong together; single ones only of the bot's own kinds."""
    rest = ONE_PIECE.sub(lambda found: ">" * len(found[0]), text)
    stand: list[tuple[int, str]] = []
    for span in SPANS.values():
        spans = list(span.finditer(rest))
        stand += [(found.start(), text[slice(*found.span())]) for found in spans if not _counts(rest, found)]
        rest = span.sub(lambda found: TAKEN * len(found[0]), rest)
    stand += [(found.start(), found[0]) for found in OURS.finditer(rest)]
    return [marks for _, marks in sorted(stand)]


def _counts(text: str, span: re.Match[str]) -> bool:
    before, after = text[: span.start()][-1:], text[span.end() :][:1]
    return all(not beside or BESIDE.match(beside) for beside in (before, after))


def ours(text: str) -> list[str]:
    """Those the bot makes, bold and code: what else stands is a name that somebody gave, as `channel_not_found`."""
    return [marks for marks in standing(text) if OURS.match(marks)]


def mrkdwn_of(seen: Any) -> Iterator[str]:
    """Every text in blocks, messages and views in which marks count."""
    match seen:
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            yield from (text for key, part in seen.items() for text in _within(key, part))
        case list() | tuple():
            yield from (text for part in seen for text in mrkdwn_of(part))


def _within(key: str, part: Any) -> Iterator[str]:
    return iter([part]) if key == "text" and isinstance(part, str) else mrkdwn_of(part)
