"""Lines about the deployment meeting and its minutes, in English and Chinese (3a-1, 3a-3, 3a-4)."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain.events.minutes import Taken
from bot.domain.refusals import Lacks, NoSuchName
from bot.talk import queries as q
from bot.talk.grammar.minutes import KINDS
from tests.slack.lines import typed, utc

AT = utc(2021, 6, 11, 6)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("meeting", q.Meeting()),
        ("会议", q.Meeting()),
        ("meeting at 2021-06-11 14:00", c.CallMeeting(AT)),
        ("会议 2021年6月11日 14点 三楼会议室", c.CallMeeting(AT, "三楼会议室")),
        ("meeting at 2021-06-11 14:00 until 15:30 in room 7", c.CallMeeting(AT, "room 7", utc(2021, 6, 11, 7, 30))),
        ("meeting move to 2021-06-11 14:00-15:00", c.CallMeeting(AT, "", utc(2021, 6, 11, 7))),
        ("meeting at 2021-06-11 14:00 <https://meet.example/x>", c.CallMeeting(AT, "https://meet.example/x")),
        ("meeting at 2021-06-11 14:00 in lobby", c.CallMeeting(AT, "lobby")),
        ("meeting yes", c.Attend(coming=True)),
        ("会议 不来", c.Attend(coming=False)),
        ("meeting maybe", c.Attend(coming=None)),
        ("meeting close", c.CloseMeeting()),
        ("meeting cancel nobody can", c.CancelMeeting("nobody can")),
        ("会议 取消 人不齐", c.CancelMeeting("人不齐")),
        ("meeting some day", NoSuchName("moment", "some day")),
        ("meeting at 2021-06-11 14:00 until 13:00", c.CallMeeting(AT, "", utc(2021, 6, 11, 5))),
        ("minutes", q.Minutes()),
        ("纪要 同意", c.AgreeToMinutes()),
        ("minutes object no risk was named", c.ObjectToMinutes("no risk was named")),
        ("minutes strike 3 said twice", c.StrikeMinute(3, "said twice")),
        ("minutes strike", Lacks("minute", "minutes strike 3 REASON")),
        ("minutes note sven was late", c.TakeMinute("note", "sven was late")),
        ("decision we go on 2021-06-15", c.TakeMinute("decision", "we go on 2021-06-15")),
        ("决定 按计划上线", c.TakeMinute("decision", "按计划上线")),
        ("risk the disk fills", c.TakeMinute("risk", "the disk fills")),
        ("action <@U5> clear the disk", c.TakeMinute("action", "clear the disk", "fucheng")),
        ("action 付诚 until 2021-06-11 14:00 clear it", c.TakeMinute("action", "clear it", "fucheng", AT)),
        ("行动项 付诚 截止 2021-06-11 14:00 清理磁盘", c.TakeMinute("action", "清理磁盘", "fucheng", AT)),
        ("action", Lacks("person", "action @user until WHEN TEXT")),
    ],
)
def a_line_about_the_meeting_means(text: str, meant: object) -> None:
    assert typed(text) == meant


def every_kind_of_minute_can_be_said_in_a_form() -> None:
    assert set(KINDS) == set(get_args(Taken))
