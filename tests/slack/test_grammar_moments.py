"""Moments: dates, days and shifts in both languages, on the plan's wall clock; and what is not a moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import refusals as r
from bot.domain.commands import Abort, CallMeeting, GoOn, Pause, Reschedule, Resume, TakeMinute
from bot.talk.grammar.course import starting
from bot.talk.grammar.moments import Reckoning, read_moment
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
        "2021-06-20 12:00+99:00", "明年", "2021-06-20 noon", "1/2/3 4", "6/20 14:00 pm", "6/20 0:30 am", "6/20 9.30 pm",
        "明天大约14:00", "about 6/20 12:00", "6/20 around 2 pm", "大概明天两点", "6/20 12:00ish", "明天十点四刻",
        "明天十点多", "明天十点八十分", "明天十点差五分", "差一刻十点", "明天十点十五开会",
        "今天晚上12点", "6/20 上午 14:00", "6/20 12:00 IST", "6/20 12:00 UTC+15", "6/20 12:00-14:00", "T 12:00",
    ],
)  # fmt: skip
def a_moment_that_is_none_is_refused(text: str) -> None:
    refused = typed(f"reschedule to {text}", by=LEAD, now=TUESDAY)
    assert refused == r.NoSuchName("moment", text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("6/20 2:00 pm", utc(2021, 6, 20, 6)),
        ("6/20 9:00 p.m.", utc(2021, 6, 20, 13)),
        ("6/20 2pm", utc(2021, 6, 20, 6)),
        ("6/20 12:00 am", utc(2021, 6, 19, 16)),
        ("6/20 12 pm", utc(2021, 6, 20, 4)),
        ("明天上午9点", utc(2021, 6, 2, 1)),
        ("明天下午三点半", utc(2021, 6, 2, 7, 30)),
        ("明晚8点", utc(2021, 6, 2, 12)),
        ("中午12点", utc(2021, 6, 1, 4)),
        ("周三 14:00", utc(2021, 6, 2, 6)),
        ("2:00 pm on Friday", utc(2021, 6, 4, 6)),
        ("12:00 tomorrow", utc(2021, 6, 2, 4)),
        ("Dec 1, 2:00 pm", utc(2021, 12, 1, 6)),
        ("1st of December 2021, 14:00", utc(2021, 12, 1, 6)),
        ("T-2d 6:00 pm", utc(2021, 6, 12, 10)),
        ("6/20 12:00 UTC", utc(2021, 6, 20, 12)),
        ("6/20 12:00 UTC+2", utc(2021, 6, 20, 10)),
        ("6/20 12:00 GMT-03:30", utc(2021, 6, 20, 15, 30)),
        ("6/20 12:00 Europe/Berlin", utc(2021, 6, 20, 10)),
        ("6/20 12:00 New York time", utc(2021, 6, 20, 16)),
        ("6/20 12:00 CET", utc(2021, 6, 20, 11)),
        ("6/20 12:00 CST", utc(2021, 6, 20, 4)),  # as the plan's own zone is called; elsewhere it is another's
        ("北京时间明天12点", utc(2021, 6, 2, 4)),
        ("tomorrow 7:00 UTC", utc(2021, 6, 2, 7)),
        ("明天上午十点一刻", utc(2021, 6, 2, 2, 15)),
        ("明天上午10点3刻", utc(2021, 6, 2, 2, 45)),
        ("明天十点三刻钟", utc(2021, 6, 2, 2, 45)),
        ("明天下午两点半", utc(2021, 6, 2, 6, 30)),
        ("下午两点二十", utc(2021, 6, 1, 6, 20)),
        ("下午两点零五分", utc(2021, 6, 1, 6, 5)),
    ],
)
def a_moment_is_read_to_its_end(text: str, at: datetime) -> None:
    """Halves of the day and zones used to be taken as the reason, and the moment without them."""
    assert moved(f"reschedule to {text}") == Reschedule(at, days_around(at))
    assert moved(f"改期到 {text}，数据库未就绪").reason == "数据库未就绪"


BEHIND = [
    "pm", "a.m.", "ET", "Boston time", "local time", "纽约时间", "next week", "in the evening", "- 14:00", "o'clock",
    "12/24", "utc+2", "+02:00", "左右", "前后", "or so", "-ish", "more or less", "approximately", "大约",
]  # fmt: skip
ANYWHERE = [
    "UTC", "IST", "tomorrow", "明天", "friday", "on Monday", "周三", "下午", "or 14:00", "or 2 pm", "2021-06-21",
    "Dec 1", "noon", "+2d", "T+1h", "到 14:00", "until 14:00", "3点半", "at 9:00 a.m.",
]  # fmt: skip
OWN = st.sampled_from(["", "the database is late ", "see you there ", "数据库未就绪 "])
SAID = st.tuples(st.just(""), st.sampled_from(BEHIND)) | st.tuples(OWN, st.sampled_from(ANYWHERE))
LINES = ["reschedule to {}", "meeting at {}", "goon until {}", "action <@U5> until {}", "start at {}"]


@given(st.sampled_from(LINES), SAID)
def what_looks_like_a_moment_is_never_a_part_of_somebodys_own_words(line: str, said: tuple[str, str]) -> None:
    """Read as a part of the moment, or the line is refused."""
    own, half = said
    text = line.format(f"2021-06-20 12:00 {own}{half}")
    starts = text.startswith("start")
    asked = starting(start(text), boying(), TUESDAY) if starts else typed(text, by=LEAD, now=TUESDAY)
    assert isinstance(asked, r.NoSuchName | datetime) or half not in _own_words(asked)


def _own_words(asked: object) -> str:
    match asked:
        case Reschedule() | GoOn():
            return asked.reason
        case CallMeeting():
            return asked.place
        case TakeMinute():
            return asked.text
    raise AssertionError(asked)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("move 6/20 12:00, the backup of 9:00 failed", "the backup of 9:00 failed"),
        ("move 6/20 12:00: Monday is a holiday", None),  # it may be the day that is meant
        ("move 6/20 12:00: as Monday is a holiday", "as Monday is a holiday"),
        ("move 6/20 12:00 because Monday is a holiday", "because Monday is a holiday"),
        ("meeting 6/20 12:00 at <https://meet.example/j?at=12:00>", "https://meet.example/j?at=12:00"),
        ("action <@U5>: check the logs at 22:00", "check the logs at 22:00"),
        ("goon the fix lands at 10:30", None),
        ("goon for 3 fortnights", None),
        ("action <@U5> check the logs at 22:00", None),
    ],
)
def what_own_words_say_of_moments_is_set_off(text: str, words: str | None) -> None:
    asked = typed(text, by=LEAD, now=TUESDAY)
    assert isinstance(asked, r.NoSuchName) if words is None else _own_words(asked) == words


def a_line_may_close_with_its_end() -> None:
    for text in ("meeting 6/20 14:00 in Room 5 until 4 pm", "meeting 6/20 14:00 until 16:00 in Room 5"):
        assert typed(text, by=LEAD, now=TUESDAY) == CallMeeting(utc(2021, 6, 20, 6), "Room 5", utc(2021, 6, 20, 8))
    due = utc(2021, 6, 4, 16)
    assert typed("action <@U5> clear the disk by friday", now=TUESDAY) == TakeMinute(
        "action", "clear the disk", "fucheng", due
    )


def a_new_date_must_be_given() -> None:
    for text in ("改期", "改期到", "reschedule to"):
        assert typed(text, by=LEAD) == r.Lacks("moment", "reschedule to 2026-12-01 12:00")


def a_time_that_clocks_skip_or_show_twice_is_refused_with_what_it_may_have_been_meant_for() -> None:
    """Berlin skips 02:30 of 28 March 2027, and shows that of 31 October twice.

    https://www.timeanddate.com/time/change/germany/berlin
    """
    now = utc(2027, 3, 1, 12)
    near = ("2027-03-28 03:30 +02:00",)
    skipped = r.NoSuchName("moment", "2027-03-28 02:30", near)
    assert starting(start("start at 2027-03-28 02:30"), bakery(), now) == skipped
    assert starting(start("start at 2027-03-28 03:30"), bakery(), now) == utc(2027, 3, 28, 1, 30)
    planned = bakery().model_copy(update={"go_live": "2027-10-31 02:30"})
    assert starting(start("start"), planned, now) == starting(start("start at 2027-10-31 02:30"), bakery(), now)
    twice = starting(start("start at 2027-10-31 02:30"), bakery(), now)
    assert twice == r.NoSuchName("moment", "2027-10-31 02:30", ("2027-10-31 02:30 +02:00", "2027-10-31 02:30 +01:00"))
    for hour, named in enumerate(("+02:00", "+01:00")):
        assert starting(start(f"start at 2027-10-31 02:30 {named}"), bakery(), now) == utc(2027, 10, 31, hour, 30)
    for hour, named in enumerate(("CEST", "CET")):
        assert starting(start(f"start at 2027-10-31 02:30 {named}"), bakery(), now) == utc(2027, 10, 31, hour, 30)
    reckoning = Reckoning(now, "Europe/Berlin", utc(2027, 10, 30, 0, 30))
    assert read_moment("+1d", reckoning) == twice
    assert read_moment("+1d 18:00", reckoning) == (utc(2027, 10, 31, 17), "")


ZONES = st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone))
YEARS = (utc(year, 1, 1, 0).replace(tzinfo=None) for year in (1990, 2037))
WALLS = st.datetimes(*YEARS).map(lambda wall: wall.replace(second=0, microsecond=0))


@st.composite
def near_a_change(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone, and a wall time that is likely to be one on which its clocks are set anew."""
    zone, wall = draw(ZONES), draw(WALLS)
    own = ZoneInfo(zone)
    change = next((day for day in (wall + timedelta(days=n) for n in range(366)) if _is_set(day, own)), wall)
    return zone, draw(st.sampled_from([wall, *(change + timedelta(minutes=30 * n) for n in range(-50, 50))]))


def _is_set(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone).utcoffset() != (wall + timedelta(days=1)).replace(tzinfo=zone).utcoffset()


@given(near_a_change())
def a_wall_time_is_read_as_the_one_instant_that_shows_it_or_refused_with_those_it_may_mean(
    told: tuple[str, datetime],
) -> None:
    zone, wall = told
    own, now = ZoneInfo(zone), wall.replace(tzinfo=UTC)
    reckoning = Reckoning(now, zone, now)
    around = (now + timedelta(minutes=15 * n) for n in range(-4 * 26, 4 * 26))
    showing = [at for at in around if at.astimezone(own).replace(tzinfo=None) == wall]
    read = read_moment(f"{wall:%Y-%m-%d %H:%M}", reckoning)
    if len(showing) == 1:
        assert read == (showing[0], "")
        return
    assert isinstance(read, r.NoSuchName)
    meant = [read_moment(text, reckoning) for text in read.near]
    assert len(meant) == max(1, len(showing))
    assert not any(isinstance(each, r.NoSuchName) for each in meant)
    assert not showing or meant == [(at, "") for at in showing]


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
