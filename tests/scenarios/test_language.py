"""Everybody is spoken to in their own language and by their own clock; the channel in the plan's."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.evidence import typed
from tests.scenarios.screen import labels_of, words_of
from tests.scenarios.stage import BOYING, Stage, stage


@pytest.fixture(scope="module")
def s() -> Iterator[Stage]:
    """陈晓雯 reads English, in Berlin."""
    cast: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
    cast["people"]["chenxiaowen"] |= {"locale": "en-US", "tz": "Europe/Berlin"}
    with stage(people=cast) as set_up:
        set_up.person("shijiasheng").types("/release start")
        yield set_up


def a_reader_of_english_gets_english_answers_and_prompts(s: Stage) -> None:
    chen = s.person("chenxiaowen")
    assert "Submit to test" in chen.types("/release status")
    assert "cannot be signed yet" in chen.types("/release done 1a-2 boying-user x")
    assert "Write the go-live plan" in words_of(chen.prompt("1a-4"))
    assert any(label.startswith("Write…") for label in labels_of(chen.prompt("1a-4")))
    chen.clicks(chen.prompt("1a-4"), value="done 1a-4 in boying-1.0.0")
    assert chen.form is not None
    assert "Rollback steps" in str(chen.form.content)
    chen.hands.closes()


def the_others_and_the_channel_get_the_plans_language(s: Stage) -> None:
    assert "提交测试" in s.person("shijiasheng").types("/release status")
    assert "提交测试" in words_of(s.person("chenxiaowen").card())
    assert "撰写上线方案" in words_of(s.person("fanghao").prompt("1a-4"))


def each_reader_has_go_live_in_the_plans_zone_and_by_her_own_clock(s: Stage) -> None:
    for person in s.cast("chenxiaowen", "shijiasheng"):
        told = person.types("/release status")
        assert "2021-06-14 12:00 (Asia/Shanghai)" in told
        assert "<!date^1623643200^" in told
    assert "06:00 Europe/Berlin" in s.person("chenxiaowen").types("/release status")


def an_english_verb_and_a_chinese_one_do_the_same_whatever_the_language(s: Stage) -> None:
    chen, fu = s.cast("chenxiaowen", "fucheng")
    assert chen.types("/release 状态") == chen.types("/release status")
    assert fu.types("/release 我的待办") == fu.types("/release mine")
    assert "1b" in fu.types(f"/release 完成 1b boying-user {typed(s.plan, '1b/boying-user')}")
    assert "1b" in fu.types("/release 撤回 1b boying-user")


def an_emoji_is_answered_in_the_language_of_whoever_gave_it(s: Stage) -> None:
    chen, fang = s.cast("chenxiaowen", "fanghao")
    assert "Several items fit" in chen.reacts("✅", on=chen.dms()[0])
    assert "请选其一" in fang.reacts("✅", on=fang.dms()[0])
