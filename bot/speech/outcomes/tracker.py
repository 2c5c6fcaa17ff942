"""How the record has what the bug tracker said."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.domain.state.tracker import Outage
from bot.speech.tracker import TrackerEvent, unsorted, why
from bot.speech.voice import Voice


def what(voice: Voice, release: Release, event: TrackerEvent) -> str:
    """For the record, without who and when; no full stop."""
    match event:
        case e.BugRevised():
            return voice.say(
                "{bug} is now told as a bug of {system}, found in {environment}: {title}",
                bug=voice.quote(event.bug),
                system=voice.system(release.plan, event.system),
                environment=voice.quote(event.environment),
                title=voice.said(event.title),
            )
        case e.BugGone():
            return voice.say("{bug} is no longer among this release's bugs in the tracker", bug=voice.quote(event.bug))
        case e.TrackerAnswered():
            left = unsorted(voice, event.unsorted).rstrip(".。") if event.unsorted else ""
            answers = voice.say("the bug tracker answers")
            return voice.say("{told}: {words}", told=answers, words=left) if left else answers
        case e.TrackerLost():
            told = voice.say("the bug tracker cannot be asked")
            return voice.say("{told}: {words}", told=told, words=why(voice, Outage(event.why, event.detail)))
        case _:
            assert_never(event)
