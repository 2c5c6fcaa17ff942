"""What teams report of their releases, woven into a whole run of the shipped plan: what was right is asserted there.

Each is the first of its kind that comes about, and leaves the release such that the run goes on.
"""

from collections.abc import Callable

from bot.domain.state.release import Release
from tests.evidence import WORDS
from tests.scenarios.drivers import Did, Situation
from tests.scenarios.screen import asked_for
from tests.scenarios.stage import Stage

ANOTHER = "0badbad"
MENDED_COMMIT = "9999999"
RELEASE = "boying-1.0.0"


def open_now(key: str) -> Callable[[Release], bool]:
    return lambda release: release.standing(key) == "open"


def _an_old_button(s: Stage) -> list[Did]:
    """What was tested before falls with the commit; the button of the day before signs nothing."""
    fu, chen = s.cast("fucheng", "chenxiaowen")
    before = fu.prompt("1c/boying-user")
    assert MENDED_COMMIT in chen.agrees(f"/release branch boying-user master {MENDED_COMMIT}")
    assert fu.clicks_what_was_there(before, value=f"done 1c/boying-user in {RELEASE}")
    assert s.item("1c/boying-user")["signatures"] == []
    assert s.release().source("boying-user") == ("master", MENDED_COMMIT)
    return []


def _an_a_bug(s: Stage) -> list[Did]:
    """It shuts the gate that was passed, and all that rests on it; the signature is given anew."""
    fu, li, lead = s.cast("fucheng", "licuiqi", "shijiasheng")
    fu.types("/release bug A boying-admin test 管理员可越权删除用户")
    assert s.item("2-gate")["state"] == "blocked"
    assert s.item("2a-1/boying-database")["state"] == "waiting"
    assert "管理员可越权删除用户" in lead.types("/release why 2-gate")
    li.types("/release bug fix B1 已加权限检查")
    fu.types("/release bug verify B1")
    assert s.item("2-gate")["state"] == "open"
    return []


def _seventeen_hours_early(s: Stage) -> list[Did]:
    """The database waits for the window, and nobody has been asked to run it."""
    fang = s.person("fanghao")
    assert not [m for m in fang.dms() if ("3b-2/boying-database", RELEASE) in asked_for(m)]
    assert "只能在" in fang.types("/release done 3b-2 已执行") + fang.types("/release why 3b-2")
    return []


def _another_commit(s: Stage) -> list[Did]:
    """What was not tested goes nowhere."""
    li = s.person("licuiqi")
    assert ANOTHER in li.types(f"/release deploy boying-user production master {ANOTHER}")
    assert s.item("3b-3/boying-user")["signatures"] == []
    return []


def _a_failure(s: Stage) -> list[Did]:
    """It shuts its item, and holds what needs the system; what goes well then settles it."""
    who = s.server.workspace.user(s.item("1c/boying-user")["may_sign"][0]).key
    person = s.person(who)
    person.types("/release deploy boying-user test failed: 端口未开通")
    assert s.item("1c/boying-user")["state"] == "blocked"
    assert s.item("1c/boying-web")["state"] == "waiting"
    person.types("/release deploy boying-user test")
    assert s.item("1c/boying-user")["state"] == "done"
    return [Did(who, "1c/boying-user", "slash")]


def _words_mended(s: Stage) -> list[Did]:
    """What counts is what stands there when the emoji is given."""
    li = s.person("licuiqi")
    asked = li.prompt("4b-1")
    li.says("可用率 9%", thread=asked)
    (written,) = (m for m in li.hands.dm() if m.text == "可用率 9%")
    li.edits(written, f"可用率 99.9%，{WORDS}")
    li.reacts(s.plan.reactions.sign, on=asked)
    (signed,) = s.item("4b-1")["signatures"]
    assert signed["note"] == f"可用率 99.9%，{WORDS}"
    return [Did("licuiqi", "4b-1", "reaction")]


def _words_deleted(s: Stage) -> list[Did]:
    """They are nobody's evidence any more."""
    li = s.person("licuiqi")
    asked = li.prompt("4b-2")
    li.says("消息无堆积", thread=asked)
    (written,) = (m for m in li.hands.dm() if m.text == "消息无堆积")
    li.deletes(written)
    assert li.reacts(s.plan.reactions.sign, on=asked)
    assert s.item("4b-2")["signatures"] == []
    li.unreacts(s.plan.reactions.sign, on=asked)
    return []


OLD_BUTTON = Situation(open_now("1c/boying-user"), _an_old_button)
A_BUG = Situation(open_now("2a-1/boying-database"), _an_a_bug)
TOO_EARLY = Situation(
    lambda release: (
        release.standing("3b-1") == "done" and release.standing("3b-2/boying-database") in ("waiting", "blocked")
    ),
    _seventeen_hours_early,
)
ANOTHER_COMMIT = Situation(open_now("3b-3/boying-user"), _another_commit)
FAILURE = Situation(open_now("1c/boying-user"), _a_failure)
MENDED = Situation(open_now("4b-1"), _words_mended)
DELETED = Situation(open_now("4b-2"), _words_deleted)
