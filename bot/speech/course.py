"""The turns a release takes, in words."""

from typing import assert_never

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.speech import checklist
from bot.speech.cards import go_live
from bot.speech.voice import Voice


def turn(voice: Voice, release: Release, notice: n.CourseTurn) -> str:
    by = voice.person(release, notice.by) if notice.by else voice.say("the clock")
    head = _turned(voice, release, notice, by)
    return f"{head}\n{checklist.bullet(voice.said(notice.reason))}" if notice.reason else head


def _turned(voice: Voice, release: Release, notice: n.CourseTurn, by: str) -> str:
    name = voice.bold(voice.quote(release.id, 80))
    match notice.turn:
        case "paused":
            return voice.say(
                "⏸️ {release} was paused by {person}; nothing moves until it is resumed.", release=name, person=by
            )
        case "resumed":
            return voice.say("▶️ {release} was resumed by {person}.", release=name, person=by)
        case "aborted":
            return voice.say(
                "⏹️ {release} was aborted by {person}; nothing can be signed any more.", release=name, person=by
            )
        case "rescheduled":
            when = go_live(voice, release)
            return voice.say("🗓️ {release} was moved by {person}. {when}", release=name, person=by, when=when)
        case "finished":
            if not notice.by:
                return voice.say("🏁 {release} is live and finished.", release=name)
            return voice.say(
                "🏁 {release} is finished; the last signature came from {person}.", release=name, person=by
            )
        case _:
            assert_never(notice.turn)
