"""What people press and read about documents: prompts, a work sent back, and what changed under a signature."""

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import documents, notices, status
from bot.slack.pictures.picture import Picture
from bot.speech.voice import Voice
from bot.talk import queries as q
from tests.domain.papers import DIGEST, papers, write
from tests.slack.boying import STARTED, after, started
from tests.slack.limits import broken_by

EN = Voice("en")
NASTY = "``` <!channel> & *bold* " * 40


def _shown(release: Release, notice: n.Notice) -> Picture:
    picture = notices.render(notice, release, EN, STARTED, {})
    assert broken_by(picture) == []
    return picture


def _buttons(picture: Picture) -> dict[str, str]:
    """What each says, and the line it stands for."""
    rows = [block["elements"] for block in picture.blocks if block["type"] == "actions"]
    return {element["text"]["text"]: element["value"] for row in rows for element in row}


def _written() -> Release:
    return after(started(papers()), "wim", write())


def an_item_that_asks_for_a_document_offers_to_write_it() -> None:
    pressed = _buttons(_shown(started(papers()), n.Prompt(person="wim", items=("plan",))))
    assert pressed == {
        "Write… — opens review": "done plan in papers-1",
        "Block…": "block plan in papers-1",
        "I'm on it": "watch plan in papers-1",
    }


def a_version_that_is_there_may_be_signed_read_and_replaced() -> None:
    release = after(_written(), "wim", c.Withdraw("plan"))
    picture = _shown(release, n.Prompt(person="wim", items=("plan",)))
    pressed = _buttons(picture)
    assert list(pressed)[:3] == ["Sign — opens review", "New version…", "Read"]
    assert (pressed["New version…"], pressed["Read"]) == ("write plan in papers-1", "document show plan in papers-1")
    assert "go-live plan, version 1 by Wim" in picture.text


def a_reviewer_approves_sends_back_or_reads() -> None:
    picture = _shown(_written(), n.Prompt(person="raul", items=("review",)))
    pressed = _buttons(picture)
    assert list(pressed)[:3] == ["Approve — opens agree and 1 more", "Send back…", "Read"]
    assert pressed["Send back…"] == "sendback review in papers-1"
    assert "go-live plan, version 1 by Wim" in picture.text


def whoever_reads_why_an_item_stands_as_it_does_sees_the_version_and_can_read_it() -> None:
    release = _written()
    picture = status.why(EN, release, "plan", "tom", STARTED)
    assert "go-live plan, version 1 by Wim" in picture.text
    assert _buttons(picture) == {"Read": "document show plan in papers-1"}
    assert broken_by(picture) == []


def what_was_sent_back_is_offered_to_be_written_until_it_has_been() -> None:
    sent = after(_written(), "raul", c.SendBack("review", NASTY))
    notice = n.Returned(person="wim", item="plan", by="raul", reason=NASTY)
    picture = _shown(sent, notice)
    assert picture.live
    assert _buttons(picture) == {"Write…": "done plan in papers-1", "Read": "document show plan in papers-1"}
    again = _shown(after(sent, "wim", write(order="shorter")), notice)
    assert not again.live
    assert "signed by Wim (writer)" in again.text


def a_change_is_shown_line_by_line_within_slacks_limits() -> None:
    lines = tuple(f"+ Order: {number} {NASTY}" for number in range(60))
    changed = n.Changed(person="raul", by="wim", items=("review",), content=("plan",), diff=lines)
    picture = _shown(_written(), changed)
    assert picture.text.startswith(
        "⚠️ go-live plan changed, by Wim. What you signed for it is to be signed anew: review"
    )
    assert picture.text.count("```") == 2
    assert "<!channel>" not in picture.text
    assert "more lines" in picture.text


def a_change_that_nobody_here_made_names_the_tracker() -> None:
    changed = n.Changed(person="kim", by="", items=("agree",), content=("bugs",), diff=("+ bug 1",))
    assert _shown(_written(), changed).text.startswith("⚠️ bug list changed, by the bug tracker.")


def the_scripts_are_listed_with_their_hashes() -> None:
    release = after(started(papers()), "mia", c.AttachScript("store", "1 & 2.sql", DIGEST, "https://git.example/1"))
    picture = documents.shown(EN, release, q.Scripts())
    assert f"• store: 1 &amp; 2.sql · SHA-256 {DIGEST} · Mia" in picture.text
    assert "https://git.example/1" in picture.text
    assert broken_by(picture) == []
    assert "No database script" in documents.shown(EN, release, q.Scripts("site")).text


def a_document_is_printed_whole_where_there_is_no_limit() -> None:
    release = after(started(papers()), "wim", write(order="y" + "x" * 50_000))
    plain = documents.shown(Voice("en", "plain"), release, q.Document("plan")).text
    assert plain.replace("\n", "").count("x") >= 50_000
    assert broken_by(documents.shown(EN, release, q.Document("plan"))) == []
