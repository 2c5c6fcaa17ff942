"""Lines about deployments, requests and hotfixes: forgiving with names, exact about people, in both languages."""

from dataclasses import replace
from functools import cache

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan.platforms import Platform
from bot.domain.reading.content import seen
from bot.domain.reading.standing import may_sign
from bot.domain.state.release import Release
from bot.slack.pictures.buttons import said_by, seen_by
from bot.slack.pictures.workflows import signature_asked
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.plans import boying
from tests.slack.boying import LINKS, STARTED, after, signed, started
from tests.slack.lines import WORKSPACE, asked, typed

USER = "1c/boying-user"
TO_TEST = ("1a-1", "1a-2", "1a-3", "1a-4", "1a-5", "1a-6", "1b")


@cache
def tested() -> Release:
    """The database and boying-user are deployed to test; the admin systems are about to be."""
    release = started()
    for step in TO_TEST:
        release = signed(release, *release.layout.of_step[step])
    return signed(release, "1c/boying-database", USER)


@pytest.mark.parametrize(
    "line",
    [
        "deploy boying-admin test", "deploy Boying_Admin to Test", "deploy boying-admin in test",
        "部署 boying-admin 测试环境", "部署 boying-admin 到测试环境", "已部署 boying-admin 测试",
        "deploy 1c boying-admin", "deploy 1c/boying-admin",
    ],
)  # fmt: skip
def a_deployment_is_named_forgivingly(line: str) -> None:
    assert typed(line, release=tested()) == c.Deploy("1c/boying-admin")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("fix/login 3f2a91c", c.Deploy(USER, "fix/login", "3f2a91c")),
        ("3f2a91c", c.Deploy(USER, "", "3f2a91c")),
        ("master 3f2a91c, 之前是 v0.9", c.Deploy(USER, "master", "3f2a91c", note="之前是 v0.9")),
        ("一切正常", c.Deploy(USER, note="一切正常")),
        ("failed: 磁盘满了", c.Deploy(USER, failed="磁盘满了")),
        ("失败：磁盘满了", c.Deploy(USER, failed="磁盘满了")),
        ("失败了，磁盘满了", c.Deploy(USER, failed="磁盘满了")),
        ("master 3f2a91c failed - disk full", c.Deploy(USER, "master", "3f2a91c", "disk full")),
        # what may tell of one decides nothing: the rules ask
        ("failed disk full", c.Deploy(USER, note="failed disk full")),
        ("master 3f2a91c failed over to node 2", c.Deploy(USER, "master", "3f2a91c", note="failed over to node 2")),
        ("master 3f2a91c 失败转移到节点 2", c.Deploy(USER, "master", "3f2a91c", note="失败转移到节点 2")),
        ("master 3f2a91c no failed tests", c.Deploy(USER, "master", "3f2a91c", note="no failed tests")),
        (
            "master 3f2a91c fail-safe mode, failover on",
            c.Deploy(USER, "master", "3f2a91c", note="fail-safe mode, failover on"),
        ),
        ("failed", r.Lacks("reason", f"fail {USER} REASON")),
    ],
)
def what_follows_a_place_is_a_source_a_note_or_a_failure(words: str, meant: c.Deploy | r.Lacks) -> None:
    assert typed(f"deploy boying-user test {words}", release=tested()) == meant


def a_deployment_is_for_the_item_that_can_be_worked_on_else_for_the_last_that_was_done() -> None:
    assert typed("deploy boying-user test", release=tested()) == c.Deploy(USER)
    assert typed("deploy boying-web test", release=tested()) == c.Deploy("1c/boying-web")
    opened = after(tested(), "fucheng", c.OpenHotfix("boying-user", "fix/a", "慢"))
    for who, item in (("chenxiaowen", "H1-fix"), ("shijiasheng", "H1-review"), ("fucheng", "H1-test")):
        opened = after(opened, who, c.Sign(item, "3f2a91c"))
    opened = after(opened, "chenxiaowen", c.Deploy("H1-redeploy-development"))
    assert typed("deploy boying-user test", release=opened) == c.Deploy("H1-redeploy-test")


