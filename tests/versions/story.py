"""What happened before: a boying release to its end, a workshop's that was aborted, a second one of boying under way.

Told so that every kind of event happens at least once.
"""

from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.demo.script import Frame, Reacts, Says, Types, script
from bot.domain import commands as c
from bot.domain.events import Unsorted
from bot.domain.plan import Plan
from bot.domain.state.bugs import BugState
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage
from bot.domain.state.watching import Alert
from bot.plans.file import calendar_of
from tests.domain.workshop import workshop
from tests.scenarios.outside import EVERY, TOOK
from tests.scenarios.to_the_end import BACK, MEETING, SCRIPT
from tests.scenarios.up_to_go_live import MENDED, REST, WIKI
from tests.versions.past import SHANGHAI, Act, Past, at

BEGINNING: Final = at("06-01 09:20")
LOOKED_AT: Final = at("06-28 12:20")  # when all of it is looked back on
ENDED, ABORTED, RUNNING = "boying-1.0.0", "workshop-2", "boying-1.0.0-2"
MARK: Final = "D0FANGHAO:1622685600.000001"  # a message with an emoji on it
SENDER: Final = "fu.cheng@boying.example"
DRAFT: Final = "V0.9.9__draft.sql"
CONTINUED: Final = (
    ("licuiqi", "unblock 3b-3 boying-web user 运行正常"),
    ("licuiqi", "done 3b-3 boying-web 手工部署，2 个实例健康"),
    ("chenxiaowen", "bug fix B5 连接池已调大"),
    ("fucheng", "bug verify B5"),
)
"""What is said next in the release that is under way: who, and the line."""
SYSTEMS: Final = ("user", "admin", "web", "admin-web")
REVISED: Final = f"""{WIKI}/boying-1.0.0/go-live
新增外部应用安装：消息队列（测试、预热、正式各一套）
部署顺序及关联性：database → user、admin → web、admin-web
是否关闭其他应用服务：不需要
数据库脚本：V1.0.0__init.sql，幂等，可重复执行
上线时间：6 月 14 日 12:00，预计 40 分钟
服务影响范围：登录与后台管理，期间只读
回滚步骤：按部署顺序倒序回退应用，最后从备份恢复数据库"""


def lived(file: Path, boying: Plan) -> Past:
    """The past in this database. `boying`: its plan, with a platform `pipeline` and a watch `web`."""
    past = Past(file, BEGINNING)
    _the_first_release_of_boying_ends(past, boying)
    _the_workshop_is_aborted(past)
    _the_second_release_of_boying_is_under_way(past, boying)
    return past


