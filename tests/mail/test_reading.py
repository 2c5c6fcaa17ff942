"""What a mail in the mailbox is taken for, however its sender's program wrote it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.apart import attempt
from bot.mail.reading import LARGEST_HEAD, MOST_LINES, Automatic, Bounce, Received, read
from bot.mail.threads import NamedMail, parse
from tests.mail.incoming import HEADERS, SENT, WHOLE, raw, reply, report
from tests.mail.letters import THREAD, TOKEN, letter

LINES = st.lists(
    st.sampled_from(
        ["From: a@b", "From: <", "Date: x", "Message-ID: <", "Subject: =?x?b?a?=", "References: <a@b> <", "", "--b",
         "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/report; boundary=b", "Action: failed",
         "Content-Type: message/delivery-status", "Content-Transfer-Encoding: base64", "Content-Type: message/rfc822",
         "Content-Type: text/html; charset=klingon", "To: \udcff", "<p>x</p"]
    ),
    max_size=12,
)  # fmt: skip


def sole(mail: bytes) -> Received:
    (incoming,) = read(mail)
    assert isinstance(incoming, Received)
    return incoming


def a_reply_is_read_with_who_wrote_what_about_which_mail() -> None:
    received = sole(
        reply("已完成，耗时 20 分钟。\n\n2021-06-11 18:00 Captain <captain@bot.example>:\n> 方案见下。\n").as_bytes()
    )
    assert received == Received(
        message_id="<1@office.example>",
        in_reply_to=SENT,
        references=(THREAD.id_of("1a-6"), SENT),
        sender="chen@office.example",
        sender_name="陈晓雯",
        subject="回复：boying 1.0.0 上线方案",
        date=datetime(2021, 6, 11, 19, tzinfo=timezone(timedelta(hours=8))),
        text="已完成，耗时 20 分钟。",
    )
    assert parse(received.in_reply_to, received.references, "bot.example") == NamedMail("boying-1.0.0", "3b-1", TOKEN)


def a_mail_of_html_alone_is_read_as_text() -> None:
    mail = reply()
    mail.set_content("<p>已完成。</p><blockquote>在 2021 写道：<br>方案</blockquote>", subtype="html")
    assert sole(mail.as_bytes()).text.startswith("已完成。")


def a_text_beside_html_is_preferred_unless_it_is_empty() -> None:
    mail = reply("plain\n")
    mail.add_alternative("<p>rich</p>", subtype="html")
    assert sole(mail.as_bytes()).text == "plain"
    mail = reply(" \n")
    mail.add_alternative("<p>rich</p>", subtype="html")
    assert sole(mail.as_bytes()).text == "rich"


@pytest.mark.parametrize(
    ("kind", "charset"), [("gb2312", "gb18030"), ("us-ascii", "utf-8"), ("klingon", "utf-8"), ("", "utf-8")]
)
def a_text_whose_character_set_is_understated_is_read(kind: str, charset: str) -> None:
    """镕 is not in GB 2312, and programs that say so write it all the same."""
    kinds = [f"Content-Type: text/plain; charset={kind}"] if kind else []
    mail = raw("From: a@office.example", *kinds, "Content-Transfer-Encoding: 8bit", body="镕基 done", charset=charset)
    assert sole(mail).text == "镕基 done"


def a_mail_without_headers_has_an_id_of_its_own_every_time() -> None:
    bare = sole(b"\r\nhello\r\n")
    assert (bare.sender, bare.subject, bare.date, bare.in_reply_to, bare.text) == ("", "", None, None, "hello")
    assert sole(b"\r\nhello\r\n").message_id == bare.message_id != sole(b"\r\nhullo\r\n").message_id


def a_date_without_a_zone_is_taken_as_utc() -> None:
    assert sole(reply(Date="Fri, 11 Jun 2021 11:00:00 -0000").as_bytes()).date == datetime(2021, 6, 11, 11, tzinfo=UTC)
    assert sole(raw("From: a@b", "Date: yesterday")).date is None


def no_half_character_gets_through() -> None:
    """What could not be stored is not handed on."""
    received = sole(b"From: \xff <a@b>\r\nSubject: \xff\r\n\r\n\xff\x00done")
    (received.sender_name + received.subject + received.text).encode()
    assert received.text == "\ufffddone"


@pytest.mark.parametrize("original", [WHOLE, HEADERS], ids=["whole", "headers"])
def a_bounce_names_the_mail_the_address_and_the_reason(original: str) -> None:
    assert read(report(original)) == (Bounce(SENT, "fu@workspace.example", "550 5.1.1 no such user here"),)


def a_report_on_two_addresses_is_two_bounces() -> None:
    assert read(report(second="failed"))[1] == Bounce(SENT, "slow@office.example", "4.4.1")


def a_report_that_gives_nothing_back_is_automatic_or_a_bounce_of_an_unknown_mail() -> None:
    assert isinstance(read(report().replace(b"Action: failed", b"Action: relayed"))[0], Automatic)
    assert read(report("Content-Type: text/plain\n\nnothing"))[0] == Bounce(
        None, "fu@workspace.example", "550 5.1.1 no such user here"
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied (vacation)"},
        {"X-Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Return-Path": "<>"},
        {"Subject": "自动回复：boying 1.0.0 上线方案"},
        {"Subject": "Automatic reply: boying"},
    ],
)
def a_holiday_notice_answers_nothing(headers: dict[str, str]) -> None:
    (incoming,) = read(reply("I am away.\n", **headers).as_bytes())
    assert isinstance(incoming, Automatic)
    assert incoming.mail.in_reply_to == SENT


def a_mail_of_ours_that_comes_back_answers_nothing() -> None:
    assert isinstance(read(letter().message().as_bytes())[0], Automatic)


def a_person_who_says_that_it_was_no_machine_is_believed() -> None:
    assert isinstance(sole(reply(**{"Auto-Submitted": "no", "Precedence": "list"}).as_bytes()), Received)


@given(LINES | st.lists(st.text(max_size=20), max_size=5), st.binary(max_size=60))
def nothing_that_is_read_is_unfit_to_be_stored(lines: list[str], rest: bytes) -> None:
    found = attempt("\r\n".join(lines).encode(errors="surrogateescape") + b"\r\n\r\n" + rest, "mx.example")
    for incoming in () if isinstance(found, str) else found:
        said = [text for text in strings(asdict(incoming)) if text]
        assert not any("\0" in text for text in said)
        "".join(said).encode()


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from strings(tuple(value.values()))
        case tuple():
            for part in value:
                yield from strings(part)
        case _:
            pass


def a_header_nobody_can_parse_costs_nothing_else() -> None:
    mail = raw(
        "From: <", "Message-ID: <", "In-Reply-To: <x y>", f"References: <bad {SENT}", "Subject: done", body="已完成"
    )
    received = sole(mail)
    assert (received.subject, received.text, received.references) == ("done", "已完成", (SENT,))


def a_mail_no_program_can_read_is_told_with_why() -> None:
    """Mails within mails, deeper than the parser can follow; a header without end."""
    mail = raw("From: A <a@b>", "Message-ID: <1@b>", "Content-Type: message/rfc822").removesuffix(b"hello")
    told = attempt(mail + b"Content-Type: message/rfc822\r\n\r\n" * 5000, "")
    assert isinstance(told, str)
    assert told.startswith("RecursionError")
    assert "its field From has more than 4000 characters" in str(attempt(raw(f"From: {'a@b,' * 1_001}"), ""))
    assert "more than 100000 bytes" in str(attempt(raw(f"From: {'a' * LARGEST_HEAD}@b"), ""))
    assert "more than 2000 lines" in str(attempt(raw(*["X: y"] * (MOST_LINES + 1)), ""))


def an_author_is_vouched_for_by_our_own_receiver_alone() -> None:
    passed = "dmarc=pass header.from=office.example"
    mail = reply(Authentication_Results=f"mx.bot.example; {passed}").as_bytes()
    found = [each for server in ("mx.bot.example", "mx.evil.example", "") for each in read(mail, server)]
    assert [isinstance(each, Received) and each.is_vouched for each in found] == [True, False, False]


def a_part_whose_disposition_cannot_be_read_is_read() -> None:
    assert sole(raw("Content-Disposition: 0;text0*0*", body="已完成")).text == "已完成"
