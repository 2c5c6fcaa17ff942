"""The invitation and the minutes by mail, word for word in both languages. UPDATE_SNAPSHOTS=1 writes them anew."""

import os

import pytest

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.mail.addresses import Mailbox
from bot.mail.letter import Letter
from bot.mail.writing import Letterhead, written
from tests.domain.council import AT, called, closed, coming, council
from tests.domain.story import HOUR, Story, asked, given, settled
from tests.mail.letters import SEALS
from tests.mail.test_writing import KEPT, LANGUAGES

OFFICE = Letterhead(Mailbox("", "captain@council.example"), takes_replies=True, seals=SEALS)


def invited(language: Language) -> Story:
    return given(council(language), settled("tested"), called(place="room 7, https://meet.example.com/a-b"))


def held(language: Language) -> Story:
    """The minutes stand."""
    said = (
        asked(c.TakeMinute("risk", "the disk is <b>nearly</b> full"), by="tina"),
        asked(c.TakeMinute("decision", "we go live as planned"), by="dora"),
        asked(c.TakeMinute("action", "clear the disk", "olaf", AT + 24 * HOUR), by="tina"),
    )
    story = given(council(language), settled("tested"), called(), *coming("tina", "olaf", "dora"), *said, closed())
    return story.strikes(story.now + 4 * HOUR)


MAILS = {
    "invitation": invited,
    "change": lambda language: invited(language).when(c.CallMeeting(AT + HOUR), by="dora"),
    "cancellation": lambda language: invited(language).when(c.CancelMeeting("the oven broke"), by="dora"),
    "minutes": held,
}


def letter(name: str, language: Language) -> Letter:
    release = MAILS[name](language).release
    mail = list(release.mails.values())[-1]
    return written(release, mail, OFFICE, {key: known.email for key, known in release.people.items()}, mail.to[0])


def kept(name: str, seen: str) -> str:
    file = KEPT / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(seen, encoding="utf-8", newline="")
    return file.read_bytes().decode()


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("language", LANGUAGES)
def every_mail_about_the_meeting_reads_as_it_did(language: Language, name: str, kind: str) -> None:
    sent = letter(name, language)
    seen = sent.text if kind == "txt" else sent.html
    assert seen == kept(f"{name}.{language}.{kind}", seen)


@pytest.mark.parametrize("name", [name for name in MAILS if name != "minutes"])
@pytest.mark.parametrize("language", LANGUAGES)
def every_calendar_of_the_meeting_is_as_it_was(language: Language, name: str) -> None:
    (form,) = letter(name, language).forms
    seen = form.content.decode()
    assert seen == kept(f"{name}.{language}.ics", seen)
