"""Letters of the boying release, as these tests write them."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from zoneinfo import ZoneInfo

from bot.mail.addresses import Mailbox
from bot.mail.letter import Letter
from bot.mail.seals import Seals
from bot.mail.threads import Thread

THREAD = Thread("boying-1.0.0", "1a-6", "bot.example")
CAPTAIN = Mailbox("Release Captain", "captain@bot.example")
CHEN = Mailbox("陈晓雯", "chen@office.example")
FU = Mailbox("付诚", "fu@workspace.example")
SEALS = Seals(b"key")
TOKEN = SEALS.of_copy("boying-1.0.0", "3b-1", "chen")


def letter(mail: str = "1a-6", **changed: Any) -> Letter:
    place = THREAD.place_of(mail)
    plain = Letter(
        message_id=THREAD.copy_of(mail, TOKEN),
        date=datetime(2021, 6, 11, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai")),
        sender=CAPTAIN,
        to=(CHEN, FU),
        reader=CHEN.address,
        subject="boying 1.0.0 上线方案",
        text="方案见下。\n",
        html="<p>方案见下。</p>\n",
        in_reply_to=place.in_reply_to,
        references=place.references,
    )
    return replace(plain, **changed)


def as_received(sent: Letter) -> EmailMessage:
    """What a reader's mail client makes of the bytes on the wire."""
    return message_from_bytes(sent.message().as_bytes(), policy=default)
