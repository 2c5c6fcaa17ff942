"""Mails as they come into the bot's mailbox: people's replies, bounces, holiday notices."""

from email.message import EmailMessage
from email.policy import SMTP

from tests.mail.letters import THREAD, TOKEN

SENT = THREAD.copy_of("3b-1", TOKEN)


def reply(text: str = "已完成。\n", **headers: str) -> EmailMessage:
    """Chen's answer to the mail of 3b-1. `headers` change it, with `_` for `-`."""
    mail = EmailMessage(policy=SMTP)
    given = {
        "Message-ID": "<1@office.example>",
        "From": "陈晓雯 <chen@office.example>",
        "To": "captain@bot.example",
        "Subject": "回复：boying 1.0.0 上线方案",
        "Date": "Fri, 11 Jun 2021 19:00:00 +0800",
        "In-Reply-To": SENT,
        "References": f"{THREAD.id_of('1a-6')} {SENT}",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def raw(*lines: str, body: str = "hello", charset: str = "utf-8") -> bytes:
    return "\r\n".join([*lines, "", body]).encode(charset)


REPORT = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: captain@bot.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Original-Recipient: rfc822;fu@workspace.example
Final-Recipient: rfc822; fu.cheng@elsewhere.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here

Final-Recipient: rfc822; slow@office.example
Action: {second}
Status: 4.4.1

--b
{original}

--b--
"""
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: boying\n\nhello"
HEADERS = "Content-Type: text/rfc822-headers\n\nMessage-ID: {id}\nSubject: boying\n"


def report(original: str = WHOLE, second: str = "delayed") -> bytes:
    """A bounce (RFC 3464) of the mail of 3b-1 for one address, and what happened to a second one."""
    text = REPORT.replace("{second}", second).replace("{original}", original.replace("{id}", SENT))
    return text.replace("\n", "\r\n").encode()
