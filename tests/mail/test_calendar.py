"""The invitation to the deployment meeting, as the mail and the calendar it goes to read it (3a-1, 3a-4)."""

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from icalendar import Calendar, Event

from bot.domain import commands as c
from bot.mail.addresses import Mailbox
from bot.mail.writing import Office, written
from tests.domain.council import AT, UNTIL
from tests.domain.story import HOUR, Fact, Story, asked
from tests.domain.test_meetings import held, meeting

OFFICE = Office(Mailbox("", "captain@council.example"), takes_replies=False)
MOVED = asked(c.CallMeeting(AT + HOUR, "room; 9, upstairs\nATTENDEE:mailto:evil@example.com"), by="dora")
CANCELLED = asked(c.CancelMeeting("ill"), by="dora")


def letter(story: Story) -> EmailMessage:
    """The newest mail, as its reader's program has it."""
    release = story.release
    mail = list(release.mails.values())[-1]
    addresses = {key: known.email for key, known in release.people.items()}
    sent = written(release, mail, OFFICE, addresses).message().as_bytes()
    return BytesParser(policy=policy.default).parsebytes(sent)


def event(story: Story) -> tuple[str, Event]:
    """The method of the calendar that is attached, the same in the mail's header and inside; and the event."""
    (part,) = letter(story).iter_attachments()
    assert part.get_content_type() == "text/calendar"
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
    assert "* 1 Olaf: clear <b>it</b> (A1)" in text.get_content()
    assert "1 Olaf: clear &lt;b&gt;it&lt;/b&gt; (A1)" in html.get_content()
    assert "There: Tina, Olaf, Dora" in text.get_content()
