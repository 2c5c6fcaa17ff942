"""Lines about documents, reviews, branches and scripts, as people type them."""

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.reading.documents import PREFACE
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.talk import queries as q
from tests.domain.papers import DIGEST, WHOLE, papers, write
from tests.slack.boying import after, started
from tests.slack.lines import typed


def _typed(text: str, by: str = "wim", release: Release | None = None) -> object:
    return typed(text, by, release or started(papers()))


@pytest.mark.parametrize("verb", ["write", "写", "提交文档", "deliver"])
def a_document_is_written_with_its_sections_under_their_titles(verb: str) -> None:
    text = f"{verb} plan\n部署顺序：site after paper\nRollback steps: print the old one"
    assert _typed(text) == c.Write("plan", Draft(WHOLE))


def a_document_may_be_written_without_naming_the_item_that_asks_for_it() -> None:
    assert _typed("write") == c.Write("plan", Draft({}))
    assert _typed("write", by="tom") == r.WhichItem("write", ("report/site", "report/paper", "report/store"))


def the_words_that_belong_to_no_section_are_kept() -> None:
    assert _typed("write plan see <https://wiki.example/1>") == c.Write(
        "plan", Draft({PREFACE: "see https://wiki.example/1"}, "https://wiki.example/1")
    )


@pytest.mark.parametrize("text", ["write show plan", "写 查看 plan", "write show review", "document show plan"])
def a_document_is_read_by_its_item_or_by_that_of_its_review(text: str) -> None:
    assert _typed(text, by="raul") == q.Document("plan")


def an_item_without_a_document_has_none_to_show() -> None:
    assert _typed("write show chat") == r.NoDocument("chat")
    assert _typed("write chat words") == c.Write("chat", Draft({}))


@pytest.mark.parametrize("text", ["sendback review no steps", "退回 review no steps", "send back plan no steps"])
def a_work_is_sent_back_by_its_own_name_or_by_that_of_its_review(text: str) -> None:
    assert _typed(text, by="raul") == c.SendBack("review", "no steps")


def the_only_review_that_is_open_needs_no_name() -> None:
    assert _typed("sendback", by="raul", release=after(started(papers()), "wim", write())) == c.SendBack("review")


@pytest.mark.parametrize(
    ("text", "branch", "commit"),
    [
        ("branch site release/1.1 3f2a91c", "release/1.1", "3f2a91c"),
        ("分支 site release/1.1 3f2a91c", "release/1.1", "3f2a91c"),
        ("branch site 3f2a91c", "release/1", "3f2a91c"),
    ],
)
def a_branch_comes_with_its_commit(text: str, branch: str, commit: str) -> None:
    assert _typed(text, by="max") == c.SubmitCode("site", branch, commit)


def a_system_without_branches_takes_the_version_of_its_scripts() -> None:
    assert _typed("branch store scripts 1.0", by="mia") == c.SubmitCode("store", "", "scripts 1.0")


def a_commit_over_another_is_confirmed_by_the_same_line() -> None:
    confirmed = c.SubmitCode("site", "release/1", "3f2a91c", confirmed="12ab34cd")
    assert _typed("branch confirm 12ab34cd site release/1 3f2a91c", by="max") == confirmed
    assert _typed("分支 确认 12ab34cd site release/1 3f2a91c", by="max") == confirmed


def a_branch_without_a_commit_and_a_system_that_is_not_in_the_plan_are_refused() -> None:
    assert _typed("branch site release/1") == r.Lacks("commit", "branch site BRANCH COMMIT")
    assert _typed("branch") == r.Lacks("commit", "branch SYSTEM BRANCH COMMIT")
    assert _typed("branch sites x 3f2a91c") == r.NoSuchName("system", "sites", ("site", "store"))


@pytest.mark.parametrize(
    "text",
    [
        f"script store 001.sql {DIGEST} <https://git.example/001.sql|001.sql>",
        f"脚本 store 001.sql sha256:{DIGEST} https://git.example/001.sql",
        f"script store {DIGEST}  001.sql https://git.example/001.sql",
    ],
)
def a_script_is_attached_with_its_hash_before_or_after_its_name(text: str) -> None:
    command = _typed(text, by="mia")
    assert isinstance(command, c.AttachScript)
    assert (command.system, command.name, command.link) == ("store", "001.sql", "https://git.example/001.sql")
    assert command.digest.removeprefix("sha256:") == DIGEST


@pytest.mark.parametrize("text", ["script remove store 001.sql not needed", "脚本 移除 store 001.sql not needed"])
def a_script_is_removed_with_a_reason(text: str) -> None:
    assert _typed(text, by="mia") == c.RemoveScript("store", "001.sql", "not needed")


def the_scripts_are_listed_of_all_systems_or_of_one() -> None:
    assert _typed("script") == q.Scripts()
    assert _typed("scripts store") == q.Scripts("store")


def a_script_without_a_hash_is_refused() -> None:
    assert _typed("script store 001.sql") == r.Lacks("digest", "script store NAME SHA256 LINK")
    assert _typed("script remove") == r.Lacks("script", "script remove SYSTEM NAME REASON")
    assert _typed("script remove store") == r.Lacks("script", "script remove store NAME REASON")
