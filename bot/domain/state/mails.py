"""The mails a release owes: to whom, sent when, and who has answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Doubt = Literal[
    "thread",
    "sender",
    "not-addressed",
    "several",
    "evidence",
    "halted",
    "too-long",
    "bounce",
    "unreadable",
    "outdated",
    "unasked",
    "early",
    "failure",
]
"""Why a mail that came in is for the lead to place.

It names no mail of ours; its sender is nobody known; it was not written to them; it fits several items, or people; it
does not suffice as the evidence its item asks for; the release is halted; it holds more than a record takes; it gives
back a mail or an address we do not know; no program can read it; the meeting it answers was moved or is over; nothing
waits for an answer of theirs, and what they have signed stands; what it answers cannot be signed yet; it tells of a
failure.
"""
UNANSWERABLE: Final[frozenset[str]] = frozenset({"unasked", "early"})
"""The doubts that leave nothing to place: whoever the mail was sent for reads what was answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered, and the id of the mail it came in ("" where the item was closed instead).

    `signs`: an item was signed with it; the copy that it answers is used up.
    """

    person: str
    text: str
    at: datetime
    message_id: str
    signs: bool = True


@dataclass(frozen=True, slots=True)
class Mail:
    """`person`: in whose name it goes. `refused`: people it did not reach, with the reason ("": no address is known).

    `item`: whose signature called for it, "" for the closing report; `report`: the number of the last entry that the
    report it brings tells of, else 0. `reply`: the mail it answers. `message_id` is "" until it was handed to the mail
    server; `deferred`: people for whom the server does not take it yet. `corrects`: the mail it takes back, if any.
    `apart`: each reader has a copy under an id of their own.
    """

    id: str
    item: str
    person: str
    to: tuple[str, ...]
    at: datetime
    reply: str
    text: str
    message_id: str = ""
    sent_at: datetime | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    deferred: tuple[str, ...] = ()
    answers: tuple[Reply, ...] = ()
    report: int = 0
    corrects: str = ""
    apart: bool = False

    @property
    def still_to_send(self) -> tuple[str, ...]:
        """The people it is still to be handed over for."""
        return self.deferred if self.message_id else self.to
