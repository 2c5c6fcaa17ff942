"""Branches, commits and scripts (1a-3, 3b-2)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Source:
    """What is deployed of a system; of one without branches `commit` is the version of its scripts.

    `hotfix`: the one it was submitted for, "" for none.
    """

    branch: str
    commit: str
    person: str
    at: datetime
    hotfix: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A database script; `digest` is its SHA-256, `rollback` that of the script which takes it back.

    `person` attached it, `back_by` what takes it back; `readers`: who else has read both.
    """

    name: str
    digest: str
    link: str
    person: str
    at: datetime
    rollback: str = ""
    back_by: str = ""
    readers: tuple[str, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Who attached a part of it, and so is no second pair of eyes."""
        return (self.person, self.back_by) if self.back_by else (self.person,)
