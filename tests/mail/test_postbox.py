"""What becomes of a mail: done where it is certain, put to whom it seems to be from, or counted and nothing else."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.domain import notices as n
from bot.mail.addresses import ImapServer
from bot.mail.attendance import CalendarAnswer
from bot.mail.binding import Post
from bot.mail.mailbox import Inbox
from bot.mail.reading import Attending, Automatic, Bounce, Received
from bot.mail.threads import message_id
from bot.rounds.mailbox import Became, Postbox
from bot.slack.pictures.mails import render
from bot.slack.pictures.picture import Picture
from bot.speech.voice import Voice
from tests.mail.core import OFFICE, Place, place
from tests.mail.letters import SEALS

DOMAIN = OFFICE.domain
GUESSED = message_id("post-1.0", "M2", DOMAIN)
OWN = message_id("post-1.0", "M2", DOMAIN, SEALS.of_copy("post-1.0", "M2", "wang"))
CERTAIN = Received(
    "<1@x.example>", OWN, (), "wang@post.example", "王运", "Re: [post-1.0]", None, "已部署", is_vouched=True
)
FORGED = replace(CERTAIN, in_reply_to=GUESSED, is_vouched=False)
STRANGE = (
    replace(FORGED, sender="me@evil.example"),
    replace(FORGED, in_reply_to=None),
    replace(FORGED, sender="fu@post.example"),
    Attending(replace(FORGED, in_reply_to=None), CalendarAnswer(f"post-1.0/meeting@{DOMAIN}", 0, FORGED.sender, "yes")),
    Bounce(GUESSED, "wang@post.example", "550"),
)


class Box:
    """A mailbox whose mails are handed over by the test."""

    def __init__(self, here: Place) -> None:
        self.became: Counter[Became] = Counter()
        self._here = here
        inbox = Inbox(ImapServer("127.0.0.1", 9, "captain", "secret", tls=False))
        self._box = Postbox(inbox, here.core.service, self._post, lambda: here.now, self._count)

    def _count(self, became: Became) -> None:
        self.became[became] += 1

    def _post(self) -> Post:
        return Post((self._here.release,), DOMAIN, SEALS, lambda release, person: release.people[person].email)

    def takes(self, *mails: Any) -> None:
        for mail in mails:
            self._box.take(mail)

    def asked(self) -> list[n.ReplyToConfirm]:
        return [n.ReplyToConfirm.model_validate(owed.spec) for owed in self._here.told("reply_to_confirm")]


@contextmanager
def opened() -> Iterator[tuple[Place, Box]]:
    with place() as here:
        yield here, Box(here)


def shown(here: Place, asked: n.ReplyToConfirm) -> Picture:
    return render(Voice("en"), here.release, asked, here.now)


def pressed(picture: Picture) -> list[str]:
    return [element["value"] for block in picture.blocks for element in block.get("elements", ()) if "value" in element]


def a_certain_reply_signs_once_however_often_it_is_read() -> None:
    with opened() as (here, box):
        box.takes(CERTAIN, CERTAIN)
        (signature,) = here.release.records["3c"].signatures
        assert (signature.person, signature.note, signature.via) == ("wang", "已部署", "mail")
        assert box.asked() == []


def a_forged_reply_signs_nothing_and_is_put_to_whose_name_it_bears() -> None:
    with opened() as (here, box):
        before = here.release
        box.takes(FORGED)
        assert here.release == before
        (asked,) = box.asked()
        assert (asked.person, asked.items, asked.text) == ("wang", ("3c",), "已部署")
        picture = shown(here, asked)
        assert picture.live
        assert "wang@post.example" in picture.text
        assert "> 已部署" in str(picture.blocks)
        assert pressed(picture) == ["done 3c 已部署 in post-1.0"]
        assert box.became == {"proposed": 1}


def what_is_put_to_somebody_is_one_message_that_shows_the_latest() -> None:
    with opened() as (_, box):
        box.takes(FORGED, *(replace(FORGED, message_id=f"<{n}@x>", text=f"word {n}") for n in range(60)))
        (asked,) = box.asked()
        assert asked.text == "word 59"


def what_is_put_to_somebody_asks_nothing_once_it_is_signed() -> None:
    with opened() as (here, box):
        box.takes(FORGED)
        (asked,) = box.asked()
        box.takes(CERTAIN)
        assert not shown(here, asked).live
        assert pressed(shown(here, asked)) == []


@pytest.mark.parametrize("text", ["长" * 2_000, "confirm 3f2a91c0 done", "\n".join(["长"] * 900)])
def a_button_signs_with_what_is_shown_whole_and_is_a_note_alone(text: str) -> None:
    with opened() as (here, box):
        box.takes(replace(FORGED, text=text))
        (asked,) = box.asked()
        assert pressed(shown(here, asked)) == []
        assert "/release mine" in shown(here, asked).text


def what_anybody_may_have_written_is_counted_and_leaves_no_trace() -> None:
    with opened() as (here, box):
        before, owed = here.release, here.core.records.messages("post-1.0")
        for number in range(12):
            box.takes(*(_again(mail, number) for mail in STRANGE))
        assert here.release == before
        assert here.core.records.messages("post-1.0") == owed
        assert box.became == {"strange": 60}


def _again(mail: Any, number: int) -> Any:
    return replace(mail, message_id=f"<{number}@x.example>") if isinstance(mail, Received) else mail


def a_correction_of_what_was_signed_is_read_by_the_lead() -> None:
    with opened() as (here, box):
        correction = replace(CERTAIN, message_id="<2@x.example>", text="第三步其实没有执行")
        box.takes(CERTAIN, correction, correction, replace(correction, message_id="<3@x.example>", is_vouched=False))
        (unclear,) = here.release.unclear
        assert (unclear.why, unclear.mail, unclear.text) == ("unasked", "M2", "第三步其实没有执行")
        assert [signature.note for signature in here.release.records["3c"].signatures] == ["已部署"]
        assert {owed.person for owed in here.told("mail_unsure")} == {"fu", "lin"}
        assert box.asked() == []
        assert box.became == {"taken": 1, "unclear": 2, "strange": 1}


def a_bounce_counts_that_brings_back_the_id_of_the_copy() -> None:
    with opened() as (here, box):
        box.takes(Bounce(OWN, "wang@post.example", "550 no"), Bounce(OWN, "wang@post.example", "550 no"))
        assert here.mail("M2").refused == {"wang": "550 no"}


def what_a_machine_wrote_answers_nothing() -> None:
    with opened() as (here, box):
        before = here.release
        box.takes(Automatic(CERTAIN))
        assert (here.release, box.became) == (before, {"automatic": 1})
