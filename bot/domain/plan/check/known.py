"""Whether names are known and stand for one thing only; and every step with its place in the plan."""

from collections.abc import Collection, Iterator

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, What, error, near
from bot.domain.plan.steps import Step


def steps_of(plan: Plan) -> Iterator[tuple[Path, Step]]:
    """Every step with its place in the plan."""
    for number, phase in enumerate(plan.phases):
        for position, step in enumerate(phase.steps):
            yield ("phases", number, "steps", position), step


def known(what: What, names: Collection[str], there: Collection[str], path: Path) -> Iterator[Finding]:
    for name in names:
        if name not in there:
            yield error(path, "unknown-name", what=what, name=name, near=near(name, there))


def repeated(what: What, names: list[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in names:
        if name.casefold() in seen:
            yield error(path, "duplicate", what=what, name=name)
        seen.add(name.casefold())
