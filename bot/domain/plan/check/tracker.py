"""The bug tracker: that its names are the plan's, and that it can tell every bug's severity and system."""

from collections.abc import Collection, Iterator, Mapping

from bot.domain.plan import Names, Plan
from bot.domain.plan.check.finding import Finding, Path, What, error, warning
from bot.domain.plan.check.known import known

HERE: Path = ("bugs", "tracker")


def check_tracker(plan: Plan) -> Iterator[Finding]:
    """Whether `at` is an address is judged where the tracker is called."""
    bugs = plan.bugs
    tracker = bugs.tracker if bugs else None
    if bugs is None or tracker is None:
        return
    yield from _named("severity", tracker.severities, bugs.severities)
    yield from _named("system", tracker.systems, plan.systems)
    yield from _named("environment", tracker.environments, plan.environments)
    yield from _unnamed("severity", tracker.severities, bugs.severities)
    yield from _unnamed("system", tracker.systems, plan.systems)
    if tracker.kind == "jira" and not tracker.query.strip():
        yield error((*HERE, "query"), "empty-query")


def _named(what: What, names: Mapping[str, Names], there: Collection[str]) -> Iterator[Finding]:
    for key in names:
        yield from known(what, [key], there, _place(what, key))


def _unnamed(what: What, names: Mapping[str, Names], there: Collection[str]) -> Iterator[Finding]:
    for key in there:
        if not any(name.strip() for name in names.get(key, ())):
            yield warning(_place(what, key), "unnamed-there", what=what, name=key)


def _place(what: What, key: str) -> Path:
    return (*HERE, {"severity": "severities", "system": "systems"}.get(what, "environments"), key)
