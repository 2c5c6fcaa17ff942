"""A list as a table that is paged and sorted, beside the same list in words.

Not every workspace has such tables, and no modal has: whoever sends a picture chooses.
https://docs.slack.dev/reference/block-kit/blocks/data-table-block
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.slack.pictures import blocks
from bot.slack.pictures.picture import Block, Picture

# Slack came with 100 rows and 10,000 characters, and takes twice as much since August 2026; the half is right in both.
ROWS: Final = 100
CHARACTERS: Final = 10_000
CELL: Final = 300
PAGE: Final = 10
NOTHING: Final = "—"  # Slack refuses an empty cell


def beside(picture: Picture, parts: Sequence[Block]) -> Picture:
    """The picture, and these blocks instead of its own wherever tables are taken."""
    return replace(picture, tabled=blocks.identified(parts))


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str | int]], others: Sequence[Block] = ()
) -> tuple[list[Block], int]:
    """As many rows as a message has room for beside the `others`, and how many that are.

    Words are plain, not escaped: Slack shows the text of a cell as it is. The first column names the row. A table
    without rows is none.
    """
    made = [_row(head)]
    room = blocks.MESSAGE_ROOM - blocks.weight(others) - blocks.weight(made) - blocks.SHORTEST
    characters = CHARACTERS - _characters(made[0])
    for row in rows:
        cells = _row(row)
        room -= blocks.weight(cells)
        characters -= _characters(cells)
        if room < 0 or characters < 0 or len(made) > ROWS:
            break
        made.append(cells)
    shown = len(made) - 1
    whole = {"type": "data_table", "caption": caption, "page_size": PAGE, "row_header_column_index": 0, "rows": made}
    return [whole] if shown else [], shown


def _row(words: Sequence[str | int]) -> list[Block]:
    return [_cell(each) for each in words]


def _cell(word: str | int) -> Block:
    if isinstance(word, int):  # sorted by its value
        return {"type": "raw_number", "value": word, "text": str(word)}
    text = word[: CELL - 1] + "…" if len(word) > CELL else word
    return {"type": "raw_text", "text": text or NOTHING}


def _characters(cells: Sequence[Block]) -> int:
    return sum(len(cell["text"]) for cell in cells)
