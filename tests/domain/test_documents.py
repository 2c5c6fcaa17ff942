"""Documents: what a pasted text holds, what one lacks, and its versions."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Document
from bot.domain.reading.content import difference
from bot.domain.reading.documents import PREFACE, missing, read
from bot.domain.state.documents import Draft
from tests.domain.papers import WHOLE, papers, version, write
from tests.domain.story import HOUR, asked, given

PLAN = Document.model_validate({
    "name": "plan",
    "sections": {
        "order": {"zh": "部署顺序", "en": "Order"},
        "parties": {"zh": "三方依赖", "en": "Third parties"},
        "back": {"zh": "回滚步骤", "en": "Rollback steps"},
    },
})  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "部署顺序：先库后应用\n三方依赖：无\n回滚步骤：还原备份",
        "一、部署顺序\n先库后应用\n二、三方依赖\n无\n三、回滚步骤\n还原备份",
        "1. 部署顺序: 先库后应用\n2. 三方依赖: 无\n3. 回滚步骤: 还原备份",
        "（1）部署顺序 先库后应用\n（2）三方依赖 无\n（3）回滚步骤 还原备份",
        "- 部署顺序：先库后应用\n• 三方依赖：无\n* 回滚步骤：还原备份",
        "## 第一部分：部署顺序\n先库后应用\n**三方依赖**：无\n### 1.3 回滚步骤\n\n还原备份\n",
        "Order: 先库后应用\nTHIRD PARTIES - 无\nRollback steps\n还原备份",
        "order：先库后应用\n 1) parties: 无\nback\t还原备份",
    ],
)  # fmt: skip
def a_pasted_text_is_read_however_its_titles_are_numbered_and_marked(text: str) -> None:
    assert read(PLAN, text) == Draft({"order": "先库后应用", "parties": "无", "back": "还原备份"})


def a_sentence_that_begins_like_an_english_title_begins_no_section() -> None:
    assert read(PLAN, "Order: a\nRollback steps are tested").sections == {"order": "a\nRollback steps are tested"}


def what_stands_before_the_first_title_is_kept() -> None:
    assert read(PLAN, "草稿二\n部署顺序：无").sections == {PREFACE: "草稿二", "order": "无"}


def a_section_keeps_its_lines() -> None:
    assert read(PLAN, "部署顺序：\n- 先库\n\n- 后应用\n").sections == {"order": "- 先库\n\n- 后应用"}


def a_title_with_nothing_under_it_lies_behind_the_link() -> None:
    draft = read(PLAN, "方案 https://wiki.example/1\n部署顺序\n三方依赖：\n回滚步骤：还原")
    assert (draft.link, draft.held) == ("https://wiki.example/1", ("order", "parties"))
    assert missing(PLAN, draft) == ()


@pytest.mark.parametrize("line", ["链接：https://wiki.example/1", "Link: https://wiki.example/1"])
def a_line_of_its_own_gives_the_link_wherever_it_stands(line: str) -> None:
    draft = read(PLAN, f"部署顺序：见 https://elsewhere.example\n三方依赖\n{line}")
    assert draft == Draft({"order": "见 https://elsewhere.example"}, "https://wiki.example/1", ("parties",))


def an_address_within_a_section_is_no_link_to_the_document() -> None:
    assert read(PLAN, "部署顺序：见 https://elsewhere.example").link == ""


def a_title_without_text_and_without_a_link_is_missing() -> None:
    assert missing(PLAN, read(PLAN, "部署顺序：\n回滚步骤：还原")) == ("order", "parties")


def an_incomplete_document_is_refused_with_what_is_missing_and_nothing_changes() -> None:
    story = given(papers()).when(c.Write("plan", Draft({"order": " "})), by="wim")
    story.then(r.Incomplete("plan", "plan", ("order", "rollback")))
    assert story.release.documents == {}


@pytest.mark.parametrize("nothing", [".", "——", "。", "…\n- "])
def a_section_without_a_letter_or_a_digit_says_nothing(nothing: str) -> None:
    assert missing(PLAN, Draft({"order": "先库", "parties": nothing, "back": "7"})) == ("parties",)
    assert missing(PLAN, read(PLAN, f"部署顺序：无\n三方依赖：{nothing}\n回滚步骤：还原")) == ("parties",)


def a_report_without_results_is_refused_and_nothing_changes() -> None:
    story = given(papers()).when(c.Sign("report/site", "Cases: 40 of them, the boundaries too\nResults:"), by="tom")
    story.then(r.Incomplete("report/site", "report", ("results",))).then_state("report/site", "open")
    assert story.release.documents == {}


def whoever_may_sign_signs_by_writing() -> None:
    story = given(papers()).when(write(), by="wim").then_events(e.Written, e.Signed).then_state("plan", "done")
    assert [v.number for v in story.release.documents["plan"]] == [1]


def a_pasted_document_is_delivered_by_signing_with_it() -> None:
    story = given(papers()).when(c.Sign("plan", "Order: first\nRollback steps: back"), by="wim")
    story.then_events(e.Written, e.Signed)
    assert story.release.documents["plan"][0].sections == {"order": "first", "rollback": "back"}


def a_version_that_was_written_too_early_to_sign_is_signed_later_without_words() -> None:
    paused = given(papers(), asked(c.Pause("lunch"), by="lena")).when(write(), by="wim")
    resumed = paused.then_events(e.Written).and_given(asked(c.Resume(), by="lena"))
    resumed.when(c.Sign("plan"), by="wim").then_events(e.Signed)


def nobody_else_writes_the_document() -> None:
    given(papers()).when(write(), by="tom").then(r.NotYourRole)


def an_item_that_asks_for_no_document_takes_none() -> None:
    given(papers()).when(c.Write("chat", version()), by="kim").then(r.NoDocument("chat"))


def the_same_version_twice_changes_nothing() -> None:
    given(papers(), asked(write(), by="wim")).when(write(), by="wim").then(r.Unchanged("plan"))


def a_new_version_by_the_author_signs_anew_by_itself() -> None:
    story = given(papers(), asked(write(), by="wim")).when(write(order="site first"), by="wim")
    story.then_events(e.Written, e.Outdated, e.Signed).then_state("plan", "done")
    assert [v.sections["order"] for v in story.release.documents["plan"]] == [WHOLE["order"], "site first"]


def nobody_replaces_unseen_what_somebody_delivered_meanwhile() -> None:
    story = given(papers(), asked(write(), by="wim"))
    begun, seen = (c.Write("plan", version(order="site first"), over) for over in (0, 1))
    story.when(begun, by="wim").then(r.Overtaken("plan", 1, "wim", story.now))
    story.when(seen, by="wim").then_events(e.Written, e.Outdated, e.Signed)
    story.when(c.Write("plan", version(), 0), by="wim").then(r.Unchanged("plan"))


def a_signature_taken_back_is_given_again_for_the_version_that_is_there() -> None:
    undone = given(papers(), asked(write(), by="wim")).when(c.Withdraw("plan"), by="wim")
    undone.when(write(), by="wim").then_events(e.Signed)


def a_document_that_was_sent_back_is_to_be_written_anew() -> None:
    sent = given(papers(), asked(write(), by="wim")).later(HOUR).when(c.SendBack("review", "too short"), by="raul")
    sent = sent.later(HOUR)
    sent.when(c.Sign("plan", "as agreed"), by="wim").then(r.Incomplete("plan", "plan", ("order", "rollback")))
    sent.when(write(), by="wim").then_events(e.Written, e.Signed)


def a_difference_shows_only_the_lines_that_changed() -> None:
    assert difference(("a", "b", "c"), ("a", "B", "c", "d")) == ("- b", "+ B", "+ d")
