"""Verbs: their other names in both languages, what is forgiven, what is refused, and which release a line names."""

import re
from collections import Counter

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.talk import queries as q
from bot.talk.grammar.lines import YES, release_named, without_yes
from bot.talk.grammar.parse import parse
from bot.talk.grammar.registry import VERBS
from bot.talk.grammar.verbs import Line, Verb
from tests.slack.lines import typed

CHINESE = re.compile("[\u4e00-\u9fff]")
SPELLINGS = [(verb, name) for verb in VERBS for name in verb.names]
BY_NAME = {verb.name: verb for verb in VERBS}
LATER = ["snooze"]


def line(text: str) -> Line:
    parsed = parse(text)
    assert isinstance(parsed, Line), parsed
    return parsed


def every_verb_has_several_chinese_names() -> None:
    assert [verb.name for verb in VERBS if sum(bool(CHINESE.search(name)) for name in verb.names) < 2] == []


def no_name_stands_for_two_verbs() -> None:
    counted = Counter(name.replace(" ", "") for _, name in SPELLINGS)
    assert [name for name, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(("verb", "name"), SPELLINGS)
def every_name_of_a_verb_is_that_verb_with_the_words_after_it(verb: Verb, name: str) -> None:
    assert line(f"{name} 1b boying-user") == Line(verb, "1b boying-user")


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "。", "...", "\n"])
def no_words_ask_for_the_status(text: str) -> None:
    assert parse(text) == Line(BY_NAME["status"], "")


@pytest.mark.parametrize("text", ["?", "？", " ?? "])
def a_question_mark_asks_for_help(text: str) -> None:
    assert line(text).verb.name == "help"


@pytest.mark.parametrize(
    "text",
    [
        "done 1b", "DONE 1b", "ｄｏｎｅ　1b", "  done \t 1b  ", "done: 1b", "done，1b", "/release done 1b", "/done 1b",
        "完成 1b", "完成　1b", "完成：1b", "完成1b", "/release 完成1b", "“done” 1b",
    ],
)  # fmt: skip
def the_same_line_in_any_typing_is_the_same(text: str) -> None:
    parsed = line(text)
    assert (parsed.verb.name, parsed.words.lstrip("” ")) == ("done", "1b")


def a_verb_of_several_words_is_read_as_one() -> None:
    assert line("on it 1b").verb.name == "watch"
    assert line("Who am I").verb.name == "whoami"
    assert line("sign off 1b") == Line(BY_NAME["done"], "1b")


@pytest.mark.parametrize(
    ("text", "near"), [("statsu", "status"), ("dnoe 1b", "done"), ("豁 1b", "豁免"), ("改期期", "改期")]
)
def an_unknown_verb_answers_with_the_near_ones(text: str, near: str) -> None:
    refused = parse(text)
    assert isinstance(refused, r.NoSuchName)
    assert (refused.what, refused.name) == ("verb", text.partition(" ")[0])
    assert near in refused.near


@pytest.mark.parametrize("text", ["cancel", "cancel my sign-off", "取消", "放弃", "revert 1a-2", "作废 1b"])
def a_word_that_may_end_several_things_asks_which(text: str) -> None:
    """It used to offer to abort the release, or to take production back."""
    assert typed(text, by="shijiasheng") == r.WhichAct(("undo ITEM REASON", "abort REASON"))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("cancel the meeting, everybody is ill", c.CancelMeeting("everybody is ill")),
        ("取消会议 大家都病了", c.CancelMeeting("大家都病了")),
        ("meeting cancel everybody is ill", c.CancelMeeting("everybody is ill")),
        ("cancel the release: no budget", c.Abort("no budget")),
        ("取消发布 没有预算", c.Abort("没有预算")),
        ("unpause", c.Resume()),
        ("unhold", c.Resume()),
        ("取消暂停", c.Resume()),
        ("解除暂停", c.Resume()),
    ],
)
def an_end_is_found_by_the_words_that_name_it(text: str, command: c.Command) -> None:
    assert typed(text, by="shijiasheng") == command


def no_word_that_ends_something_is_offered_for_its_opposite() -> None:
    for text in ("unpase", "unhol", "cancle the meeting", "取消一下"):
        refused = parse(text)
        assert isinstance(refused, r.NoSuchName)
        assert not {"pause", "hold", "abort", "rollback", "terminate"} & set(refused.near[:1])