@pytest.mark.parametrize(
    ("line", "answered"),
    [
        ("deploy", q.Deployments()),
        ("deploy boying-user", q.Deployments("boying-user")),
        ("ask", q.Requests()),
        ("hotfix", q.Hotfixes()),
        ("补丁 列表", q.Hotfixes()),
        ("deploy 1b/boying-user", r.Lacks("system", "deploy SYSTEM ENVIRONMENT BRANCH COMMIT")),
    ],
)
def a_line_without_a_deed_asks_to_see(line: str, answered: q.Query | r.Refused) -> None:
    assert typed(line, release=tested()) == answered


@pytest.mark.parametrize(
    ("line", "what", "name", "near"),
    [
        ("deploy boyng-user test", "system", "boyng-user", "boying-user"),
        ("deploy boying test", "system", "boying", "boying-web"),
        ("deploy boying-user tset", "environment", "tset", "test"),
        ("hotfix boyng-user fix/a x", "system", "boyng-user", "boying-user"),
    ],
)
def a_wrong_name_is_answered_by_the_near_ones(line: str, what: str, name: str, near: str) -> None:
    found = typed(line, release=tested())
    assert isinstance(found, r.NoSuchName)
    assert (found.what, found.name) == (what, name)
    assert near in found.near


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("ask dba 1c/boying-admin 请执行 003.sql", c.Request("dba", "1c/boying-admin", "请执行 003.sql")),
        ("请求 DBA 1c boying-admin 请执行 003.sql", c.Request("dba", "1c/boying-admin", "请执行 003.sql")),
        ("ask 运维人员 1c boying-admin 开端口", c.Request("ops", "1c/boying-admin", "开端口")),
        ("ask dbb run it", r.NoSuchName("role", "dbb", ("dba",))),
    ],
)
def a_request_names_a_role_an_item_and_what_is_asked(line: str, meant: c.Request | r.Refused) -> None:
    assert typed(line, release=tested()) == meant


def a_request_without_an_item_is_for_the_only_one_the_person_could_sign() -> None:
    alone = signed(tested(), "1c/boying-admin", "1c/boying-web", "1d/boying-user", "1d/boying-admin", "1d/boying-web")
    assert typed("ask dba 请执行 003.sql", by="chenxiaowen", release=alone) == c.Request(
        "dba", "1c/boying-admin-web", "请执行 003.sql"
    )
    several = typed("ask dba 请执行 003.sql", by="fucheng", release=tested())
    assert isinstance(several, r.WhichItem)
    assert (several.verb, several.note) == ("ask dba", "请执行 003.sql")
    assert set(several.items) == {"1c/boying-admin", "1d/boying-user"}


def an_answer_names_its_request_unless_only_one_is_open() -> None:
    release = after(tested(), "fucheng", c.Request("dba", "1c/boying-admin", "003.sql"))
    for line in ("answer R1 done, 14 rows", "答复 r1：done, 14 rows", "answer done, 14 rows"):
        assert typed(line, by="fanghao", release=release) == c.Answer("R1", "done, 14 rows")
    assert typed("decline R1 no backup", by="fanghao", release=release) == c.Answer("R1", "no backup", done=False)
    assert typed("decline R1", by="fanghao", release=release) == r.Lacks("reason", "decline R1")
    assert typed("answer R7 x", by="fanghao", release=release) == r.NoSuchName("request", "R7", ("R1",))
    assert isinstance(typed("answer done", by="fucheng", release=release), r.Lacks)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("fix/login 登录失败", c.OpenHotfix("boying-user", "fix/login", "登录失败")),
        (
            "fix/login login fails developer <@U2> tester 石稼晟",
            c.OpenHotfix("boying-user", "fix/login", "login fails", "licuiqi", "shijiasheng"),
        ),
        (
            "fix/login 开发人员 <@U2|li> 登录失败",
            c.OpenHotfix("boying-user", "fix/login", "登录失败", developer="licuiqi"),
        ),
        ("fix/login a tester found it", c.OpenHotfix("boying-user", "fix/login", "a tester found it")),
        ("fix/login x bug B9", r.NoSuchName("bug", "B9")),
        ("fix/login x developer <@U9>", r.NoSuchName("user", "U9")),
        ("fix/login x developer @nobody", r.Lacks("user", "hotfix SYSTEM BRANCH REASON")),
    ],
)
def a_hotfix_names_its_branch_its_reason_and_its_people(words: str, meant: c.OpenHotfix | r.Refused) -> None:
    assert typed(f"hotfix boying-user {words}", release=tested()) == meant


