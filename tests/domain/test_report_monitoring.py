"""The report tells from the record alone when each watch was up and down, and which alerts fired."""

from bot.domain import commands as c
from bot.domain.report import report
from bot.out.report.html import html
from bot.out.report.markdown import markdown
from bot.speech.report import page
from tests.domain.story import DAY, HOUR, MINUTE, Story, asked
from tests.domain.test_watching import FIRING, alert, live


def watched() -> Story:
    """Up from FIRING on, down for ten minutes an hour later, watched for a day; an alert in the middle."""
    turns: list[c.Command] = [
        c.TurnWatch("api-health", "up", FIRING),
        c.TurnWatch("api-health", "down", FIRING + HOUR, "wrong-status", "503"),
        c.HearAlerts((alert(starts=FIRING + HOUR),)),
        c.TurnWatch("api-health", "up", FIRING + HOUR + 10 * MINUTE),
        c.HearAlerts((alert("resolved", FIRING + HOUR, 20 * MINUTE),)),
        c.SumUpWatch("api-health", FIRING, FIRING + DAY, 1441, 10, 41, 80, 230),
    ]
    return live().and_given(*(asked(command, by="") for command in turns))


def each_state_lasts_until_the_next_or_until_nobody_looks_any_more() -> None:
    story = watched()
    (told,) = report(story.history, FIRING + 3 * DAY).monitoring.watches
    assert [(each.state, each.since, each.until) for each in told.stretches] == [
        ("up", FIRING, FIRING + HOUR),
        ("down", FIRING + HOUR, FIRING + HOUR + 10 * MINUTE),
        ("up", FIRING + HOUR + 10 * MINUTE, FIRING + DAY),
    ]


def an_outage_of_a_system_stands_among_what_happened_and_its_end_does() -> None:
    told = report(watched().history, FIRING + 3 * DAY)
    outages = [(each.what, each.system, each.at) for each in told.golive.incidents]
    assert outages == [("down", "api", FIRING + HOUR), ("up", "api", FIRING + HOUR + 10 * MINUTE)]
    assert "| outage | kiosk-api, production | the bot | it answers with 503 |" in markdown(page(told, "en"))


def an_alert_is_told_with_its_end_and_one_that_still_fires_without() -> None:
    story = watched().and_given(asked(c.HearAlerts((alert(starts=FIRING + 2 * HOUR),)), by=""))
    alerts = report(story.history, FIRING + DAY).monitoring.alerts
    assert [(each.since, each.until) for each in alerts] == [
        (FIRING + HOUR, FIRING + HOUR + 20 * MINUTE),
        (FIRING + 2 * HOUR, None),
    ]


def what_was_summed_up_is_summed_up_once_for_each_time_it_was_live() -> None:
    again = c.SumUpWatch("api-health", FIRING, FIRING + DAY, 3, 0)
    watched().when(again).then_events()
    later = watched().when(c.SumUpWatch("api-health", FIRING + DAY, FIRING + 2 * DAY, 3, 0))
    assert later.release.measured["api-health"].looks == 3


def the_page_draws_availability_and_lists_outages_numbers_and_alerts() -> None:
    shown = page(report(watched().history, FIRING + 3 * DAY), "en")
    text = markdown(shown)
    assert "| health of the api | 2026-11-26 14:00 | 2026-11-26 14:10 | 10 min | it answers with 503 |" in text
    assert "| 1441 | 99.3 % | 41 | 80 | 230 |" in text
    assert "ApiSlow" in text
    assert 'class="down"' in html(shown)
    chinese = markdown(page(report(watched().history, FIRING + 3 * DAY), "zh-CN"))
    assert "返回 503" in chinese
    assert "可用率" in chinese
