"""What has happened before a newcomer comes in: who did what, and when, told relative to go-live. Pure.

The people, systems and steps are those of the boying plan; people write in the plan's language. Of any other team's
plan nothing is told but that its lead has just started the release.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar, resolve, to_utc

DAYS_AHEAD: Final = 4  # working days from the day one comes in to go-live
NOON: Final = time(12)
BEGINS: Final = "T-9wd 09:30"
OPENS: Final = "T-4wd 15:00"


@dataclass(frozen=True, slots=True)
class Types:
    """`when` is a moment of the plan's kind, such as `T-4wd 15:00`."""

    when: str
    who: str
    line: str


@dataclass(frozen=True, slots=True)
class Says:
    """In the plan's channel."""

    when: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Reacts:
    """On the card of the phase that runs."""

    when: str
    who: str
    emoji: str


Act = Types | Says | Reacts


@dataclass(frozen=True, slots=True)
class Frame:
    """The story's instants (UTC): its first act, the moment a newcomer comes in, and go-live."""

    plan: Plan
    calendar: Calendar
    begins: datetime
    opens: datetime
    go_live: datetime

    def at(self, moment: str) -> datetime:
        return resolve(moment, self.go_live, self.plan.zone, self.calendar)


def frame(plan: Plan, calendar: Calendar, today: date) -> Frame:
    """A release that goes live at noon, four working days after `today` or after the last one worked."""
    go_live = to_utc(datetime.combine(calendar.shift(today, DAYS_AHEAD), NOON), plan.zone)
    begins, opens = (resolve(moment, go_live, plan.zone, calendar) for moment in (BEGINS, OPENS))
    return Frame(plan, calendar, begins, opens if _is_cast(plan) else begins, go_live)


def script(told: Frame) -> Sequence[Act]:
    """In the order of time. The lead's first line starts the release."""
    start = Types(BEGINS, told.plan.roles[told.plan.lead].people[0], f"/release start at {_wall(told, 'T')}")
    if not _is_cast(told.plan):
        return (start,)
    relief = f"/release standin @chenxiaowen for @licuiqi until {_wall(told, 'T-5wd 18:00')}"
    return (start, *PREPARING, Types("T-7wd 18:55", "shijiasheng", relief), *TESTING)


def _is_cast(plan: Plan) -> bool:
    """Whether everybody who acts is in the plan."""
    return {act.who for act in (*PREPARING, *TESTING)} <= plan.people.keys()


def _wall(told: Frame, moment: str) -> str:
    return f"{told.at(moment).astimezone(ZoneInfo(told.plan.zone)):%Y-%m-%d %H:%M}"


WIKI: Final = "https://wiki.boying.example"
SCRIPT: Final = "9b1c4e7f2a5d8063b4c7e1f09a2d5386c1f4b7e0a3d69c25f8b1e4a7d0c36952"  # SHA-256
GO_LIVE_PLAN: Final = f"""{WIKI}/boying-1.0.0/go-live
新增外部应用安装：消息队列（测试、预热、正式各一套）
部署顺序及关联性：database → user、admin → web、admin-web
是否关闭其他应用服务：不需要
数据库脚本：V1.0.0__init.sql，幂等，可重复执行
上线时间：6 月 14 日 12:00，预计 40 分钟
服务影响范围：登录与后台管理，期间只读
回滚步骤：按部署顺序倒序回退应用，最后回退数据库"""


def cases(system: str, scope: str, number: str, boundaries: str, page: str) -> str:
    """A test plan as it is typed: its three sections, a line each."""
    return (
        f"/release done 1b {system} 测试方案：{scope} {WIKI}/cases/{page}\n测试用例：{number}\n临界点用例：{boundaries}"
    )


