"""People in a line: mentions, keys, exact names and addresses; assign, standin and link. Nobody by resemblance."""

import pytest

from bot.domain import refusals as r
from bot.domain.commands import Assign, Link, NameStandIn, Newcomer
from tests.slack.boying import LINKS, STARTED, started
from tests.slack.lines import typed, utc

WANG = Newcomer("U7", "Wang Qi")
LEAD = "shijiasheng"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("assign product <@U7|wang>", Assign("product", (WANG,))),
        ("assign product <@U7>", Assign("product", (WANG,))),
        ("指派 产品人员 给 <@U7>", Assign("product", (WANG,))),
        ("assign 业务及需求人员 <@U2|li>, <@U7> and <@U4>", Assign("business", ("licuiqi", WANG, "fanghao"))),
        ("assign tester boying-user <@U1>", Assign("tester", ("shijiasheng",), "boying-user")),
        ("assign tester for boying database to <@U1>", Assign("tester", ("shijiasheng",), "boying-database")),
        ("指派测试人员 <@U1>", r.NoSuchName("verb", "指派测试人员", ("指派",))),
        ("指派 测试人员 boying-user <@U1>", Assign("tester", ("shijiasheng",), "boying-user")),
        ("assign tester <@U1>", Assign("tester", ("shijiasheng",))),
        ("assign Tech Lead 石稼晟", Assign("tech-lead", ("shijiasheng",))),
        ("assign ops licuiqi、fanghao@boying.example", Assign("ops", ("licuiqi", "fanghao"))),
        ("assign ops <mailto:FangHao@boying.example|fanghao@boying.example>", Assign("ops", ("fanghao",))),
        ("assign ops <@U7> in boying-1.0.0", Assign("ops", (WANG,))),
    ],
)
def a_role_is_assigned_to_whoever_is_named(text: str, command: Assign) -> None:
    assert typed(text, by=LEAD) == command


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("assign", r.Lacks("role", "assign ROLE @user")),
        ("assign ops", r.Lacks("person", "assign ROLE @user")),
        ("assign prodct <@U7>", r.NoSuchName("role", "prodct", ("product",))),
        ("assign 产品 <@U7>", r.NoSuchName("role", "产品", ("product",))),
        ("assign <@U7> ops", r.Misordered("assign ops @user")),
        ("assign boying-user tester <@U7>", r.Misordered("assign tester boying-user @user")),
        ("assign tester <@U7> boying-user", r.Misordered("assign tester boying-user @user")),
        ("指派 <@U7> 测试人员 boying user", r.Misordered("assign tester boying-user @user")),
        ("assign tester boying-usr <@U7>", r.NoSuchName("system", "boying-usr", ("boying-user", "boying-web"))),
        ("assign ops <@U8>", r.NoSuchName("guest", "U8")),
        ("assign ops <@U9>", r.NoSuchName("user", "U9")),
        ("assign ops <@U404|ghost>", r.NoSuchName("user", "U404")),
        ("assign ops licuiq", r.NoSuchName("person", "licuiq", ("licuiqi",))),
        ("assign ops @licuiqi", r.Lacks("user", "assign ROLE @user")),
        ("assign ops <@U7> 石稼", r.NoSuchName("person", "石稼", ("石稼晟",))),
    ],
)
def a_name_that_stands_for_nobody_is_refused_and_nobody_is_guessed(text: str, refused: r.Refused) -> None:
    found = typed(text, by=LEAD)
    if isinstance(refused, r.NoSuchName) and isinstance(found, r.NoSuchName):
        assert (found.what, found.name, found.near[: len(refused.near)]) == (refused.what, refused.name, refused.near)
    else:
        assert found == refused


def an_at_name_on_the_command_line_is_a_person_of_the_release() -> None:
    assert typed("assign ops @licuiqi", by=LEAD, via="cli") == Assign("ops", ("licuiqi",))


