"""A newspaper's plan, for tests of what signatures are given for: documents, a review, branches and scripts."""

from functools import cache
from pathlib import Path

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.state.documents import Draft
from bot.plans.file import read_plan

PAPERS = Path(__file__).parents[1] / "plans" / "papers.yaml"
WHOLE = {"order": "site after paper", "rollback": "print the old one"}
DIGEST = "ab" * 32
OTHER_DIGEST = "cd" * 32


@cache
def papers() -> Plan:
    plan = read_plan(PAPERS).plan
    assert plan is not None, read_plan(PAPERS)
    return plan


def version(**sections: str) -> Draft:
    """The go-live plan, complete, with these sections written differently."""
    return Draft(WHOLE | sections)


def write(**sections: str) -> c.Write:
    return c.Write("plan", version(**sections))
