"""The mailbox over real IMAP: each mail handed on once, marked after that, and none in the way of another."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.mail.addresses import ImapServer
from bot.mail.mailbox import LARGEST, Collected, Inbox, Unreachable
from bot.mail.reading import Automatic, Bounce, Incoming, Received, Unreadable
from tests.mail.conftest import Certificate
from tests.mail.imap_server import Postbox, postbox
from tests.mail.incoming import SENT, raw, reply, report

SHORT = timedelta(seconds=5)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as opened:
        yield opened


def inbox(box: Postbox) -> Inbox:
    return Inbox(box.server, SHORT)


def every_unseen_mail_is_handed_on_once_and_then_seen(box: Postbox) -> None:
    box.put(reply("一\n").as_bytes(), report(), reply("away", Auto_Submitted="auto-replied").as_bytes())
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=3, left=0)
    first, second, third = taken
    assert isinstance(first, Received)
    assert (first.text, first.in_reply_to) == ("一", SENT)
    assert isinstance(second, Bounce)
    assert isinstance(third, Automatic)
    assert box.seen == {1, 2, 3}
    assert inbox(box).collect(taken.append) == Collected(handled=0, left=0)
    assert len(taken) == 3
    assert box.log[-1] == b"LOGOUT"


def a_mail_is_marked_only_after_its_handler_has_returned(box: Postbox) -> None:
    box.put(reply().as_bytes())
    seen_during: list[set[int]] = []
    inbox(box).collect(lambda _: seen_during.append(set(box.seen)))
    assert (seen_during, box.seen) == ([set()], {1})


@pytest.mark.parametrize("error", [KeyError("a bug"), OSError("database gone")], ids=["bug", "infrastructure"])
def a_mail_whose_handler_fails_comes_again_and_stops_no_other(box: Postbox, error: Exception) -> None:
    box.put(reply("一\n").as_bytes(), reply("二\n").as_bytes())

    def handle(incoming: Incoming) -> None:
        if isinstance(incoming, Received) and incoming.text == "一":
            raise error

    assert inbox(box).collect(handle) == Collected(handled=1, left=1)
    assert box.seen == {2}
    assert inbox(box).collect(lambda _: None) == Collected(handled=1, left=0)


def a_malformed_mail_stops_no_other(box: Postbox) -> None:
    box.put(b"", b"\xff\xfe\x00", raw("From: <", "Content-Type: multipart/mixed", body="x"), reply("二\n").as_bytes())
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=4, left=0)
    assert isinstance(taken[-1], Received)
    assert taken[-1].text == "二"


def a_mail_too_large_is_told_and_never_fetched(box: Postbox) -> None:
    box.put(reply("x" * 70 + "\n").as_bytes() + b"y" * LARGEST)
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=1, left=0)
    (told,) = taken
    assert isinstance(told, Unreadable)
    assert (told.message_id, told.sender, told.subject) == (
        "<1@office.example>",
        "chen@office.example",
        "回复：boying 1.0.0 上线方案",
    )
    assert told.why.endswith("bytes are too many")
    assert not any(b"BODY.PEEK[]" in line for line in box.log)


def a_mailbox_is_read_over_tls(certificate: Certificate) -> None:
    with postbox(certificate.serving) as box:
        box.put(reply().as_bytes())
        assert Inbox(box.server, SHORT, certificate.trusting).collect(lambda _: None) == Collected(handled=1, left=0)


def a_server_nobody_vouches_for_gets_no_password(certificate: Certificate) -> None:
    with postbox(certificate.serving) as box:
        outcome = Inbox(box.server, SHORT).collect(lambda _: None)
        assert isinstance(outcome, Unreachable)
        assert "certificate verify failed" in outcome.why
        assert box.log == []


def a_wrong_password_and_a_wrong_folder_are_told_with_the_servers_words(box: Postbox) -> None:
    server = box.server
    wrong = ImapServer(server.host, server.port, server.user, "wrong", tls=False)
    elsewhere = ImapServer(server.host, server.port, server.user, server.password, "Archive", tls=False)
    for asked, words in ((wrong, "wrong user or password"), (elsewhere, "no such mailbox")):
        outcome = Inbox(asked, SHORT).collect(lambda _: None)
        assert isinstance(outcome, Unreachable)
        assert words in outcome.why
        assert server.password not in outcome.why


@pytest.mark.parametrize("command", [b"LOGIN", b"UID SEARCH", b"UID FETCH 2", b"UID STORE 2", b"LOGOUT"])
def a_connection_that_ends_anywhere_loses_no_mail(box: Postbox, command: bytes) -> None:
    box.put(reply("一\n").as_bytes(), reply("二\n").as_bytes())
    box.cut_at = command
    taken: list[Incoming] = []
    inbox(box).collect(taken.append)
    box.cut_at = b"no such command"
    inbox(box).collect(taken.append)
    assert box.seen == {1, 2}
    assert {mail.text for mail in taken if isinstance(mail, Received)} == {"一", "二"}


def nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = Inbox(ImapServer("127.0.0.1", port, "user", "secret", tls=False), SHORT).collect(lambda _: None)
    assert isinstance(outcome, Unreachable)
    assert f"127.0.0.1:{port}" in outcome.why
