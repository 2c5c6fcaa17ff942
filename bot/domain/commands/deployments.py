"""What may be said of deployments made by hand."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import FACT
from bot.domain.commands.confirming import MovesCode


@dataclass(frozen=True, slots=True)
class Deploy(MovesCode):
    """The system of this item was deployed, by hand or by the platform. `failed`: what went wrong, "" if nothing.

    `note`: what else is said of it, the evidence that the item may ask for. `seen`: as of `Sign`.
    """

    admission: ClassVar = FACT
    verb: ClassVar = "deploy"

    item: str
    branch: str = ""
    commit: str = ""
    failed: str = ""
    note: str = ""
    seen: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        return (self.branch, self.commit, self.note)


@dataclass(frozen=True, slots=True)
class TellDeployment:
    """What the item had deployed was taken back: it is `there` all the same, or never was.

    `seen`: the fingerprint of the deployment that was asked about; "" where it was typed.
    """

    admission: ClassVar = FACT

    item: str
    there: bool
    seen: str = ""


DeploymentCommand = Deploy | TellDeployment
