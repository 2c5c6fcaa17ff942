"""What a workflow may wait for: items that are settled, or still can be."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.workflows import is_settled
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.WorkflowCommand, actor: c.Actor, now: datetime) -> Decided:
    """A workflow speaks for nobody: what it waits for is done by people, under the rules for them."""
    if not is_settled(release, command.items) and release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    return (
        e.WorkflowWaits(
            **Facts(actor, now).header,
            items=command.items,
            execution=command.execution,
            person=command.person,
            note=command.note,
        ),
    )
