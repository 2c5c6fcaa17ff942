"""The deployment meeting as calendars take it: an invitation, its change, or its cancellation (RFC 5545, RFC 5546).

One UID for a release's meeting and a SEQUENCE that grows, so that a calendar moves or removes what it already shows.
Moments are written in UTC, which every calendar puts on its owner's own clock.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from bot.domain.meetings import Meeting
from bot.domain.release import Release
from bot.mail.addresses import Mailbox
from bot.mail.letter import Attachment, one_line

PRODUCT = "-//Release Captain//Deployment meeting//EN"
FILENAME = "invite.ics"
WARNING = timedelta(minutes=-15)


def invitation(
    release: Release, meeting: Meeting, at: datetime, sender: Mailbox, addresses: Mapping[str, str], title: str
) -> Attachment:
    """`at`: when the mail was owed; `sender`: the address that sends, and organises; `addresses`: by person."""
    method = "CANCEL" if meeting.state == "cancelled" else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(release, meeting, at, sender, addresses, one_line(title)))
    return Attachment(FILENAME, "text/calendar", calendar.to_ical(), (("method", method), ("charset", "utf-8")))


def _event(
    release: Release, meeting: Meeting, at: datetime, sender: Mailbox, addresses: Mapping[str, str], title: str
) -> Event:
    event = Event()
    event.add("uid", uid(release, sender))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.at.astimezone(UTC))
    event.add("dtend", meeting.until.astimezone(UTC))
    event.add("summary", title)
    event.add("status", "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED")
    if meeting.place:
        event.add("location", one_line(meeting.place))
    if meeting.reason:
        event.add("comment", one_line(meeting.reason))
    event["organizer"] = _party(release.people[meeting.caller].name, sender.address)
    for person in meeting.invited:
        if person in addresses:
            event.add("attendee", _attendee(release.people[person].name, addresses[person]), encode=False)
    if meeting.state != "cancelled":
        event.add_component(_alarm(title))
    return event


def uid(release: Release, sender: Mailbox) -> str:
    """The same for the call, every change and the cancellation."""
    return f"{release.id}/meeting@{sender.address.rpartition('@')[2]}"


def _party(name: str, address: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{address}")
    party.params["CN"] = vText(one_line(name).replace('"', "'"))
    return party


def _attendee(name: str, address: str) -> vCalAddress:
    """Answered in Slack; no calendar is asked to answer by mail."""
    party = _party(name, address)
    party.params["ROLE"] = vText("REQ-PARTICIPANT")
    party.params["PARTSTAT"] = vText("NEEDS-ACTION")
    party.params["RSVP"] = vText("FALSE")
    return party


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", WARNING)
    return alarm
