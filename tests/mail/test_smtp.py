"""A letter over real SMTP: through the workspace's server, with TLS and a login, refused, put off, and cut off."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from bot.mail.addresses import Mailbox, SmtpServer, smtp_server
from bot.mail.smtp import Accepted, Later, Outcome, Refused, Smtp, Unknown
from sandbox import Dropped, ErrorAnswer, LostAnswer, RateLimited, Server, Slow, running
from sandbox.mail.threads import threads
from sandbox.state.faults import Fault
from tests.mail.conftest import Certificate
from tests.mail.letters import CAPTAIN, CHEN, FU, THREAD, letter
from tests.mail.smtp_servers import PASSWORD, USER, scripted, strict
from tests.sandbox.office import PEOPLE, manifest

PATIENCE = timedelta(seconds=30)
GHOST = Mailbox("Ghost", "ghost@office.example")
HELLO = ("220 ready", "250 hello", "250 sender", "250 chen")


@pytest.fixture(scope="module")
def workspace() -> Iterator[Server]:
    with running(people=PEOPLE, manifest=manifest()) as server:
        yield server


def office(workspace: Server, patience: timedelta = PATIENCE) -> Smtp:
    return Smtp(smtp_server(workspace.smtp_url), patience)


def sole(smtp: Smtp, name: str = "1a-6", **changed: Any) -> Outcome:
    """What comes of one copy."""
    (outcome,) = smtp.send([letter(name, **changed)])
    return outcome


def local(
    port: int, user: str = USER, password: str = PASSWORD, host: str = "127.0.0.1", scheme: str = "smtp"
) -> SmtpServer:
    return smtp_server(f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}")


def told(answers: tuple[str | None, ...], patience: timedelta = PATIENCE) -> Outcome:
    with scripted(answers) as port:
        return sole(Smtp(SmtpServer("127.0.0.1", port), patience))


def a_letter_reaches_everybody_intact(workspace: Server) -> None:
    copies = [letter("arrives"), letter("arrives", reader=FU.address, message_id="<fus@bot.example>")]
    assert office(workspace).send(copies) == (Accepted(), Accepted())
    mail, fus = workspace.person("chen").mails[-1], workspace.person("fu").mails[-1]
    assert (mail.sender, mail.recipients, fus.recipients) == (CAPTAIN.address, (CHEN.address,), (FU.address,))
    assert (mail.message_id, mail.references) == (letter("arrives").message_id, (THREAD.id_of("1a-6"),))
    assert (fus.message_id, fus.to) == ("<fus@bot.example>", mail.to)
    assert [(box.name, box.address) for box in mail.to] == [CHEN, FU]
    assert (mail.subject, mail.text, mail.html) == ("boying 1.0.0 上线方案", "方案见下。\n", "<p>方案见下。</p>\n")


def the_mails_of_a_release_and_the_answers_to_them_are_one_thread(workspace: Server) -> None:
    for name in ("1a-6", "2b", "3b-1"):
        office(workspace).send([letter(name)])
    chen = workspace.person("chen")
    chen.answers_mail(chen.mails[-2], "2b 收到")
    place = THREAD.place_of_answer("3b-1")
    office(workspace).send([letter("3c", in_reply_to=place.in_reply_to, references=place.references)])
    newest = threads(workspace.workspace.mails)[0]
    assert [mail.text.splitlines()[0] for mail in newest][-5:] == ["方案见下。"] * 3 + ["2b 收到", "方案见下。"]
    assert {letter(name).message_id for name in ("1a-6", "2b", "3b-1", "3c")} <= {mail.message_id for mail in newest}


@pytest.mark.parametrize("text", [".\n..\n.hidden\n\n.\n", f".\n{'长' * 2000}\n.\n"], ids=["as it is", "encoded"])
def a_line_of_a_dot_and_a_long_line_arrive_as_they_were(workspace: Server, text: str) -> None:
    assert sole(office(workspace), "dots", text=text) == Accepted()
    assert workspace.person("chen").mails[-1].text == text


def a_refused_recipient_does_not_keep_it_from_the_others(workspace: Server) -> None:
    eve = "eve@x\r\nRCPT TO:<fu@workspace.example>"
    readers = (GHOST.address, eve, CHEN.address)
    outcomes = office(workspace).send([letter("ghost", reader=reader, to=(CHEN, GHOST)) for reader in readers])
    assert outcomes == (
        Refused("550 5.1.1 <ghost@office.example>: nobody here has this address"),
        Refused("no mail server takes this address"),
        Accepted(),
    )
    assert workspace.person("chen").mails[-1].recipients == (CHEN.address,)


def a_letter_to_no_address_asks_no_server() -> None:
    assert Smtp(SmtpServer("127.0.0.1", 1), PATIENCE).send([letter(reader="no address")]) == (
        Refused("no mail server takes this address"),
    )
    assert Smtp(SmtpServer("127.0.0.1", 1), PATIENCE).send([]) == ()


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (RateLimited(), Later("451 4.7.1 Greylisted; try again later")),
        (ErrorAnswer("no spam here"), Refused("554 5.7.1 no spam here")),
    ],
    ids=["for now", "for good"],
)
def a_refused_content_is_told_with_the_servers_words(workspace: Server, fault: Fault, outcome: Outcome) -> None:
    workspace.faults.next("mail", fault)
    assert sole(office(workspace), "refused") == outcome


@pytest.mark.parametrize(("fault", "taken"), [(LostAnswer(), 1), (Dropped(), 0)], ids=["taken", "not taken"])
def a_lost_answer_is_unknown_and_sent_again_it_is_the_same_mail(workspace: Server, fault: Fault, taken: int) -> None:
    name = f"lost-{taken}"
    workspace.faults.next("mail", fault)
    assert isinstance(sole(office(workspace), name), Unknown)
    assert sole(office(workspace), name) == Accepted()
    ids = [mail.message_id for mail in workspace.workspace.mails]
    assert ids.count(letter(name).message_id) == taken + 1


def the_copies_behind_an_end_of_the_connection_are_for_later(workspace: Server) -> None:
    workspace.faults.next("mail", LostAnswer())
    first, *others = office(workspace).send([letter(f"cut-{n}") for n in range(3)])
    assert isinstance(first, Unknown)
    assert [type(each) for each in others] == [Later, Later]


def a_server_that_answers_too_late_leaves_it_unknown(workspace: Server) -> None:
    workspace.faults.next("mail", Slow(60))
    outcome = sole(office(workspace, timedelta(seconds=0.5)), "slow")
    assert isinstance(outcome, Unknown)
    assert "timed out" in outcome.why


def a_letter_too_large_is_refused_for_good(workspace: Server) -> None:
    outcome = sole(office(workspace), text="a line of some length\n" * 500_000)
    assert isinstance(outcome, Refused)
    assert outcome.why.startswith("552")


def a_wrong_password_is_mended_in_the_settings_so_it_is_tried_again(workspace: Server) -> None:
    server = smtp_server(workspace.smtp_url)
    outcome = sole(Smtp(SmtpServer(server.host, server.port, server.user, "wrong"), PATIENCE))
    assert isinstance(outcome, Later)
    assert outcome.why.startswith("535")


def nobody_listening_is_for_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = sole(Smtp(SmtpServer("127.0.0.1", port), PATIENCE))
    assert isinstance(outcome, Later)
    assert f"127.0.0.1:{port}" in outcome.why


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (("421 closing",), Later),
        ((None,), Later),
        (("220 ready", "250 hello", "530 log in first"), Later),
        (("220 ready", "250 hello", "250 sender", "421 closing", None), Later),
        (("220 ready", "250 hello", "250 sender", "450 busy"), Later),
        (("220 ready", "250 hello", "250 sender", "550 nobody"), Refused),
        ((*HELLO, None), Later),
        ((*HELLO, "451 not now"), Later),
        ((*HELLO, "554 never"), Refused),
        ((*HELLO, "354 go", None), Unknown),
        ((*HELLO, "354 go", "gibberish"), Unknown),
        ((*HELLO, "354 go", "x" * 20_000), Unknown),
        ((*HELLO, "354 go", "250 taken", None), Accepted),
    ],
)
def what_is_known_depends_on_where_the_server_stopped(answers: tuple[str | None, ...], outcome: type) -> None:
    assert isinstance(told(answers), outcome)


def a_recipient_put_off_is_told_apart_and_gets_it_alone_later() -> None:
    with strict({"busy@office.example": "451 greylisted", GHOST.address: "550 nobody"}) as server:
        smtp = Smtp(local(server.port), PATIENCE)
        readers = ("busy@office.example", GHOST.address, CHEN.address)
        outcomes = smtp.send([letter(reader=reader) for reader in readers])
        assert outcomes == (Later("451 greylisted"), Refused("550 nobody"), Accepted())
        server.answers = {}
        assert sole(smtp, reader="busy@office.example") == Accepted()
        assert [recipients for recipients, _ in server.taken] == [[CHEN.address], ["busy@office.example"]]


def a_login_is_encrypted_where_the_server_offers_it(certificate: Certificate) -> None:
    with strict(starttls=certificate.serving) as server:
        assert sole(Smtp(local(server.port), PATIENCE, certificate.trusting)) == Accepted()
        assert server.passwords == [PASSWORD.encode()]
        assert server.taken[0][1]["Subject"] == letter().subject


def a_server_may_speak_tls_from_the_start(certificate: Certificate) -> None:
    with strict(tls=certificate.serving) as server:
        assert sole(Smtp(local(server.port, scheme="smtps"), PATIENCE, certificate.trusting)) == Accepted()
        assert len(server.taken) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def no_password_goes_to_a_server_whose_certificate_nobody_vouches_for(certificate: Certificate, scheme: str) -> None:
    starttls, tls = (certificate.serving, None) if scheme == "smtp" else (None, certificate.serving)
    with strict(starttls=starttls, tls=tls) as server:
        outcome = sole(Smtp(local(server.port, scheme=scheme), PATIENCE))
        assert outcome == Later("the certificate of 127.0.0.1 is not trusted: self-signed certificate")
        assert server.passwords == []


def no_password_goes_over_an_open_line_to_another_machine() -> None:
    """127.1 is this machine to the network and no loopback address to us."""
    with strict() as server:
        outcome = sole(Smtp(local(server.port, host="127.1"), PATIENCE))
        assert outcome == Later("127.1 offers no encryption, so the password was not sent; use smtps://")
        assert (server.passwords, server.taken) == ([], [])
