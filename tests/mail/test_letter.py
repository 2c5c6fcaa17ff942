"""A letter on the wire: everything intact for whoever parses it, nothing in it but what was meant."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from bot.mail.addresses import Mailbox
from bot.mail.letter import Attachment
from tests.mail.letters import CAPTAIN, CHEN, FU, as_received, letter

HEADERS = [
    "Message-ID",
    "Date",
    "From",
    "To",
    "Subject",
    "References",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
HOSTILE = st.text() | st.text('\r\n\x85\u2028=?:,;<>@"\\() Bcutf8q陈\u202e\0')


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(cast("EmailMessage", part).get_content()).replace("\r\n", "\n")


def a_letter_is_read_as_it_was_written() -> None:
    mail = as_received(letter(reply_to=(FU,)))
    assert (str(mail["From"]), str(mail["Reply-To"])) == (
        "Release Captain <captain@bot.example>",
        f"{FU.name} <{FU.address}>",
    )
    assert [(a.display_name, a.addr_spec) for a in mail["To"].addresses] == [CHEN, FU]
    assert mail["Subject"] == "boying 1.0.0 上线方案"
    assert mail["Date"].datetime == letter().date
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert (body(mail, "plain"), body(mail, "html")) == ("方案见下。\n", "<p>方案见下。</p>\n")


def every_byte_is_one_any_server_takes() -> None:
    text = f"{'长' * 3000}\n.\nFrom here on\n{'x' * 3000}\n"
    raw = letter(text=text, subject="上线" * 90).message().as_bytes()
    assert raw.isascii()
    long = [line for line in raw.split(b"\r\n") if len(line) > 78]
    assert long == [f"Message-ID: {letter().message_id}".encode()]  # no server and no client finds it on a second line
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=default)
    assert (body(read, "plain"), read["Subject"]) == (text, "上线" * 90)


def a_long_id_is_folded_and_never_encoded() -> None:
    """A client looks for the id as it stands; the answers of others have ids longer than a line."""
    ids = tuple(f"<{'x' * 90}{n}@answers.example>" for n in range(12))
    raw = letter(in_reply_to=ids[-1], references=ids).message().as_bytes()
    assert all(raw.count(identifier.encode()) >= 1 for identifier in ids)
    mail = message_from_bytes(raw, policy=default)
    assert (mail["In-Reply-To"], mail["References"].split()) == (ids[-1], list(ids))


def an_attachment_keeps_its_name_its_bytes_and_its_parameters() -> None:
    invitation = Attachment("会议邀请.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n", (("method", "REQUEST"),))
    script = Attachment("脚本\r\nX: y.sql", "application/sql", bytes(range(256)))
    first, second = as_received(letter(attachments=(invitation, script))).iter_attachments()
    assert (first.get_content_type(), first.get_param("method")) == ("text/calendar", "REQUEST")
    assert (first.get_filename(), first.get_payload(decode=True)) == ("会议邀请.ics", b"BEGIN:VCALENDAR\r\n")
    assert (second.get_filename(), second.get_payload(decode=True)) == ("脚本 X: y.sql", bytes(range(256)))


def a_subject_cannot_be_written_in_code() -> None:
    """`=?…?=` in somebody's words stays words: decoded, it could hold a line break."""
    mail = as_received(letter(subject="=?utf-8?q?a=0D=0ABcc=3A_eve@x.example?="))
    assert mail["Bcc"] is None
    assert mail["Subject"].replace("\u2060", "") == "=?utf-8?q?a=0D=0ABcc=3A_eve@x.example?="


def a_recipient_who_has_no_address_is_not_in_the_header() -> None:
    mail = as_received(letter(to=(CHEN, Mailbox("Eve", "eve@x.example, mallory@x.example"), Mailbox("", ""))))
    assert [address.addr_spec for address in mail["To"].addresses] == [CHEN.address]


@given(name=HOSTILE, subject=HOSTILE, text=HOSTILE, address=HOSTILE)
def no_text_makes_a_header_or_a_recipient(name: str, subject: str, text: str, address: str) -> None:
    to = (Mailbox(name, CHEN.address), Mailbox(name, address), Mailbox(name, f"{address}@x.example"))
    raw = (
        letter(to=to, subject=subject, text=text, html=text, sender=Mailbox(name, CAPTAIN.address)).message().as_bytes()
    )
    mail = message_from_bytes(raw, policy=default)
    assert mail.keys() == HEADERS
    found = [box.addr_spec for box in mail["To"].addresses]
    assert found == [box.address for box in to if box.address in found]
    assert [box.addr_spec for box in mail["From"].addresses] == [CAPTAIN.address]
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@given(subject=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=200))
def a_subject_on_one_line_arrives_as_it_is(subject: str) -> None:
    assert as_received(letter(subject=subject))["Subject"].replace("\u2060", "") == subject
