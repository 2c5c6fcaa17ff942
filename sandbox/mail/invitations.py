"""The meeting a mail brings for a calendar, and the answer a calendar sends back (RFC 5546, RFC 6047). Pure.

What is no calendar, or none with a meeting in it, is an attachment like any other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Final, Literal, cast, get_args

from icalendar import Calendar, Event, vCalAddress, vText

from sandbox.state.mails import Mail, Mailbox

Status = Literal["ACCEPTED", "TENTATIVE", "DECLINED"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
PRODUCT: Final = "-//Local workspace//Calendar//EN"


@dataclass(frozen=True, slots=True)
class Guest:
    """`answer`: PARTSTAT as the mail has it."""

    box: Mailbox
    answer: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """`method`: REQUEST, CANCEL, REPLY …; `begins` and `ends` in Unix seconds; `wants_answers`: some guest's RSVP."""

    method: str
    uid: str
    sequence: int
    title: str
    begins: float
    ends: float
    place: str
    organizer: Mailbox
    guests: tuple[Guest, ...]
    wants_answers: bool


def invitation_in(mail: Mail) -> Invitation | None:
    """The first meeting in the mail."""
    contents = (part.content for part in mail.attachments if part.kind == "text/calendar")
    return next((found for content in contents if (found := _read(content))), None)


def _read(content: bytes) -> Invitation | None:
    try:
        calendar = Calendar.from_ical(content)
        events = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
        return _of_event(str(calendar.get("METHOD", "")).upper(), events[0]) if events else None
    except (ValueError, KeyError, AttributeError):  # whatever somebody calls a calendar
        return None


def _of_event(method: str, event: Event) -> Invitation:
    named = event.get("ATTENDEE", [])
    guests = cast("list[vCalAddress]", named if isinstance(named, list) else [named])
    begins = _seconds(event.decoded("DTSTART"))
    return Invitation(
        method=method,
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
        title=str(event.get("SUMMARY", "")),
        begins=begins,
        ends=_seconds(event.decoded("DTEND")) if "DTEND" in event else begins,
        place=str(event.get("LOCATION", "")),
        organizer=_box(cast("vCalAddress", event["ORGANIZER"])),
        guests=tuple(Guest(_box(each), str(each.params.get("PARTSTAT", "")).upper()) for each in guests),
        wants_answers=any(str(each.params.get("RSVP", "")).upper() == "TRUE" for each in guests),
    )


def _seconds(moment: Any) -> float:
    """A day alone begins at midnight; a moment without a zone is taken for UTC."""
    at = moment if isinstance(moment, datetime) else datetime.combine(cast("date", moment), time())
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _box(party: vCalAddress) -> Mailbox:
    address = str(party)
    return Mailbox(str(party.params.get("CN", "")), address[7:] if address[:7].casefold() == "mailto:" else address)


def answer_to(
    mail: Mail, invited: Invitation, author: Mailbox, status: Status, *, message_id: str, now: datetime
) -> EmailMessage:
    """What her calendar writes to the organizer: who she is, which meeting, and whether she comes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(author.name, addr_spec=author.address)
    message["To"] = Address(invited.organizer.name, addr_spec=invited.organizer.address)
    message["Subject"] = f"{status.title()}: {invited.title}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["In-Reply-To"] = mail.message_id
    message["References"] = " ".join([*mail.references, mail.message_id])
    message.set_content(f"{author.name or author.address}: {status.lower()}\n")
    content, form = _calendar(invited, author, status, now), {"method": "REPLY", "charset": "utf-8"}
    message.add_alternative(content, maintype="text", subtype="calendar", params=form)
    return message


def _calendar(invited: Invitation, author: Mailbox, status: Status, now: datetime) -> bytes:
    calendar, event = Calendar(), Event()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    event.add("uid", invited.uid)
    event.add("sequence", invited.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", datetime.fromtimestamp(invited.begins, UTC))
    event.add("dtend", datetime.fromtimestamp(invited.ends, UTC))
    event.add("summary", invited.title)
    event["organizer"] = vCalAddress(f"mailto:{invited.organizer.address}")
    guest = vCalAddress(f"mailto:{author.address}")
    guest.params["PARTSTAT"] = vText(status)
    event.add("attendee", guest, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
