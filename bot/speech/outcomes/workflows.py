"""Workflows of Slack's: what they wait for, in the record, and what they cannot."""

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice
from bot.speech.workflows import named


def told(voice: Voice, done: Done, event: e.WorkflowEvent) -> str:
    return voice.say("{what}.", what=what(voice, done.after, event))


def what(voice: Voice, release: Release, event: e.WorkflowEvent) -> str:
    items = named(voice, release, event.items)
    if event.person:
        return voice.say("asked {person} to sign {items}", person=voice.person(release, event.person), items=items)
    return voice.say("waits for {items}", items=items)


def refusal(voice: Voice, release: Release, refused: r.WorkflowRefusal) -> str:
    return voice.say(
        "{n} runs of workflows wait for {items} already: see in Slack whether one starts over and over, and stop it.",
        n=refused.count,
        items=named(voice, release, refused.items),
    )
