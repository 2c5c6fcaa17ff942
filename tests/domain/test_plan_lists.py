"""What `check` finds about a step that lists the lines of a document."""

from typing import Any

import pytest

from bot.domain.plan import Plan
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from tests.domain.launch import launch
from tests.domain.test_watching import FIRING

ASKS = {"kind": "link", "text": "where it is monitored"}


def codes(lists: dict[str, Any], *, written: bool = True) -> set[str]:
    data = launch().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["phases"][3]["steps"][0]["lists"] = {"document": "plan", "section": "installs"} | lists
    if not written:
        del data["phases"][0]["steps"][0]["asks"]
    return {finding.code for finding in check(Plan.model_validate(data), Calendar(), FIRING)}


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({"document": "plans"}, "unknown-name"),
        ({"section": "hosts"}, "unknown-name"),
        ({"asks": ASKS | {"kind": "branch"}}, "lists-asks"),
    ],
)
def a_step_lists_what_the_plan_has_and_asks_for_words(lists: dict[str, Any], code: str) -> None:
    assert code not in codes({"asks": ASKS})
    assert code in codes(lists)


def a_document_that_is_listed_is_written_in_some_step() -> None:
    assert "lists-unwritten" not in codes({})
    assert "lists-unwritten" in codes({}, written=False)
