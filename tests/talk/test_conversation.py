"""A line is read once and bound anew in its transaction alone; rules are asked beforehand only for a form."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from bot.core import conversation, open_core
from bot.record.lookup import Member
from bot.record.service import Caller
from bot.slack.pictures.answers import Answers
from bot.talk.understanding import Opener, SaidLine
from tests.domain.plans import boying
from tests.migrated import migrated
from tests.slack.boying import STARTED

COUNTED = {
    ("bot.talk.grammar.parse", "parse"): "read",
    ("bot.talk.which_release", "release_meant"): "looked up",
    ("bot.talk.grammar.bind", "bind"): "bound",
    ("bot.domain.rules", "decide"): "decided",
}
ITEM, DOCUMENT, PLAIN = "1a-2/boying-user", "1b/boying-user", "1a-1/boying-database"
LOOK = Counter({"read": 1, "looked up": 1, "bound": 1})
ACT = Counter({"read": 1, "looked up": 1, "bound": 2, "decided": 1})
Said = Callable[[str, Opener | None], Counter[str]]


@pytest.fixture(name="counted")
def a_release_in_which_what_a_line_costs_is_counted(tmp_path: Path) -> Said:
    core = open_core(migrated(tmp_path / "release.db"), lambda: STARTED)
    people = boying().people.items()
    core.records.learn_members([
        Member(f"U-{key}", "here", known.email, key, "en-US", "UTC", active=True, guest=False) for key, known in people
    ])  # fmt: skip
    answers = Answers(core.records, boying(), lambda: STARTED)
    talk = conversation(core, boying(), answers, "T1", lambda: STARTED)
    talk.answer(SaidLine("start", Caller("U-shijiasheng", "slash", "start")))

    def said(text: str, opener: Opener | None) -> Counter[str]:
        spoken = SaidLine(text, Caller("U-fucheng", "slash", text), opener=opener)
        return counting(lambda: talk.answer(spoken))

    return said


def counting(act: Callable[[], object]) -> Counter[str]:
    calls: Counter[str] = Counter()

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        name = COUNTED.get((frame.f_globals.get("__name__", ""), frame.f_code.co_name))
        if name and event == "call":
            calls[name] += 1

    sys.setprofile(profile)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("text", ["status", f"why {ITEM}", "mine"])
@pytest.mark.parametrize("opener", ["typed", "clicked", None])
def a_line_that_looks_is_read_and_bound_once(counted: Said, text: str, opener: Opener | None) -> None:
    assert counted(text, opener) == LOOK


@pytest.mark.parametrize("opener", ["typed", "clicked", None])
@pytest.mark.parametrize("text", [f"watch {ITEM}", f"block {ITEM} no power"])
def a_line_that_acts_is_bound_anew_and_decided_in_its_transaction_alone(
    counted: Said, text: str, opener: Opener | None
) -> None:
    assert counted(text, opener) == ACT


def a_line_that_lacks_its_reason_opens_the_form_without_asking_the_rules(counted: Said) -> None:
    assert counted(f"block {ITEM}", "clicked") == LOOK


def a_click_whose_form_depends_on_the_rules_asks_them_once(counted: Said) -> None:
    assert counted(f"done {DOCUMENT}", "clicked") == LOOK + Counter({"decided": 1})


def a_signature_that_brings_nothing_is_decided_once_by_a_click_too(counted: Said) -> None:
    assert counted(f"done {PLAIN}", "clicked") == ACT


def a_typed_line_that_opens_a_form_is_read_and_bound_once(counted: Said) -> None:
    assert counted(f"done {DOCUMENT}", "typed") == LOOK + Counter({"decided": 1})