def _the_first_release_of_boying_ends(past: Past, boying: Plan) -> None:
    past.moves_in(boying, {"fucheng": SENDER})
    past.comes(at("06-01 09:30"))
    past.starts("/release start at 2021-06-14 12:00", "shijiasheng")
    assert past.release == ENDED
    told = (*_as_scripted(boying), *_typed(*REST, *MENDED), *BESIDE, *MET, *BROUGHT, *FAILED, *LIVE, *AFTERWARDS)
    past.happens(*sorted(told, key=lambda act: at(act.when)))
    assert past.state.state == "finished"
    live = at("06-15 12:10")
    for number in range(timedelta(days=1) // EVERY + 1):
        moment = live + number * EVERY
        past.looks("web", moment, took=None if at("06-15 13:25") <= moment < at("06-15 13:40") else _took(number))


def _took(number: int) -> int:
    return TOOK[number % len(TOOK)]


def _as_scripted(plan: Plan) -> list[Act]:
    """What a newcomer to the demo finds, but for its beginning."""
    go_live = at("06-14 12:00")
    frame = Frame(plan, calendar_of(plan, go_live), go_live, go_live, go_live)
    acts: list[Act] = []
    for act in script(frame)[1:]:
        wall = f"{frame.at(act.when).astimezone(SHANGHAI):%m-%d %H:%M}"
        match act:
            case Types(who=who, line=line):
                acts.append(Act(wall, who, line))
            case Reacts(who=who):
                acts.append(Act(wall, who, c.Sign("1a-5", message="C0BOYING:1623036000.000001"), "reaction"))
            case Says():
                pass
    return acts


def _typed(*rows: tuple[str, str, str]) -> list[Act]:
    """Who signs types no more than the item and what it asks for."""
    return [Act(wall, who, line if line.startswith("/") else f"/release done {line}") for wall, who, line in rows]


def _reply(release: Release, item: str, text: str) -> c.ReceiveReply:
    """To the mail that this item sent."""
    mail = next(mail.id for mail in release.mails.values() if mail.item == item)
    return c.ReceiveReply(mail, text, "<2@boying.example>")


BESIDE: Final = (
    Act("06-01 09:32", "shijiasheng", "/release link @fucheng fucheng"),
    Act("06-02 09:40", "fanghao", f"/release script boying-database {DRAFT} {'d0' * 32}"),
    Act("06-02 09:45", "fanghao", f"/release script remove boying-database {DRAFT} 已并入 init"),
    Act("06-03 10:00", "fanghao", c.Watch("1a-2/boying-database", MARK), "reaction"),
    Act("06-03 10:05", "fanghao", c.TakeBackReaction(MARK, "watch"), "reaction"),
    Act("06-03 15:50", "fanghao", c.Withdraw("1a-2/boying-web", "有一条用例漏跑了"), "button"),
    Act("06-03 16:05", "fanghao", c.Note("1a-2/boying-web", f"补跑后 24 条通过 {WIKI}/selftest/web"), "message"),
    Act("06-03 16:10", "fanghao", c.Sign("1a-2/boying-web"), "button"),
    Act("06-03 18:42", "shijiasheng", "/release pause 等人手"),
    Act("06-03 18:50", "shijiasheng", "/release resume"),
    Act("06-04 16:40", "shijiasheng", "/release sendback 1a-5 回滚步骤缺少数据库的部分"),
    Act("06-04 16:50", "chenxiaowen", f"/release done 1a-4 {REVISED}"),
    Act("06-07 13:40", "", c.ReturnMail("M1", "fucheng", "552 mailbox full"), "mail"),
    Act("06-07 13:45", "shijiasheng", c.ReceiveReply("M1", "收到，方案可行。", "<1@boying.example>"), "mail"),
    Act("06-07 13:50", "", c.ReceiveUnclear("x@other.example", "Re: 上线方案", "谁在负责？", "sender", "M1"), "mail"),
    Act("06-07 14:00", "chenxiaowen", f"/release write 1a-4 {REVISED}\n维护公告已拟好"),
    Act("06-07 14:10", "shijiasheng", "/release done 1a-5"),
    Act("06-07 14:20", "chenxiaowen", "/release done 1a-6"),
    Act("06-08 13:42", "shijiasheng", "/release bug grade B1 A 初始化脚本会挡住部署"),
    Act("06-08 13:50", "fucheng", "/release ask DBA 1c boying-user 请开通测试库账号"),
    Act("06-08 14:00", "fanghao", "/release answer R1 已开通，只读"),
    Act("06-10 14:50", "shijiasheng", "/release waive 2a-2 boying-admin-web 与测试环境相同"),
    Act("06-10 14:55", "shijiasheng", c.Withdraw("2a-2/boying-admin-web", "还是测一遍")),
    Act("06-10 17:00", "fucheng", "/release hotfix boying-web hotfix/banner 横幅错位"),
    Act("06-10 17:10", "shijiasheng", "/release hotfix abandon H2 留到 1.0.1"),
    Act("06-10 17:20", "shijiasheng", c.AskReport()),
    Act("06-10 11:45", "shijiasheng", "/release hotfix carry H1"),
)

MET: Final = (
    Act("06-11 09:40", "shijiasheng", "/release assign product @fanghao"),
    Act("06-11 09:41", "chenxiaowen", MEETING.replace("15:00", "14:30")),
    Act("06-11 09:50", "chenxiaowen", "/release meeting at 2021-06-11 15:00 until 16:00 in 302 会议室"),
    Act("06-11 09:55", "fanghao", c.Attend(coming=True), "button"),
    Act("06-11 10:00", "fucheng", c.Attend(coming=True, message="C0BOYING:1623376200.000009"), "reaction"),
    Act("06-11 10:20", "shijiasheng", "/release meeting yes"),
    Act("06-11 10:25", "chenxiaowen", "/release meeting yes"),
    Act("06-11 10:30", "licuiqi", "/release meeting no"),
    Act("06-11 14:00", "chenxiaowen", "/release done 3a-2"),
    Act("06-11 15:10", "chenxiaowen", "/release decision 6 月 14 日 12:00 上线，先 user、admin，再 web、admin-web"),
    Act("06-11 15:20", "fucheng", "/release risk 端午值班人少，响应会慢"),
    Act("06-11 15:30", "chenxiaowen", "/release action @fanghao until 2021-06-14 10:00 上线前演练一次数据库恢复"),
    Act("06-11 15:35", "chenxiaowen", "/release minutes note 会议室投影坏了"),
    Act("06-11 15:40", "chenxiaowen", "/release minutes strike 4 与上线无关"),
    Act("06-11 15:55", "shijiasheng", "/release standin @chenxiaowen for @licuiqi until 2021-06-11 18:00"),
    Act("06-11 16:01", "chenxiaowen", "/release meeting close"),
    Act("06-11 16:10", "fucheng", "/release minutes object 恢复演练应由 DBA 与运维一起做"),
    Act("06-11 16:40", "chenxiaowen", "/release minutes note 恢复演练由方浩与李翠琪一起做"),
    *(
        Act(f"06-11 16:{45 + number}", who, "/release minutes agree")
        for number, who in enumerate(("shijiasheng", "chenxiaowen", "fanghao", "fucheng"))
    ),
    Act("06-11 17:00", "chenxiaowen", "/release done 3a-4"),
    Act("06-11 18:20", "fucheng", "/release done 3b-1"),
)

BROUGHT: Final = (
    Act("06-14 09:30", "fanghao", "/release done A3 与李翠琪一起恢复到演练库，用时 12 分钟"),
    Act("06-14 09:35", "fanghao", "/release previous boying-database 0.9.4"),
    Act("06-14 09:36", "fanghao", f"/release script back boying-database {SCRIPT} {BACK}"),
    Act("06-14 09:38", "shijiasheng", f"/release script read boying-database {SCRIPT}"),
    Act("06-14 09:40", "fanghao", "/release backup boying-database rds-20210614-0940"),
    *(
        Act("06-14 09:45", "licuiqi", f"/release previous boying-{system} release/0.9 {commit}")
        for system, commit in zip(SYSTEMS, ("c1f0a6e", "9be27d4", "5d1e8f3", "e70b2c9"), strict=True)
    ),
    Act("06-14 11:00", "fanghao", f"/release done 3b-2 {SCRIPT} 执行 38 秒，校验 14 条通过"),
)


def _run(wall: str, over: str, number: int, system: str, failed: str = "") -> tuple[Act, ...]:
    """Ordered, taken by the platform, and over."""
    run, reference = f"D{number}", f"{ENDED}.d{number}"
    return (
        Act(wall, "licuiqi", f"/release deploy boying-{system} production by pipeline"),
        Act(wall, "", c.StartRun(run, reference, f"https://ci.boying.example/{reference}"), "clock"),
        Act(over, "", c.EndRun(run, failed, "" if failed else "5c" * 20), "webhook"),
    )


QUEUE: Final = "连不上消息队列 mq.production:5672"
FAILED: Final = (
    *_run("06-14 11:59", "06-14 12:04", 1, "user"),
    *_run("06-14 11:59", "06-14 12:04", 2, "admin", QUEUE),
    Act("06-14 12:20", "shijiasheng", c.GoOn(), "button"),
    *_run("06-14 12:25", "06-14 12:29", 3, "admin", QUEUE),
    Act("06-14 12:26", "", c.DoubtRun("D3", "the platform answers 502"), "clock"),
    Act("06-14 12:28", "", c.DoubtRun("D3", ""), "clock"),
    Act("06-14 12:40", "shijiasheng", c.RollBack("消息队列的端口没有开通"), "button"),
    Act("06-14 12:50", "licuiqi", "/release done RB1-boying-admin 新版本未启动，release/0.9 一直在运行"),
    Act("06-14 12:56", "licuiqi", "/release done RB1-boying-user 切回 release/0.9，2 个实例健康"),
    Act("06-14 13:10", "fanghao", "/release done RB1-boying-database 从 rds-20210614-0940 恢复，校验通过"),
    Act("06-14 14:00", "shijiasheng", "/release reschedule to 2021-06-15 12:00 消息队列的生产端口明早开通"),
)


def _alert(state: str) -> c.HearAlerts:
    firing = state == "firing"
    return c.HearAlerts((
        Alert(
            "f00d", "firing" if firing else "resolved", "ErrorRate", "boying-web", "critical", "5xx > 5%",
            "https://prometheus.boying.example/graph", at("06-15 13:24"), None if firing else at("06-15 13:44"),
        ),
    ))  # fmt: skip


LIVE: Final = (
    Act("06-15 09:30", "fanghao", "/release backup boying-database rds-20210615-0920"),
    Act("06-15 09:32", "shijiasheng", "/release override 3b-2 boying-database 脚本可在线执行，提前跑完，中午少一步"),
    Act("06-15 09:35", "fanghao", f"/release done 3b-2 {SCRIPT} 执行 36 秒，校验 14 条通过"),
    *_run("06-15 12:00", "06-15 12:05", 4, "user"),
    *_run("06-15 12:00", "06-15 12:05", 5, "admin"),
    *_run("06-15 12:06", "06-15 12:10", 6, "web"),
    *_run("06-15 12:06", "06-15 12:10", 7, "admin-web"),
    Act("06-15 12:12", "licuiqi", "/release done 3b-4"),
    Act("06-15 12:13", "shijiasheng", "/release done 3b-5"),
    Act("06-15 12:14", "licuiqi", "/release done 3c 12:00 部署 user、admin，12:06 部署 web、admin-web，实例健康"),
    Act("06-15 12:15", "", c.TurnWatch("web", "up", at("06-15 12:10")), "clock"),
    Act("06-15 12:22", "fanghao", lambda release: _reply(release, "3b-1", "09:35 执行脚本，36 秒"), "mail"),
    Act("06-15 12:23", "licuiqi", "/release done 4b-1 可用率 100%，接口耗时正常"),
    Act("06-15 12:24", "licuiqi", "/release done 3d"),
    Act("06-15 13:00", "licuiqi", "/release done 4b-2 可用率 100%，消息无堆积"),
    Act("06-15 13:26", "", _alert("firing"), "webhook"),
    Act("06-15 13:35", "", c.TurnWatch("web", "down", at("06-15 13:25"), "wrong-status", "503"), "clock"),
    Act("06-15 13:36", "fanghao", "/release bug A boying-web production 前台打不开，返回 503\n连接池耗尽"),
    Act("06-15 13:38", "fanghao", "/release bug fix B5 重启并调大连接池"),
    Act("06-15 13:46", "", _alert("resolved"), "webhook"),
    Act("06-15 13:45", "", c.TurnWatch("web", "up", at("06-15 13:40")), "clock"),
    Act("06-15 13:48", "shijiasheng", "/release bug verify B5"),
)  # fmt: skip


def _filed(wall: str, who: str, system: str) -> Act:
    at_wiki = f"{WIKI}/docs/1.0.0/{system}"
    words = f"需求文档：{at_wiki}/requirements\n架构文档：{at_wiki}/architecture\n开发文档：{at_wiki}/development"
    return Act(wall, who, f"/release done 5a {system} {words}")


AFTERWARDS: Final = (
    Act("06-15 14:00", "chenxiaowen", "/release bug C boying-admin-web 导出按钮的提示语有错字"),
    Act("06-15 14:05", "chenxiaowen", "/release bug defer B6 不影响功能，留到 1.0.1"),
    Act("06-15 14:10", "fucheng", "/release done 3d-2 boying-user 线上回归 42 条通过"),
    Act("06-15 14:20", "fucheng", "/release done 3d-2 boying-admin 线上回归 35 条通过"),
    Act("06-15 14:30", "shijiasheng", "/release done 3d-2 boying-web 线上回归 51 条通过，B5 已复测"),
    Act("06-15 14:40", "chenxiaowen", "/release done 3d-2 boying-admin-web 线上回归 18 条通过，B6 留到下一版本"),
    Act("06-15 15:00", "fucheng", "/release done 3e"),
    Act("06-15 15:30", "licuiqi", "/release done 4a-1 https://grafana.boying.example/d/mq"),
    Act("06-15 15:31", "licuiqi", "/release done 4a"),
    Act("06-16 12:12", "licuiqi", "/release done 4b-3 除 13:25 起的一次中断外正常，消息无堆积"),
    Act(
        "06-16 12:16", "",
        c.SumUpWatch("web", at("06-15 12:10"), at("06-16 12:10"), 289, 3, 41, 57, 118), "clock",
    ),
    *(
        _filed(f"06-17 {10 + number}:30", who, f"boying-{system}")
        for number, (who, system) in enumerate((
            ("fanghao", "database"), ("chenxiaowen", "user"), ("licuiqi", "admin"), ("fanghao", "web"),
            ("fucheng", "admin-web"),
        ))
    ),
)  # fmt: skip


def _tracked(
    ref: str, changed: str, severity: str = "A", state: BugState = "open", title: str = "Total"
) -> c.TrackedBug:
    url = f"https://tracker.workshop.example/{ref}"
    return c.TrackedBug(ref, severity, "web", "test", title, "", state, url, at(changed))


def _the_workshop_is_aborted(past: Past) -> None:
    """A team that keeps its bugs in a tracker: the tracker goes and comes, and a gate is lost for what it tells."""
    past.moves_in(workshop(tracked=True))
    past.comes(at("06-17 15:00"))
    past.starts("/release start at 2021-07-01 12:00", "lena")
    assert past.release == ABORTED
    lost = Unsorted(ref="9", title="Odd", missing=("severity",))
    past.happens(
        Act("06-17 15:05", "", c.LoseTracker(TrackerOutage("unreachable", "connection refused")), "clock"),
        Act("06-17 15:10", "", c.HearTracker((_tracked("7", "06-17 15:09", "B"),), (lost,)), "clock"),
        Act(
            "06-17 15:12",
            "",
            c.HearTracker((_tracked("7", "06-17 15:11", "B", title="Total is off"),), ()),
            "webhook",
        ),
        Act("06-17 15:14", "", c.HearTracker((_tracked("7", "06-17 15:13"),)), "webhook"),
        Act("06-17 15:16", "olaf", "/release done deploy web"),
        Act("06-17 15:17", "olaf", "/release done deploy api"),
        Act("06-17 15:20", "", c.HearTracker((_tracked("7", "06-17 15:19", state="verified"),)), "webhook"),
        Act("06-17 15:22", "tina", "/release done gate"),
        Act("06-17 15:24", "", c.HearTracker((_tracked("8", "06-17 15:23"),)), "webhook"),
        Act("06-17 15:30", "", c.HearTracker((), (), ("8",)), "clock"),
        Act("06-17 15:40", "lena", c.Abort("The customer has moved the date"), "button"),
    )
    assert past.state.state == "aborted"


def _the_second_release_of_boying_is_under_way(past: Past, boying: Plan) -> None:
    """What the first left over is carried on; one deployment is through, one runs; the deliverer has its troubles."""
    past.moves_in(boying, newcomer="nina")
    past.comes(at("06-18 09:00"))
    past.starts("/release start at 2021-06-28 12:00", "shijiasheng")
    assert past.release == RUNNING
    past.happens(Act("06-18 09:10", "shijiasheng", "/release bug carry all"))
    past.works_off("2-gate")
    past.happens(
        Act("06-24 10:00", "fucheng", "/release bug C boying-admin preheat 审计日志的时区少 8 小时"),
        Act("06-24 10:30", "fucheng", "/release bug B boying-user preheat 退出后仍能后退到首页"),
        Act("06-24 14:00", "chenxiaowen", "/release bug fix B4 清掉缓存头"),
        Act("06-24 15:00", "fucheng", "/release bug verify B4"),
    )
    past.works_off("2b")
    past.happens(
        Act("06-25 09:00", "shijiasheng", "/release assign product @fanghao"),
        Act("06-25 09:10", "chenxiaowen", "/release done 3a-1 at 2021-06-25 14:00 in 302 会议室"),
        Act("06-25 09:40", "chenxiaowen", "/release meeting cancel 与客户会议冲突"),
        Act("06-25 10:00", "chenxiaowen", "/release meeting at 2021-06-25 15:00 in 305 会议室"),
        Act("06-25 10:20", "shijiasheng", "/release assign product @fanghao <@U0NINA>"),
    )
    past.works_off("3b-2")
    past.happens(
        Act("06-28 12:00", "licuiqi", "/release deploy boying-user production by pipeline"),
        Act("06-28 12:01", "", c.StartRun("D1", f"{RUNNING}.d1"), "clock"),
        Act("06-28 12:06", "", c.EndRun("D1"), "webhook"),
        Act("06-28 12:08", "licuiqi", "/release deploy boying-admin production by pipeline"),
        Act("06-28 12:09", "", c.StartRun("D2", f"{RUNNING}.d2"), "clock"),
        Act("06-28 12:10", "licuiqi", "/release block 3b-3 boying-web 等 user 观察十分钟"),
    )
    past.comes(at("06-28 12:15"))
    past.does("fucheng", "/release bug B boying-user production 登录页偶发 502")
    _the_deliverer_has_its_troubles(past)


def _the_deliverer_has_its_troubles(past: Past) -> None:
    """One post whose outcome is unknown, one put off, one that can never be delivered; the rest is still owed."""
    past.now += timedelta(seconds=3)
    claimed = past.claimed()
    past.claims.attempt(next(claimed))
    past.claims.failed(next(claimed), "internal_error")
    past.claims.hopeless(next(claimed), "user_disabled")
