"""Who may speak at all, and when a release listens. What may be said then is decided by subject."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.state.release import Release


def admission(release: Release, command: c.Command, actor: c.Actor) -> r.Refused | None:
    """The command's class says it (`Admission`); some items go on through a pause, and through the release's end."""
    admits = command.admission
    if not admits.strangers and not release.takes_part(actor.person):
        return r.Stranger()
    if admits.heard == "always":
        return None
    if isinstance(command, c.OnItem) and release.goes_on(command.item):
        return None
    if release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    if release.state == "paused" and admits.heard == "while running":
        return r.NotRunning("paused")
    return None
