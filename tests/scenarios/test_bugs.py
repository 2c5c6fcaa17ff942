"""A bug from its form to its end: reported, mended at a click, found wanting, mended again, verified by another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.workshop import workshop
from tests.scenarios.screen import labels_of, words_of
from tests.scenarios.stage import Stage, in_a_file, stage


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Stage]:
    with stage(plan=in_a_file(workshop(), tmp_path)) as set_up:
        set_up.person("lena").types("/release start")
        set_up.signs("deploy")
        yield set_up


def a_bug_goes_from_the_form_through_two_rounds_to_verified(s: Stage) -> None:
    olaf, dora, tina = s.cast("olaf", "dora", "tina")
    assert olaf.hands.types("/release bug").modal, "a form opens"
    wrong = {"severity": "A", "system": "web", "title": "Cannot pay", "detail": "Press *pay*.\nNothing happens."}
    assert not olaf.hands.submits(values=wrong).errors
    s.settle()
    assert "Reported: *B1* A · web · test · Cannot pay" in words_of(olaf.whisper())

    turn = dora.sees("Your turn with a bug", "B1")
    assert labels_of(turn) == ["Fixed…"]
    dora.clicks(turn, text="Fixed…")
    dora.fills("mended in 5e1c0de")
    assert labels_of(dora.again(turn)) == []

    asked = tina.sees("Your turn with a bug", "mended in 5e1c0de")
    assert labels_of(asked) == ["Verified", "Not fixed…"]
    tina.clicks(asked, text="Not fixed…")
    tina.fills("only on phones")
    again = dora.sees("Your turn with a bug", "round 2", "only on phones")
    assert "To verify it: Tina" in dora.types("/release bug fix B1 phones, too")
    assert labels_of(dora.again(again)) == []

    assert "second pair of eyes" in dora.types("/release bug verify B1")
    tina.clicks(tina.sees("Your turn with a bug", "phones, too"), text="Verified")
    posts = [message for message in olaf.channel() if "🐞 *B1*" in words_of(message)]
    assert len(posts) == 1, "one message in the thread, kept true"
    assert "verified · round 2" in words_of(posts[0])
    assert [(bug["state"], bug["round"], bug["fixer"], bug["verifier"]) for bug in s.shown()["bugs"]] == [
        ("verified", 2, "dora", "tina")
    ]


def a_gate_that_fell_is_told_to_its_signers_and_shown_on_the_card(s: Stage) -> None:
    tina, olaf = s.cast("tina", "olaf")
    s.signs("gate")
    olaf.types("/release bug A api test Loses orders")
    assert "A 1/0" in words_of(tina.card(2))
    told = tina.sees("is shut again", "A 0 · B 0 · C 0", "A 1 · B 0 · C 0")
    olaf.types("/release bug A api test Loses customers")
    assert "A 2/0" in words_of(tina.again(told))
    s.person("dave").types("/release bug fix B2")
    s.person("theo").types("/release bug verify B2")
    s.person("dave").types("/release bug fix B1")
    s.person("theo").types("/release bug verify B1")
    assert "— met" in words_of(tina.again(told))
    assert s.item("gate")["state"] == "open"


def what_nobody_knows_is_refused_and_changes_nothing(s: Stage) -> None:
    tina, before = s.person("tina"), s.shown()["release"]["version"]
    assert "no severity “S1”" in tina.types("/release bug S1 web Cannot pay")
    assert "no system “mars”" in tina.types("/release bug A mars Cannot pay")
    assert s.shown()["release"]["version"] == before


def what_a_release_leaves_over_is_offered_to_the_next_and_answered_at_a_click(s: Stage) -> None:
    lena = s.person("lena")
    s.person("tina").types("/release bug C web A typo")
    s.person("tina").types("/release bug defer B1 harms nothing")
    lena.agrees("/release abort start anew")
    lena.types("/release start")
    offer = lena.sees("left over", "B1 of workshop-2")
    lena.clicks(offer, text="Take all on")
    assert labels_of(lena.again(offer)) == []
    carried = s.shown()["bugs"]
    assert [(bug["title"], bug["state"], bug["carried"]) for bug in carried] == [("A typo", "open", "workshop-2 B1")]
    lena.agrees("/release abort and again")
    lena.types("/release start")
    assert len(lena.finds("B1 of workshop-2 ·")) == 0, (
        "only the newest release is asked, of which it is a bug of its own"
    )
    assert "B1 of workshop-2-2" in words_of(lena.sees("left over", "A typo"))
    lena.agrees("/release abort unanswered")
    lena.types("/release start")
    lena.types("/release bug carry none")
    assert s.shown()["bugs"] == []
    assert "No bug of an earlier release" in lena.types("/release bug carry all")
