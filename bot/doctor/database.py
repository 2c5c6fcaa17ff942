"""The database, looked at and left as it is; and whom the lead of the running release has linked."""

from collections.abc import Mapping

from bot.core import Clock, as_it_is
from bot.domain.examination import Finding, unseen, well, wrong
from storage.examination import Sound, examine


def look(url: str) -> Finding:
    state = examine(url)
    if isinstance(state, Sound):
        return well("database", "database-good", database=state.shown)
    facts = {"database": state.shown, "detail": state.detail}
    match state.why:
        case "new":
            return unseen("database", "database-new", **facts)
        case "unusable":
            return wrong("database", "database-unusable", **facts)
        case "older":
            return wrong("database", "database-older", **facts)
        case "newer":
            return wrong("database", "database-newer", **facts)
        case "forgetful":
            return wrong("database", "database-forgetful", **facts)


def linked(url: str, clock: Clock) -> Mapping[str, str]:
    """Accounts by person, of the release that is running; asked of a sound database alone."""
    with as_it_is(url, clock) as records:
        running = next(iter(records.releases(("running", "paused"))), None)
        return dict(records.look(running.release).links) if running else {}
