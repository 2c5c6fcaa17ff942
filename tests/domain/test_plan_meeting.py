"""What a plan can get wrong about the deployment meeting."""

from typing import Any

import pytest

from bot.domain.plan import Plan, as_data
from bot.domain.plan.check.meetings import check_meeting
from tests.domain.council import council

MEETING = 1  # the phase of the meeting


def plan(**meeting: object) -> dict[str, Any]:
    data = as_data(council())
    data["meeting"] |= meeting
    return data


def codes(data: dict[str, Any]) -> list[tuple[str, str | int]]:
    found = check_meeting(Plan.model_validate(data))
    return [(finding.code, next(iter(finding.params.values()))) for finding in found]


def step(number: int, **changed: object) -> dict[str, Any]:
    data = plan()
    data["phases"][MEETING]["steps"][number] |= changed
    return data


def nobody() -> dict[str, Any]:
    return {key: value for key, value in plan().items() if key != "meeting"}


def a_plan_with_a_whole_meeting_has_nothing_wrong() -> None:
    assert codes(plan()) == []


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (plan(invites=["tester", "ops", "owl"]), [("unknown-name", "role")]),
        (plan(required=["lead"]), [("required-uninvited", "lead")]),
        (nobody(), [("meeting-of-nobody", name) for name in ("call", "hold", "minutes")]),
        (step(2, meeting="hold"), [("meeting-part-twice", "minutes")]),
        (step(1, meeting=None), [("meeting-part-missing", "hold")]),
        (step(0, each="system"), [("meeting-per-system", "call")]),
    ],
)
def a_plan_whose_meeting_cannot_be_held_is_told_so(data: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    assert codes(data) == wrong
