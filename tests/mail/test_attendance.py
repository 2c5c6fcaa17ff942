"""A calendar's answer to the invitation, as Google and Outlook write it, becomes attendance or is told (3a-1)."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.mail.attendance import answer_in
from bot.mail.binding import Bound, Post, Proposed, Strange, Unbound
from bot.mail.calendar import uid
from bot.mail.headers import READING
from bot.mail.reading import Attending, Automatic, Received, read
from tests.domain.council import AT, held, meeting
from tests.domain.story import HOUR, Story, asked
from tests.mail.letters import SEALS

DOMAIN = "council.example"
SHARED = f"council-1/meeting@{DOMAIN}"


def uid_of(person: str) -> str:
    return f"council-1/meeting/{SEALS.of_invitation('council-1', person)}@{DOMAIN}"


UID = uid_of("tina")
PASSED = f"mx.{DOMAIN}; dmarc=pass header.from={DOMAIN}"
CALENDAR = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:{method}
BEGIN:VEVENT
DTSTART:20260825T110000Z
DTEND:20260825T120000Z
DTSTAMP:20260823T121500Z
ORGANIZER;CN=Dora:mailto:captain@council.example
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status};CN=Tina;
 X-NUM-GUESTS=0:{attendee}
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:Deployment meeting
END:VEVENT
END:VCALENDAR
"""


def reply(
    status: str = "ACCEPTED", *, sender: str = "tina@council.example", attendee: str = "mailto:tina@council.example",
    method: str = "REPLY", uid: str = UID, sequence: int = 0, kind: str = "google",
) -> bytes:  # fmt: skip
    """What Tina's calendar sends. `kind`: Google adds a file and says that a machine wrote it; Outlook has one form."""
    text = CALENDAR.format(method=method, uid=uid, status=status, sequence=sequence, attendee=attendee)
    content = text.replace("\n", "\r\n").encode()
    parameters = {"method": method, "charset": "UTF-8"}
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Tina <{sender}>", "captain@council.example"
    mail["Message-ID"] = f"<{status}@x.example>"
    mail["Authentication-Results"] = PASSED
    mail["Subject"] = f"{status.title()}: [council-1] The council: Deployment meeting"
    if kind == "google":
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("Tina has accepted this invitation.\n")
        mail.add_alternative("<p>Tina has accepted this invitation.</p>", subtype="html")
        mail.add_alternative(content, maintype="text", subtype="calendar", params=parameters)
        mail.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")
    else:
        mail.set_content("")
        mail.add_alternative(content, maintype="text", subtype="calendar", params=parameters)
    return mail.as_bytes()


def post(story: Story) -> Post:
    return Post((story.release,), DOMAIN, SEALS, lambda release, person: release.people[person].email)


def attending(raw: bytes) -> Attending:
    (incoming,) = read(raw, f"mx.{DOMAIN}")
    assert isinstance(incoming, Attending)
    return incoming


@pytest.mark.parametrize("kind", ["google", "outlook"])
@pytest.mark.parametrize(("status", "coming"), [("ACCEPTED", "yes"), ("DECLINED", "no"), ("TENTATIVE", "maybe")])
def an_answer_is_read_whatever_program_wrote_it_and_whatever_it_adds(kind: str, status: str, coming: str) -> None:
    read_as = attending(reply(status, kind=kind)).answer
    assert (read_as.uid, read_as.sequence, read_as.attendee, read_as.coming) == (UID, 0, "tina@council.example", coming)


def an_address_is_the_same_in_any_letters() -> None:
    written = reply(attendee="MAILTO:Tina@Council.Example", sender="TINA@council.example")
    assert post(meeting()).attends(meeting().release, attending(written)) == Bound("M1", "tina")


@pytest.mark.parametrize("method", ["REQUEST", "COUNTER", "CANCEL"])
def a_calendar_that_is_no_answer_is_read_as_the_mail_it_is(method: str) -> None:
    assert isinstance(read(reply(method=method))[0], Automatic)
    assert isinstance(read(reply(method=method, kind="outlook"))[0], Received)


def an_answer_not_given_yet_is_none() -> None:
    assert answer_in(message_from_bytes(reply("NEEDS-ACTION"), policy=READING)) is None


