"""A meeting that a mail invites to: what is shown of it, and the calendar's answer, which is a real mail."""

from collections.abc import Iterator

import httpx
import pytest
from icalendar import Calendar

from sandbox import MailSettings, Person, Server, running
from tests.sandbox.letters import Answering, answering, letter, send
from tests.sandbox.office import PEOPLE, manifest

ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:meeting@bot.example
SEQUENCE:{sequence}
DTSTAMP:20210614T010000Z
DTSTART:20210615T060000Z
DTEND:20210615T070000Z
SUMMARY:上线会议
LOCATION:三楼会议室
ORGANIZER;CN=Porter:mailto:porter@bot.example
ATTENDEE;CN=Chen;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:chen@office.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def office() -> Iterator[tuple[Answering, Server]]:
    """The app's own mail server, and a workspace that knows it."""
    with (
        answering() as (app, url),
        running(people=PEOPLE, manifest=manifest(), mail=MailSettings(reply_to_smtp=url)) as server,
    ):
        yield app, server


def invites(server: Server, calendar: str = ICS, method: str = "REQUEST", sequence: int = 0) -> Person:
    message = letter("chen@office.example, fu@workspace.example")
    content = calendar.format(method=method, sequence=sequence).replace("\n", "\r\n").encode()
    message.add_alternative(content, maintype="text", subtype="calendar", params={"method": method})
    send(server, message)
    return server.person("chen")


def an_answer_is_what_a_calendar_would_send(office: tuple[Answering, Server]) -> None:
    app, server = office
    chen = invites(server, sequence=3)
    written = chen.answers_invitation(chen.mails[0], "ACCEPTED")
    ((recipients, reply),) = app.taken
    assert recipients == ["porter@bot.example"]
    assert (reply["From"], reply["Subject"]) == ("陈晓雯 <chen@office.example>", "Accepted: 上线会议")
    (part,) = (each for each in reply.walk() if each.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), part["Content-Type"].params["method"]) == ("REPLY", "REPLY")
    assert (str(event["UID"]), event["SEQUENCE"]) == ("meeting@bot.example", 3)
    assert (str(event["ATTENDEE"]), event["ATTENDEE"].params["PARTSTAT"]) == ("mailto:chen@office.example", "ACCEPTED")
    assert written in chen.mails


def only_who_is_invited_answers_and_only_an_invitation(office: tuple[Answering, Server]) -> None:
    _, server = office
    chen = invites(server)
    with pytest.raises(PermissionError, match="fu is not invited"):
        server.person("fu").answers_invitation(chen.mails[0], "ACCEPTED")
    with pytest.raises(ValueError, match="no answer"):
        chen.answers_invitation(chen.mails[0], "PERHAPS")
    for other in (invites(server, method="CANCEL"), invites(server, calendar="BEGIN:VCALENDAR\nnonsense\n")):
        with pytest.raises(ValueError, match="invites to nothing"):
            other.answers_invitation(other.mails[-1], "ACCEPTED")


def a_program_reads_the_meeting_and_answers_it_over_http(office: tuple[Answering, Server]) -> None:
    _, server = office
    invites(server)
    with httpx.Client(base_url=server.page) as page:
        shown = page.get("/sandbox/mail", params={"as": "chen"}).json()["threads"][0]["mails"][0]["invitation"]
        assert (shown["method"], shown["title"], shown["place"]) == ("REQUEST", "上线会议", "三楼会议室")
        assert shown["ends"] - shown["begins"] == 3600
        assert [guest["user"] for guest in shown["guests"]] == [server.person("chen").id]
        told = page.post("/sandbox/mail/1/answer", json={"person": "chen", "answer": "DECLINED"}).json()
        assert told["mail"]["invitation"]["guests"][0]["answer"] == "DECLINED"
        refused = page.post("/sandbox/mail/1/answer", json={"person": "fu", "answer": "DECLINED"})
        assert (refused.status_code, refused.json()["error"]) == (400, "fu is not invited.")
