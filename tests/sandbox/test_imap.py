"""The app's mailbox: what people answered it, over IMAP."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest

from sandbox import Person, Server
from tests.sandbox.letters import letter, send
from tests.sandbox.office import PATIENCE


@contextmanager
def opened(server: Server, password: str = "") -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(server.imap_url)
    with imaplib.IMAP4(parts.hostname or "", parts.port or 0, timeout=PATIENCE) as box:
        box.login(parts.username or "", password or parts.password or "")
        box.select("INBOX")
        yield box


def unseen(box: imaplib.IMAP4) -> list[bytes]:
    _, found = box.uid("SEARCH", "UNSEEN")
    return bytes(found[0]).split()


def a_reply_is_unseen_until_it_is_marked(server: Server, chen: Person) -> None:
    send(server, letter())
    chen.answers_mail(chen.mails[0], "好的，我来。")
    with opened(server) as box:
        (uid,) = unseen(box)
        _, [(_, raw), _] = box.uid("FETCH", uid.decode(), "(BODY.PEEK[] UID FLAGS RFC822.SIZE)")
        assert "好的，我来。" in message_from_bytes(raw, policy=default).get_content()
        assert unseen(box) == [uid]
        box.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)")
        assert unseen(box) == []
    with opened(server) as box:
        assert unseen(box) == []


def a_mail_that_is_flagged_is_found_by_its_flag(server: Server, chen: Person) -> None:
    send(server, letter())
    chen.answers_mail(chen.mails[0], "好的，我来。")
    with opened(server) as box:
        (uid,) = unseen(box)
        box.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen \Flagged)")
        assert box.uid("SEARCH", "FLAGGED")[1] == [uid]
        _, [told] = box.uid("FETCH", uid.decode(), "(FLAGS)")
        assert rb"FLAGS (\Flagged \Seen)" in told


def the_receiver_vouches_for_whoever_has_logged_in(server: Server, chen: Person) -> None:
    send(server, letter())
    chen.answers_mail(chen.mails[0], "好的，我来。")
    with opened(server) as box:
        _, [(_, raw), _] = box.uid("FETCH", unseen(box)[0].decode(), "(BODY.PEEK[])")
    told = message_from_bytes(raw, policy=default)["Authentication-Results"]
    assert told == f"{server.authserv_id}; dmarc=pass header.from={chen.mails[0].to[0].address.partition('@')[2]}"


def what_the_app_itself_sent_is_not_in_its_mailbox(server: Server) -> None:
    send(server, letter())
    with opened(server) as box:
        assert unseen(box) == []


def only_the_app_reads_its_mailbox(server: Server) -> None:
    with pytest.raises(imaplib.IMAP4.error, match="wrong user or password"), opened(server, "guess"):
        pass


def a_command_that_is_not_served_is_told(server: Server) -> None:
    with opened(server) as box:
        assert box.uid("SEARCH", "ANSWERED")[0] == box.expunge()[0] == "NO"
