"""The life of bugs."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.domain.events.fact import Fact


class Deferred(BaseModel):
    """A bug that an earlier release left unsolved; `bug` is its id there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    release: str
    bug: str
    severity: str
    system: str
    title: str
    detail: str = ""


class BugLife(Fact):
    """`changed_at`: when the tracker that keeps the bug says it changed; None for a bug that is kept here."""

    bug: str
    changed_at: datetime | None = None


class BugReported(BugLife):
    """`ref`, `url`: the tracker's, where the bug is kept there. `carried`: the release and bug that left it over."""

    severity: str
    system: str
    environment: str
    title: str
    detail: str = ""
    ref: str = ""
    url: str = ""
    carried: str = ""


class BugAct(BugLife):
    """What somebody did about it; `instead_of` names the person a stand-in acted for."""

    instead_of: str = ""


class BugFixed(BugAct):
    note: str = ""


class BugVerified(BugAct):
    """A tester found it mended."""


class BugReopened(BugAct):
    reason: str


class BugDeferred(BugAct):
    """Left to the next release, signed for in `role` (2a-4)."""

    reason: str
    role: str = ""


class BugGraded(BugAct):
    """The bug's severity is another."""

    severity: str
    reason: str = ""


class BugRevised(BugLife):
    """The tracker that keeps the bug now tells it so; what it says besides has its own events."""

    system: str
    environment: str
    title: str
    detail: str = ""
    url: str = ""


class BugGone(BugLife):
    """The tracker no longer has it among this release's bugs: deleted, moved away, or labelled otherwise."""


class DeferralsCarried(Fact):
    """The lead has answered for bugs of earlier releases (each "release bug"); those taken on are reported."""

    offered: tuple[str, ...]


LifeEvent = BugReported | BugFixed | BugVerified | BugReopened | BugDeferred | BugGraded | BugRevised | BugGone
BugEvent = LifeEvent | DeferralsCarried
