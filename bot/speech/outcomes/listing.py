"""The items that an item lists: made, and waived where they are listed no longer."""

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice

LINE = 80  # characters of a listed line


def told(voice: Voice, done: Done, event: e.ListingEvent) -> str:
    item, gone = voice.named(done.after, event.item), voice.shorts(done.after, event.dropped)
    return voice.sentences(
        voice.say("New for {item}: {lines}.", item=item, lines=_lines(voice, event)) if event.added else "",
        voice.say("No longer listed by {item}, so waived: {gone}.", item=item, gone=gone) if gone else "",
    )


def what(voice: Voice, release: Release, event: e.ListingEvent) -> str:
    item, gone = voice.named(release, event.item), voice.shorts(release, event.dropped)
    if not event.added:
        return voice.say("waived what {item} no longer lists: {gone}", item=item, gone=gone)
    made = voice.count("made an item for {item}: {lines}", "made {n} items for {item}: {lines}", len(event.added),
                       item=item, lines=_lines(voice, event))  # fmt: skip
    if not event.dropped:
        return made
    return voice.say("{made}; waived what it no longer lists: {gone}", made=made, gone=gone)


def _lines(voice: Voice, event: e.ListingEvent) -> str:
    return voice.few([voice.quote(line, LINE) for line in event.added.values()])


def items(event: e.ListingEvent) -> tuple[str, ...]:
    return (event.item, *event.added, *event.dropped)
