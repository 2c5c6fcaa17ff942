"""What is wrong with a deployment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotDeployed:
    """The plan has no step that deploys this system to this environment."""

    system: str
    environment: str


DeploymentRefusal = NotDeployed
