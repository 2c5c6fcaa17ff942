"""Watches and alerts on the screen: what is posted and sent, what is asked for, and the way to a bug or a hotfix."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.samples import Health, Sample, health
from bot.out.show import as_json
from bot.slack.pictures import forms, notices, status
from bot.slack.pictures import watching as watching_pictures
from bot.slack.pictures.picture import Picture
from bot.speech import log, watching
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.forms.bugs import BugForm, prefilled
from bot.talk.grammar.bugs import source
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.launch import launch
from tests.domain.story import MINUTE, Story, asked
from tests.domain.test_watching import FIRING, alert, live
from tests.slack.lines import WORKSPACE
from tests.slack.lines import asked as asked_of

EN, ZH = Voice("en", "plain", "Europe/Berlin"), Voice("zh-CN", "plain", "Europe/Berlin")


def healths(went: str) -> Mapping[str, Health]:
    """One look a minute: `+` as expected, `-` not."""
    moments = ((FIRING + number * MINUTE, 40 + number, mark == "+") for number, mark in enumerate(went))
    samples = [Sample(at, ok, took) if ok else Sample(at, ok, None, "wrong-status", "503") for at, took, ok in moments]
    return {"api-health": health(samples, launch().watches["api-health"], samples[-1].at)}


def down() -> Story:
    return live().and_given(asked(c.TurnWatch("api-health", "down", FIRING, "wrong-status", "503"), by=""))


def pressed(picture: Picture) -> list[str]:
    return [each["value"] for block in picture.blocks if block["type"] == "actions" for each in block["elements"]]


def text(picture: Picture) -> str:
    return "\n".join(str(block) for block in picture.blocks)


def news(state: Any = "down", since: datetime = FIRING) -> n.WatchNews:
    return n.WatchNews(person="dave", watch="api-health", state=state, since=since)


def shown(story: Story, notice: n.Notice, voice: Voice = EN, seen: Mapping[str, Health] | None = None) -> Picture:
    return notices.render(notice, story.release, voice, story.now, {}, seen or {})


def the_post_of_a_watch_tells_its_state_its_numbers_and_the_last_look() -> None:
    seen = healths("+++--")
    told = text(shown(down(), n.WatchPost(watch="api-health"), seen=seen))
    assert "health of the api" in told
    assert "down since 2026-11-26 13:03 Europe/Berlin: it answers with 503" in told
    assert "available 60 % · p50 41 ms, p95 42 ms, p99 42 ms" in told
    assert "异常：返回 503" in text(shown(down(), n.WatchPost(watch="api-health"), ZH, seen))


def a_share_is_never_rounded_up_to_all() -> None:
    assert "99.99 %" in watching.numbers(EN, Health(None, 0.99999, None, None))


def a_problem_becomes_a_bug_or_a_hotfix_with_one_click() -> None:
    picture = shown(down(), news())
    assert picture.live
    assert pressed(picture) == ["bug from watch api-health in kiosk-1", "hotfix api release/1 in kiosk-1"]


def the_buttons_are_gone_once_the_watch_is_up_again_and_the_next_outage_does_not_bring_them_back() -> None:
    story = down().and_given(asked(c.TurnWatch("api-health", "up", FIRING + MINUTE), by=""))
    over = shown(story, news())
    assert not over.live
    assert "health of the api was down" in text(over)
    assert "health of the api is up again" in text(shown(story, news("up", FIRING + MINUTE)))
    story = story.and_given(asked(c.TurnWatch("api-health", "down", FIRING + 2 * MINUTE), by=""))
    assert not shown(story, news()).live
    assert shown(story, news(since=FIRING + 2 * MINUTE)).live


def an_alert_of_the_teams_own_monitoring_has_the_same_buttons_while_it_fires() -> None:
    story = live().and_given(asked(c.HearAlerts((alert(),)), by=""))
    told = n.AlertNews(person="dave", alert="f1", state="firing", since=FIRING)
    assert pressed(shown(story, told)) == ["bug from alert f1 in kiosk-1", "hotfix api release/1 in kiosk-1"]
    over = story.and_given(asked(c.HearAlerts((alert("resolved"),)), by=""))
    assert not shown(over, told).live
    assert "ApiSlow is over since" in text(shown(over, n.AlertPost(alert="f1")))


def the_form_of_a_bug_opens_with_what_the_watch_saw() -> None:
    release = down().release
    view = forms.view(EN, BugForm(release, "bug from watch api-health", "watch api-health"))
    inputs = {block["block_id"]: block["element"] for block in view["blocks"]}
    chosen = {key: each["initial_option"]["value"] for key, each in inputs.items() if "initial_option" in each}
    assert chosen == {"severity": "A", "system": "api", "environment": "live"}
    assert inputs["title"]["initial_value"] == "health of the api is down"
    assert "it answers with 503" in inputs["detail"]["initial_value"]


def the_form_of_a_bug_opens_with_what_an_alert_says() -> None:
    release = live().when(c.HearAlerts((alert(),))).release
    known = prefilled(EN, release, "alert f1")
    assert (known["system"], known["environment"], known["title"]) == ("api", "live", "ApiSlow: slow")
    assert prefilled(EN, release, "alert of nobody") == {}
    assert prefilled(EN, release, "") == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [("from watch api-health", "watch api-health"), ("from alert a b", "alert a b"), ("A web from watch x", "")],
)
def the_source_of_a_bug_is_read_from_the_line_of_its_button(words: str, found: str) -> None:
    assert source(words) == found


@pytest.mark.parametrize("text", ["health", "监控", "monitoring", "健康"])
def the_health_of_what_is_live_is_asked_for_by_name(text: str) -> None:
    line, story = parse(text), live()
    assert isinstance(line, Line)
    actor = c.Actor("lena", "U-lena", "slash")
    assert asked_of(line, story.release, actor, WORKSPACE, story.now) == q.Health()


def the_line_of_the_button_lacks_only_what_the_form_asks_for() -> None:
    line, story = parse("bug from watch api-health in kiosk-1"), down()
    assert isinstance(line, Line)
    bound = asked_of(line, story.release, c.Actor("dave", "U-dave", "button"), WORKSPACE, story.now)
    assert isinstance(bound, r.Lacks)
    assert bound.what == "severity"


def what_is_down_stands_before_what_is_not_settled() -> None:
    picture = text(watching_pictures.shown(EN, down().release, healths("--")))
    assert picture.index("health of the api") < picture.index("certificate")
    assert "not settled yet" in picture
    assert "watched until" in picture


def the_status_counts_what_is_up_while_it_is_watched() -> None:
    story = down()
    line = "📡 0 of 2 watches up · down: health of the api"
    assert line in text(status.status(EN, story.release, "lena", story.now))
    assert line not in text(status.status(EN, story.release, "lena", story.now + timedelta(days=2)))
    assert "📡" not in text(status.status(EN, live().release, "lena", FIRING - timedelta(days=200)))


def the_record_tells_what_watches_and_alerts_said_and_what_was_listed() -> None:
    story = down().when(c.HearAlerts((alert(),)))
    told = log.lines(EN, story.release, story.history)[-2:]
    assert told[0].endswith("the clock: found that health of the api is down: it answers with 503")
    assert "the monitoring: told of the alert ApiSlow: “slow”" in told[1]


def the_json_holds_every_watch_with_its_numbers_and_every_alert() -> None:
    story = down().and_given(asked(c.HearAlerts((alert(),)), by=""))
    told = as_json(story.release, story.now, (), healths("++--"))
    assert told["watches"][0] == {
        "key": "api-health", "kind": "http", "at": "http://127.0.0.1:9/health", "system": "api", "state": "down",
        "since": (FIRING + 2 * MINUTE).isoformat(), "why": "wrong-status", "availability": 0.5,
        "latency": {"p50": 40, "p95": 41, "p99": 41}, "looked_at": (FIRING + 3 * MINUTE).isoformat(),
    }  # fmt: skip
    assert told["watches"][1]["state"] is None
    assert told["alerts"][0]["since"] == "2026-11-26T12:00:00Z"
    assert told["alerts"][0]["summary"] == "slow"


def every_reason_a_look_can_fail_for_is_worded() -> None:
    for code in watching.WHY:
        assert watching.why(EN, code, "7")
        assert watching.why(ZH, code, "7") != watching.why(EN, code, "7")
