"""What is wrong with a deployment."""

from dataclasses import dataclass

from bot.domain.events import Ran
from bot.domain.refusals.confirming import Confirm


@dataclass(frozen=True, slots=True)
class NotDeployed:
    """The plan has no step that deploys this system to this environment; "" means any that is live."""

    system: str
    environment: str


@dataclass(frozen=True, slots=True)
class DeploysNothing:
    """The item is no deployment, so there is no window, commit or platform of it to be let go of."""

    item: str


@dataclass(frozen=True, slots=True)
class NotInDoubt:
    """What the item deployed has not been taken back, is known by now, or is not what was asked about."""

    item: str


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The very same has been told already, and stands."""


@dataclass(frozen=True, slots=True)
class CodeMoves(Confirm):
    """`reopens` fall with the code they were for; `runs` is to run then, system by system.

    `newer`: what was submitted later than that, and gives place to it, in an environment or ("") as what is to be
    deployed.
    """

    reopens: tuple[str, ...] = ()
    runs: tuple[Ran, ...] = ()
    newer: tuple[Ran, ...] = ()

    @property
    def consequences(self) -> tuple[str, ...]:
        return (*self.reopens, "|", *map(repr, (*self.runs, *self.newer)))


DeploymentRefusal = NotDeployed | DeploysNothing | NotInDoubt | OnRecord | CodeMoves