def an_account_with_the_address_of_a_person_is_that_person_and_no_newcomer() -> None:
    """Otherwise an account not linked yet would let one person be two, and pass four eyes."""
    unlinked = started(links={"shijiasheng": "U1"})
    assert typed("assign ops <@U5>", by=LEAD, release=unlinked) == Assign("ops", ("fucheng",))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("standin <@U7> for <@U2>", STARTED, None),
        ("standin <@U7> for <@U2> until 2021-06-05 18:00", STARTED, utc(2021, 6, 5, 10)),
        ("standin <@U7> for <@U2> until friday", STARTED, utc(2021, 6, 4, 16)),
        ("替补 <@U7> 替 <@U2> 从 明天 9:00 至 周五 18:00", utc(2021, 6, 2, 1), utc(2021, 6, 4, 10)),
        ("代班 <@U7>替<@U2>从明天到6月5日", utc(2021, 6, 1, 16), utc(2021, 6, 5, 16)),
        ("standin <@U7> for 李翠琪 from 2021-06-03 till +5d", utc(2021, 6, 2, 16), utc(2021, 6, 6, 1)),
        ("standin <@U7> for licuiqi until T+1d", STARTED, utc(2021, 6, 15, 4)),
    ],
)
def a_stand_in_is_named_from_and_to(text: str, since: object, until: object) -> None:
    command = typed(text, by=LEAD)
    assert isinstance(command, NameStandIn)
    assert (command.person, command.instead_of, command.since, command.until) == (WANG, "licuiqi", since, until)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("standin <@U7>", r.Lacks("person", "standin @user for @user until 2026-12-01 18:00")),
        ("standin", r.Lacks("person", "standin @user for @user until 2026-12-01 18:00")),
        ("standin <@U1> <@U2> for <@U4>", r.Lacks("person", "standin @user for @user until 2026-12-01 18:00")),
        ("standin <@U1> for <@U7>", r.NoSuchName("person", "Wang Qi")),
        ("standin <@U8> for <@U1>", r.NoSuchName("guest", "U8")),
        ("standin <@U7> for <@U1> until someday", r.NoSuchName("moment", "someday")),
        ("standin <@U7> for <@U1> until friday or so", r.NoSuchName("moment", "friday or so")),
        ("standin <@U7> for <@U1> from friday until today", r.NoSuchName("moment", "today")),
    ],
)
def a_stand_in_who_is_not_clear_is_refused(text: str, refused: r.Refused) -> None:
    assert typed(text, by=LEAD) == refused


def an_account_links_itself_by_the_address_slack_holds() -> None:
    unlinked = started(links={"shijiasheng": "U1"})
    assert LINKS["fucheng"] == "U5"
    assert typed("link", release=unlinked) == Link("fucheng", "U5", "fucheng@boying.example")
    assert typed("绑定 付诚", release=unlinked) == Link("fucheng", "U5", "fucheng@boying.example")
    assert typed("link fanghao@boying.example") == Link("fanghao", "U5", "fucheng@boying.example")


def a_stranger_is_told_the_same_whomever_they_name() -> None:
    assert typed("link", by="") == r.Stranger()
    for named in ("licuiq", "licuiqi", "李翠琪", "licuiqi@boying.example", "<@U1>"):
        assert isinstance(typed(f"link {named}", by=""), r.Stranger | Link)
    assert typed("link licuiq", by="") == r.Stranger()


@pytest.mark.parametrize(
    "text", ["link <@U7> fanghao", "link <@U7|wang> 方浩", "关联 fanghao@boying.example <@U7>", "link <@U7> FANGHAO"]
)
def the_lead_links_an_account_to_a_person_named_exactly(text: str) -> None:
    assert typed(text, by=LEAD) == Link("fanghao", "U7", "wangqi@boying.example")


def a_resembling_name_links_nobody() -> None:
    assert typed("link <@U7> fangha", by=LEAD) == r.NoSuchName("person", "fangha", ("fanghao",))
    assert typed("link <@U5>", by=LEAD) == Link("fucheng", "U5", "fucheng@boying.example")


def an_account_that_is_a_guest_or_gone_is_not_linked() -> None:
    assert typed("link <@U8> fanghao", by=LEAD) == r.NoSuchName("guest", "U8")
    assert typed("link <@U9> fanghao", by=LEAD) == r.NoSuchName("user", "U9")
