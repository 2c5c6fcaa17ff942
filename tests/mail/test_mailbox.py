"""The mailbox over real IMAP: each mail handed on once, marked after that, and none in the way of another."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.mail.addresses import ImapServer
from bot.mail.mailbox import LARGEST, Collected, Handler, Inbox, NotNow, Unreachable
from bot.mail.reading import LARGEST_HEAD, MOST_LINES, Automatic, Bounce, Incoming, Received
from tests.mail.conftest import Certificate
from tests.mail.imap_server import Postbox, postbox
from tests.mail.incoming import SENT, raw, reply, report

PATIENCE = timedelta(seconds=30)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as opened:
        yield opened


def inbox(box: Postbox) -> Inbox:
    return Inbox(box.server, patience=PATIENCE)


def every_unseen_mail_is_handed_on_once_and_then_seen(box: Postbox) -> None:
    box.put(reply("一\n").as_bytes(), report(), reply("away", Auto_Submitted="auto-replied").as_bytes())
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=3)
    first, second, third = taken
    assert isinstance(first, Received)
    assert (first.text, first.in_reply_to) == ("一", SENT)
    assert isinstance(second, Bounce)
    assert isinstance(third, Automatic)
    assert box.seen == {1, 2, 3}
    assert inbox(box).collect(taken.append) == Collected()
    assert len(taken) == 3
    assert box.log[-1] == b"LOGOUT"


def a_mail_is_marked_only_after_its_handler_has_returned(box: Postbox) -> None:
    box.put(reply().as_bytes())
    seen_during: list[set[int]] = []
    inbox(box).collect(lambda _: seen_during.append(set(box.seen)))
    assert (seen_during, box.seen) == ([set()], {1})


def failing(error: Exception) -> Handler:
    def handle(incoming: Incoming) -> None:
        if isinstance(incoming, Received) and incoming.text == "一":
            raise error

    return handle


def a_mail_that_cannot_be_written_down_comes_again_and_stops_no_other(box: Postbox) -> None:
    box.put(reply("一\n").as_bytes(), reply("二\n").as_bytes())
    assert inbox(box).collect(failing(NotNow())) == Collected(handled=1, left=1)
    assert (box.seen, box.flagged) == ({2}, set())
    assert inbox(box).collect(lambda _: None) == Collected(handled=1)


def a_mail_that_is_stumbled_over_is_set_aside_after_one_try(box: Postbox) -> None:
    box.put(reply("一\n").as_bytes(), reply("二\n").as_bytes())
    assert inbox(box).collect(failing(KeyError("a bug"))) == Collected(handled=1, aside=1)
    assert (box.seen, box.flagged) == ({1, 2}, {1})
    assert inbox(box).collect(failing(KeyError("a bug"))) == Collected()
    assert inbox(box).set_aside() == 1


def a_malformed_mail_stops_no_other(box: Postbox) -> None:
    box.put(b"", b"\xff\xfe\x00", raw("From: <", "Content-Type: multipart/mixed", body="x"), reply("二\n").as_bytes())
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=4)
    assert isinstance(taken[-1], Received)
    assert taken[-1].text == "二"


def a_mail_too_large_is_set_aside_and_never_fetched(box: Postbox) -> None:
    box.put(reply("x" * 70 + "\n").as_bytes() + b"y" * LARGEST)
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(aside=1)
    assert (taken, box.flagged) == ([], {1})
    assert not any(b"BODY.PEEK[]" in line for line in box.log)


def a_mail_that_the_server_cannot_hand_out_stops_no_other(box: Postbox) -> None:
    box.put(reply("一\n").as_bytes(), reply("二\n").as_bytes())
    box.broken = {1}
    assert inbox(box).collect(lambda _: None) == Collected(handled=1, aside=1)
    assert (box.seen, box.flagged) == ({1, 2}, {1})


def what_nobody_could_read_is_set_aside_and_the_next_is_read(box: Postbox) -> None:
    box.put(
        raw(*(f"X-{n}: x" for n in range(MOST_LINES + 1))), raw(f"X: {'x' * LARGEST_HEAD}"), reply("二\n").as_bytes()
    )
    taken: list[Incoming] = []
    assert inbox(box).collect(taken.append) == Collected(handled=1, aside=2)
    assert (box.flagged, len(taken)) == ({1, 2}, 1)


def a_mailbox_is_read_over_tls(certificate: Certificate) -> None:
    with postbox(certificate.serving) as box:
        box.put(reply().as_bytes())
        assert Inbox(box.server, "", PATIENCE, certificate.trusting).collect(lambda _: None) == Collected(handled=1)


def a_server_nobody_vouches_for_gets_no_password(certificate: Certificate) -> None:
    with postbox(certificate.serving) as box:
        outcome = Inbox(box.server, patience=PATIENCE).collect(lambda _: None)
        assert isinstance(outcome, Unreachable)
        assert "certificate verify failed" in outcome.why
        assert box.log == []


def a_wrong_password_and_a_wrong_folder_are_told_with_the_servers_words(box: Postbox) -> None:
    server = box.server
    wrong = ImapServer(server.host, server.port, server.user, "wrong", tls=False)
    elsewhere = ImapServer(server.host, server.port, server.user, server.password, "Archive", tls=False)
    for asked, words in ((wrong, "wrong user or password"), (elsewhere, "no such mailbox")):
        outcome = Inbox(asked, patience=PATIENCE).collect(lambda _: None)
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
    closed = ImapServer("127.0.0.1", port, "user", "secret", tls=False)
    outcome = Inbox(closed, patience=PATIENCE).collect(lambda _: None)
    assert isinstance(outcome, Unreachable)
    assert f"127.0.0.1:{port}" in outcome.why
