"""When going live fails, the lead may go on, until when (3b-5)."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.problems import present_end, window
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.ProblemCommand, actor: c.Actor, now: datetime) -> Decided:
    """The problem gets more time, never less: until a moment, or as long again as the plan gives."""
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if not release.problems:
        return r.NothingFailed()
    present = {environment: present_end(problem, now) for environment, problem in release.problems.items()}
    longer = {environment: command.until or end + window(release, environment) for environment, end in present.items()}
    if command.until and command.until <= now:
        return r.PastMoment(command.until, now + window(release, next(iter(longer))), "goon")
    if shorter := next((place for place, until in longer.items() if until <= present[place]), None):
        return r.NoLonger(shorter, longer[shorter], present[shorter])
    fact = Facts(actor, now)
    return tuple(
        e.WentOn(**fact.header, environment=environment, until=until, reason=command.reason.strip())
        for environment, until in longer.items()
    )
