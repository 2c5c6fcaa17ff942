"""The turns a release takes, in words."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import notices as n
from bot.domain.reading.deployments import last_there
from bot.domain.reading.rollback import to_take_back
from bot.domain.state.release import Release
from bot.speech import checklist, lines, rollback
from bot.speech.cards import go_live
from bot.speech.deployments import environment
from bot.speech.voice import Voice


def turn(voice: Voice, release: Release, notice: n.CourseTurn) -> str:
    by = voice.person(release, notice.by) if notice.by else voice.say("the clock")
    told = [voice.said(notice.reason)] if notice.reason else []
    if notice.turn == "aborted":
        told += left(voice, release)
    return "\n".join((_turned(voice, release, notice, by), *map(checklist.bullet, told)))


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


def left(voice: Voice, release: Release) -> Iterator[str]:
    """What an abort leaves as it is: live, half-way, or under way; and how it is taken back."""
    yield from _live(voice, release)
    yield from rollback.under_way(voice, release)
    if _is_going_back(release):
        yield voice.say("A rollback under way is finished all the same.")
    elif to_take_back(release)[1]:
        yield voice.say(
            "The lead may take it back, after the abort, too: {line}", line=lines.usage(voice, "rollback REASON")
        )
    if runs := [run.id for run in release.runs.values() if run.ended_at is None]:
        yield voice.say("{runs} go on over there, and are followed to the end.", runs=voice.few(runs))


def _live(voice: Voice, release: Release) -> Iterator[str]:
    """What this release has put live, and where a deployment has failed: both stay as they are."""
    for key in (key for key, known in release.plan.environments.items() if known.live):
        last = [(system, last_there(release.deployments, system, key)) for system in release.plan.systems]
        place = environment(voice, release, key)
        if live := [
            voice.system(release.plan, name)
            for name, it in last
            if it and not it.failed and not it.rollback and not it.unsure_since
        ]:
            yield voice.say("What went live in {place} stays live: {systems}.", place=place, systems=voice.few(live))
        if doubtful := [voice.system(release.plan, name) for name, it in last if it and it.unsure_since]:
            yield voice.say("Not known to run in {place}: {systems}.", place=place, systems=voice.few(doubtful))
        if failed := [voice.system(release.plan, name) for name, it in last if it and it.failed]:
            yield voice.say("Half-way in {place}, failed last: {systems}.", place=place, systems=voice.few(failed))


def _is_going_back(release: Release) -> bool:
    return any(release.rolling_back(place) for place in release.plan.environments)