PREPARING: Final[tuple[Act, ...]] = (
    Says("T-9wd 09:34", "shijiasheng", "boying 1.0.0 的发布开始了。各自的步骤在机器人的私信里，有问题在这里说。"),
    Types("T-8wd 09:50", "fanghao", f"/release script boying-database V1.0.0__init.sql {SCRIPT} {WIKI}/sql/init"),
    Types("T-8wd 10:05", "fanghao", "/release done 1a-1 boying-database"),
    Types("T-8wd 10:40", "chenxiaowen", "/release done 1a-1 boying-user"),
    Types("T-8wd 11:20", "licuiqi", "/release done 1a-1 boying-admin"),
    Types("T-8wd 14:10", "fanghao", "/release done 1a-1 boying-web"),
    Types("T-8wd 15:30", "fucheng", "/release done 1a-1 boying-admin-web"),
    Types("T-7wd 10:15", "fanghao", "/release done 1a-2 boying-database 建表、初始化、回滚脚本都跑通，两遍结果一致"),
    Types("T-7wd 11:30", "chenxiaowen", f"/release done 1a-2 boying-user 登录、注册、改密通过 {WIKI}/selftest/user"),
    Types("T-7wd 14:05", "licuiqi", f"/release done 1a-2 boying-admin 权限与审计日志通过 {WIKI}/selftest/admin"),
    Types("T-7wd 15:40", "fanghao", f"/release done 1a-2 boying-web 主流程 23 条通过 {WIKI}/selftest/web"),
    Types("T-7wd 17:10", "fucheng", f"/release done 1a-2 boying-admin-web 18 条通过 {WIKI}/selftest/admin-web"),
    Says("T-7wd 18:40", "licuiqi", "我发烧了，明后两天请假。@chenxiaowen boying-admin 的提测拜托你。"),
)
TESTING: Final[tuple[Act, ...]] = (
    Types("T-6wd 10:00", "fanghao", "/release done 1a-3 boying-database 脚本版本 1.0.0-rc2"),
    Types("T-6wd 10:30", "chenxiaowen", "/release done 1a-3 boying-user master a41c9e2"),
    Types("T-6wd 10:45", "chenxiaowen", "/release done 1a-3 boying-admin master 7d02b1f"),
    Types("T-6wd 11:20", "fanghao", "/release done 1a-3 boying-web master 90be4c7"),
    Types("T-6wd 11:40", "fucheng", "/release done 1a-3 boying-admin-web master 2f6d118"),
    Types("T-6wd 16:20", "chenxiaowen", f"/release done 1a-4 {GO_LIVE_PLAN}"),
    Types(
        "T-6wd 17:00",
        "fucheng",
        cases("boying-user", "登录、注册、改密", "42 条", "9 条：空密码、超长口令、并发注册", "user"),
    ),
    Types(
        "T-5wd 10:10",
        "fucheng",
        cases("boying-admin", "权限、审计日志", "35 条", "6 条：零权限账号、日志跨日", "admin"),
    ),
    Types(
        "T-5wd 10:30",
        "shijiasheng",
        cases("boying-database", "建表与初始化脚本", "12 条", "空库、满库、重复执行", "database"),
    ),
    Types(
        "T-5wd 10:50", "shijiasheng", cases("boying-web", "主流程与兼容性", "51 条", "弱网、超长输入、后退键", "web")
    ),
    Reacts("T-5wd 11:20", "shijiasheng", "✅"),  # 1a-5, all that is open to him then
    Types("T-5wd 13:30", "chenxiaowen", "/release done 1a-6"),
    Types("T-4wd 11:20", "fanghao", "/release done 1c boying-database"),
    Types("T-4wd 11:45", "fucheng", "/release block 1c boying-admin 测试环境的消息队列还没有开通，admin 启动不了"),
    Says("T-4wd 13:20", "fanghao", "队列的端口在走审批，下午应该有结果。"),
    Types("T-4wd 13:40", "shijiasheng", "/release bug B boying-database 满库时初始化脚本超时，约 40 秒"),
    Types("T-4wd 13:45", "shijiasheng", "/release bug C boying-database 表注释有错别字"),
    Types("T-4wd 14:05", "fanghao", "/release bug fix B2 注释已改正"),
    Types("T-4wd 14:15", "shijiasheng", "/release bug verify B2"),
    Types(
        "T-4wd 14:20",
        "shijiasheng",
        f"/release done 1d boying-database 测试结果：12 条中通过 11 条 {WIKI}/report/database\n测试问题：B1 待修复",
    ),
)
