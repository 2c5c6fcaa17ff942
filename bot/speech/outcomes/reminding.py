"""Reminders, escalations and moments that came, as the record has them."""

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.RemindingEvent) -> str:
    return voice.say("{what}.", what=what(voice, done.after, event))


def what(voice: Voice, release: Release, event: e.RemindingEvent) -> str:
    if isinstance(event, e.MomentCame):
        return voice.say("the time has come for {item}", item=voice.named(release, event.item))
    items = voice.shorts(release, event.items)
    if isinstance(event, e.Escalated):
        told = voice.say("told the lead what is overdue: {items}", items=items)
    elif event.matter == "soon":
        told = voice.say(
            "reminded {person} of what is due soon: {items}", person=voice.person(release, event.person), items=items
        )
    elif event.matter == "unanswered":
        told = voice.say(
            "asked {person} again what really runs: {items}", person=voice.person(release, event.person), items=items
        )
    else:
        told = voice.say(
            "told {person} what is overdue: {items}", person=voice.person(release, event.person), items=items
        )
    return voice.say("{told} (late: the bot had been away)", told=told) if event.late else told


def items(event: e.RemindingEvent) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, e.MomentCame) else event.items
