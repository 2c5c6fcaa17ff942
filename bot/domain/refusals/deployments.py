"""What is wrong with a deployment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotDeployed:
    """The plan has no step that deploys this system to this environment; "" means any that is live."""

    system: str
    environment: str


@dataclass(frozen=True, slots=True)
class DeploysNothing:
    """The item is no deployment."""

    item: str


@dataclass(frozen=True, slots=True)
class NotInDoubt:
    """What the item deployed has not been taken back, is known by now, or is not what was asked about."""

    item: str


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The very same has been told already, and stands."""


DeploymentRefusal = NotDeployed | DeploysNothing | NotInDoubt | OnRecord
