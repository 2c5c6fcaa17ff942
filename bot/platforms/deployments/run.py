"""What is asked of a deployment platform and what it tells, as values. Of two tidings it decides which one holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from bot.platforms.calling import Answer, Clock, Down

State = Literal["queued", "running", "succeeded", "failed", "cancelled", "unknown"]
FINISHED: Final[frozenset[State]] = frozenset({"succeeded", "failed", "cancelled"})
COURSE: Final[Mapping[State, int]] = {
    "unknown": 0,
    "queued": 1,
    "running": 2,
    "succeeded": 3,
    "failed": 3,
    "cancelled": 3,
}

DETAIL = 1_500  # characters of the platform's own words; the rest is behind the url
NAME = 200
DOUBT = timedelta(minutes=1)  # until a run whose start went unanswered is surely listed

Reason = Literal[
    "",
    "timed-out",  # it was stopped when its time was over
    "cut-off",  # what ran it is gone; nobody knows how far it came
    "other-commit",  # it succeeded with another commit, `detail`, than the one ordered
    "says-otherwise",  # it succeeded, and what runs there says, `detail`, that it is something else
    "says-nothing",  # it succeeded, and what runs there cannot be asked: `detail`
]


@dataclass(frozen=True, slots=True)
class Order:
    """One deployment. `run`: our id for it, never used twice; `parameters`: what is sent along, in its own names.

    `ref`: the branch whose workflow or pipeline is to run.
    `again`: an earlier start went unanswered; a run that it started is looked for before another one is.
    """

    run: str
    system: str
    environment: str
    branch: str
    commit: str
    version: str
    ref: str
    parameters: Mapping[str, str]
    again: bool = False

    @property
    def words(self) -> dict[str, str]:
        """What fills in the blanks of a plan's platform."""
        return {
            "run": self.run,
            "system": self.system,
            "environment": self.environment,
            "branch": self.branch,
            "commit": self.commit,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Started:
    """It took the order on. `reference`: what `look` asks by; `url`: where people watch, "" for nowhere."""

    reference: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is there, and will not do it: no such job, no branch to run on, not as it wants it, not to be run at all."""

    why: Literal["not-there", "no-branch", "refused", "not-startable"]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a run stands. `commit`, `digest`: what it deployed, where the platform tells; `detail`: its words, cut."""

    state: State
    detail: str = ""
    url: str = ""
    commit: str = ""
    digest: str = ""
    finished_at: datetime | None = None
    reason: Reason = ""


class DeploymentPlatform(Protocol):
    """Blocks for seconds; one thread at a time. An order is started once: `Down` leaves open whether it was.

    After `Down`, order it again, with `again`, when `again_at` has come.
    """

    def start(self, order: Order, /) -> Started | Rejected | Down: ...

    def look(self, reference: str, /) -> Progress | Down:
        """`Down("not-found")`: it knows no such run."""

    def probe(self) -> Rejected | Down | None:
        """What speaks against an order, as far as can be asked without giving one."""

    def close(self) -> None: ...


def held(known: Progress | None, heard: Progress) -> Progress:
    """Which of the two holds: a run never goes back, its first result stays, and not knowing changes nothing."""
    if known is None:
        return heard
    return known if known.state in FINISHED or COURSE[heard.state] < COURSE[known.state] else heard


def contradicts(known: Progress, heard: Progress) -> bool:
    """Two results that differ: the first one holds, and somebody should know."""
    return known.state in FINISHED and heard.state in FINISHED and known.state != heard.state


def unprobed(answer: Answer | Down) -> Rejected | Down | None:
    """What the question for the job itself, whose orders it takes, says about an order."""
    if isinstance(answer, Down) and answer.why == "not-found":
        return Rejected("not-there", answer.detail)
    return answer if isinstance(answer, Down) else None


def unstarted(down: Down, clock: Clock) -> Down | Rejected:
    """What a failed start means: a no, or a doubt that must wait until the run would be listed."""
    match down.why:
        case "wrong-query":
            return Rejected("refused", down.detail)
        case "not-found":
            return Rejected("not-there", down.detail)
        case "unreachable" | "timed-out" | "failed" | "too-large" | "not-understood":
            return replace(down, again_at=down.again_at or clock() + DOUBT)
        case _:
            return down
