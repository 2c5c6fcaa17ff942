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


DeploymentRefusal = NotDeployed | DeploysNothing
