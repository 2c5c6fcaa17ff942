"""What a calendar answers to an invitation: accepted, declined, or perhaps (RFC 5546 § 3.2.3, RFC 6047). Pure.

Whose answer it is, and whether it still counts, is decided elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Literal, cast

from icalendar import Calendar, vCalAddress

LARGEST: Final = 200_000
"""Bytes. An answer has a few hundred; more is not read as one."""
CALENDARS: Final = frozenset({"text/calendar", "application/ics"})

Coming = Literal["yes", "no", "maybe"]
SAYS: Final[Mapping[str, Coming]] = {"ACCEPTED": "yes", "DECLINED": "no", "TENTATIVE": "maybe"}


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """`sequence`: which of the invitations to `uid` it answers; `attendee`: the address that was invited."""

    uid: str
    sequence: int
    attendee: str
    coming: Coming


def answer_in(mail: EmailMessage) -> CalendarAnswer | None:
    """The answer that a mail brings; None for a mail that brings none. ValueError for a calendar that is none."""
    contents = (content for part in mail.walk() if (content := _calendar(part)))
    return next((answer for content in contents for answer in _answers(content)), None)


def _calendar(part: EmailMessage) -> bytes | None:
    if part.get_content_type() not in CALENDARS:
        return None
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) and len(content) <= LARGEST else None


def _answers(content: bytes) -> Iterator[CalendarAnswer]:
    """A reply has one event and one attendee, who says one thing; a repeated event has several of the same."""
    calendar = Calendar.from_ical(content)
    if not isinstance(calendar, Calendar) or str(calendar.get("METHOD", "")).upper() != "REPLY":
        return
    for event in calendar.walk("VEVENT"):
        named = event.get("ATTENDEE", [])
        for attendee in cast("list[vCalAddress]", named if isinstance(named, list) else [named]):
            if coming := SAYS.get(str(attendee.params.get("PARTSTAT", "")).upper()):
                address = str(attendee).strip()
                bare = address[7:] if address[:7].casefold() == "mailto:" else address
                yield CalendarAnswer(str(event.get("UID", "")), int(event.get("SEQUENCE", 0)), bare, coming)