def a_hotfix_is_carried_on_or_abandoned_by_its_number_or_as_the_only_one() -> None:
    release = after(tested(), "fucheng", c.OpenHotfix("boying-user", "fix/a", "慢"))
    for line in ("hotfix carry H1", "hotfix carry on h1", "补丁 继续 H1", "hotfix carry"):
        assert typed(line, release=release) == c.CarryOn("H1")
    for line in ("hotfix abandon H1 not needed", "补丁 放弃 H1 not needed", "hotfix abandon not needed"):
        assert typed(line, release=release) == c.AbandonHotfix("H1", "not needed")
    assert typed("hotfix abandon H1", release=release) == r.Lacks("reason", "hotfix abandon H1")
    assert typed("hotfix carry H2", release=release) == r.NoSuchName("hotfix", "H2", ("H1",))
    assert typed("hotfix carry", release=tested()) == r.Lacks("hotfix", "hotfix carry H1")


def what_holds_a_hotfix_is_said_in_one_line() -> None:
    release = after(tested(), "fucheng", c.OpenHotfix("boying-user", "fix/a", "慢"))
    for line in ("hotfix holds H1 9c8d7e6", "hotfix contains h1: 9c8d7e6", "补丁 包含 H1 9c8d7e6"):
        assert typed(line, release=release) == c.CompareHotfix("H1", "9c8d7e6", holds=True)
    for line in ("hotfix lacks H1 9c8d7e6", "补丁 不包含 H1 9c8d7e6", "补丁 不含H1 9c8d7e6"):
        assert typed(line, release=release) == c.CompareHotfix("H1", "9c8d7e6", holds=False)
    assert typed("hotfix holds H1", release=release) == r.Lacks("commit", "hotfix holds H1 COMMIT")
    assert typed("hotfix lacks 9c8d7e6", release=release) == r.Lacks("hotfix", "hotfix lacks H1 COMMIT")
    assert typed("hotfix holds H7 9c8d7e6", release=release) == r.NoSuchName("hotfix", "H7", ("H1",))


def an_item_of_a_hotfix_is_named_like_any_other() -> None:
    release = after(tested(), "fucheng", c.OpenHotfix("boying-user", "fix/a", "慢"))
    for name in ("H1-fix", "h1 fix", "H1-fix boying-user", "H1-fix/boying-user"):
        assert typed(f"done {name} 3f2a91c", by="chenxiaowen", release=release) == c.Sign("H1-fix", "3f2a91c")


@pytest.mark.parametrize(
    "line",
    [
        "deploy 3b-3 boying-user master 3f2a91c by our-jenkins",
        "deploy boying-user production by our-jenkins master 3f2a91c",
        "deploy 3b-3 boying-user Our-Jenkins master 3f2a91c",
        "部署 3b-3 boying-user 通过our-jenkins master 3f2a91c",
        "done 3b-3 boying-user master 3f2a91c by our-jenkins",
    ],
)
def what_a_platform_is_to_deploy_is_never_deployed_by_hand(line: str) -> None:
    ordered = c.OrderDeployment("3b-3/boying-user", "our-jenkins", "master", "3f2a91c")
    assert typed(line, release=with_platform()) == ordered


@pytest.mark.parametrize(
    "words", ["by hand master 3f2a91c", "manually: master 3f2a91c", "手动 master 3f2a91c", "用手工方式，master 3f2a91c"]
)
def a_deployment_by_hand_names_no_platform(words: str) -> None:
    """It was looked for in the plan."""
    by_hand = c.Deploy("3b-3/boying-user", "master", "3f2a91c")
    assert typed(f"deploy 3b-3 boying-user {words}", release=with_platform()) == by_hand
    failed = typed("deploy 3b-3 boying-user by hand failed: disk full", release=with_platform())
    assert failed == c.Deploy("3b-3/boying-user", failed="disk full")
    signed = typed("done 3b-3 boying-user by hand, as agreed", release=with_platform())
    assert signed == c.Sign("3b-3/boying-user", "by hand, as agreed")
    both = typed("deploy 3b-3 boying-user by hand, our-jenkins is down", release=with_platform())
    assert isinstance(both, r.OrderedWith)


