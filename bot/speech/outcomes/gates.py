"""Quality gates: passed, lost; and why one is shut."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import gates, lines
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.GateEvent) -> str:
    counts = gates.tally(voice, event.counts)
    match event:
        case e.GatePassed():
            return voice.say("Counted: {counts}.", counts=counts)
        case e.GateLost():
            return voice.say(
                "With that {item} is shut again ({counts}), and its signatures ended: {line}",
                item=voice.named(done.after, event.item),
                counts=counts,
                line=lines.on_item(voice, done.after, "why", event.item),
            )
        case _:
            assert_never(event)


def what(voice: Voice, release: Release, event: e.GateEvent) -> str:
    item, counts = voice.named(release, event.item), gates.tally(voice, event.counts)
    match event:
        case e.GatePassed():
            return voice.say("with that {item} counted {counts}", item=item, counts=counts)
        case e.GateLost():
            return voice.say(
                "{item} lost its signatures, because its standard is not met: {counts}", item=item, counts=counts
            )
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.GateRefusal) -> str:
    item = voice.named(release, refused.item)
    shut = (
        voice.say("{item} cannot be signed: its standard is not met.", item=item)
        if refused.shut.misses_standard
        else voice.say("{item} cannot be signed: something is wrong there.", item=item)
    )
    told = gates.shut_for(voice, release, refused.gate, refused.shut, refused.passed)
    why = voice.say("Who is to act: {line}", line=lines.on_item(voice, release, "why", refused.item))
    waive = lines.on_item(voice, release, "waive", refused.item, "REASON")
    lead = voice.say("The lead lets it go with {line}", line=waive)
    return voice.sentences(shut, *told, why, lead)
