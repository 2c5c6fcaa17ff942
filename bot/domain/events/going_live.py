"""Going live: runs of a deployment platform, the packet of the database, what ran before (3b)."""

from pydantic import BaseModel, ConfigDict

from bot.domain.events.fact import Fact


class Ran(BaseModel):
    """What a system was left running in a live environment by an earlier release; `nothing`: it was not there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    system: str
    environment: str
    branch: str = ""
    commit: str = ""
    nothing: bool = False


class DeploymentOrdered(Fact):
    """A person had the platform deploy the system of this item. `run` is ours; `platform` its key in the plan."""

    run: str
    item: str
    platform: str
    branch: str = ""
    commit: str = ""


class DeploymentStarted(Fact):
    """The platform took the order. `reference`: what the run is called there."""

    run: str
    reference: str
    url: str = ""


class DeploymentDoubted(Fact):
    """Nobody can tell how the run stands, and why not; "" when its platform tells again."""

    run: str
    why: str = ""


class DeploymentEnded(Fact):
    """The platform's result, once. `failed`: what went wrong, "" if nothing; `digest`: what it deployed, if told."""

    run: str
    failed: str = ""
    digest: str = ""


class PreviousRecorded(Fact):
    """What a system ran in an environment before this release; `nothing`: it was not there."""

    system: str
    environment: str
    branch: str = ""
    commit: str = ""
    nothing: bool = False


class RollbackScripted(Fact):
    """The script that takes a script back, by its SHA-256."""

    system: str
    name: str
    digest: str
    link: str = ""


class ScriptReviewed(Fact):
    """A second pair of eyes has read the script."""

    system: str
    name: str


class BackupRecorded(Fact):
    system: str
    backup: str


class Overridden(Fact):
    """The lead lets an item be deployed otherwise than planned; visible in every view and report (T2).

    `commit`: this one, another than the tested one; else outside of its window, and `by_hand` where a platform would.
    """

    item: str
    reason: str
    commit: str = ""
    by_hand: bool = False


GoLiveEvent = (
    DeploymentOrdered
    | DeploymentStarted
    | DeploymentDoubted
    | DeploymentEnded
    | PreviousRecorded
    | RollbackScripted
    | ScriptReviewed
    | BackupRecorded
    | Overridden
)
