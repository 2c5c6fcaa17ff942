"""Watches and alerts, as the record has them."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice
from bot.speech.watching import NAME, name, share
from bot.speech.watching import why as reason


def told(voice: Voice, done: Done, event: e.WatchEvent) -> str:
    return happened(voice, done.after, event)


def happened(voice: Voice, release: Release, event: e.WatchEvent) -> str:
    return voice.say("{what}.", what=what(voice, release, event))


def what(voice: Voice, release: Release, event: e.WatchEvent) -> str:
    match event:
        case e.WatchTurned(state="up"):
            return voice.say("found that {watch} is up", watch=name(voice, release, event.watch))
        case e.WatchTurned(state="down"):
            watch, because = name(voice, release, event.watch), reason(voice, event.why, event.detail)
            return voice.say("found that {watch} is down: {why}", watch=watch, why=because)
        case e.WatchTurned():
            return voice.say("lost sight of {watch}", watch=name(voice, release, event.watch))
        case e.WatchMeasured():
            return _measured(voice, release, event)
        case e.AlertTold():
            return _alerted(voice, event)
        case _:
            assert_never(event)


def _measured(voice: Voice, release: Release, event: e.WatchMeasured) -> str:
    return voice.say(
        "summed up {watch} from {since} to {until}: available {share} of {n} looks",
        watch=name(voice, release, event.watch),
        since=voice.moment(event.since),
        until=voice.moment(event.until),
        share=share(voice, event.looks - event.failed, event.looks),
        n=event.looks,
    )


def _alerted(voice: Voice, event: e.AlertTold) -> str:
    alert = voice.quote(event.name, NAME)
    if event.state == "resolved":
        return voice.say("told that the alert {alert} is over", alert=alert)
    return voice.say("told of the alert {alert}", alert=alert)


def words(event: e.WatchEvent) -> str:
    """What the monitoring said with it."""
    return event.summary if isinstance(event, e.AlertTold) and event.state == "firing" else ""
