"""What the boying plan wants in writing: cases with their boundaries, reports, the packet, documents on file."""

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, asked, given, settled, up_to


@pytest.mark.parametrize(
    ("item", "by", "document", "given_", "lacking"),
    [
        ("1b/boying-user", "fucheng", "test-plan", "测试方案：登录\n测试用例：42 条", ("boundaries",)),
        ("1e", "fucheng", "integration-report", "测试方案：流程\n测试问题：无", ("results",)),
        ("5a/boying-user", "chenxiaowen", "filing", "需求文档：见维基", ("architecture", "development")),
    ],
)
def a_document_that_lacks_a_part_is_refused_naming_it(
    item: str, by: str, document: str, given_: str, lacking: tuple[str, ...]
) -> None:
    business = asked(c.Assign("business", ("licuiqi",)), by="shijiasheng")
    story = given(boying(), business, up_to(item)).when(c.Sign(item, given_), by=by)
    story.then(r.Incomplete(item, document, lacking)).then_state(item, "open")


def the_documents_of_every_system_are_filed_before_the_release_ends() -> None:
    story = given(boying(), up_to("5a/boying-user"))
    assert story.release.state == "running"
    for key in story.release.layout.of_step["5a"]:
        assert story.release.item(key).step.due == "T+2wd 18:00"
    assert story.and_given(settled("5a")).strikes(story.release.go_live).release.state == "finished"


def the_mail_to_operations_and_the_dba_holds_plan_scripts_and_branches_and_is_answered_by_both() -> None:
    story = given(boying(), up_to("3b-1")).signs("3b-1", by="fucheng")
    mail = list(story.release.mails.values())[-1]
    step = story.release.item(mail.item).step
    assert step.mail is not None
    assert (step.id, set(mail.to)) == ("3b-1", {"licuiqi", "fanghao"})
    assert step.mail.encloses == ("go-live-plan", "scripts", "branches")
    answering = [each.id for each in boying().steps.values() if each.answers == "3b-1"]
    assert answering == ["3c"]


def a_system_is_tested_by_its_developer_with_words_to_show_for_it() -> None:
    story = given(boying(), up_to("1a-2/boying-user"))
    story.when(c.Sign("1a-2/boying-user"), by="chenxiaowen").then(r.MissingEvidence)
    story.when(c.Sign("1a-2/boying-user", EVIDENCE), by="licuiqi").then(r.NotYourRole)
    story.when(c.Sign("1a-2/boying-user", EVIDENCE), by="chenxiaowen").then_state("1a-2/boying-user", "done")


def the_end_is_gated_as_the_beginning_is() -> None:
    """With a grave bug open online nobody declares the release over; one found after that takes the word back."""
    found = asked(c.ReportBug("A", "boying-user", "登录报 500", environment="production"), by="fucheng")
    story = given(boying(), up_to("3e"), found).then_state("3e", "blocked")
    story.when(c.Sign("3e", EVIDENCE), by="fucheng").then(r.GateShut)
    story = given(boying(), settled("3e"), found).then_state("3e", "blocked")
    assert not story.release.records["3e"].signatures
    minor = asked(c.ReportBug("C", "boying-user", "错别字", environment="production"), by="fucheng")
    given(boying(), up_to("3e"), minor).then_state("3e", "open")