@pytest.mark.parametrize("verb", LATER)
def a_verb_that_comes_later_is_not_there_yet(verb: str) -> None:
    assert isinstance(parse(f"{verb} 1b"), r.NoSuchName)


def a_line_copied_out_of_a_message_is_read_without_the_space_of_no_width_around_it() -> None:
    assert parse("\u200b/release done 1b\u200b") == Line(BY_NAME["done"], "1b")


def a_line_that_begins_with_a_mention_has_no_verb() -> None:
    assert parse("<@U1|done> 1b") == r.NoSuchName("verb", "<@U1|done>", ())


@pytest.mark.parametrize(
    "text",
    [
        "status in boying-1.0.0",
        "状态 在 boying-1.0.0",
        "状态 在boying-1.0.0",
        "in boying-1.0.0",
        "status IN boying-1.0.0.",
        "status　in　boying-1.0.0！",
    ],
)
def the_release_is_named_at_the_end_in_either_language(text: str) -> None:
    parsed = line(text)
    assert parsed.verb.name == "status"
    assert release_named(parsed, ["other", "boying-1.0.0"]) == "boying-1.0.0"


def a_note_that_ends_like_a_release_stays_a_note() -> None:
    parsed = line("done 1b boying-user tested in production")
    assert release_named(parsed, ["boying-1.0.0"]) == ""


def a_release_that_is_nearly_named_is_asked_for_again_even_after_a_note() -> None:
    parsed = line("done 1b boying-user in boying-1.0.1")
    assert release_named(parsed, ["boying-1.0.0"]) == r.NoSuchName("release", "boying-1.0.1", ("boying-1.0.0",))


def an_unknown_release_is_refused_where_nothing_else_could_be_meant() -> None:
    assert release_named(line("status in mars"), ["boying-1.0.0"]) == r.NoSuchName("release", "mars", ())


def a_line_that_names_no_release_leaves_it_to_the_channel() -> None:
    assert release_named(line("status"), ["boying-1.0.0"]) == ""


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("status", q.Status()),
        ("进度", q.Status()),
        ("why", q.Why()),
        ("为什么 1b boying-user", q.Why("1b/boying-user")),
        ("why 1a-4", q.Why("1a-4")),
        ("我的", q.Mine()),
        ("log", q.Log()),
        ("日志 1b user", q.Log("1b/boying-user")),
        ("我是谁", q.Whoami()),
        ("帮助", q.Help()),
        ("why in boying-1.0.0", q.Why()),
    ],
)
def a_question_is_a_query(text: str, query: q.Query) -> None:
    assert typed(text) == query


def a_step_asked_about_by_name_alone_asks_which_of_its_systems() -> None:
    assert typed("why 3d-2") == r.WhichItem(
        "why", ("3d-2/boying-user", "3d-2/boying-admin", "3d-2/boying-web", "3d-2/boying-admin-web")
    )


@pytest.mark.parametrize("text", ["status", "done 1b", "why 1b", "assign ops <@U7>", "abort", "mine", "log"])
def a_stranger_learns_nothing_from_a_line(text: str) -> None:
    assert typed(text, by="") == r.Stranger()


@pytest.mark.parametrize(("text", "query"), [("help", q.Help()), ("whoami", q.Whoami())])
def a_stranger_may_ask_for_help_and_who_they_are(text: str, query: q.Query) -> None:
    assert typed(text, by="") == query


def a_release_that_runs_is_not_started_again() -> None:
    assert typed("start") == r.AlreadyRunning("boying-1.0.0")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("desk production confirm 1a2b3c4d master 1234567", "desk production master 1234567"),
        ("desk production 确认：1A2B3C4D master", "desk production master"),
        ("confirm confirm 11111111 22222222", ""),
        ("conconfirm 11111111 firm 22222222", ""),
        ("we confirm 1a2b3c4de, as asked", "we confirm 1a2b3c4de, as asked"),
    ],
)
def no_yes_is_left_in_words_of_whoever_was_shown_nothing(words: str, left: str) -> None:
    said = without_yes(words)
    assert said == left
    assert not YES.search(said)
