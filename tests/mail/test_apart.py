"""Mails are read in a process of their own: what it does not survive costs nothing but itself."""

import os
import signal

import pytest

from bot.mail import apart
from bot.mail.apart import Reader
from bot.mail.reading import Received
from tests.mail.incoming import raw, reply


def text_of(found: object) -> str:
    assert isinstance(found, tuple)
    (received,) = found
    assert isinstance(received, Received)
    return received.text


def what_is_read_elsewhere_is_what_is_read_here() -> None:
    with Reader("mx.example") as reader:
        assert reader.read(reply("一\n").as_bytes()) == apart.attempt(reply("一\n").as_bytes(), "mx.example")
        assert "more than" in str(reader.read(raw(*["X: y"] * 3000)))
        assert text_of(reader.read(reply("二\n").as_bytes())) == "二"


def a_process_that_is_gone_is_begun_anew() -> None:
    with Reader("") as reader:
        reader.read(reply("一\n").as_bytes())
        assert reader._process is not None  # noqa: SLF001 - nobody else is to know it
        os.kill(reader._process.pid, signal.SIGKILL)  # noqa: SLF001
        reader._process.wait()  # noqa: SLF001
        assert reader.read(reply("二\n").as_bytes()) == "reading it takes too long, or too much memory"
        assert text_of(reader.read(reply("三\n").as_bytes())) == "三"


def what_is_not_read_in_time_is_given_up() -> None:
    with Reader("", patience=0) as reader:
        assert reader.read(reply().as_bytes()) == "reading it takes too long, or too much memory"


def the_reader_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    with Reader("") as reader:
        reader.read(reply().as_bytes())
        assert reader._process is not None  # noqa: SLF001
        with open(f"/proc/{reader._process.pid}/environ", "rb") as known:  # noqa: SLF001, PTH123
            assert b"xoxb-secret" not in known.read()
