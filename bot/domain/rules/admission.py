"""Who may speak at all, and when a release listens. What may be said then is decided by subject."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.state.release import Release


def admission(release: Release, command: c.Command, actor: c.Actor) -> r.Refused | None:
    """The command's class says it (`Admission`); some items go on through a pause, and through the release's end."""
    admits = command.admission
    if actor.is_operator:
        if not (isinstance(command, c.Assign) and command.role == release.plan.lead):
            return r.OperatorNamesLead(release.plan.lead)
    elif not admits.strangers and (refused := kept_out(release, actor)):
        return refused
    if admits.heard == "always" or (release.state == "aborted" and admits.heard == "after an abort"):
        return None
    if isinstance(command, c.OnItem) and release.goes_on(command.item):
        return None
    if release.state in ("aborted", "finished"):
        return r.NotRunning(release.state)
    if release.state == "paused" and admits.heard == "while running":
        return r.NotRunning("paused")
    return None


def kept_out(release: Release, actor: c.Actor) -> r.Stranger | r.MayNotAct | None:
    """Why nothing of the release is shown to whoever asks, and nothing done for them; None where they take part."""
    if actor.is_operator or release.takes_part(actor.person):
        return None
    why = release.hindered.get(actor.person)
    return r.MayNotAct(actor.person, why) if why else r.Stranger()
