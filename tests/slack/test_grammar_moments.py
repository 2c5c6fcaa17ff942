"""Moments: dates, days and shifts in both languages, on the plan's wall clock; and what is not a moment."""

from datetime import datetime

import pytest

from bot.domain import refusals as r
from bot.domain.commands import Abort, Pause, Reschedule, Resume
from bot.talk.grammar.course import starting
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.plans import bakery, boying
from tests.slack.boying import GO_LIVE, started
from tests.slack.lines import days_around, typed, utc

LEAD = "shijiasheng"
TUESDAY = utc(2021, 6, 1, 1)  # 09:00 in Shanghai


def moved(text: str, now: datetime = TUESDAY) -> Reschedule:
    command = typed(text, by=LEAD, now=now)
    assert isinstance(command, Reschedule), command
    return command


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2021-06-20 12:00", utc(2021, 6, 20, 4)),
        ("2021/6/20 12:00", utc(2021, 6, 20, 4)),
        ("2021年6月20日12点", utc(2021, 6, 20, 4)),
        ("2021-06-20T12:00", utc(2021, 6, 20, 4)),
        ("2021-06-20T12:00:00+02:00", utc(2021, 6, 20, 10)),
        ("2021-06-20 12:00 -0330", utc(2021, 6, 20, 15, 30)),
        ("2021-06-20 12:00Z", utc(2021, 6, 20, 12)),
        ("06-20 12:00", utc(2021, 6, 20, 4)),
        ("6/20 12:00", utc(2021, 6, 20, 4)),
        ("6月20日 下午3点半", utc(2021, 6, 20, 7, 30)),
        ("６月２０日　１２：００", utc(2021, 6, 20, 4)),
        ("01-02 12:00", utc(2022, 1, 2, 4)),
        ("today 18:00", utc(2021, 6, 1, 10)),
        ("今天 18点", utc(2021, 6, 1, 10)),
        ("明天12:00", utc(2021, 6, 2, 4)),
        ("Tomorrow 9:05", utc(2021, 6, 2, 1, 5)),
        ("后天晚上8点15分", utc(2021, 6, 3, 12, 15)),
        ("周五 12:00", utc(2021, 6, 4, 4)),
        ("friday 12:00", utc(2021, 6, 4, 4)),
        ("Fri 12:00", utc(2021, 6, 4, 4)),
        ("星期二 12:00", utc(2021, 6, 1, 4)),
        ("tuesday 08:00", utc(2021, 6, 8, 0)),
        ("下周二 12:00", utc(2021, 6, 8, 4)),
        ("本周日 12:00", utc(2021, 6, 6, 4)),
        ("18:30", utc(2021, 6, 1, 10, 30)),
        ("T", GO_LIVE),
        ("T+1h", utc(2021, 6, 14, 5)),
        ("t-2d 18:00", utc(2021, 6, 12, 10)),
        ("+2d", utc(2021, 6, 16, 4)),
        ("+90m", utc(2021, 6, 14, 5, 30)),
        ("T+1wd 10:00", utc(2021, 6, 15, 2)),
    ],
)
def a_moment_is_read_on_the_plans_wall_clock(text: str, at: datetime) -> None:
    assert moved(f"reschedule to {text}") == Reschedule(at, days_around(at))
    assert moved(f"改期到 {text} 数据库未就绪") == Reschedule(at, days_around(at), "数据库未就绪")
    assert moved(f"move {text}, the database, 2 days late in boying-1.0.0").reason == "the database, 2 days late"


@pytest.mark.parametrize(
    "text",
    [
        "soon", "2021-06-31 12:00", "2021-02-29 12:00", "2021-06-20 25:00", "2021-06-20 12:60", "2021-06-20", "friday",
        "2021-06-20 12:00abc", "12:00:30", "T+1x", "T+99999d", "+99999wd", "9999-12-31 23:59", "0001-01-01 00:00",
        "2021-06-20 12:00+99:00", "明年", "2021-06-20 noon", "1/2/3 4",
    ],
)  # fmt: skip
def a_moment_that_is_none_is_refused(text: str) -> None:
    refused = typed(f"reschedule to {text}", by=LEAD, now=TUESDAY)
    assert refused == r.NoSuchName("moment", text)


def a_new_date_must_be_given() -> None:
    assert typed("改期", by=LEAD) == r.Lacks("moment", "reschedule to 2026-12-01 12:00")


def a_time_that_the_clocks_skip_is_no_moment() -> None:
    """In Berlin 02:30 of 28 March 2027 does not exist: https://www.timeanddate.com/time/change/germany/berlin."""
    now = utc(2027, 3, 1, 12)
    assert starting(start("start at 2027-03-28 02:30"), bakery(), now) == r.NoSuchName("moment", "2027-03-28 02:30")
    assert starting(start("start at 2027-03-28 03:30"), bakery(), now) == utc(2027, 3, 28, 1, 30)
    assert starting(start("start at 2027-10-31 02:30"), bakery(), now) == utc(2027, 10, 31, 0, 30)


def start(text: str) -> Line:
    line = parse(text)
    assert isinstance(line, Line)
    return line


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("start", GO_LIVE),
        ("启动", GO_LIVE),
        ("start in boying-1.0.0", GO_LIVE),
        ("start at 2021-12-01 12:00", utc(2021, 12, 1, 4)),
        ("start 12-01 12:00 in boying-1.0.0", utc(2021, 12, 1, 4)),
        ("启动 于 明天 12:00", utc(2021, 6, 2, 4)),
        ("开始发布 +3h", utc(2021, 6, 1, 4)),
        ("start at T+1d", r.NoSuchName("moment", "T+1d")),
        ("start at +3wd", r.NoSuchName("moment", "+3wd")),
        ("start at 12-01 12:00 please", r.NoSuchName("moment", "at 12-01 12:00 please")),
        ("start now", r.NoSuchName("moment", "now")),
    ],
)
def a_start_is_at_the_plans_go_live_or_at_another_moment(text: str, at: datetime | r.Refused) -> None:
    assert starting(start(text), boying(), TUESDAY) == at


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("pause", Pause()),
        ("暂停 等 DBA 回来", Pause("等 DBA 回来")),
        ("pause in boying-1.0.0", Pause()),
        ("恢复", Resume()),
        ("abort", Abort("")),
        ("中止 客户取消", Abort("客户取消")),
        ("abort confirm 3f2a91c0 客户取消", Abort("客户取消", confirmed="3f2a91c0")),
        ("abort 客户取消 confirm", Abort("客户取消 confirm")),
        ("终止 确认 客户取消", Abort("客户取消")),
    ],
)
def the_course_of_a_release_is_changed_with_a_reason(text: str, command: object) -> None:
    assert typed(text, by=LEAD, release=started()) == command
