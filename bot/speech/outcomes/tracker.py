"""The bug tracker: heard again, or lost."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage
from bot.record.outcome import Done
from bot.speech.tracker import unsorted, why
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.TrackerEvent) -> str:
    return voice.say("{what}.", what=what(voice, done.after, event))


def what(voice: Voice, _release: Release, event: e.TrackerEvent) -> str:
    match event:
        case e.TrackerAnswered():
            left = unsorted(voice, event.unsorted).rstrip(".。") if event.unsorted else ""
            answers = voice.say("the bug tracker answers")
            return voice.say("{told}: {words}", told=answers, words=left) if left else answers
        case e.TrackerLost():
            told = voice.say("the bug tracker cannot be asked")
            return voice.say("{told}: {words}", told=told, words=why(voice, TrackerOutage(event.why, event.detail)))
        case _:
            assert_never(event)
