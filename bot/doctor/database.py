"""The database, looked at and left as it is; whom the lead of the running release has linked, and what came last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import Clock, as_it_is
from bot.domain.examination import Finding, unseen, well, wrong
from bot.domain.plan import Plan
from storage.examination import Sound, examine


@dataclass(frozen=True, slots=True)
class Heard:
    """When an act by the command, and one told as an event (emoji, words), came last; None where none is remembered.

    `sockets`: how many connections to Slack the bots on this database hold.
    """

    command: datetime | None = None
    event: datetime | None = None
    sockets: int = 0


def look(url: str) -> Finding:
    state = examine(url)
    if isinstance(state, Sound) and state.rewrites:
        return unseen("database", "database-rewrites", database=state.shown)
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


def running(url: str, clock: Clock) -> Sequence[tuple[str, Plan]]:
    """Each release that has begun and not ended, and the plan that travels with it; asked of a sound database alone."""
    with as_it_is(url, clock) as records:
        return [(release.id, release.plan) for release in records.running()]


def heard(url: str, clock: Clock) -> Heard:
    """Asked of a sound database alone."""
    with as_it_is(url, clock) as records:
        return Heard(records.heard_last("slash"), records.heard_last("event", "said"), records.sockets_at(clock()))
