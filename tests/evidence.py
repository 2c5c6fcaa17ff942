"""What people bring for a step, as they read it off the plan: a few words, a commit, every section of a document."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.domain.plan import Plan
from bot.domain.plan.steps import Asks, Step

WORDS = "按计划完成，见 https://wiki.example/r?a=1&b=2"
COMMIT = "3f2a91c"


def typed(plan: Plan, item: str, words: str = WORDS) -> str:
    """What follows `/release done ITEM`; "" where nothing is asked for."""
    if calls_meeting(plan, item):
        return f"+2h {words}"
    asks = _asks(plan, item)
    if asks is None:
        return ""
    if asks.kind == "branch":
        return f"master {COMMIT} {words}"
    if asks.kind == "document":
        return "\n".join(f"{title}：{words}" for title in _titles(plan, asks))
    return words


def form(plan: Plan, item: str, blocks: Iterable[Mapping[str, Any]], words: str = WORDS) -> Mapping[str, str]:
    """What to put into the form that has opened for the item: every section of a document, else the note."""
    if calls_meeting(plan, item):
        return {"place": words}
    asks = _asks(plan, item)
    if asks and asks.document:
        texts = [each for each in blocks if each["type"] == "input" and each["element"]["type"] == "plain_text_input"]
        return {each["block_id"]: words for each in texts if each["block_id"] != "link"}
    return {"note": typed(plan, item, words)}


def calls_meeting(plan: Plan, item: str) -> bool:
    return _step(plan, item.partition("/")[0]).meeting == "call"


def _titles(plan: Plan, asks: Asks) -> Iterator[str]:
    return (title.zh for title in plan.documents[asks.document or ""].sections.values())


def _asks(plan: Plan, item: str) -> Asks | None:
    return _step(plan, item.partition("/")[0]).asks


def _step(plan: Plan, name: str) -> Step:
    """`1a-4`; `4a-1`, one of what 4a lists, asked as that says; a hotfix's step, whose ids begin with it: `H1-fix`."""
    if name in plan.steps:
        return plan.steps[name]
    listing = plan.steps.get(name.rpartition("-")[0])
    if listing and listing.lists:
        return listing.model_copy(update={"asks": listing.lists.asks})
    steps = plan.hotfix.steps if plan.hotfix else ()
    return next(step for step in steps if name.partition("-")[2].startswith(step.id))
