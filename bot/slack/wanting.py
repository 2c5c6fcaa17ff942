"""What a line still lacks, before a form has asked for it."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.release import Release


@dataclass(frozen=True, slots=True)
class Wanting:
    """A line that lacks only words, and the form that asks for them. `item`: what it is about, "" for the release.

    `matter`: the request or hotfix it is about, "" for none.
    """

    form: Literal["evidence", "reason", "document", "bug", "answer"]
    release: Release
    verb: str
    item: str = ""
    matter: str = ""
