"""What a rollback does to a release: its checklist, and what is to be done again after it."""

from dataclasses import replace

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan import Text
from bot.domain.plan.layout import Item, with_items
from bot.domain.plan.steps import Slot, Step
from bot.domain.state.release import Release
from bot.domain.state.rollback import Rollback
from bot.domain.state.signing import Record


def evolve(release: Release, event: e.RollbackEvent) -> Release:
    """The checklist joins the present phase; what was deployed there, and rests on it, is to be done again after it."""
    words = release.plan.rollback
    added: list[Item] = []
    for system in event.systems:
        key = event.items[system]
        title = words.title if words else Text(zh="回滚", en="Roll back")
        step = Step(
            id=key,
            title=title,
            asks=words.asks if words else None,
            by=(Slot(role=_operator(release, event, system)),),
            ahead=True,  # a way back waits for no phase, and is undone by none
        )
        needs = (added[-1].id,) if added else ()
        added.append(Item(key, step, system, release.phase, needs, step.by, rollback=event.rollback))
    again = [
        key
        for key, item in release.layout.items.items()
        if item.step.deploys == event.environment and not item.rollback and item.system in event.systems
    ]
    layout = with_items(release.plan, release.layout, added, waiting=again)
    records = {**release.records, **{item.id: Record(since=event.at) for item in added}}
    unsettled = [count + len(added) * (n == release.phase) for n, count in enumerate(release.unsettled)]
    problems = {key: problem for key, problem in release.problems.items() if key != event.environment}
    rollback = Rollback(
        event.rollback,
        event.environment,
        event.reason,
        event.by,
        event.at,
        tuple((event.items[s], s) for s in event.systems),
    )
    opened = replace(
        release,
        layout=layout,
        records=records,
        unsettled=tuple(unsettled),
        problems=problems,
        rollbacks={**release.rollbacks, rollback.id: rollback},
    )
    return restand(opened, layout.items, event.at)


def _operator(release: Release, event: e.RollbackOpened, system: str) -> str:
    own = release.plan.kinds[release.plan.systems[system].kind].by
    return own or release.plan.environments[event.environment].by
