"""The boying release from its start to 2b, with what goes wrong on the way: one long conversation.

Two rounds of bugs, an A bug after the gate was passed, a hotfix, two deferrals, and a go-live plan that is sent back
and changed after its approval.
"""

from tests.evidence import typed
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage

GO_LIVE_PLAN = {
    "installs": "新增外部应用安装：消息队列",
    "order": "部署顺序及关联性：database → user、admin → web、admin-web",
    "services": "是否关闭其他应用服务：否",
    "scripts": "数据库脚本：V1__init.sql",
    "time": "上线时间：6 月 14 日 12:00",
    "impact": "服务影响范围：登录",
    "rollback": "回滚步骤：倒序回退，最后回退数据库",
}


def the_boying_release_goes_from_its_start_to_the_end_of_preheat() -> None:
    with stage() as s:
        s.person("shijiasheng").types("/release start")
        _the_go_live_plan_is_refused_sent_back_and_approved(s)
        _testing_finds_bugs_in_two_rounds(s)
        _a_change_of_the_approved_plan_reopens_exactly_what_rests_on_it(s)
        _an_a_bug_after_the_gate_was_passed_shuts_it_and_the_difference_is_shown(s)
        _two_bugs_are_left_to_the_next_version_and_an_urgent_one_takes_the_hotfix_path(s)
        _the_standard_is_met_and_the_mail_of_2b_is_owed(s)


def _the_go_live_plan_is_refused_sent_back_and_approved(s: Stage) -> None:
    lead, chen = s.cast("shijiasheng", "chenxiaowen")
    lead.types("/release assign business @shijiasheng")
    lead.types("/release assign product @fanghao")
    s.signs("1a-1", "1a-2", "1a-3", "1b")
    form = chen.opens("/release write 1a-4 " + written("installs", "order", "services", "time", "impact"))
    assert "还缺：数据库脚本、回滚步骤" in words_of(form)
    assert {key.partition(":")[2] for key in chen.sends({})} == {"scripts", "rollback"}
    assert s.item("1a-4")["state"] == "open"
    chen.hands.closes()
    chen.types("/release write 1a-4 " + written(*GO_LIVE_PLAN))
    assert s.item("1a-4")["state"] == "done"
    lead.types("/release sendback 1a-5 回滚步骤没有写谁来执行")
    assert s.item("1a-4")["state"] == "open"
    assert "回滚步骤没有写谁来执行" in str(chen.sees("回滚步骤没有写谁来执行"))
    chen.types("/release write 1a-4 " + written(*GO_LIVE_PLAN, rollback="回滚步骤：运维倒序回退，DBA 最后回退数据库"))
    s.signs("1a-5", "1a-6")
    assert s.item("1a-5")["state"] == "done"


def _testing_finds_bugs_in_two_rounds(s: Stage) -> None:
    s.signs("1c")
    fu, chen, lead = s.cast("fucheng", "chenxiaowen", "shijiasheng")
    for line in ("B boying-user 改密后旧口令仍可登录", "C boying-admin 列表翻页丢失筛选"):
        fu.types(f"/release bug {line}")
    lead.types("/release bug C boying-web 提示语有错字")
    s.signs("1d", "1e")
    assert "改密后旧口令仍可登录" in lead.types("/release why 2-gate")
    assert s.item("2-gate")["state"] == "blocked"
    chen.types("/release bug fix B1 已清理会话")
    refused = chen.types("/release bug verify B1")
    assert bug(s, "B1")["state"] == "fixed", refused
    fu.types("/release bug reopen B1 手机端仍可登录")
    assert (bug(s, "B1")["state"], bug(s, "B1")["round"]) == ("open", 2)
    chen.types("/release bug fix B1 手机端也已清理")
    fu.types("/release bug verify B1")
    assert bug(s, "B1")["state"] == "verified"
    s.signs("2-gate")
    assert s.item("2-gate")["state"] == "done"


def _a_change_of_the_approved_plan_reopens_exactly_what_rests_on_it(s: Stage) -> None:
    chen = s.person("chenxiaowen")
    before = {item["id"]: item["state"] for item in s.shown()["items"]}
    chen.types("/release write 1a-4 " + written(*GO_LIVE_PLAN, time="上线时间：6 月 14 日 12:30"))
    reopened = {item["id"] for item in s.shown()["items"] if before[item["id"]] == "done" != item["state"]}
    assert reopened == {"1a-5", "1a-6"}
    s.person("shijiasheng").sees("12:30", "12:00")
    s.signs("1a-5", "1a-6")


def _an_a_bug_after_the_gate_was_passed_shuts_it_and_the_difference_is_shown(s: Stage) -> None:
    fu, lead, li = s.cast("fucheng", "shijiasheng", "licuiqi")
    assert s.item("2a-1/boying-database")["state"] == "open"
    fu.types("/release bug A boying-admin test 管理员可越权删除用户")
    assert s.item("2-gate")["state"] == "blocked"
    assert s.item("2a-1/boying-database")["state"] == "waiting"
    told = lead.types("/release why 2-gate")
    assert "管理员可越权删除用户" in told
    lead.sees("A", "0", "1")
    li.types("/release bug fix B4 已加权限检查")
    fu.types("/release bug verify B4")
    s.signs("2-gate", "2a-1", "2a-2")


def _two_bugs_are_left_to_the_next_version_and_an_urgent_one_takes_the_hotfix_path(s: Stage) -> None:
    fu, chen, lead = s.cast("fucheng", "chenxiaowen", "shijiasheng")
    fu.types("/release bug defer B2 不影响功能")
    lead.types("/release bug defer B3 不影响功能")
    assert [bug(s, key)["state"] for key in ("B2", "B3")] == ["deferred", "deferred"]
    fu.types("/release bug B boying-user preheat 首次登录偶发超时")
    chen.types("/release hotfix boying-user hotfix/login-timeout 首次登录偶发超时 bug B5")
    lead.clicks(lead.sees("H1", "hotfix/login-timeout"), text="继续")
    assert s.item("2a-3")["state"] == "waiting"
    for step in ("H1-fix", "H1-review", "H1-test"):
        signer = s.server.workspace.user(s.item(step)["may_sign"][0]).key
        brought = f"hotfix/login-timeout 7d02b1f {typed(s.plan, step)}" if step == "H1-fix" else typed(s.plan, step)
        s.person(signer).types(f"/release done {step} {brought}")
    assert bug(s, "B5")["state"] == "verified"
    s.signs(*(item["step"] for item in s.shown()["items"] if item["id"].startswith("H1-redeploy")))
    where = {(d["environment"], d["branch"]) for d in s.shown()["deployments"] if d["item"].startswith("H1")}
    assert where == {(environment, "hotfix/login-timeout") for environment in ("development", "test", "preheat")}


def _the_standard_is_met_and_the_mail_of_2b_is_owed(s: Stage) -> None:
    s.signs("2a-3", "2a-4", "2b")
    assert s.item("2b")["state"] == "done"
    assert s.shown()["release"]["phase"] == "3"
    mailed = {mail["item"] for mail in s.shown()["mails"]}
    assert mailed == {"1a-6", "2b"}
    assert s.runs("verify").returncode == 0


def written(*sections: str, **otherwise: str) -> str:
    return "\n".join(otherwise.get(key, GO_LIVE_PLAN[key]) for key in sections)


def bug(s: Stage, key: str) -> dict[str, object]:
    return next(found for found in s.shown()["bugs"] if found["id"] == key)
