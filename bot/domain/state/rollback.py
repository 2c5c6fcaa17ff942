"""Rollbacks, each with its checklist (3b-5)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rollback:
    """`items`: its checklist, in order, with the system each one takes back."""

    id: str
    environment: str
    reason: str
    person: str
    at: datetime
    items: tuple[tuple[str, str], ...]
