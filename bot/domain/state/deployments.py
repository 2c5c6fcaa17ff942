"""What was deployed where (1c, 2a-1)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deployment:
    """One attempt to deploy a system; `failed` says what went wrong, "" where it went well.

    `unsure_since`: when whoever told of it took that back, while nobody has said what runs there.
    `instead_of`: for whom, where a stand-in told of it.
    """

    number: int
    system: str
    environment: str
    branch: str
    commit: str
    item: str
    person: str
    at: datetime
    failed: str
    rollback: str = ""
    unsure_since: datetime | None = None
    instead_of: str = ""

    @property
    def whose(self) -> tuple[str, str]:
        """Who told of it, and for whom."""
        return self.person, self.instead_of or self.person
