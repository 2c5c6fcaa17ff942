"""When going live fails, the lead may go on, until when (3b-5)."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.problems import window
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.ProblemCommand, actor: c.Actor, now: datetime) -> Decided:
    """The problem gets more time: until a moment, or as long again as the plan gives."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not release.problems:
        return r.NothingFailed()
    longer = {environment: command.until or now + window(release, environment) for environment in release.problems}
    if command.until and command.until <= now:
        return r.PastMoment(command.until, now + window(release, next(iter(longer))), "goon")
    fact = Facts(actor, now)
    return tuple(
        e.WentOn(**fact.header, environment=environment, until=until, reason=command.reason.strip())
        for environment, until in longer.items()
    )
