"""Minutes and report as canvases: one each, linked in the thread and true; where there are none, the files say it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox import Dropped, ErrorAnswer, LostAnswer
from sandbox.state.faults import Fault
from sandbox.state.records import StoredFile
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage

ERRAND = Path(__file__).parents[1] / "plans" / "errand.yaml"
COUNCIL = Path(__file__).parents[1] / "plans" / "council.yaml"
BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def canvases(s: Stage) -> list[StoredFile]:
    """Those that somebody may read."""
    return [file for file in s.server.workspace.files.values() if file.is_canvas and file.channels]


def links(s: Stage) -> list[str]:
    """What the messages say that lead to a canvas."""
    seen = s.person("ann").hands.sees(s.plan.channel)
    return [words_of(message) for message in seen if "|canvas>" in words_of(message)]


def calls(s: Stage, method: str) -> int:
    return len(s.server.workspace.log.calls(method))


def the_report_is_a_canvas_beside_its_files_and_a_newer_report_edits_it() -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        ben.types("/release report")
        (canvas,) = canvases(s)
        assert canvas.channels == (s.server.workspace.channel("errand").id,)
        assert canvas.content is not None
        assert b"so far" in canvas.content
        (link,) = links(s)
        assert f"/docs/{s.server.workspace.id}/{canvas.id}|canvas>" in link
        assert ann.sees("|canvas>").thread_ts == ann.card().ts

        ben.types("/release done go")
        ann.types("/release done back")
        s.comes(s.release().go_live)
        (newer,) = canvases(s)
        assert newer.id == canvas.id
        assert newer.content is not None
        assert b"so far" not in newer.content
        assert links(s) == [link]


@pytest.mark.parametrize("fault", [LostAnswer(), Dropped()], ids=["made, answer lost", "not made"])
@pytest.mark.parametrize("method", ["canvases.create", "canvases.access.set", "chat.postMessage"])
def a_call_of_unknown_outcome_leaves_one_canvas_and_one_link(method: str, fault: Fault) -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        s.server.faults.next(method, fault)
        ben.types("/release report")
        s.recovers()
        assert len(canvases(s)) == 1
        assert len(links(s)) == 1


@pytest.mark.parametrize("answer", ["canvas_disabled_user_team", "missing_scope", "unknown_method"])
def nothing_is_asked_for_again_where_there_are_no_canvases_and_the_files_say_it(answer: str) -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        s.server.faults.next("canvases.create", ErrorAnswer(answer), times=9)
        ben.types("/release report")
        ben.types("/release report")
        assert sum(bool(message.files) for message in ann.hands.sees(s.plan.channel)) == 2
        assert (canvases(s), links(s)) == ([], [])
        assert calls(s, "canvases.create") == 1
        assert s.bot.core.records.owed() == []


def a_canvas_that_somebody_deleted_stays_deleted() -> None:
    with stage(plan=ERRAND, beginning=BEGINNING) as s:
        ann, ben = s.cast("ann", "ben")
        ann.types("/release start")
        ben.types("/release report")
        (canvas,) = canvases(s)
        with s.server.workspace.change():
            del s.server.workspace.files[canvas.id]
        ben.types("/release report")
        assert canvases(s) == []
        assert s.bot.core.records.owed() == []


def the_minutes_are_one_canvas_through_all_their_versions() -> None:
    with stage(plan=COUNCIL, beginning=datetime(2026, 11, 1, 8, 0, tzinfo=UTC)) as s:
        lena, dora, tina, olaf = s.cast("lena", "dora", "tina", "olaf")
        lena.types("/release start")
        dora.types("/release meeting at 2026-11-02 14:00 in room 7")
        for one in (dora, tina, olaf):
            one.types("/release meeting yes")
        dora.types("/release decision we *go* <!channel> [now](http://a)")
        assert canvases(s) == []
        s.comes(datetime(2026, 11, 2, 14, 0, tzinfo=UTC))
        (canvas,) = canvases(s)
        assert "version 1" in canvas.title
        assert "|canvas>" in words_of(lena.sees("The minutes as a"))
        assert canvas.content is not None
        assert rb"- 1\. we \*go\* &lt;\!channel&gt; \[now\](http://a)" in canvas.content
        dora.types("/release risk the disk fills")
        dora.types("/release meeting close")
        (closed,) = canvases(s)
        assert closed.id == canvas.id
        assert closed.content is not None
        assert b"the disk fills" in closed.content
