"""The few pieces of Block Kit this bot is made of, within Slack's limits whatever a plan holds or a person writes.

Decides how a text is cut and how many entries fit; says nothing itself. https://docs.slack.dev/reference/block-kit/blocks
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from zlib import crc32

from bot.slack.pictures.picture import Block, Picture
from bot.speech import marks

MESSAGE_ROOM = 12_000  # characters of JSON; Slack refuses a message near 13,200 (msg_blocks_too_long)
SHORTEST = 100  # no text is squeezed below this
SECTION = 2_900
CONTEXT = 1_500
HEADER = 150
TEXT = 3_800  # bytes: an edit is refused beyond 4,000 (msg_too_long)
CUT = f"{marks.APART}…"  # how a text that was cut may end
BAR = re.compile(r"[\u2580-\u259f]+(?: · | )?")  # Unicode's block elements, and what sets them apart from the words
# What mrkdwn must not be cut inside of: an entity, a mention, code, bold.
PIECES = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|`[^`\n]+`|\*[^*\n]{1,200}\*|.", re.DOTALL)
MOST = 50  # blocks of a message
FULL = 13_000  # characters of JSON that a message surely takes
LONGEST = 3_000  # characters of any text within a block
PLAINEST = 1_000  # bytes that any place takes as text


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION)}}


def context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, CONTEXT)}]}


def actions(elements: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(elements)}


def plain(text: str, limit: int) -> Block:
    """A plain_text object. Slack refuses an empty one."""
    return {"type": "plain_text", "text": text[: limit - 1] + "…" if len(text) > limit else text or "-"}


def cut(text: str, limit: int, size: Callable[[str], int] = len) -> str:
    """At most `limit` characters, never ending inside an entity, a mention, a date, code or bold."""
    if size(text) <= limit:
        return text
    pieces = PIECES.findall(text)
    kept = "".join(pieces[: fitting(map(size, pieces), limit - size(CUT), len(pieces))])
    return marks.settled(marks.apart(kept) + "…")


def octets(text: str) -> int:
    """How long Slack takes a message's text to be. Its pages say characters; an edit is measured in bytes of UTF-8.

    https://github.com/openclaw/openclaw/pull/115027
    """
    return len(text.encode())


def weight(part: object) -> int:
    """How many characters of a message's room this takes."""
    return len(json.dumps(part, ensure_ascii=False))


def fitting(weights: Iterable[int], room: int, most: int) -> int:
    """How many of these, taken in order, fit into `room`; at most `most`."""
    fit = 0
    for taken in weights:
        room -= taken
        if room < 0 or fit == most:
            break
        fit += 1
    return fit


def sections(lines: Sequence[str]) -> list[Block]:
    """The lines in as few sections as their length allows."""
    made: list[list[str]] = []
    length = 0
    for line in lines:
        if not made or length + len(line) + 1 > SECTION:
            made.append([])
            length = 0
        made[-1].append(line)
        length += len(line) + 1
    return [section("\n".join(part)) for part in made]


def picture(blocks: Sequence[Block], *, live: bool = False) -> Picture:
    """The message: its text says all that its blocks say; a block that reads differently gets another block_id.

    The text is what a notification shows and what is read aloud: a bar is for the eye, and its number stands beside it.
    """
    fitted = squeezed(blocks)
    text = BAR.sub("", "\n".join(filter(None, map(words_of, fitted))))
    return Picture(cut(text, TEXT, octets), identified(fitted), live)


def anchored(picture: Picture) -> Picture:
    """As it is sent: with its anchor at the end, smaller than the rest."""
    if not picture.anchor:
        return picture
    shown = [*(picture.blocks or [section(picture.text)]), context(picture.anchor)]
    text = f"{cut(picture.text, TEXT - octets(picture.anchor) - 1, octets)}\n{picture.anchor}"
    return replace(picture, text=text, blocks=identified(shown))


def squeezed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the longest texts halved until a message has room for all; ordinary ones stay as they are."""
    fitted = list(blocks)
    while weight(fitted) > MESSAGE_ROOM:
        longest = max(range(len(fitted)), key=lambda index: len(words_of(fitted[index])))
        length = len(words_of(fitted[longest]))
        if length <= SHORTEST:
            break
        fitted[longest] = _shorter(fitted[longest], length // 2)
    return fitted


def _shorter(block: Block, limit: int) -> Block:
    if block["type"] == "context":
        return context(cut(words_of(block), limit))
    return section(cut(words_of(block), limit)) if block["type"] == "section" else header(words_of(block)[:limit])


def plainer(picture: Picture) -> Picture | None:
    """The same with less to refuse: its list in words, then without layout, then with fewer words; None: no less."""
    if picture.tabled:
        return replace(picture, tabled=())
    if picture.blocks:
        return Picture(picture.text)
    shorter = next((length for length in (TEXT, PLAINEST) if octets(picture.text) > length), None)
    return Picture(cut(picture.text, shorter, octets)) if shorter else None


def surely_taken(shown: Picture) -> Picture:
    """For a place that refuses without saying so, such as a command's answer: as rich as Slack's limits allow."""
    if not shown.blocks and octets(shown.text) > TEXT:
        shown = replace(picture(sections(shown.text.splitlines())), tabled=shown.tabled)
    while not _fits(shown) and (simpler := plainer(shown)) is not None:
        shown = simpler
    return shown


def _fits(shown: Picture) -> bool:
    return octets(shown.text) <= TEXT and all(
        len(blocks) <= MOST
        and weight(blocks) <= FULL
        and all(0 < len(text) <= limit for block in blocks for text, limit in _texts(block, block["type"]))
        for blocks in (shown.blocks, shown.tabled)
    )


def _texts(part: object, kind: str) -> Iterator[tuple[str, int]]:
    """Every text within a block, and how long Slack lets it be there."""
    match part:
        case {"type": "mrkdwn" | "plain_text", "text": str(text)}:
            yield text, HEADER if kind == "header" else LONGEST
        case dict():
            for inner in part.values():
                yield from _texts(inner, kind)
        case list() | tuple():
            for inner in part:
                yield from _texts(inner, kind)


def identified(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple({**block, "block_id": f"{index}.{_mark(block)}"} for index, block in enumerate(blocks))


def _mark(block: Block) -> str:
    return f"{crc32(json.dumps(block, sort_keys=True).encode()):08x}"


def words_of(block: Block) -> str:
    """What a block says, without what may be pressed."""
    match block:
        case {"type": "header" | "section", "text": {"text": str(words)}}:
            return words
        case {"type": "context", "elements": [{"text": str(words)}]}:
            return words
        case _:
            return ""
