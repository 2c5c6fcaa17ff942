"""The life of bugs, of the gates that count them, and of the tracker that may keep them."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.domain.events.fact import Fact


class Deferred(BaseModel):
    """A bug that an earlier release left to a later one; `bug` is its id there."""

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


class BugFixed(BugLife):
    note: str = ""


class BugVerified(BugLife):
    """A tester found it mended."""


class BugReopened(BugLife):
    reason: str


class BugDeferred(BugLife):
    """Left to the next release, signed for in `role` (2a-4)."""

    reason: str
    role: str = ""
    instead_of: str = ""


class BugGraded(BugLife):
    """The bug's severity is another."""

    severity: str
    reason: str = ""


class DeferralsCarried(Fact):
    """The lead has answered for bugs of earlier releases (each "release bug"); those taken on are reported."""

    offered: tuple[str, ...]


class GatePassed(Fact):
    """The open bugs by severity when the gate's item was signed."""

    item: str
    gate: str
    counts: Mapping[str, int]


class GateLost(Fact):
    """The standard no longer holds: the signatures given for it ended. `counts`: open bugs by severity now."""

    item: str
    gate: str
    counts: Mapping[str, int]


class TrackerAnswered(Fact):
    """The tracker answers. `unsorted`: open bugs there that fit no severity or system of the plan: gates stay shut."""

    unsorted: tuple[str, ...] = ()


class TrackerLost(Fact):
    """The tracker cannot be asked, so no gate that counts its bugs can be passed."""

    reason: str
