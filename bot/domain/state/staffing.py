"""Who stands in for whom, who may vote for whom, and who takes part."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StandIn:
    person: str
    instead_of: str
    since: datetime
    until: datetime | None

    def acts(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Vote:
    """A person who may sign in a role; as a stand-in, for whom."""

    person: str
    role: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class LinkWish:
    """Somebody wants an account to be this person's, and another has to agree."""

    to: str
    by: str


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    email: str
