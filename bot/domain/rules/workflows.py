"""What a workflow may wait for: items that are settled, or still can be."""

from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.workflows import is_settled
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release

MOST: Final = 20
"""The executions that may wait for the same items: a workflow that runs over and over is not the record's to carry."""


def decide(release: Release, command: c.WorkflowCommand, actor: c.Actor, now: datetime) -> Decided:
    """A workflow speaks for nobody: what it waits for is done by people, under the rules for them.

    What is settled already is not waited for.
    """
    if is_settled(release, command.items):
        return ()
    if release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    waiting = sum(items == command.items for key, items in release.workflows.items() if key != command.execution)
    if waiting >= MOST:
        return r.TooManyWait(command.items, waiting)
    return (
        e.WorkflowWaits(
            **Facts(actor, now).header,
            items=command.items,
            execution=command.execution,
            person=command.person,
            note=command.note,
        ),
    )
