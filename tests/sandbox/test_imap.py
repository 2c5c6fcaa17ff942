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


def what_the_app_itself_sent_is_not_in_its_mailbox(server: Server) -> None:
    send(server, letter())
    with opened(server) as box:
        assert unseen(box) == []


def only_the_app_reads_its_mailbox(server: Server) -> None:
    with pytest.raises(imaplib.IMAP4.error, match="wrong user or password"), opened(server, "guess"):
        pass


def a_command_that_is_not_served_is_told(server: Server) -> None:
    with opened(server) as box:
        assert box.uid("SEARCH", "FLAGGED")[0] == box.expunge()[0] == "NO"
