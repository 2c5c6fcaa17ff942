"""The way to Slack: lost, found again, tried again."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.delivery import mend
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeliveryEvent) -> str:
    if isinstance(event, e.Retried):
        return voice.say(
            "What could not be delivered is being tried again. {line} shows to the lead what still is not.",
            line=voice.line("status"),
        )
    return voice.sentence(what(voice, done.after, event))


def what(voice: Voice, _release: Release, event: e.DeliveryEvent) -> str:
    match event:
        case e.ChannelLost():
            return voice.say(
                "nothing reaches the channel: {why} ({detail})",
                why=mend(voice, event.mend),
                detail=voice.quote(event.detail),
            )
        case e.ChannelRegained():
            return voice.say("the channel is reached again")
        case e.Retried():
            return voice.say("had what was not delivered tried again")
        case _:
            assert_never(event)
