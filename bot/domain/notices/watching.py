"""How it goes after go-live: to operations and the developers concerned (4b)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each
from bot.domain.reading.watching import turns, watchers

WATCH = each("watch", lambda release: release.watched)
ALERT = each("alert", lambda release: release.alerts)


class WatchPost(Notification):
    """A watch, in the card's thread: posted when it first changes its state, kept true."""

    manner: ClassVar = Manner(goes="thread", key="watch:{watch}", shows=None, calls=False)

    kind: Literal["watch"] = "watch"
    watch: str


class WatchNews(Notification):
    """A watch changed its state: to operations and the developers concerned."""

    manner: ClassVar = Manner(goes="person", key="", shows=(WATCH,), calls=False)

    kind: Literal["watch_news"] = "watch_news"
    person: str
    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime


class AlertPost(Notification):
    """An alert of the team's own monitoring, in the card's thread: kept true."""

    manner: ClassVar = Manner(goes="thread", key="alert:{alert}", shows=None, calls=False)

    kind: Literal["alert"] = "alert"
    alert: str


class AlertNews(Notification):
    """An alert fires or is over: to operations and the developers concerned."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ALERT,), calls=False)

    kind: Literal["alert_news"] = "alert_news"
    person: str
    alert: str
    state: Literal["firing", "resolved"]
    since: datetime


WatchNotice = WatchPost | WatchNews | AlertPost | AlertNews


def of_watching(event: e.WatchEvent, step: Transition) -> Iterator[WatchNotice]:
    """That a watch is up for the first time is no news to anybody; its post in the thread shows it."""
    after = step.after
    match event:
        case e.WatchTurned():
            yield WatchPost(watch=event.watch)
            if event.state == "up" and event.watch not in turns(step.before):
                return
            for person in watchers(after, after.plan.watches[event.watch].system or ""):
                yield WatchNews(person=person, watch=event.watch, state=event.state, since=event.since)
        case e.WatchMeasured():
            yield WatchPost(watch=event.watch)
        case e.AlertTold():
            yield AlertPost(alert=event.fingerprint)
            for person in watchers(after, event.system):
                yield AlertNews(person=person, alert=event.fingerprint, state=event.state, since=event.since)
        case _:
            assert_never(event)