def a_calendar_that_is_broken_is_for_a_person_to_read() -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "tina@council.example"
    mail.add_attachment(b"BEGIN:VEVENT\r\nnonsense", maintype="text", subtype="calendar")
    with pytest.raises(ValueError, match="nonsense"):
        read(mail.as_bytes())


DOUBTFUL = {
    "of a meeting nobody called": (reply(uid=f"other/meeting@{DOMAIN}"), Unbound("thread")),
    "from somebody else's address": (reply(sender="olaf@council.example"), Strange()),
    "from a stranger": (reply(sender="me@evil.example"), Strange()),
    "for a stranger": (reply(attendee="mailto:me@evil.example"), Strange()),
    "of somebody else's calendar": (reply(uid=uid_of("olaf")), Unbound("not-addressed", "M1")),
    "by the name that can be guessed": (reply(uid=SHARED), Unbound("thread")),
    "from somebody who was not invited": (
        reply(sender="sven@council.example", attendee="mailto:sven@council.example"),
        Unbound("not-addressed", "M1"),
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def an_answer_counts_only_from_the_calendar_and_the_address_of_whom_it_invited(case: str) -> None:
    raw, bound = DOUBTFUL[case]
    assert post(meeting()).attends(meeting().release, attending(raw)) == bound


def an_answer_that_nobody_vouches_for_is_put_to_whose_it_seems() -> None:
    answer = attending(reply())
    forged = replace(answer, mail=replace(answer.mail, is_vouched=False))
    assert post(meeting()).attends(meeting().release, forged) == Proposed("M1", "tina")


def whoever_has_an_invitation_older_than_copies_answers_it_in_slack() -> None:
    """A calendar knows the meeting by its UID for good, so what was sent to all alike goes on under that one."""
    release = meeting().release
    (mail,) = release.mails.values()
    old = replace(release, mails={mail.id: replace(mail, message_id="<old@council.example>")})
    shared = attending(reply(uid=SHARED))
    assert uid(old, "tina", DOMAIN, SEALS) == SHARED
    assert post(meeting()).invited(shared) is None
    assert Post((old,), DOMAIN, SEALS, lambda r, who: r.people[who].email).attends(old, shared) == Proposed(
        "M1", "tina"
    )


def an_answer_is_to_the_invitation_that_went_to_whoever_answers() -> None:
    story = meeting().when(c.Assign("product", ("pia", "sven")), by="lena")
    sven = reply(sender="sven@council.example", attendee="mailto:sven@council.example", uid=uid_of("sven"))
    assert post(story).attends(story.release, attending(sven)) == Bound("M2", "sven")
    assert post(story).attends(story.release, attending(reply())) == Bound("M1", "tina")


def an_answer_names_its_release_by_the_invitation_alone() -> None:
    story = meeting()
    assert post(story).invited(attending(reply())) is story.release
    assert post(story).invited(attending(reply(uid="x"))) is None


def an_answer_by_calendar_is_attendance_like_any_other() -> None:
    story = meeting()
    for coming, at in ((True, "there"), (None, "unsure"), (False, "absent")):
        story = story.when(c.ReceiveAttendance("M1", coming, 0, ""), by="tina", via="mail")
        story.then_events(e.AttendanceAnswered).then_told(n.Gathering())
        assert story.release.meeting is not None
        assert getattr(story.release.meeting, at) == ("tina",)


def an_answer_to_what_no_longer_stands_changes_nothing_and_is_told_to_the_lead() -> None:
    moved = meeting(asked(c.CallMeeting(AT + HOUR), by="dora"))
    over = meeting(asked(c.CancelMeeting("ill"), by="dora"))
    for story, sequence in ((moved, 0), (over, 1), (held(), 0)):
        late = c.ReceiveAttendance("M1", coming=True, sequence=sequence, text="Accepted")
        after = story.when(late, by="tina", via="mail")
        (unclear,) = after.events
        assert isinstance(unclear, e.MailUnclear)
        assert (unclear.why, unclear.sender, unclear.text) == ("outdated", "tina@council.example", "Accepted")
        assert after.release.meeting == story.release.meeting
        assert any(isinstance(notice, n.MailUnsure) and notice.person == "lena" for notice in after.told)
