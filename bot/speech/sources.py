"""A place that is deployed to, and what is deployed there, in a word."""

from bot.domain.documents import COMMIT
from bot.domain.release import Release
from bot.speech.voice import Voice

HASH = 12  # characters of a commit that are shown


def environment(voice: Voice, release: Release, key: str) -> str:
    return voice.quote(release.plan.environments[key].name.in_(voice.language))


def source(voice: Voice, branch: str, commit: str) -> str:
    """`master@3f2a91c`; of a system without branches the version of its scripts; "" where nothing is known."""
    short = commit[:HASH] if COMMIT.fullmatch(commit) else commit
    return voice.quote("@".join(filter(None, (branch, short))), 120)
