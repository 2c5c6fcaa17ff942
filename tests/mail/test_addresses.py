"""Addresses of people and of servers, as somebody types them into the environment."""

import pytest

from bot.mail.addresses import (
    ImapServer,
    Mailbox,
    SmtpServer,
    imap_server,
    is_address,
    mailbox,
    on_this_machine,
    sender_of,
    smtp_server,
)


def a_server_is_named_with_its_login_percent_encoded() -> None:
    assert smtp_server("smtp://captain%40bot.example:p%40ss%2Fword@mail.example:2525") == SmtpServer(
        "mail.example", 2525, "captain@bot.example", "p@ss/word"
    )
    assert smtp_server("smtp://mail.example") == SmtpServer("mail.example", 587)
    assert smtp_server("smtps://u:p@mail.example") == SmtpServer("mail.example", 465, "u", "p", implicit_tls=True)
    assert smtp_server("smtp://[::1]:25").is_this_machine


def a_mailbox_server_is_named_with_its_folder() -> None:
    assert imap_server("imaps://u:p@mail.example/Release%20mail") == ImapServer(
        "mail.example", 993, "u", "p", "Release mail"
    )
    assert imap_server("imaps://u:p@mail.example").folder == "INBOX"
    assert imap_server("imap://u:p@127.0.0.1:143").tls is False


@pytest.mark.parametrize(
    "url",
    ["", "mail.example:25", "http://mail.example", "smtp://", "smtp://h:0", "smtp://h:99999", "smtp://h:x", "smtp://h?tls=no",
     "smtp://u:p%0d%0aQUIT@h", "smtp://用户:p@h"],
)  # fmt: skip
def a_server_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail|[Pp]ort"):
        smtp_server(url)


@pytest.mark.parametrize("url", ["imaps://mail.example", "imap://u:p@mail.example", "smtp://u:p@mail.example"])
def a_mailbox_without_a_user_or_without_tls_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail|user"):
        imap_server(url)


def no_password_is_shown_with_its_server() -> None:
    assert "secret" not in f"{smtp_server('smtp://u:secret@h')!r}{imap_server('imaps://u:secret@h')!r}"


@pytest.mark.parametrize("address", ["a@b", "chen.x+tag@office.example", "o'neil@x-y.example"])
def an_address_any_server_takes(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address", ["", "a", "a@", "@b", "a b@c", "a@b,c@d", "a@b\n", "<a@b>", "a..b@c", "陈@b", "a@b@c", "a@陈"]
)
def what_is_no_address_is_known(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("127.1", False), ("mail.example", False)],
)
def only_what_surely_is_this_machine_counts_as_it(host: str, *, here: bool) -> None:
    assert on_this_machine(host) is here


def a_sender_is_typed_with_or_without_a_name() -> None:
    assert mailbox("发布助手 <captain@bot.example>") == Mailbox("发布助手", "captain@bot.example")
    assert mailbox("captain@bot.example") == Mailbox("", "captain@bot.example")
    with pytest.raises(ValueError, match="address"):
        mailbox("captain")


def a_sender_that_is_not_given_follows_from_the_account_or_the_lead() -> None:
    given, lead = Mailbox("Captain", "captain@bot.example"), "lead@office.example"
    account = SmtpServer("h", 25, "account@provider.example")
    assert sender_of(given, account, lead) == given
    assert sender_of(None, account, lead).address == "account@provider.example"
    assert sender_of(None, SmtpServer("h", 25, "app"), lead).address == "release-captain@office.example"
    assert sender_of(None, None, lead).address == "release-captain@office.example"
