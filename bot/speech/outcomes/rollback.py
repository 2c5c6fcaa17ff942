"""Rollbacks: decided; what one takes back; and why one is not possible, or stands in the way."""

from collections.abc import Iterable
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.deployments import last_there
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lacking, lines
from bot.speech.deployments import environment
from bot.speech.rollback import goal
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.RollbackEvent) -> str:
    release = done.after
    opened = release.item(next(iter(event.items.values())))
    return voice.sentences(
        voice.say("{rollback} has begun: {systems}, in this order.", rollback=event.rollback,
                  systems=_order(voice, release, event.systems)),
        voice.say("First: {item}", item=voice.item(release, opened.id)),
        "" if release.ended_at else voice.say("What is taken back goes live again once you unblock it."),
    )  # fmt: skip


def what(voice: Voice, release: Release, event: e.RollbackEvent) -> str:
    return voice.say("decided to roll back {place} ({rollback}): {systems}",
                     place=environment(voice, release, event.environment), rollback=event.rollback,
                     systems=_order(voice, release, event.systems))  # fmt: skip


def refusal(voice: Voice, release: Release, refused: r.RollbackRefusal) -> str:
    match refused:
        case r.GoesBack():
            return _goes_back(voice, release, refused)
        case r.RollingBack():
            return lacking.because(voice, release, refused)
        case r.NothingDeployed(place):
            known = environment(voice, release, place) if place else voice.say("production")
            return voice.say("This release has deployed nothing to {place}, so there is nothing to take back. "
                             "What runs where: `{command} deploy`", place=known)  # fmt: skip
        case _:
            assert_never(refused)


def _goes_back(voice: Voice, release: Release, refused: r.GoesBack) -> str:
    """What a rollback, still to be confirmed, undoes."""
    goals = (
        voice.say("{system} ({goal})", system=voice.system(release.plan, ran.system), goal=_goal(voice, ran))
        for ran in refused.runs
    )
    back = voice.say("This rolls back, in this order: {systems}.", systems=" → ".join(goals))
    doubtful = [ran.system for ran in refused.runs if _is_in_doubt(release, ran)]
    doubt = voice.say("Not known to run there, since it was taken back: {systems}.",
                      systems=voice.list(voice.system(release.plan, key) for key in doubtful))  # fmt: skip
    ends = voice.say("The signatures on {items} end.", items=voice.shorts(release, refused.reopens))
    decides = voice.say("If it is to go back, type {line}", line=lines.confirmed(voice, release, refused))
    return voice.sentences(back, doubt if doubtful else "", ends if refused.reopens else "", decides)


def _goal(voice: Voice, ran: e.Ran) -> str:
    return goal(voice, Previous(ran.branch, ran.commit, ran.nothing))


def _is_in_doubt(release: Release, ran: e.Ran) -> bool:
    last = last_there(release.deployments, ran.system, ran.environment)
    return last is not None and last.unsure_since is not None


def _order(voice: Voice, release: Release, systems: Iterable[str]) -> str:
    return " → ".join(voice.system(release.plan, key) for key in systems)
