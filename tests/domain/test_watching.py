"""After go-live: since when a release is live, what is looked at when, and what a change means to whom (4b)."""

from datetime import UTC, datetime, timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.history import evolve
from bot.domain.plan import untracked
from bot.domain.reading.watching import live_since, to_look_at
from bot.domain.state.watching import Alert
from tests.domain.launch import launch
from tests.domain.story import DAY, HOUR, MINUTE, Story, asked, given, settled, up_to

PAST = (
    asked(c.RecordPrevious("api", nothing=True), by="olaf"),
    asked(c.RecordPrevious("web", nothing=True), by="olaf"),
)
FIRING = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def live() -> Story:
    return given(launch(), up_to("3a/api"), *PAST, settled("3a"))


def alert(state: str = "firing", starts: datetime = FIRING, lasts: timedelta = HOUR, **other: str) -> Alert:
    told = {"fingerprint": "f1", "name": "ApiSlow", "system": "KIOSK-API", "severity": "critical", "url": ""} | other
    ends = starts + lasts if state == "resolved" else None
    return Alert(state="resolved" if ends else "firing", summary="slow", starts_at=starts, ends_at=ends, **told)


def a_release_is_live_once_its_last_live_deployment_is_through() -> None:
    story = given(launch(), up_to("3a/api"), *PAST)
    assert live_since(story.release) is None
    story = story.later(HOUR).when(c.Deploy("3a/api"), by="olaf")
    assert live_since(story.release) is None
    story = story.later(HOUR).when(c.Deploy("3a/web"), by="olaf")
    assert live_since(story.release) == story.now


def a_failure_in_production_ends_being_live_and_the_time_counts_anew_from_the_next_success() -> None:
    story = live().later(HOUR).when(c.Deploy("3a/api", failed="out of memory"), by="olaf")
    assert live_since(story.release) is None
    story = story.later(HOUR).when(c.Deploy("3a/api"), by="olaf").and_given(settled("3a"))
    assert live_since(story.release) == story.now


def each_watch_is_looked_at_at_its_own_moments_for_as_long_as_it_lasts() -> None:
    story = live()
    since = story.now
    assert to_look_at(story.release, since) == {"api-health": since, "certificate": since}
    later = since + 5 * MINUTE + timedelta(seconds=10)
    assert to_look_at(story.release, later) == {"api-health": since + 5 * MINUTE, "certificate": since}
    assert to_look_at(story.release, since + DAY + MINUTE) == {}


def a_watch_that_is_not_up_at_the_end_of_its_time_is_looked_at_until_it_is() -> None:
    """Whether the bot ran then or not: nobody else could say that it is well, and the problem would never end."""
    story = live()
    since, late = story.now, story.now + DAY + 7 * MINUTE
    down = story.when(c.TurnWatch("api-health", "down", since + MINUTE, "refused"))
    assert down.release.problems
    assert to_look_at(down.release, late) == {"api-health": late}
    well = down.when(c.TurnWatch("api-health", "up", late))
    assert not well.release.problems
    assert to_look_at(well.release, late + HOUR) == {}


def nothing_is_watched_before_a_release_is_live_nor_on_a_stage() -> None:
    assert to_look_at(given(launch()).release, FIRING) == {}
    assert untracked(launch()).watches == {}


def the_first_sight_of_a_watch_that_is_up_is_posted_and_sent_to_nobody() -> None:
    story = live()
    story.when(c.TurnWatch("api-health", "up", story.now)).then_told(n.WatchPost(watch="api-health"))


def a_watch_that_goes_down_is_told_to_operations_and_the_developer_of_its_system() -> None:
    story = live().and_given(asked(c.TurnWatch("api-health", "up", FIRING), by=""))
    story = story.when(c.TurnWatch("api-health", "down", story.now, "refused"))
    story.then_told(
        n.WatchPost(watch="api-health"),
        *(n.WatchNews(person=who, watch="api-health", state="down", since=story.now) for who in ("olaf", "dave")),
    )
    assert story.release.watched["api-health"].why == "refused"


def a_watch_of_no_system_is_told_to_operations_alone() -> None:
    story = live()
    story = story.when(c.TurnWatch("certificate", "down", story.now, "expired"))
    assert [notice.person for notice in story.told if isinstance(notice, n.WatchNews)] == ["olaf"]


def a_state_told_again_and_a_watch_the_plan_does_not_name_change_nothing() -> None:
    story = live().and_given(asked(c.TurnWatch("api-health", "down", FIRING), by=""))
    story.when(c.TurnWatch("api-health", "down", FIRING + HOUR)).then_events()
    story.when(c.TurnWatch("elsewhere", "down", FIRING)).then_events()


