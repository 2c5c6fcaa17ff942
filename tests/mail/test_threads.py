"""All mails of a release are one thread, in any client, whichever of them a reader has; and a reply is found again."""

import re
from collections.abc import Iterable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.threads import NamedMail, Thread, ThreadPlace, message_id, parse
from tests.mail.letters import THREAD, TOKEN, as_received, letter

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


def parents(mails: Iterable[EmailMessage]) -> dict[str, str]:
    """Each id and what it hangs below, "" for a root: the first steps of https://www.jwz.org/doc/threading.html."""
    below: dict[str, str] = {}
    for mail in mails:
        chain = [*str(mail["References"] or mail["In-Reply-To"] or "").split(), mail["Message-ID"].strip()]
        for parent, child in zip(["", *chain], chain, strict=False):
            below[child] = parent or below.get(child, "")
    return below


def answered(mail: EmailMessage, identifier: str) -> EmailMessage:
    """What a person's client sends back."""
    reply = EmailMessage()
    reply["Message-ID"] = identifier
    reply["In-Reply-To"] = mail["Message-ID"]
    reply["References"] = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
    return reply


ROOT, LATER = THREAD.id_of("1a-6"), THREAD.copy_of("3b-1", TOKEN)
MAILS = [as_received(letter(name)) for name in ("1a-6", "2b", "3a-1", "3b-1")]
OTHERS = THREAD.copy_of("3b-1", "0" * 32)


def every_mail_of_a_release_hangs_below_one_root() -> None:
    place = THREAD.place_of_answer("3b-1")
    ours = as_received(letter("3c-1", in_reply_to=place.in_reply_to, references=place.references))
    theirs = answered(MAILS[3], "<reply-1@office.example>")
    again = answered(theirs, "<reply-2@office.example>")
    assert parents([*MAILS, ours, theirs, again]) == {
        ROOT: "",
        THREAD.copy_of("1a-6", TOKEN): ROOT,
        THREAD.copy_of("2b", TOKEN): ROOT,
        THREAD.copy_of("3a-1", TOKEN): ROOT,
        LATER: ROOT,
        THREAD.id_of("3b-1"): ROOT,
        THREAD.copy_of("3c-1", TOKEN): THREAD.id_of("3b-1"),
        "<reply-1@office.example>": LATER,
        "<reply-2@office.example>": "<reply-1@office.example>",
    }


def a_reply_to_anothers_copy_is_in_the_same_thread() -> None:
    theirs = answered(as_received(letter("3b-1", message_id=OTHERS)), "<reply-1@office.example>")
    assert [key for key, parent in parents([*MAILS, theirs]).items() if not parent] == [ROOT]


def a_reader_who_missed_mails_sees_one_thread_all_the_same() -> None:
    roots = {identifier for identifier, parent in parents([MAILS[1], MAILS[3]]).items() if not parent}
    assert roots == {ROOT}


def every_later_mail_says_twice_what_it_belongs_to() -> None:
    """Some clients follow References, some In-Reply-To."""
    assert THREAD.place_of("1a-6") == ThreadPlace(None, (ROOT,))
    assert THREAD.place_of("2b") == ThreadPlace(ROOT, (ROOT,))
    assert THREAD.place_of_answer("2b") == ThreadPlace(THREAD.id_of("2b"), (ROOT, THREAD.id_of("2b")))


def an_answer_to_the_first_mail_names_it_once() -> None:
    assert THREAD.place_of_answer("1a-6").references == (ROOT,)


def a_mail_sent_again_has_the_same_id_and_two_releases_have_none_in_common() -> None:
    assert Thread("boying-1.0.0", "1a-6", "bot.example").id_of("2b") == THREAD.id_of("2b")
    assert Thread("boying-1.0.1", "1a-6", "bot.example").id_of("2b") != THREAD.id_of("2b")


def a_reply_names_the_mail_it_answers() -> None:
    reply = answered(MAILS[3], "<reply-1@office.example>")
    assert parse(reply["In-Reply-To"], str(reply["References"]).split(), "bot.example") == NamedMail(
        "boying-1.0.0", "3b-1", TOKEN
    )


def a_reply_to_a_reply_names_the_latest_of_our_mails() -> None:
    assert parse("<reply-1@office.example>", [ROOT, LATER, "<reply-1@office.example>"], "BOT.example") == NamedMail(
        "boying-1.0.0", "3b-1", TOKEN
    )


@pytest.mark.parametrize(
    "identifier",
    ["", "<1@office.example>", LATER.replace("bot.", "other."), LATER.strip("<>"), "<release-captain/x@bot.example>"],
)
def a_mail_of_somebody_else_names_none(identifier: str) -> None:
    assert parse(identifier, [identifier], "bot.example") is None
    assert parse(None, (), "bot.example") is None


@given(release=NAMES, mail=NAMES, token=st.sampled_from(["", TOKEN]))
def every_id_is_one_atom_and_leads_back(release: str, mail: str, token: str) -> None:
    identifier = message_id(release, mail, "bot.example", token)
    assert re.fullmatch(r"<[\w%/~-]+(\.[\w%/~-]+)*@bot\.example>", identifier, re.ASCII)
    assert parse(identifier, (), "bot.example") == NamedMail(release, mail, token)
