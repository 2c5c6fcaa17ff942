"""The deployment meeting as calendars take it: an invitation, its change, or its cancellation (RFC 5545, RFC 5546).

One UID for a release's meeting and a SEQUENCE that grows, so that a calendar moves or removes what it already shows.
Moments are written in UTC, which every calendar puts on its owner's own clock. It travels as RFC 6047 has it, as one
more form of the letter, and once more as a file for programs that look at files alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from bot.domain.reading.meetings import is_off_for
from bot.domain.state.mails import Mail
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.mail.addresses import Mailbox
from bot.mail.letter import Attachment, one_line

PRODUCT = "-//Release Captain//Deployment meeting//EN"
FILENAME = "invite.ics"
WARNING = timedelta(minutes=-15)


@dataclass(frozen=True, slots=True)
class Organizer:
    """The address that sends, in whose name the meeting is. `takes_answers`: whether its mailbox is read."""

    box: Mailbox
    takes_answers: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """`form`: for calendars, which look for it among the letter's forms; `file`: the same, to be saved."""

    form: Attachment
    file: Attachment


def invitation(
    release: Release, meeting: Meeting, mail: Mail, organizer: Organizer, addresses: Mapping[str, str], title: str
) -> Invitation:
    """`addresses`: by person. To who is invited no more it is a cancellation of theirs alone (RFC 5546 § 3.2.5)."""
    off = is_off_for(meeting, mail.to)
    concerned = mail.to if off and meeting.state != "cancelled" else meeting.invited
    method = "CANCEL" if off else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    parties = {person: addresses[person] for person in concerned if person in addresses}
    event = _event(release, meeting, mail.at, organizer, parties, one_line(title))
    if not off:
        event.add_component(_alarm(one_line(title)))
    calendar.add_component(event)
    content = calendar.to_ical()
    return Invitation(
        Attachment("", "text/calendar", content, (("method", method), ("charset", "utf-8"))),
        Attachment(FILENAME, "application/ics", content),
    )


def _event(
    release: Release, meeting: Meeting, at: datetime, organizer: Organizer, parties: Mapping[str, str], title: str
) -> Event:
    event, domain = Event(), organizer.box.address.rpartition("@")[2]
    event.add("uid", uid(release, domain))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.at.astimezone(UTC))
    event.add("dtend", meeting.until.astimezone(UTC))
    event.add("summary", title)
    if meeting.state == "cancelled":
        event.add("status", "CANCELLED")
    elif not is_off_for(meeting, parties):  # or it would be cancelled for all
        event.add("status", "CONFIRMED")
    if meeting.place:
        event.add("location", one_line(meeting.place))
    if meeting.reason:
        event.add("comment", one_line(meeting.reason))
    event["organizer"] = _party(release.people[meeting.caller].name, organizer.box.address)
    for person, address in parties.items():
        attendee = _attendee(release.people[person].name, address, rsvp=organizer.takes_answers)
        event.add("attendee", attendee, encode=False)
    return event


def uid(release: Release, domain: str) -> str:
    """The same for the call, every change and the cancellation. `domain`: that of the address that sends."""
    return f"{release.id}/meeting@{domain}"


def _party(name: str, address: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{address}")
    party.params["CN"] = vText(one_line(name).replace('"', "'"))
    return party


def _attendee(name: str, address: str, *, rsvp: bool) -> vCalAddress:
    """`rsvp`: whether the calendar is asked to answer by mail, beside what is answered in Slack."""
    party = _party(name, address)
    party.params["CUTYPE"] = vText("INDIVIDUAL")
    party.params["ROLE"] = vText("REQ-PARTICIPANT")
    party.params["PARTSTAT"] = vText("NEEDS-ACTION")
    party.params["RSVP"] = vText("TRUE" if rsvp else "FALSE")
    return party


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", WARNING)
    return alarm
