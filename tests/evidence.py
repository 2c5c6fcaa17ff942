"""What people bring for a step, as they read it off the plan: a few words, a commit, every section of a document."""

from collections.abc import Iterator, Mapping

from bot.domain.plan import Asks, Plan, Step

WORDS = "按计划完成，见 https://wiki.example/r?a=1&b=2"
COMMIT = "3f2a91c"


def typed(plan: Plan, item: str, words: str = WORDS) -> str:
    """What follows `/release done ITEM`; "" where nothing is asked for."""
    asks = _asks(plan, item)
    if asks is None:
        return ""
    if asks.kind == "branch":
        return f"master {COMMIT} {words}"
    if asks.kind == "document":
        return "\n".join(f"{title}：{words}" for title in _titles(plan, asks))
    return words


def form(plan: Plan, item: str, words: str = WORDS) -> Mapping[str, str]:
    """The inputs of the form that opens for the item, by their blocks."""
    asks = _asks(plan, item)
    if asks and asks.document:
        return dict.fromkeys(plan.documents[asks.document].sections, words)
    return {"note": typed(plan, item, words)}


def _titles(plan: Plan, asks: Asks) -> Iterator[str]:
    return (title.zh for title in plan.documents[asks.document or ""].sections.values())


def _asks(plan: Plan, item: str) -> Asks | None:
    return _step(plan, item.partition("/")[0]).asks


def _step(plan: Plan, name: str) -> Step:
    """`1a-4`, or a step of a hotfix, whose ids begin with the hotfix: `H1-fix`."""
    if name in plan.steps:
        return plan.steps[name]
    steps = plan.hotfix.steps if plan.hotfix else ()
    return next(step for step in steps if name.partition("-")[2].startswith(step.id))