def an_alert_is_told_to_operations_and_the_developer_of_the_system_it_names() -> None:
    story = live().when(c.HearAlerts((alert(),)))
    story.then_told(
        n.AlertPost(alert="f1"),
        *(n.AlertNews(person=who, alert="f1", state="firing", since=FIRING) for who in ("olaf", "dave")),
    )
    assert story.release.alerts["f1"].system == "api"


def an_alert_that_is_repeated_is_no_news_until_it_is_over_and_fires_anew() -> None:
    story = live().and_given(asked(c.HearAlerts((alert(),)), by=""))
    story.when(c.HearAlerts((alert(),))).then_events()
    over = story.when(c.HearAlerts((alert("resolved"),))).then_events(e.AlertTold)
    over.when(c.HearAlerts((alert(),))).then_events()  # sent before, overtaken on its way
    over.when(c.HearAlerts((alert(starts=FIRING + 2 * HOUR),))).then_events(e.AlertTold)


def what_fired_and_ended_in_one_message_is_told_in_its_last_state() -> None:
    story = live().when(c.HearAlerts((alert("resolved"), alert())))
    assert [event.state for event in story.events if isinstance(event, e.AlertTold)] == ["resolved"]
    live().when(c.HearAlerts((alert("resolved"),))).then_events()  # nobody was told that it fired


def an_alert_about_another_system_or_from_before_go_live_concerns_no_release() -> None:
    live().when(c.HearAlerts((alert(system="billing"),))).then_events()
    given(launch(), up_to("3a/api"), *PAST).when(c.HearAlerts((alert(),))).then_events()


def a_check_in_that_stays_silent_is_reminded_and_escalated() -> None:
    """`due` with `remind` is enough: the clock calls who must look, then the lead."""
    story = live().and_given(settled("3b"))
    due = story.release.due("4b")
    assert due == story.release.go_live + 15 * MINUTE
    story = story.strikes(due - 5 * MINUTE).then_events(e.Reminded)
    story = story.strikes(due)
    assert {type(event) for event in story.events} == {e.Reminded, e.Escalated}
    assert story.strikes(due + MINUTE).events == ()


def a_history_with_watches_alerts_and_lists_reads_back_as_it_was_written() -> None:
    story = live().and_given(settled("3b")).when(c.TurnWatch("api-health", "down", FIRING, "timed-out", "2s"))
    story = story.when(c.HearAlerts((alert(),)))
    kept = [e.load(*e.dump(event)) for event in story.history]
    assert kept == list(story.history)
    release = given(launch()).release
    for event in kept[1:]:
        release = evolve(release, event)
    assert (release.watched, release.alerts, release.listed) == (
        story.release.watched,
        story.release.alerts,
        story.release.listed,
    )


def outage(since: datetime = FIRING, **why: str) -> c.TurnWatch:
    return c.TurnWatch("api-health", "down", since, **({"why": "refused"} | why))


def a_system_that_is_down_starts_the_clock_and_the_lead_is_asked_unless_it_comes_back() -> None:
    story = live().when(outage())
    problem = story.release.problems["live"]
    over = story.strikes(problem.since + (problem.until - problem.since) / 2)
    over.then_events(e.DecisionAsked)
    back = story.when(c.TurnWatch("api-health", "up", FIRING + HOUR))
    assert not back.release.problems


def a_certificate_that_ends_soon_and_a_watch_of_no_system_start_no_clock() -> None:
    assert not live().when(outage(why="expires-soon", detail="9")).release.problems
    assert not live().when(c.TurnWatch("certificate", "down", FIRING, "expired")).release.problems


def what_a_watch_was_before_a_rollback_says_nothing_of_the_second_go_live() -> None:
    story = live()
    story = story.when(outage(story.now)).confirms(c.RollBack("nobody can buy"), by="lena")
    assert not story.release.problems
    for item, _system in story.release.rollbacks["RB1"].items:
        story = story.later(MINUTE).when(c.Sign(item, "the old one runs"), by="olaf")
    for key in ("api", "web"):
        story = story.when(c.Unblock(f"3a/{key}", "mended"), by="lena").later(MINUTE)
        story = story.and_given(asked(c.Deploy(f"3a/{key}"), by="olaf"))
    assert not story.release.problems
    again = outage(story.now + MINUTE)
    story.when(again).then_events(e.WatchTurned)
    first = story.when(c.TurnWatch("api-health", "up", story.now + MINUTE))
    assert not [notice for notice in first.told if isinstance(notice, n.WatchNews)]
