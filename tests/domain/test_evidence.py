"""Words that are asked for say something: what merely fills their place is not taken, wherever it is given."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.evidence import gives_something, is_none, says_something
from bot.domain.state.documents import Draft
from bot.speech import prompts
from bot.speech.voice import Voice
from tests.domain.harbour import BACK, SCRIPT, at_go_live, ready
from tests.domain.papers import papers, write
from tests.domain.plans import boying
from tests.domain.story import asked, given, ready_for, up_to

EMPTY = (
    "", "-", "——", "…", "TODO", "tbd.", "to-do", "ＴＯＤＯ", "待补充", "暂缺。", "<!channel>", "<!here> <@U1|tom>",
    "<#C1|general>", "@channel", ":tada: :+1:", "、。",
)  # fmt: skip
TO_COME = ("TODO: write", "todo: tbd", "待补充：回滚步骤", "- TBD: ask ops\n- 待定：时间")
NONE = ("none", "None.", "没有", "无", "n/a", "N/A", "nothing", "none yet", "no reason", "暂无")
NO_BACKUP = (
    "no backup", "没有备份", "无备份", "none", "n/a", "not backed up", "no backups exist", "backup not needed",
    "未备份", "还没做备份", "不需要备份", "备份未做",
)  # fmt: skip
BACKUPS = ("nobackup-2021.tar", "备份已完成", "rds-42", "backup of 14 June", "全量备份 3 份，不含日志")
REAL = (
    "2 GB",
    "已备份",
    "ok",
    "12",
    "1.4.1",
    "无异常",
    "没有问题",
    "no problems",
    "no backup",
    "a slip",
    "rds-42",
    "<https://wiki.example/1>",
    "Y",
    "x",
    "Ａ",
    "是",
    "later",
    "以后再说",
    "todo list checked",
    "待定项已确认",
)
PIECES = st.lists(st.sampled_from([*EMPTY, " ", "\n", "!"]), max_size=6).map(" ".join)


@over(PIECES)
def what_merely_fills_a_place_says_nothing(words: str) -> None:
    assert not says_something(words)
    assert not gives_something(words)


@over(PIECES, st.sampled_from(REAL), PIECES)
def a_short_word_that_says_something_says_it_among_all_that(before: str, word: str, after: str) -> None:
    assert gives_something(f"{before} {word} {after}")


@pytest.mark.parametrize("words", NONE)
def a_word_for_none_is_an_answer_and_gives_nothing(words: str) -> None:
    assert is_none(words)
    assert says_something(words)
    assert not gives_something(words)


def no_backup_reason_or_result_is_given_by_words_that_are_none() -> None:
    story, tested = ready(), given(boying(), ready_for("2a-2/boying-user"))
    story.when(c.RecordBackup("db", ""), by="dora").then(r.Lacks("backup", "backup db NAME"))
    for words in (*EMPTY, *NONE):
        assert isinstance(story.when(c.RecordBackup("db", words), by="dora").decision, r.Lacks | r.NoBackup), words
        story.when(c.Waive("close", words), by="lena").then(r.Lacks)
        story.when(c.Override("ship/db", words), by="lena").then(r.Lacks)
        story.when(c.ReportBug("A", "gate", words), by="tina").then(r.Lacks)
        tested.when(c.Sign("2a-2/boying-user", words), by="fucheng").then(r.MissingEvidence)
        tested.when(c.Fail("2a-2/boying-user", words), by="fucheng").then(r.Lacks)


@pytest.mark.parametrize("words", TO_COME)
def what_is_marked_as_still_to_come_is_not_there(words: str) -> None:
    assert not says_something(words)
    assert gives_something(f"{words}\nstop the writers")


def one_letter_is_an_answer_where_it_is_one() -> None:
    tested = given(boying(), ready_for("2a-2/boying-user"))
    tested.when(c.Sign("2a-2/boying-user", "Y"), by="fucheng").then_events(e.Signed)


@pytest.mark.parametrize("voice", [Voice("en"), Voice("zh-CN")])
def what_a_document_hardly_says_is_shown_to_whoever_reviews_it(voice: Voice) -> None:
    story = given(papers()).when(write(rollback="以后再说"), by="wim")
    shown = prompts.item(voice, story.release, "review", "rosa", story.now)
    assert "“以后再说”" in shown
    assert "site after paper" not in shown


@pytest.mark.parametrize("words", EMPTY)
def a_section_that_is_merely_filled_is_lacking(words: str) -> None:
    given(papers()).when(write(rollback=words), by="wim").then(r.Incomplete("plan", "plan", ("rollback",)))


def a_section_may_say_that_there_is_none() -> None:
    told = given(boying(), up_to("1a-4"))
    sections = dict.fromkeys(told.release.plan.documents["go-live-plan"].sections, "无")
    told.when(c.Write("1a-4", Draft(sections)), by="chenxiaowen").then_events(e.Written, e.Signed)


@pytest.mark.parametrize("words", BACKUPS)
def a_backup_is_one_whatever_else_is_said_of_it(words: str) -> None:
    ready().confirms(c.RecordBackup("db", words), by="dora").then_events(e.BackupRecorded)


def no_backup_will_do_where_nothing_was_there_before() -> None:
    """As long as that is on record: when something turns out to have been there, a backup is asked for again."""
    brought = (c.AttachScript("db", "v7.sql", SCRIPT), c.AttachRollback("db", "v7.sql", BACK))
    story = at_go_live().and_given(*(asked(each, by="dora") for each in brought))
    story = story.and_given(asked(c.ReviewScript("db", "v7.sql"), by="olaf"))
    for words in NO_BACKUP:
        story.when(c.RecordBackup("db", words), by="dora").then(r.NoBackup("db"))
    new = story.when(c.RecordPrevious("db", nothing=True), by="dora").then_state("ship/db", "blocked")
    new = new.when(c.RecordBackup("db", "none"), by="dora").then_state("ship/db", "open")
    lacking = r.PacketIncomplete("ship/db", "db", (("", "backup"),))
    was_there = new.confirms(c.RecordPrevious("db", commit="6.0"), by="dora").then_state("ship/db", "blocked")
    was_there.when(c.Sign("ship/db"), by="dora").then(lacking)
