"""The report reaches people: in the channel when somebody asks, in the channel and by mail when the release ends."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx

from bot.out.archive import packed
from sandbox.state.records import Message
from tests.scenarios.stage import Stage, stage

ERRAND = Path(__file__).parents[1] / "plans" / "errand.yaml"
BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PAGE, MARKDOWN = "errand-1-report.html", "errand-1-report.md"


def posts(s: Stage) -> list[Message]:
    """The messages in the thread of the card that bring files."""
    ann = s.person("ann")
    return [message for message in ann.hands.sees(s.plan.channel) if message.files]


def downloaded(s: Stage, message: Message) -> dict[str, bytes]:
    files = [s.server.workspace.files[file] for file in message.files]
    return {file.name: httpx.get(f"{s.server.page}/sandbox/files/{file.id}").content for file in files}


def the_report_comes_when_it_is_asked_for_and_by_itself_at_the_end() -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        assert "The report goes to #errand" in ben.types("/release 报告")
        (so_far,) = posts(s)
        assert "so far" in so_far.text
        assert so_far.thread_ts == ann.card().ts
        with ZipFile(BytesIO(packed(s.bot.core.records.history("errand-1")))) as archive:
            assert downloaded(s, so_far) == {PAGE: archive.read("report.html"), MARKDOWN: archive.read("report.md")}

        ben.types("/release done go")
        ann.types("/release done back")
        s.comes(s.release().go_live)
        _, final = posts(s)
        assert "so far" not in final.text
        got = downloaded(s, final)
        assert b"Release report, so far" not in got[MARKDOWN]
        for one in (ann, ben):
            (mail,) = one.hands.mails
            assert {part.name: part.content for part in mail.attachments} == got
            assert "Its report is attached" in mail.text
        assert s.shown()["mails"][0]["sent_at"]
        assert "Release report" in ann.types("/release mail")
        ben.types("/release report")
        assert len(posts(s)) == 3


def an_aborted_release_tells_how_far_it_came() -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        ann.clicks(ann.asks("/release abort rain"), text="Abort the release")
        (post,) = posts(s)
        assert b"rain" in downloaded(s, post)[MARKDOWN]
        (mail,) = ben.hands.mails
        assert "The release was aborted: rain" in mail.text


def a_report_of_another_release_is_refused_with_what_to_do() -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann = s.person("ann")
        ann.types("/release start")
        assert "There is no release “errand-7”" in ann.types("/release report in errand-7")
        assert "There is no release “errand-7”" in ann.types("/release report errand-7")
        assert not posts(s)
