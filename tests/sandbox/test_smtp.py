"""The workspace's mail server: what it takes from the app, what it refuses, and how it is read."""

import shutil
import smtplib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from sandbox import (
    Dropped,
    ErrorAnswer,
    LostAnswer,
    MailSettings,
    Person,
    RateLimited,
    Server,
    SetupError,
    Slow,
    running,
)
from sandbox.mail.threads import threads
from sandbox.state.happenings import MailRefused
from sandbox.state.mails import Mail
from tests.sandbox.letters import letter, send, smtp
from tests.sandbox.office import PATIENCE, PEOPLE, manifest

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def only(server: Server) -> Mail:
    (mail,) = server.workspace.mails
    return mail


def a_mail_is_read_with_its_headers_decoded(server: Server, chen: Person) -> None:
    send(
        server,
        letter(
            "陈晓雯 <chen@office.example>, 产品 <product@elsewhere.example>",
            "发布计划",
            "已就绪\n",
            Cc="fu@workspace.example",
        ),
    )
    mail = only(server)
    assert chen.mails == [mail]
    assert (mail.subject, mail.text) == ("发布计划", "已就绪\n")
    assert [str(box) for box in mail.to] == ["陈晓雯 <chen@office.example>", "产品 <product@elsewhere.example>"]
    assert mail.recipients == ("chen@office.example", "product@elsewhere.example", "fu@workspace.example")


def a_blind_copy_is_received_and_not_shown(server: Server) -> None:
    send(server, letter(Bcc="lead@office.example"))
    assert [mail.to for mail in server.person("lead").mails] == [only(server).to]
    assert "lead" not in only(server).raw.decode()


def a_person_sees_no_mail_of_others(server: Server) -> None:
    send(server, letter())
    assert server.person("lead").mails == []


def every_part_is_the_text_the_html_or_an_attachment(server: Server) -> None:
    message = letter()
    message.add_alternative("<p>It is <b>ready</b>.</p>\n", subtype="html")
    message.add_alternative(ICS, maintype="text", subtype="calendar", params={"method": "REQUEST"})
    message.add_attachment(b"select 1;", maintype="application", subtype="sql", filename="数据库脚本.sql")
    message.add_attachment(letter(subject="inner"))
    send(server, message)
    mail = only(server)
    assert (mail.text, mail.html) == ("It is ready.\n", "<p>It is <b>ready</b>.</p>\n")
    calendar, script, inner = mail.attachments
    assert (calendar.kind, calendar.method, calendar.content) == ("text/calendar", "REQUEST", ICS)
    assert (script.name, script.content) == ("数据库脚本.sql", b"select 1;")
    assert inner.kind == "message/rfc822"
    assert b"Subject: inner" in inner.content


def a_text_in_an_unknown_charset_is_still_read(server: Server) -> None:
    with smtp(server) as connection:
        raw = b"From: a@bot.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nnuqneH \xff\r\n"
        connection.sendmail("a@bot.example", ["chen@office.example"], raw)
    assert only(server).text == "nuqneH \ufffd\n"


def a_mail_without_any_header_is_taken(server: Server) -> None:
    with smtp(server) as connection:
        connection.sendmail("a@bot.example", ["chen@office.example"], b"hello\r\n")
    assert (only(server).author.address, only(server).subject) == ("a@bot.example", "")


def no_mail_reaches_an_address_nobody_has(server: Server) -> None:
    with smtp(server) as connection, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        connection.send_message(letter("chen.xiaowen@office.example, ghost@nowhere.invalid"))
    assert {address: code for address, (code, _) in refused.value.recipients.items()} == {
        "chen.xiaowen@office.example": 550,
        "ghost@nowhere.invalid": 550,
    }
    assert server.workspace.mails == []
    told = [entry for entry in server.workspace.happenings if isinstance(entry, MailRefused)]
    assert [entry.recipient for entry in told] == ["chen.xiaowen@office.example", "ghost@nowhere.invalid"]


def a_refused_recipient_does_not_keep_the_mail_from_the_others(server: Server) -> None:
    with smtp(server) as connection:
        refused = connection.send_message(letter("CHEN@office.example, ghost@office.example"))
    assert list(refused) == ["ghost@office.example"]
    assert only(server).recipients == ("CHEN@office.example",)
    assert server.person("chen").mails


def a_person_who_has_left_gets_no_mail(server: Server) -> None:
    server.change_user("chen", deleted=True)
    with smtp(server) as connection, pytest.raises(smtplib.SMTPRecipientsRefused):
        connection.send_message(letter())


