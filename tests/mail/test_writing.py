"""The letters, word for word in both languages. UPDATE_SNAPSHOTS=1 writes them anew; read the difference then."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.domain.state.release import Release
from bot.mail.addresses import Mailbox
from bot.mail.hypertext import as_text
from bot.mail.letter import Letter
from bot.mail.seals import Seals
from bot.mail.threads import message_id
from bot.mail.writing import Letterhead, written
from tests.domain.story import Story
from tests.mail.letters import SEALS, as_received
from tests.mail.post import mailed

KEPT = Path(__file__).parent / "kept"
OFFICE = Letterhead(Mailbox("", "captain@post.example"), takes_replies=True, seals=SEALS)
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")


def letter(release: Release, mail: str, office: Letterhead = OFFICE) -> Letter:
    addresses = {key: known.email for key, known in release.people.items()}
    return written(release, release.mails[mail], office, addresses, release.mails[mail].to[0])


def answered(language: Language = "zh-CN") -> Story:
    return mailed(language).when(c.Sign("3c", "1. 停服\n2. 部署 3f2a91c\n结果: <正常> & 可用"), by="wang")


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("mail", ["M1", "M2", "M3"])
@pytest.mark.parametrize("language", LANGUAGES)
def every_letter_reads_as_it_did(language: Language, mail: str, kind: str) -> None:
    sent = letter(answered(language).release, mail)
    seen = sent.text if kind == "text" else sent.html
    file = KEPT / f"{mail}.{language}.{'txt' if kind == 'text' else 'html'}"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(seen, encoding="utf-8")
    assert seen == file.read_text(encoding="utf-8")


def the_two_kinds_say_the_same() -> None:
    sent = letter(answered().release, "M2")
    flat = "".join(as_text(sent.html).split())
    for line in sent.text.splitlines():
        for word in line.strip("*-# ").split():
            assert word.strip(":()") in flat, line


def every_mail_of_a_release_has_one_subject_and_one_root() -> None:
    release = answered().release
    first, second, answer = (as_received(letter(release, mail)) for mail in ("M1", "M2", "M3"))
    assert first["Subject"] == "[post-1.0] 邮政上线"
    assert second["Subject"] == answer["Subject"] == "Re: [post-1.0] 邮政上线"
    root, asked = (message_id("post-1.0", mail, "post.example") for mail in ("M1", "M2"))
    assert (first["In-Reply-To"], first["References"]) == (None, root)
    assert second["In-Reply-To"] == second["References"] == root
    assert answer["In-Reply-To"] == asked
    assert answer["References"].split() == [root, asked]


def every_reader_has_the_same_mail_under_an_id_of_their_own() -> None:
    release = answered().release
    addresses = {key: known.email for key, known in release.people.items()}
    wangs, dees = (written(release, release.mails["M2"], OFFICE, addresses, who) for who in ("wang", "dee"))
    assert wangs.message_id != dees.message_id
    assert (wangs.reader, dees.reader) == ("wang@post.example", "dee@post.example")
    assert replace(wangs, message_id=dees.message_id, reader=dees.reader) == dees
    other = replace(OFFICE, seals=Seals(b"another installation's"))
    assert written(release, release.mails["M2"], other, addresses, "wang").message_id != wangs.message_id


def an_answer_reaches_its_author_and_the_mailbox_where_that_is_read() -> None:
    release = answered().release
    assert letter(release, "M3").reply_to == (Mailbox("", "captain@post.example"), Mailbox("王运", "wang@post.example"))
    unread = Letterhead(Mailbox("发布机器人", "captain@post.example"), takes_replies=False, seals=SEALS)
    sent = letter(release, "M3", unread)
    assert sent.reply_to == (Mailbox("王运", "wang@post.example"),)
    assert sent.sender == Mailbox("王运 (发布机器人)", "captain@post.example")
    assert "直接回复" not in letter(release, "M2", unread).text
    assert "直接回复" in letter(release, "M2").text


def nothing_people_write_becomes_markup_or_a_header() -> None:
    sent = letter(answered().release, "M2")
    assert "页脚 &lt;错位&gt;" in sent.html
    assert "<错位>" not in sent.html
    assert "看 <b>日志</b> & 监控" in sent.text
    assert "<b>日志" not in sent.html
