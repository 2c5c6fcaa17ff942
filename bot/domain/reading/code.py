"""A branch and a commit, as somebody names them in words (1a-3); which is to go where, and what it would replace."""

import re

from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.reading.deployments import last_there
from bot.domain.state.code import Source
from bot.domain.state.release import Release

COMMIT = re.compile(r"[0-9a-fA-F]{7,64}")
CLOSES = ",;，；。"  # what may stand right behind a commit


def branch_named(text: str, planned: str | None) -> tuple[str, str] | None:
    """`release/1.0 3f2a91c`, or the commit alone where the plan names the branch; None when there is no commit.

    Of a system without branches (`planned` None) the first words are the version of its scripts.
    """
    words = [word.strip(CLOSES) for word in text.split()]
    if planned is None:
        return ("", " ".join(words)[:80]) if gives_something(text) else None
    commit = next((word for word in words[:3] if COMMIT.fullmatch(word)), None)
    if commit is None:
        return None
    before = words[: words.index(commit)]
    return (before[-1] if before else planned), commit


def is_same(commit: str, other: str) -> bool:
    """Whether both name one commit, which may be written short and in capitals; or one version, to the letter."""
    if not COMMIT.fullmatch(commit) or not COMMIT.fullmatch(other):
        return commit == other
    one, two = commit.lower(), other.lower()
    return one.startswith(two) or two.startswith(one)


def to_go(release: Release, item: Item) -> tuple[str, str]:
    """THE branch and commit that the item deploys, if nobody names another.

    Those of its hotfix; on the way back what ran before; else what was submitted last.
    """
    system = item.system or ""
    if fix := release.hotfixes.get(item.hotfix):
        return fix.branch, fix.commit
    if back := release.rollbacks.get(item.rollback):
        before = release.previous.get((system, back.environment))
        return (before.branch, before.commit) if before else ("", "")
    return release.source(system)


def found_out_about(release: Release, system: str) -> Source | None:
    """The code that tests and approvals are about.

    A hotfix that is through was tested by itself and changes nothing of that, unless other code was submitted after it
    was opened: nobody knows whether it holds that.
    """
    code = release.sources.get(system)
    for each in release.through(system):
        fix = release.hotfixes.get(each.hotfix)
        if fix is None or (code and code.at > fix.at):
            return each
    return None


def newer_there(release: Release, system: str, environment: str, commit: str) -> Source | None:
    """The code there that was submitted later than this commit, a hotfix's being as old as its opening.

    Where a hotfix would be replaced, it is asked by name whether the commit holds it: see `hotfixes`.
    """
    told, known = last_there(release.deployments, system, environment), _submission(release, system, commit)
    there = _submission(release, system, told.commit) if told and not told.rollback else None
    return there if known and there and not there.hotfix and _is_newer(release, there, known) else None


def newer_than(release: Release, system: str, commit: str) -> Source | None:
    """The code submitted last, where this commit was submitted before it."""
    last, known = release.sources.get(system), _submission(release, system, commit)
    return last if known and last and _is_newer(release, last, known) else None


def _is_newer(release: Release, code: Source, other: Source) -> bool:
    fix = release.hotfixes.get(other.hotfix)
    return code.at > (fix.at if fix else other.at) and not is_same(code.commit, other.commit)


def _submission(release: Release, system: str, commit: str) -> Source | None:
    """When this commit was submitted last, and by whom."""
    return next((each for each in reversed(release.submitted.get(system, ())) if is_same(each.commit, commit)), None)
