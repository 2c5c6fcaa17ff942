"""What a hotfix does to a release: its checklist joins the present phase, and what it concerns waits for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand, touched, with_record
from bot.domain.plan import Plan
from bot.domain.plan.layout import hotfix_item, with_hotfix
from bot.domain.plan.moments import soak
from bot.domain.plan.steps import Step
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Mark, Record


def evolve(release: Release, event: e.HotfixEvent) -> Release:
    match event:
        case e.HotfixOpened():
            return _opened(release, event)
        case e.HotfixCarriedOn():
            fix = replace(release.hotfixes[event.hotfix], course="carried on")
            return replace(release, hotfixes={**release.hotfixes, fix.id: fix})
        case e.HotfixAbandoned():
            return _abandoned(release, event)
        case e.HotfixCompared():
            known = release.hotfixes[event.hotfix]
            fix = replace(known, compared={**known.compared, event.commit: event.holds})
            return replace(release, hotfixes={**release.hotfixes, fix.id: fix})
        case _:
            assert_never(event)


def _opened(release: Release, event: e.HotfixOpened) -> Release:
    steps, phase = hotfix_steps(release.plan, event.hotfix, event.environments), release.phase
    held = _own_people(release, event)
    added = [hotfix_item(release.plan, step, event.hotfix, event.system, phase, held) for step in steps]
    items = tuple(item.id for item in added)
    fix = Hotfix(
        event.hotfix, event.system, event.developer, event.tester, event.reason, event.bug, event.by, event.at, items,
        event.branch,
    )  # fmt: skip
    opened = replace(
        release,
        layout=with_hotfix(release.plan, release.layout, added, tuple(_waiting(release, event))),
        records={**release.records, **{key: Record(since=event.at) for key in items}},
        unsettled=tuple(count + len(items) * (number == phase) for number, count in enumerate(release.unsettled)),
        hotfixes={**release.hotfixes, fix.id: fix},
    )
    return restand(opened, opened.layout.items, event.at)


def _own_people(release: Release, event: e.HotfixOpened) -> Mapping[str, tuple[str, ...]]:
    """The people it names who do not hold the role for the system anyway; of the others, new holders take over."""
    path = release.plan.hotfix
    if path is None:
        raise ValueError("the plan knows no hotfixes")
    named = ((path.developer, event.developer), (path.tester, event.tester))
    return {role: (who,) for role, who in named if who and who not in release.named(role, event.system)}


def _waiting(release: Release, event: e.HotfixOpened) -> Iterator[str]:
    """What is left to do for its system, and in this phase for all; never a way back, which it waits for itself."""
    for key, item in release.layout.items.items():
        if item.hotfix or item.rollback or release.standing(key) in SETTLED:
            continue
        if item.system == event.system or (item.system is None and item.phase == release.phase):
            yield key


def _abandoned(release: Release, event: e.HotfixAbandoned) -> Release:
    """What is left of its checklist is waived, with the reason."""
    fix = replace(release.hotfixes[event.hotfix], course="abandoned")
    release = replace(release, hotfixes={**release.hotfixes, fix.id: fix})
    waiver = Mark(event.by, event.reason, event.at)
    for key in fix.items:
        if release.standing(key) not in SETTLED:
            record = replace(release.records[key], waiver=waiver)
            release = restand(with_record(release, key, record), touched(release, key), event.at)
    return release


def hotfix_steps(plan: Plan, hotfix: str, environments: Iterable[str]) -> tuple[Step, ...]:
    """The plan's hotfix checklist with this hotfix's ids: `H1-fix` … `H1-redeploy-test`, each after the one before."""
    if plan.hotfix is None:
        return ()
    spread = [(step, place) for step in plan.hotfix.steps for place in _places(step, tuple(environments))]
    ids = {(step.id, place): "-".join(filter(None, (hotfix, step.id, place))) for step, place in spread}
    own = {step.id: tuple(key for (name, _), key in ids.items() if name == step.id) for step, _ in spread}
    written: list[Step] = []
    for step, place in spread:
        changed = {
            "id": ids[step.id, place],
            "each": None,
            "deploys": place or step.deploys,
            "needs": (written[-1].id,) if written else (),
            "not_by": tuple(key for name in step.not_by for key in own.get(name, ())),
            "not_before": tuple(_counted_anew(each, own) for each in step.not_before),
            "reviews": next(iter(own.get(step.reviews or "", ())), None),
        }
        written.append(step.model_copy(update=changed))
    return tuple(written)


def _counted_anew(earliest: str, own: Mapping[str, tuple[str, ...]]) -> str:
    """`10m after fix` of the plan's checklist is `10m after H1-fix` of this one."""
    counted = soak(earliest)
    return f"{earliest.split(maxsplit=1)[0]} after {own[counted[1]][-1]}" if counted else earliest


def _places(step: Step, environments: tuple[str, ...]) -> Iterator[str | None]:
    """Where a step of the checklist is done: in every environment, or once."""
    yield from environments if step.each == "environment" else (None,)
