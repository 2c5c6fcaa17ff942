"""The report: asked for."""

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.report import posting
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, _event: e.ReportEvent) -> str:
    return posting.asked(voice, done.after)


def what(voice: Voice, _release: Release, _event: e.ReportEvent) -> str:
    return voice.say("had the report posted")
