"""Who must be told how it goes after go-live: operations and the developers concerned (4b)."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import events as e
from bot.domain.notices import kinds as n
from bot.domain.on_air import turns, watchers
from bot.domain.release import Release


def of_watching(event: e.WatchEvent, before: Release, after: Release) -> Iterator[n.Notice]:
    """That a watch is up for the first time is no news to anybody; its post in the thread shows it."""
    match event:
        case e.WatchTurned():
            yield n.WatchPost(watch=event.watch)
            if event.state == "up" and event.watch not in turns(before):
                return
            for person in watchers(after, after.plan.watches[event.watch].system or ""):
                yield n.WatchNews(person=person, watch=event.watch, state=event.state, since=event.since)
        case e.WatchMeasured():
            yield n.WatchPost(watch=event.watch)
        case e.AlertTold():
            yield n.AlertPost(alert=event.fingerprint)
            for person in watchers(after, event.system):
                yield n.AlertNews(person=person, alert=event.fingerprint, state=event.state, since=event.since)
        case e.ItemsListed():
            pass  # the card shows them, and prompts ask for them
        case _:
            assert_never(event)