def a_platform_that_is_misspelt_behind_the_commit_is_asked_about_and_a_persons_name_is_a_note() -> None:
    line = "deploy 3b-3 boying-user master 3f2a91c by"
    misspelt = typed(f"{line} our-jenkinz", release=with_platform())
    assert misspelt == r.NoSuchName("platform", "our-jenkinz", ("our-jenkins",))
    noted = c.Deploy("3b-3/boying-user", "master", "3f2a91c", note="by Olaf, with two helpers")
    assert typed(f"{line} Olaf, with two helpers", release=with_platform()) == noted


def a_deployment_told_in_another_order_is_answered_with_the_right_one() -> None:
    assert typed("deploy production boying-user") == r.Misordered("deploy boying-user production")
    whole = r.Misordered("deploy boying-user production master 3f2a91c")
    assert typed("deploy to production: boying user master 3f2a91c") == whole
    assert typed("deploy master 3f2a91c boying-user") == r.Misordered("deploy boying-user ENVIRONMENT master 3f2a91c")


def a_platform_takes_no_words_besides_and_a_failure_is_told_by_whoever_saw_it() -> None:
    release, item = with_platform(), "3b-3/boying-user"
    late = typed("deploy 3b-3 boying-user master 3f2a91c by our-jenkins after lunch", release=release)
    assert late == r.OrderedWith(item, "our-jenkins", "after lunch")
    elsewhere = typed("deploy 1c boying-database by our-jenkins", release=release)
    assert elsewhere == r.NoSuchName("platform", "our-jenkins", ())
    failed = typed("deploy 3b-3 boying-user failed: our-jenkins timed out", release=release)
    assert failed == c.Deploy(item, failed="our-jenkins timed out")


@cache
def with_platform(environment: str = "production", system: str = "boying-user") -> Release:
    plan = boying()
    jenkins = Platform(kind="jenkins", at="https://ci.example", job="x", environments=(environment,),
                       systems=(system,))  # fmt: skip
    return started(plan.model_copy(update={"platforms": {"our-jenkins": jenkins}}))


@pytest.mark.parametrize("note", ["by our-jenkins", "master 3f2a91c our-jenkins", "by our-jenkinz", "as tester"])
def the_evidence_of_a_workflow_is_words_whatever_they_name(note: str) -> None:
    release, item = with_platform("test", "boying-database"), "1c/boying-database"
    for step in TO_TEST:
        release = signed(release, *release.layout.of_step[step])
    who = may_sign(release, item, STARTED)[0]
    notice = n.SignatureAsked(person=who, items=(item,), note=note)
    blocks = signature_asked(Voice("en", "slack"), release, notice, STARTED).blocks
    elements = [element for block in blocks for element in block.get("elements", ())]
    (pressed,) = (each for each in elements if each.get("text", {}).get("text") == "Sign with this")
    action_id, (said, aside) = pressed["action_id"], said_by(pressed["action_id"], pressed["value"])
    line = parse(said)
    assert isinstance(line, Line)
    meant = asked(
        replace(line, note=aside, seen=seen_by(action_id)),
        release,
        c.Actor(who, LINKS[who], "button"),
        WORKSPACE,
        STARTED,
    )
    assert meant == c.Sign(item, note, seen=seen(release, item))


@pytest.mark.parametrize(
    ("line", "items", "note"),
    [
        ("done 1a-2 boying-database boying-web", ("1a-2/boying-database", "1a-2/boying-web"), ""),
        (
            "done 1a-2 boying-database and boying-web all green",
            ("1a-2/boying-database", "1a-2/boying-web"),
            "all green",
        ),
        ("完成 1a-2 boying-database、boying-web", ("1a-2/boying-database", "1a-2/boying-web"), ""),
        ("done 1b boying-user 1b boying-admin", ("1b/boying-user", "1b/boying-admin"), ""),
        ("waive 1b boying-user boying-admin", ("1b/boying-user", "1b/boying-admin"), ""),
        ("deploy boying-user test boying-web", ("1c/boying-user", "1c/boying-web"), ""),
    ],
)
def a_line_that_names_two_items_asks_which(line: str, items: tuple[str, ...], note: str) -> None:
    asked = typed(line, release=tested())
    assert isinstance(asked, r.WhichItem)
    assert (asked.items, asked.note) == (items, note)


def what_merely_begins_with_a_systems_name_is_somebodys_sentence() -> None:
    blocked = typed("block 1c boying-user boying-database is down", release=tested())
    assert blocked == c.Block("1c/boying-user", "boying-database is down")
