"""The invitation to the deployment meeting, as the mail and the calendar it goes to read it (3a-1, 3a-4)."""

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from icalendar import Calendar, Event

from bot.domain import commands as c
from bot.mail.addresses import Mailbox
from bot.mail.writing import Letterhead, written
from tests.domain.council import AT, UNTIL, held, meeting
from tests.domain.story import HOUR, Fact, Story, asked

OFFICE = Letterhead(Mailbox("", "captain@council.example"), takes_replies=False)
MOVED = asked(c.CallMeeting(AT + HOUR, "room; 9, upstairs\nATTENDEE:mailto:evil@example.com"), by="dora")
CANCELLED = asked(c.CancelMeeting("ill"), by="dora")


def letter(story: Story, office: Letterhead = OFFICE) -> EmailMessage:
    """The newest mail, as its reader's program has it."""
    release = story.release
    mail = list(release.mails.values())[-1]
    addresses = {key: known.email for key, known in release.people.items()}
    sent = written(release, mail, office, addresses).message().as_bytes()
    return BytesParser(policy=policy.default).parsebytes(sent)


def as_calendars_find_it(mail: EmailMessage) -> EmailMessage:
    """The last, richest form of what the mail says (RFC 2046 § 5.1.4)."""
    body = next(iter(mail.iter_parts()))
    assert body.get_content_type() == "multipart/alternative"
    forms = [part for part in body.iter_parts() if isinstance(part, EmailMessage)]
    assert [part.get_content_type() for part in forms] == ["text/plain", "text/html", "text/calendar"]
    return forms[-1]


def event(story: Story, office: Letterhead = OFFICE) -> tuple[str, Event]:
    """The method of the calendar in the letter, the same in the mail's header and inside; and the event."""
    part = as_calendars_find_it(letter(story, office))
    calendar = Calendar.from_ical(str(part.get_content()))
    assert isinstance(calendar, Calendar)
    (found,) = calendar.walk("VEVENT")
    assert isinstance(found, Event)
    assert part["Content-Type"].params["method"] == str(calendar["method"])
    return str(calendar["method"]), found


def attendees(found: Event) -> list[str]:
    return [str(each) for each in found.attendees]


def an_invitation_asks_everybody_for_the_planned_time_and_place() -> None:
    method, found = event(meeting())
    assert (method, found["sequence"], str(found["status"])) == ("REQUEST", 0, "CONFIRMED")
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (AT, UNTIL)
    assert found["dtstart"].to_ical() == f"{AT:%Y%m%dT%H%M%SZ}".encode()
    assert str(found["location"]) == "room 7"
    assert str(found["organizer"]) == "mailto:captain@council.example"
    assert found["organizer"].params["cn"] == "Dora"
    assert attendees(found) == [f"mailto:{who}@council.example" for who in ("dave", "dora", "tina", "olaf", "pia")]


@pytest.mark.parametrize(
    ("facts", "method", "sequence", "at"),
    [
        ((MOVED,), "REQUEST", 1, AT + HOUR),
        ((CANCELLED,), "CANCEL", 1, AT),
        ((MOVED, CANCELLED), "CANCEL", 2, AT + HOUR),
    ],
)
def a_change_or_cancellation_is_of_the_same_event_with_a_higher_sequence(
    facts: tuple[Fact, ...], method: str, sequence: int, at: datetime
) -> None:
    _, first = event(meeting())
    came, found = event(meeting(*facts))
    assert (came, found["sequence"], found.decoded("dtstart")) == (method, sequence, at)
    assert found["uid"] == first["uid"]
    assert (str(found["status"]) == "CANCELLED") == (method == "CANCEL")


DEMANDED = {  # RFC 5546 § 3.2.2 and § 3.2.5: what an event must have, once, and must not have
    "REQUEST": ({"UID", "DTSTAMP", "ORGANIZER", "DTSTART", "SEQUENCE", "SUMMARY", "ATTENDEE"}, {"REQUEST-STATUS"}),
    "CANCEL": ({"UID", "DTSTAMP", "ORGANIZER", "SEQUENCE"}, {"REQUEST-STATUS", "VALARM"}),
}


@pytest.mark.parametrize(("facts", "method"), [((), "REQUEST"), ((MOVED,), "REQUEST"), ((CANCELLED,), "CANCEL")])
def a_calendar_is_what_the_standards_demand(facts: tuple[Fact, ...], method: str) -> None:
    part = as_calendars_find_it(letter(meeting(*facts)))
    assert part["Content-Type"].params == {"method": method, "charset": "utf-8"}  # RFC 6047 § 2.4
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")  # RFC 5545 § 3.1
    assert max(map(len, raw.split(b"\r\n"))) <= 75  # octets
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    assert calendar.errors == []
    assert {str(calendar[name]) for name in ("VERSION", "METHOD")} == {"2.0", method}
    (found,) = (each for each in calendar.subcomponents if isinstance(each, Event))
    needed, forbidden = DEMANDED[method]
    assert needed <= set(found)
    assert not forbidden & {*found, *(each.name for each in found.subcomponents)}
    assert all(not isinstance(found[name], list) for name in needed - {"ATTENDEE"})
    assert found.errors == []


def a_calendar_is_told_to_answer_only_where_answers_are_read() -> None:
    for takes_replies, rsvp in ((True, "TRUE"), (False, "FALSE")):
        _, found = event(meeting(), Letterhead(OFFICE.sender, takes_replies=takes_replies))
        told = {(str(each.params["RSVP"]), str(each.params["PARTSTAT"])) for each in found.attendees}
        assert told == {(rsvp, "NEEDS-ACTION")}


def the_file_holds_the_same_as_the_form_that_calendars_read() -> None:
    mail = letter(meeting())
    (file,) = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert isinstance(file, EmailMessage)
    assert file.get_payload(decode=True) == as_calendars_find_it(mail).get_payload(decode=True)


def a_place_is_words_and_never_another_line_of_the_calendar() -> None:
    _, found = event(meeting(MOVED))
    assert str(found["location"]) == "room; 9, upstairs ATTENDEE:mailto:evil@example.com"
    assert "mailto:evil@example.com" not in attendees(found)


def the_minutes_are_mailed_in_text_and_html_without_a_calendar() -> None:
    story = held(asked(c.TakeMinute("action", "clear <b>it</b>", "olaf"), by="tina"))
    mail = letter(story.strikes(story.now + 4 * HOUR))
    assert list(mail.iter_attachments()) == []
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "* 1. Olaf: clear <b>it</b> (A1)" in text.get_content()
    assert "1. Olaf: clear &lt;b&gt;it&lt;/b&gt; (A1)" in html.get_content()
    assert "There: Tina, Olaf, Dora" in text.get_content()


def whoever_is_invited_no_more_gets_a_cancellation_of_theirs_alone() -> None:
    """RFC 5546 § 3.2.5: without a STATUS, or the meeting would be cancelled for all."""
    method, found = event(meeting().when(c.Assign("product", ("sven",)), by="lena"))
    assert (method, attendees(found)) == ("CANCEL", ["mailto:pia@council.example"])
    assert "status" not in found
    assert not found.subcomponents
    first = event(meeting())[1]
    assert (found["uid"], found["sequence"]) == (first["uid"], first["sequence"])
    read = str(letter(meeting().when(c.Assign("product", ("sven",)), by="lena")).get_body(("plain",)))
    assert "You need not come to the deployment meeting" in read
    assert "Do you come?" not in read
