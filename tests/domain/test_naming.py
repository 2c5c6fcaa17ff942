"""Names: what is forgiven in a spelling, which of two names wins, and that people are found exactly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan.code import is_branch
from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import (
    Match,
    Names,
    item_named,
    near,
    people_named,
    pieces,
    role_names,
    same_address,
    system_names,
)
from bot.domain.state.staffing import Known
from tests.domain.plans import boying
from tests.slack.boying import started

STEPS = Names.of((key, key) for key in ("1-11", "11-1", "3d", "3d-2", "smoke-test"))
PEOPLE = {
    "li": Known("Ann Li", "ann@team.example"),
    "lin": Known("Ann  Lin", "lin@team.example"),
    "lee": Known("Ann Li", "lee@team.example"),
}


@given(st.text(max_size=200))
def a_folded_text_is_as_long_as_it_was(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert [text[piece.end - len(piece.text) : piece.end] for piece in pieces(text)] == [
        text[piece.end - len(piece.text) : piece.end] for piece in pieces(fold(text))
    ]


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\u00ad", "\ufeff", "\u3164", "\U000e0041"])
def a_branch_whose_name_is_not_all_seen_is_none(sign: str) -> None:
    assert is_branch("release/2021-06-功能")
    assert not any(is_branch(name) for name in (f"mas{sign}ter", f"{sign}master", f"master{sign}"))


def an_ideograph_is_a_piece_and_a_run_of_letters_is_one() -> None:
    assert [(piece.text, piece.gap) for piece in pieces("１Ｂ测试-Boying、x")] == [
        ("1b", ""),
        ("测", ""),
        ("试", ""),
        ("boying", "-"),
        ("x", "、"),
    ]


@pytest.mark.parametrize(
    ("words", "keys", "rest"),
    [
        ("1-11 ok", ("1-11",), "ok"),
        ("1.11 ok", ("1-11",), "ok"),
        ("11_1 ok", ("11-1",), "ok"),
        ("111 ok", ("1-11", "11-1"), "ok"),
        ("3d-2 ok", ("3d-2",), "ok"),
        ("3d 2 ok", ("3d",), "2 ok"),
        ("3d: 2 ok", ("3d",), "2 ok"),
        ("smoke test ok", ("smoke-test",), "ok"),
        ("smoketest", ("smoke-test",), ""),
    ],
)
def a_name_is_the_longest_that_is_spelled_so(words: str, keys: tuple[str, ...], rest: str) -> None:
    named = STEPS.first(words)
    assert named is not None
    assert (named.keys, named.rest) == (keys, rest)


@pytest.mark.parametrize("words", ["", "3", "3da", "smoke: test", "smok", "测试"])
def no_name_is_found_where_none_begins(words: str) -> None:
    assert STEPS.first(words) is None


def a_chinese_name_needs_no_space_after_it() -> None:
    named = Names.of([("user", "用户中心"), ("login", "用户")]).first("用户中心测试通过")
    assert named is not None
    assert (named.keys, named.rest) == (("user",), "测试通过")


@pytest.mark.parametrize("words", ["tech lead", "Tech-Lead", "TECH_LEAD", "技术负责人", "tech-lead"])
def a_role_is_named_by_its_key_or_in_either_language(words: str) -> None:
    named = role_names(boying()).first(words)
    assert named is not None
    assert named.keys == ("tech-lead",)


def a_system_is_named_by_its_key_or_its_name() -> None:
    names = system_names(boying(), boying().systems)
    assert [
        found.keys
        for word in ("boying-database", "Boying  Database", "boying_database")
        if (found := names.first(word))
    ] == [("boying-database",)] * 3


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("li", ("li",)),
        ("LI", ("li",)),
        ("ann  lin", ("lin",)),
        ("ＡＮＮ@team.example", ("li",)),
        ("Ann Li", ("li", "lee")),
        ("ann", ()),
        ("l", ()),
        ("", ()),
    ],
)
def a_person_is_found_exactly_or_not_at_all(name: str, found: tuple[str, ...]) -> None:
    assert people_named(PEOPLE, name) == found


def a_persons_address_is_theirs_alone() -> None:
    assert same_address(PEOPLE, "LEE@team.example") == "lee"
    assert same_address(PEOPLE, "ee@team.example") == ""
    assert same_address({"new": Known("New", "")}, "") == ""


@pytest.mark.parametrize("item", sorted(started().layout.items))
def every_item_is_named_by_its_own_id(item: str) -> None:
    assert item_named(started(), f"{item} ok") == Match((item,), "ok")


def the_near_names_come_in_their_own_spelling_best_first() -> None:
    assert near("BOYING-USR", boying().systems)[0] == "boying-user"
    assert near("zzz", boying().systems) == ()
