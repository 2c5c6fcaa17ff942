"""Branches, commits and scripts (1a-3, 3b-2)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Source:
    """What is deployed of a system; of one without branches `commit` is the version of its scripts."""

    branch: str
    commit: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Script:
    """A database script; `digest` is its SHA-256, `rollback` that of the script which takes it back.

    `readers`: who has read both besides its author.
    """

    name: str
    digest: str
    link: str
    person: str
    at: datetime
    rollback: str = ""
    readers: tuple[str, ...] = ()
