"""What came before phase 3 of the boying release, told as lines that people typed: wall time, who, what.

It begins with what a newcomer to the demo finds, and goes on to the day before the meeting.
"""

from typing import Final

from bot.demo.script import Frame, Reacts, Says, Types, script
from bot.plans.file import calendar_of
from tests.scenarios.outside import Outside, at

WIKI: Final = "https://wiki.boying.example"
PASSED: Final = f"测试结果：用例全部通过 {WIKI}/report"
TOGETHER: Final = f"1e 测试方案：按业务场景走通 12 条 {WIKI}/integration\n测试结果：全部通过\n测试问题：无"
CASES: Final = (
    f"1b boying-admin-web 测试方案：权限页面 {WIKI}/cases/admin-web\n测试用例：18 条\n临界点用例：超长菜单、零权限"
)

REST: Final = (
    ("06-08 14:30", "chenxiaowen", CASES),
    ("06-08 14:40", "fucheng", "/release unblock 1c boying-admin 消息队列的端口已开通"),
    ("06-08 14:45", "fucheng", "1c boying-user"),
    ("06-08 14:55", "fucheng", "1c boying-admin"),
    ("06-08 15:05", "shijiasheng", "1c boying-web"),
    ("06-08 15:15", "chenxiaowen", "1c boying-admin-web"),
    ("06-08 15:30", "fanghao", "/release bug fix B1 改为分批提交"),
    ("06-08 15:50", "shijiasheng", "/release bug reopen B1 满库时仍要 25 秒"),
    ("06-08 16:10", "fucheng", "/release bug C boying-admin test 列表翻页后丢失筛选条件"),
    ("06-08 17:20", "fanghao", "/release bug fix B1 加了索引，满库 3 秒"),
    ("06-08 17:35", "shijiasheng", "/release bug verify B1"),
    ("06-08 17:40", "fucheng", f"1d boying-user {PASSED}/user\n测试问题：无"),
    ("06-08 17:50", "fucheng", f"1d boying-admin {PASSED}/admin\n测试问题：B3 不影响功能"),
    ("06-08 17:55", "shijiasheng", f"1d boying-web {PASSED}/web\n测试问题：无"),
    ("06-09 10:20", "chenxiaowen", f"1d boying-admin-web {PASSED}/admin-web\n测试问题：无"),
    ("06-09 10:40", "shijiasheng", "/release assign business @licuiqi"),
    ("06-09 15:10", "licuiqi", TOGETHER),
    ("06-09 15:40", "fucheng", TOGETHER),
    ("06-09 17:30", "fucheng", "2-gate"),
    ("06-10 09:40", "fanghao", "2a-1 boying-database"),
    ("06-10 09:55", "licuiqi", "2a-1 boying-user"),
    ("06-10 10:00", "licuiqi", "2a-1 boying-admin"),
    ("06-10 10:10", "licuiqi", "2a-1 boying-web"),
    ("06-10 10:15", "licuiqi", "2a-1 boying-admin-web"),
    ("06-10 11:20", "fucheng", "/release bug B boying-user preheat 首次登录偶发超时"),
    ("06-10 11:35", "chenxiaowen", "/release hotfix boying-user hotfix/login-timeout 首次登录偶发超时 bug B4"),
)  # fmt: skip
MENDED: Final = (
    ("06-10 12:50", "chenxiaowen", "H1-fix hotfix/login-timeout 5c8e1d4 连接池预热"),
    ("06-10 13:10", "shijiasheng", "H1-review"),
    ("06-10 13:50", "fucheng", "H1-test 连续登录 500 次无超时"),
    ("06-10 14:00", "chenxiaowen", "H1-redeploy-development"),
    ("06-10 14:10", "fucheng", "H1-redeploy-test"),
    ("06-10 14:20", "licuiqi", "H1-redeploy-preheat"),
    (
        "06-10 15:00",
        "shijiasheng",
        "/release waive 2a-2 boying-database 预热环境与测试环境共用库结构，已重复执行通过",
    ),
    ("06-10 15:20", "fucheng", "2a-2 boying-user 42 条通过，B4 已复测"),
    ("06-10 15:40", "fucheng", "2a-2 boying-admin 35 条通过"),
    ("06-10 15:50", "shijiasheng", "2a-2 boying-web 51 条通过"),
    ("06-10 16:00", "chenxiaowen", "2a-2 boying-admin-web 18 条通过"),
    ("06-10 16:30", "fucheng", "/release bug defer B3 不影响功能，留到 1.0.1"),
    ("06-10 16:40", "fucheng", "2a-3"),
    ("06-10 16:45", "fucheng", "2a-4"),
    ("06-10 17:50", "shijiasheng", "/release assign product @fanghao"),
    ("06-10 18:00", "fucheng", "2b"),
)


def the_release_is_worked_up_to_phase_3(o: Outside) -> None:
    s = o.stage
    go_live = at("06-14 12:00")
    frame = Frame(s.plan, calendar_of(s.plan), go_live, go_live, go_live)
    for act in script(frame):
        s.comes(frame.at(act.when))
        match act:
            case Types():
                s.person(act.who).types(act.line)
            case Says():
                s.person(act.who).says(act.text)
            case Reacts():
                s.person(act.who).reacts("white_check_mark", s.person(act.who).card(1))
    typed(o, *REST)
    o.comes("06-10 11:45")
    lead = s.person("shijiasheng")
    lead.clicks(lead.sees("H1", "hotfix/login-timeout"), text="继续")
    typed(o, *MENDED)
    assert s.shown()["release"]["phase"] == "3"


def typed(o: Outside, *rows: tuple[str, str, str]) -> None:
    """Who signs types no more than the item and what it asks for."""
    for wall, who, line in rows:
        o.comes(wall)
        if line.startswith("/release waive"):
            o.stage.person(who).agrees(line)
        else:
            o.stage.person(who).types(line if line.startswith("/") else f"/release done {line}")
