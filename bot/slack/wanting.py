"""What a line still lacks, before a form has asked for it."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.release import Release


@dataclass(frozen=True, slots=True)
class Wanting:
    """A line that lacks only words, and the form that asks for them. `item`: what it is about, "" for the release."""

    form: Literal["evidence", "reason", "document", "bug"]
    release: Release
    verb: str
    item: str = ""
