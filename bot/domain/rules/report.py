"""The release's report: who may have it posted, and to whom it is mailed when the release ends (5a)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import replay
from bot.domain.rules.facts import Facts
from bot.domain.state.release import Release


def decide(_release: Release, _command: c.ReportCommand, actor: c.Actor, now: datetime) -> tuple[e.ReportAsked]:
    """Everybody who takes part may, of a release that has ended, too."""
    return (e.ReportAsked(**Facts(actor, now).header),)


def mailed(release: Release, happened: Sequence[e.Event], fact: Facts) -> Iterator[e.MailOwed]:
    """Where the plan names roles for it, the report is mailed as soon as the release has ended, in the lead's name."""
    plan = release.plan
    if not plan.report_to or not any(isinstance(event, e.Finished | e.Aborted) for event in happened):
        return
    after = replay(happened, release)
    people = (person for role in plan.report_to for person in after.holders(role, None))
    author = next(filter(None, (*after.leads, fact.actor.person)), next(iter(plan.people)))
    yield e.MailOwed(
        **{**fact.header, "by": author},
        mail=f"M{len(after.mails) + 1}",
        item="",
        to=tuple(dict.fromkeys(people)),
        report=after.version,
    )
