"""The blocks of 2025 and 2026, by their reference pages and the SDK's models: tables, plans, cards and others.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.elements import BUTTON, CONTEXT_ACTIONS
from sandbox.blockkit.objects import BLOCK_ID, IMAGE, any_text, plain_text, typed
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import (
    Check,
    all_of,
    at,
    boolean,
    by_type,
    items,
    needs_one_of,
    number,
    one_of,
    record,
    string,
)

MARKDOWN_LIMIT = 12_000
TABLE_TEXT_LIMIT = 10_000
COLUMNS = 20

_RAW_TEXT = typed({"text": string()}, {})
_RAW_NUMBER = typed({"value": number(), "text": string()}, {})
_CELL = by_type({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT})
_HEADER_CELL = by_type({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER})
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _cells_within_their_limit(value: Any, pointer: str) -> Iterator[str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if sum(_characters(row) for row in rows or ()) > TABLE_TEXT_LIMIT:
        yield at(f"{pointer}/rows", f"cells must hold less than {TABLE_TEXT_LIMIT + 1} characters together")


def _characters(part: Any) -> int:
    """Of all the text in a cell or row."""
    match part:
        case {"text": str(text)}:
            return len(text)
        case dict():
            return sum(_characters(inner) for inner in part.values())
        case list():
            return sum(_characters(inner) for inner in part)
        case _:
            return 0


TABLE = all_of(
    typed(
        {"rows": items(items(_CELL, COLUMNS), 100)}, {**BLOCK_ID, "column_settings": items(_COLUMN, COLUMNS, minimum=0)}
    ),
    _cells_within_their_limit,
)


def _a_header_and_equal_rows(value: Any, pointer: str) -> Iterator[str]:
    match value:
        case {"rows": [[*header], *rest]}:
            for index, cell in enumerate(header):
                yield from _HEADER_CELL(cell, f"{pointer}/rows/0/{index}")
            for index, row in enumerate(rest, 1):
                if isinstance(row, list) and len(row) != len(header):
                    yield at(f"{pointer}/rows/{index}", f"must have {len(header)} cells like the header")


DATA_TABLE = all_of(
    typed(
        {"caption": string(), "rows": items(items(_CELL, COLUMNS), 101, minimum=2)},
        {**BLOCK_ID, "page_size": number(1, 100), "row_header_column_index": number(0, COLUMNS - 1)},
    ),
    _a_header_and_equal_rows,
    _cells_within_their_limit,
)

_SOURCE = typed({"url": string(), "text": string()}, {})
_TASK: dict[str, Check] = {
    **BLOCK_ID,
    "details": by_type({"rich_text": RICH_TEXT}),
    "output": by_type({"rich_text": RICH_TEXT}),
    "sources": items(by_type({"url": _SOURCE}), minimum=0),
    "status": one_of("pending", "in_progress", "complete", "error"),
}
TASK_CARD = typed({"task_id": string(), "title": string()}, _TASK)
_PLANNED_TASK = record({"task_id": string(), "title": string()}, {"type": one_of("task_card"), **_TASK})


def _distinct_tasks(value: Any, pointer: str) -> Iterator[str]:
    tasks = value.get("tasks") if isinstance(value, dict) else None
    names = Counter(task.get("task_id") for task in tasks or () if isinstance(task, dict))
    for name, count in names.items():
        if count > 1:
            yield at(f"{pointer}/tasks", f"task_id “{name}” already exists for another task")


PLAN = all_of(typed({"title": string()}, {**BLOCK_ID, "tasks": items(_PLANNED_TASK, 50, minimum=0)}), _distinct_tasks)

ALERT = typed({"text": any_text(200)}, {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")})

CARD = all_of(
    typed(
        {},
        {
            **BLOCK_ID,
            "hero_image": by_type({"image": IMAGE}),
            "icon": by_type({"image": IMAGE}),
            "title": any_text(150),
            "subtitle": any_text(150),
            "body": any_text(200),
            "actions": items(by_type({"button": BUTTON}), 3),
        },
    ),
    needs_one_of("hero_image", "title", "actions", "body"),
)
CAROUSEL = typed({"elements": items(by_type({"card": CARD}), 10)}, BLOCK_ID)

CONTEXT_ACTIONS_BLOCK = typed({"elements": items(by_type(CONTEXT_ACTIONS), 5)}, BLOCK_ID)
MARKDOWN = typed({"text": string(MARKDOWN_LIMIT)}, BLOCK_ID)


def _no_divider_on_a_folding_header(value: Any, pointer: str) -> Iterator[str]:
    match value:
        case {"is_collapsible": True, "has_header_divider": True}:
            yield at(f"{pointer}/has_header_divider", "cannot be set when is_collapsible is true")
        case {"default_collapsed": True, **rest} if not rest.get("is_collapsible"):
            yield at(f"{pointer}/default_collapsed", "needs is_collapsible to be true")


def container(children: dict[str, Check]) -> Check:
    return all_of(
        typed(
            {"child_blocks": items(by_type(children), 10)},
            {
                **BLOCK_ID,
                "title": plain_text(150),
                "rich_text_title": by_type({"rich_text": RICH_TEXT}),
                "subtitle": any_text(150),
                "width": one_of("narrow", "standard", "wide", "full"),
                "icon": by_type({"image": IMAGE}),
                "is_collapsible": boolean,
                "default_collapsed": boolean,
                "has_header_divider": boolean,
            },
        ),
        needs_one_of("title", "rich_text_title"),
        _no_divider_on_a_folding_header,
    )
