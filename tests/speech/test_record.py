"""The record reads as one line per event: when, who, what, and their own words."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.rules import decide
from bot.speech import log
from bot.speech.voice import Voice
from tests.speech import stage

EN = Voice("en", "plain", "Asia/Shanghai")
ZH = Voice("zh-CN", "plain", "Asia/Shanghai")
AT = "2026-12-01 10:00 Asia/Shanghai"
EVIDENCE = "https://shop.example/1"

RECORDED = [
    (
        ("chen", c.Sign("1a/web", EVIDENCE)),
        f"{AT} Chen: signed 1a web (Write the plan) as developer: “{EVIDENCE}”",
        f"{AT} Chen：签字（开发人员）1a web（写上线方案）：“{EVIDENCE}”",
    ),
    (
        ("wu", c.Sign("1a/admin", EVIDENCE)),
        f"{AT} Wu: signed 1a admin (Write the plan) as developer, standing in for Fu: “{EVIDENCE}”",
        f"{AT} Wu：签字（开发人员，代Fu）1a admin（写上线方案）：“{EVIDENCE}”",
    ),
    (
        ("lin", c.Waive("1b/web", "tested last week")),
        f"{AT} Lin: waived 1b web (Test): “tested last week”",
        f"{AT} Lin：豁免 1b web（测试）：“tested last week”",
    ),
    (
        ("fu", c.Block("1b/admin", "no data")),
        f"{AT} Fu: blocked 1b admin (Test): “no data”",
        f"{AT} Fu：阻塞 1b admin（测试）：“no data”",
    ),
    (
        ("lin", c.Pause()),
        f"{AT} Lin: paused the release",
        f"{AT} Lin：暂停发布",
    ),
]


@pytest.mark.parametrize(("asked", "english", "chinese"), RECORDED)
def an_event_is_one_line(asked: tuple[str, c.Command], english: str, chinese: str) -> None:
    done = stage.done(stage.release(("lin", c.NameStandIn("wu", "fu", stage.NOW))), *asked)
    assert log.line(EN, done.after, done.events[0]) == english
    assert log.line(ZH, done.after, done.events[0]) == chinese


def a_withdrawal_names_the_signer_where_it_was_somebody_elses() -> None:
    before = stage.release(*stage.signed([("chen", "1a/web")]))
    own = stage.done(before, "chen", c.Withdraw("1a/web"))
    leads = stage.done(before, "lin", c.Withdraw("1a/web", reason="typo"))
    assert log.what(EN, own.after, own.events[0]) == "took back their signature as developer on 1a web (Write the plan)"
    assert log.line(EN, leads.after, leads.events[0]) == (
        f"{AT} Lin: took back the signature of Chen as developer on 1a web (Write the plan): “typo”"
    )


def an_event_from_the_command_line_says_so() -> None:
    release = stage.release()
    events = decide(release, c.Sign("1a/web", EVIDENCE), c.Actor("chen", "", "cli"), stage.NOW)
    assert isinstance(events, tuple)
    assert log.line(EN, release, events[0]).endswith("(entered on the command line)")
    assert log.line(ZH, release, events[0]).endswith("（命令行录入）")


def what_the_clock_did_is_the_clocks() -> None:
    event = e.Escalated(at=stage.NOW, by="", via="clock", items=("1a/web",))
    assert log.line(EN, stage.release(), event) == f"{AT} the clock: told the lead what is overdue: 1a web"


def the_record_of_one_item_holds_every_event_that_names_it_and_no_other() -> None:
    before = stage.release()
    happened = [
        *stage.done(before, "chen", c.Sign("1a/web", EVIDENCE)).events,
        *stage.done(before, "fu", c.Sign("1a/admin", EVIDENCE)).events,
        *stage.done(before, "lin", c.Pause()).events,
        e.Reminded(at=stage.NOW, by="", via="clock", person="chen", matter="soon", items=("1a/web", "1a/admin")),
        e.Reopened(at=stage.NOW, by="chen", via="slash", item="1b/web", because="1a/web"),
    ]
    assert len(log.lines(EN, before, happened)) == 5
    of_item = log.lines(EN, before, happened, "1a/web")
    assert [line.removeprefix(f"{AT} ")[:12] for line in of_item] == ["Chen: signed", "the clock: r"]
