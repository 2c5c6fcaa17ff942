"""What a form about no item is about: a bug, a request, a hotfix."""

from bot.domain import commands as c
from bot.domain.state.release import Release
from bot.speech import bugs, hotfixes, requests
from bot.speech.voice import Voice


def matter_of(command: c.Command) -> str:
    """The request, the hotfix or the bug that it is about."""
    return next((key for kind in ("request", "hotfix", "bug") if (key := getattr(command, kind, ""))), "")


def about(voice: Voice, release: Release, matter: str) -> str:
    if matter in release.bugs:
        return bugs.head(voice, release, release.bugs[matter])
    if matter in release.requests:
        return requests.wanted(voice, release, matter)
    return hotfixes.crossing(voice, release, matter) if matter in release.hotfixes else ""
