"""What a line still lacks, before a form has asked for it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain.state.documents import Draft
from bot.domain.state.release import Release


@dataclass(frozen=True, slots=True)
class Wanting:
    """A line that lacks only words, and the form that asks for them; or a document that is read in a view of its own.

    `item`: what it is about, "" for the release; `matter`: the request, hotfix or problem it is about, or "".
    `line`: what the form serves, "" for the line as it was given. `draft`: what of a document, or a minute, is
    known already; `at`: the moment the form proposes.
    """

    form: Literal["evidence", "reason", "document", "reading", "bug", "answer", "minute", "meeting", "words"]
    release: Release
    verb: str
    item: str = ""
    matter: str = ""
    line: str = ""
    draft: Draft = field(default_factory=lambda: Draft({}))
    at: datetime | None = None
