"""Every finding has a sentence in both languages, and the two speak of the same things."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.domain.check.finding import What, error
from bot.plan_words import SENTENCES, WHAT, sentence

HERE = Path(__file__).parent


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def every_sentence_says_the_same_in_both_languages(code: str) -> None:
    text = SENTENCES[code]
    assert blanks(text.en) == blanks(text.zh)
    assert re.search(r"[一-鿿]", text.zh)
    assert not re.search(r"[一-鿿]", text.en)


@pytest.mark.parametrize("code", SENTENCES)
def every_sentence_says_what_to_do(code: str) -> None:
    assert re.search(r"[;,] ", SENTENCES[code].en), "what is wrong, then what to do"


@pytest.mark.parametrize("code", SENTENCES)
def every_rule_is_shown_by_a_test(code: str) -> None:
    tests = (path.read_text(encoding="utf-8") for path in HERE.glob("test_plan_*.py"))
    assert any(f'"{code}' in text or f'{code}"' in text for text in tests)


def every_sort_of_name_has_a_word() -> None:
    assert set(WHAT) == set(get_args(What))


def what_was_meant_is_asked_only_where_a_name_resembles() -> None:
    near = error((), "unknown-name", what="role", name="opps", near="ops")
    far = error((), "unknown-name", what="role", name="x", near="")
    assert sentence(near, "en") == "there is no role `opps`; name one that exists. Did you mean ops?"
    assert sentence(far, "zh-CN") == "没有名为 `x` 的角色；请改成已有的名称。"
