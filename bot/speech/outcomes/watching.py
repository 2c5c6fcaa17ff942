"""How the record has watches and alerts."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice
from bot.speech.watching import NAME, name, share, why


def told(voice: Voice, done: Done, event: e.WatchEvent | e.ListingEvent) -> str:
    if not isinstance(event, e.ItemsListed):
        return voice.say("{what}.", what=what(voice, done.after, event))
    item, lines = voice.named(done.after, event.item), [voice.quote(line, NAME) for line in event.added.values()]
    gone = voice.shorts(done.after, event.dropped)
    return voice.sentences(
        voice.say("New for {item}: {lines}.", item=item, lines=voice.few(lines)) if lines else "",
        voice.say("No longer listed by {item}, so waived: {gone}.", item=item, gone=gone) if gone else "",
    )


def what(voice: Voice, release: Release, event: e.WatchEvent | e.ListingEvent) -> str:
    match event:
        case e.WatchTurned(state="up"):
            return voice.say("found that {watch} is up", watch=name(voice, release, event.watch))
        case e.WatchTurned(state="down"):
            watch = name(voice, release, event.watch)
            return voice.say("found that {watch} is down: {why}", watch=watch, why=why(voice, event.why, event.detail))
        case e.WatchTurned():
            return voice.say("lost sight of {watch}", watch=name(voice, release, event.watch))
        case e.WatchMeasured():
            return _measured(voice, release, event)
        case e.AlertTold():
            return _alerted(voice, event)
        case e.ItemsListed():
            return _listed(voice, release, event)
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


def _listed(voice: Voice, release: Release, event: e.ItemsListed) -> str:
    item = voice.named(release, event.item)
    if not event.added:
        return voice.say(
            "waived what {item} no longer lists: {gone}", item=item, gone=voice.shorts(release, event.dropped)
        )
    lines = voice.few([voice.quote(line, NAME) for line in event.added.values()])
    made = voice.count("made an item for {item}: {lines}", "made {n} items for {item}: {lines}", len(event.added),
                       item=item, lines=lines)  # fmt: skip
    if not event.dropped:
        return made
    gone = voice.shorts(release, event.dropped)
    return voice.say("{made}; waived what it no longer lists: {gone}", made=made, gone=gone)
