"""What is wrong with a plan is said in one sentence that tells what to do."""

import re
from typing import get_args

import pytest

from bot.domain.plan.check.finding import What, error
from bot.speech import checks, terminal
from bot.speech.voice import Voice
from tests.speech import stage

EN = Voice("en", "plain")
ZH = Voice("zh-CN", "plain")


@pytest.mark.parametrize("code", checks.SENTENCES)
def every_sentence_says_what_to_do(code: str) -> None:
    assert re.search(r"[;,] ", checks.SENTENCES[code]), "what is wrong, then what to do"


def every_sort_of_name_has_a_word() -> None:
    assert set(checks.WHAT) == set(get_args(What))


def what_was_meant_is_asked_only_where_a_name_resembles() -> None:
    near = error((), "unknown-name", what="role", name="opps", near="ops")
    far = error((), "unknown-name", what="role", name="x", near="")
    assert checks.finding(EN, near) == "there is no role `opps`; name one that exists. Did you mean ops?"
    assert checks.finding(ZH, near) == "没有名为 `opps` 的角色；请改成已有的名称。是不是 ops？"
    assert checks.finding(ZH, far) == "没有名为 `x` 的角色；请改成已有的名称。"


def a_value_of_the_file_is_cut_and_kept_on_one_line() -> None:
    told = checks.finding(EN, error((), "bad-id", value="a\nb\x1b[2J" + "c" * 1000))
    assert told.startswith("`a b[2Jcc")
    assert told.endswith("…` cannot be an id; use letters, digits and hyphens")
    assert len(told) < 300


def the_command_line_speaks_both_languages() -> None:
    assert terminal.plan_is_usable(EN, stage.PLAN) == "Shop can be run: 4 people, 2 systems, 2 phases, 4 steps."
    assert terminal.who_may_act(EN).endswith("guests may not act.")
    assert terminal.plan_is_usable(ZH, stage.PLAN) == "商城可以使用：4 人、2 个系统、2 个阶段、4 个步骤。"
    assert terminal.no_person(EN, "x", ("lin", "fu")) == "Nobody is known as “x”; name one of: lin, fu."
    assert terminal.verified(EN, 1, 0) == "The record is whole: 1 entry."
    assert terminal.verified(ZH, 12, 0) == "记录完整，共 12 条。"
    assert terminal.verified(EN, 12, 2).startswith("The record was changed: 2 entries are not as they were written.")
    assert terminal.broken(EN, "shop-1.0", 3, "gap") == "shop-1.0, entry 3: it is missing"
    assert "/release start" in terminal.no_release(EN, "")
    assert terminal.no_release(ZH, "x") == "没有名为“x”的发布；不写名称则取最近一次。"
