"""What people did to one item: signatures, blocks, waivers, remarks; and how it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain import events as e

Standing = Literal["waiting", "open", "blocked", "done", "waived"]
SETTLED: frozenset[Standing] = frozenset({"done", "waived"})


@dataclass(frozen=True, slots=True)
class Signature:
    """`person` signed in `role`; the vote counts for `instead_of` where a stand-in signed.

    `content`: the fingerprints of what it was given for.
    """

    person: str
    user: str
    role: str
    at: datetime
    via: e.Via
    note: str
    instead_of: str
    message: str
    content: Mapping[str, str] = field(default_factory=dict)

    @property
    def voter(self) -> str:
        return self.instead_of or self.person


@dataclass(frozen=True, slots=True)
class Mark:
    """A block or a waiver: who, why, when."""

    person: str
    reason: str
    at: datetime
    message: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """How the test went that the item asks for, by whom and in which role, until it is signed in that role."""

    person: str
    role: str
    reason: str
    at: datetime
    instead_of: str = ""

    @property
    def voter(self) -> str:
        return self.instead_of or self.person


@dataclass(frozen=True, slots=True)
class Remark:
    """`reason`: it told why the item was blocked, so it is no evidence of success. `message`: where it stands."""

    person: str
    text: str
    at: datetime
    message: str = ""
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What people did to one item. `standing` follows from it and from what it needs; `since` is when it last changed.

    `reopened`: when signatures last ended with what they rested on; evidence from before that is void.
    """

    standing: Standing = "waiting"
    since: datetime | None = None
    signatures: tuple[Signature, ...] = ()
    block: Mark | None = None
    waiver: Mark | None = None
    watchers: Mapping[str, Mark] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    reopened: datetime | None = None
    failed: Failure | None = None

    def said_by(self, person: str) -> Iterator[str]:
        """What somebody said for the item, newest first; what was said before it reopened is about something else."""
        said = (each for each in reversed(self.remarks) if each.person == person and not each.reason)
        return (each.text.strip() for each in said if self.reopened is None or each.at > self.reopened)
