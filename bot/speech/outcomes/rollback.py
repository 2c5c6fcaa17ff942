"""Rollbacks: decided; what one takes back; and why one is not possible, or stands in the way."""

from collections.abc import Iterable
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lacking
from bot.speech.deployments import environment
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.RollbackEvent) -> str:
    release = done.after
    opened = release.item(next(iter(event.items.values())))
    return voice.sentences(
        voice.say("{rollback} has begun: {systems}, in this order.", rollback=event.rollback,
                  systems=_order(voice, release, event.systems)),
        voice.say("First: {item}", item=voice.item(release, opened.id)),
        voice.say("What is taken back goes live again once you unblock it."),
    )  # fmt: skip


def what(voice: Voice, release: Release, event: e.RollbackEvent) -> str:
    return voice.say("decided to roll back {place} ({rollback}): {systems}",
                     place=environment(voice, release, event.environment), rollback=event.rollback,
                     systems=_order(voice, release, event.systems))  # fmt: skip


def refusal(voice: Voice, release: Release, refused: r.RollbackRefusal) -> str:
    match refused:
        case r.RollingBack():
            return lacking.because(voice, release, refused)
        case r.NothingDeployed(place):
            known = environment(voice, release, place) if place else voice.say("production")
            return voice.say("This release has deployed nothing to {place}, so there is nothing to take back. "
                             "What runs where: `{command} deploy`", place=known)  # fmt: skip
        case _:
            assert_never(refused)


def takes_back(voice: Voice, release: Release, refused: r.Confirm) -> str:
    """What a rollback, still to be confirmed, undoes."""
    back = voice.say("This rolls back, in this order: {systems}.", systems=_order(voice, release, refused.closes))
    ends = voice.say("The signatures on {items} end.", items=voice.shorts(release, refused.reopens))
    return voice.sentences(back, ends if refused.reopens else "")


def _order(voice: Voice, release: Release, systems: Iterable[str]) -> str:
    return " → ".join(voice.system(release.plan, key) for key in systems)
