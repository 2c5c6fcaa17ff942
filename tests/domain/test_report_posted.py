"""Who gets the report, when: whoever asks, in the channel; everybody the plan names, by mail, when the release ends."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from bot.domain.reading.mails import asks, awaiting
from bot.record.owing import card_key, messages
from tests.domain.kiosk import MONDAY, after, finished, opened, prepared
from tests.domain.plans import bakery
from tests.domain.story import NOT_YET_PLANNED, Story, given, up_to


def mailing(*roles: str) -> Plan:
    return bakery().model_copy(update={"report_to": roles})


def nearly_done(*roles: str) -> Story:
    """On the day of go-live."""
    return given(mailing(*roles), up_to("close")).later(NOT_YET_PLANNED)


def every_person_who_takes_part_may_have_it_posted() -> None:
    story = prepared()
    asked = story.when(c.AskReport(), by="tina")
    asked.then_events(e.ReportAsked)
    asked.then_told(n.ReportPost(version=len(story.history) + 1, final=False), n.ReportCanvas())
    story.when(c.AskReport(), by="nobody").then(r.Stranger())


def a_paused_and_an_ended_release_is_reported_too() -> None:
    paused = after(opened(), 0, "lena", c.Pause("fog"))
    paused.when(c.AskReport(), by="dora").then_told(n.ReportPost(version=3, final=False), n.ReportCanvas())
    story = finished()
    report = n.ReportPost(version=len(story.history) + 1, final=True)
    story.when(c.AskReport(), by="dora").then_told(report, n.ReportCanvas())


def the_report_stands_in_the_thread_of_the_last_card() -> None:
    story = prepared().when(c.AskReport(), by="tina")
    (message,) = (m for m in messages(story.told, story.release, story.now) if m.kind == "report")
    assert message.key == f"{story.release.id}:report:{len(story.history)}"
    assert message.thread_of == card_key(story.release.id, story.release.phase)


@pytest.mark.parametrize("command", [c.Sign("close"), c.Abort("no flour")], ids=["finish", "abort"])
def a_release_that_ends_posts_and_mails_its_report_once(command: c.Command) -> None:
    by = "kim" if isinstance(command, c.Sign) else "lena"
    story = nearly_done("maker", "guest").confirms(command, by=by)
    version = len(story.history) - 1  # the end; the mail about it follows
    owed = story.history[-1]
    assert isinstance(owed, e.MailOwed)
    assert (owed.item, owed.by, owed.report) == ("", "lena", version)
    assert [each for each in story.told if isinstance(each, n.ReportPost)] == [
        n.ReportPost(version=version, final=True)
    ]
    assert [each for each in story.told if isinstance(each, n.Letter)] == [n.Letter(mail=owed.mail)]


def a_plan_that_names_no_roles_mails_no_report() -> None:
    story = nearly_done().when(c.Sign("close"), by="kim")
    assert not story.release.mails


def a_report_for_roles_that_nobody_holds_is_told_the_lead() -> None:
    story = given(mailing("guest")).confirms(c.Abort("no flour"), by="lena")
    assert n.MailTrouble(person="lena", mail="M1", people=()) in story.told


def the_report_asks_nobody_for_an_answer_and_an_answer_signs_nothing() -> None:
    story = nearly_done("maker").when(c.Sign("close"), by="kim")
    mail = story.release.mails["M1"]
    assert (asks(story.release, mail), awaiting(story.release, mail)) == ((), ())
    story.when(c.ReceiveReply("M1", "thanks", "<a@b>"), by="mia").then_events(e.MailAnswered, e.MailUnclear)


def a_role_that_is_not_there_is_found_in_the_plan() -> None:
    findings = check(mailing("maker", "makr"), Calendar(), MONDAY)
    (found,) = (each for each in findings if each.path[0] == "report_to")
    assert found.path == ("report_to",)
    assert found.params["name"] == "makr"


def a_role_for_the_report_that_nobody_holds_is_warned_of() -> None:
    plan = bakery().model_copy(update={"report_to": ("idle",)})
    roles = {**plan.roles, "idle": plan.roles["guest"]}
    found = check(plan.model_copy(update={"roles": roles}), Calendar(), MONDAY)
    assert [each.params["role"] for each in found if each.code == "nobody-to-mail"] == ["idle"]