@pytest.mark.parametrize("size_is_announced", [True, False])
def a_mail_of_more_than_ten_megabytes_is_refused(server: Server, *, size_is_announced: bool) -> None:
    """Before its content is sent where the client announces the size, after it otherwise."""
    message = letter(text="a line of some length\n" * 500_000)
    with smtp(server) as connection, pytest.raises(smtplib.SMTPResponseException) as refused:
        connection.ehlo()
        if not size_is_announced:
            del connection.esmtp_features["size"]
        connection.send_message(message)
    assert refused.value.smtp_code == 552
    assert server.workspace.mails == []


def the_announced_credentials_are_taken_and_others_are_not(server: Server) -> None:
    user, _, password = server.smtp_url.removeprefix("smtp://").partition("@")[0].partition(":")
    with smtp(server) as connection:
        assert connection.login(user, password)[0] == 235
    with smtp(server) as connection, pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        connection.login(user, "wrong")
    assert refused.value.smtp_code == 535


@pytest.mark.parametrize(
    ("fault", "code"), [(RateLimited(), 451), (ErrorAnswer("no spam here"), 554)], ids=["for now", "for good"]
)
def a_mail_is_refused_on_purpose(server: Server, fault: RateLimited | ErrorAnswer, code: int) -> None:
    server.faults.next("mail", fault)
    with smtp(server) as connection, pytest.raises(smtplib.SMTPDataError) as refused:
        connection.send_message(letter())
    assert refused.value.smtp_code == code
    assert server.workspace.mails == []
    send(server, letter())
    assert len(server.workspace.mails) == 1


@pytest.mark.parametrize(("fault", "mails"), [(LostAnswer(), 1), (Dropped(), 0)], ids=["taken", "not taken"])
def a_connection_ends_before_the_answer(server: Server, fault: LostAnswer | Dropped, mails: int) -> None:
    server.faults.next("mail", fault)
    with (
        closing(smtplib.SMTP(*address_of(server), timeout=PATIENCE)) as connection,
        pytest.raises(smtplib.SMTPServerDisconnected),
    ):
        connection.send_message(letter())
    assert len(server.workspace.mails) == mails


def address_of(server: Server) -> tuple[str, int]:
    host, _, port = server.smtp_url.rpartition("@")[2].partition(":")
    return host, int(port)


def a_slow_answer_comes_after_the_mail_was_taken(server: Server) -> None:
    server.faults.next("mail", Slow(30.0))
    with (
        closing(smtplib.SMTP(*address_of(server), timeout=0.3)) as connection,
        pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"),
    ):
        connection.send_message(letter())
    assert len(server.workspace.mails) == 1


def no_fault_of_any_method_touches_mail(server: Server) -> None:
    server.faults.next("*", ErrorAnswer())
    send(server, letter())
    assert len(server.workspace.mails) == 1


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PEM file with a key and its own certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-batch",
         "-subj", "/CN=127.0.0.1", "-days", "2", "-keyout", folder / "key", "-out", folder / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "key").read_bytes() + (folder / "certificate").read_bytes())
    return both


def a_certificate_makes_starttls_possible(certificate: Path) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with opened(certificate) as server, smtp(server) as connection:
        connection.starttls(context=trusting)
        connection.send_message(letter())
        assert len(server.workspace.mails) == 1


def no_starttls_is_offered_without_a_certificate(server: Server) -> None:
    with smtp(server) as connection, pytest.raises(smtplib.SMTPNotSupportedError):
        connection.starttls()


def a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "both.pem"
    file.write_text("not PEM")
    with pytest.raises(SetupError, match=r"both\.pem: is no PEM file"), opened(file):
        pass


def opened(certificate: Path) -> AbstractContextManager[Server]:
    return running(people=PEOPLE, manifest=manifest(), mail=MailSettings(certificate=certificate))


def the_mail_server_listens_on_loopback_only(server: Server) -> None:
    assert address_of(server)[0] == "127.0.0.1"
    with socket.create_connection(address_of(server), timeout=PATIENCE) as connection:
        assert connection.recv(3) == b"220"


@pytest.fixture
def conversation(server: Server) -> Iterator[list[list[Mail]]]:
    def mail(name: str, **more: str) -> EmailMessage:
        return letter(subject=more.pop("subject", "Ready"), Message_ID=f"<{name}@bot>", **more)

    send(
        server,
        mail("a"),
        mail("other"),
        mail("b", In_Reply_To="<a@bot>", subject="Re: Ready"),
        mail("c", References="<a@bot> <b@bot>"),
        mail("d", References="<gone@bot>"),
        mail("e", In_Reply_To="<gone@bot>"),
    )
    yield [list(thread) for thread in threads(server.workspace.mails)]


def a_thread_follows_references_and_not_subjects(conversation: list[list[Mail]]) -> None:
    names = [[mail.message_id[1] for mail in thread] for thread in conversation]
    assert names == [["d", "e"], ["a", "b", "c"], ["o"]]
