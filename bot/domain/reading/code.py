"""A branch and a commit, as somebody names them in words (1a-3)."""

import re

from bot.domain.plan.spelling import gives_something

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
