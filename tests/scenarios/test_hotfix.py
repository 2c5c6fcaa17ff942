"""A deployment that fails, a request to those who alone touch the database, and an urgent fix beside the release."""

from datetime import UTC, datetime
from pathlib import Path

from tests.scenarios.people import Someone
from tests.scenarios.screen import buttons_of, labels_of, words_of
from tests.scenarios.stage import Stage, stage

PLAN = Path(__file__).parents[1] / "plans" / "small.yaml"
BEGINNING = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)


def a_request_is_answered_and_a_hotfix_carried_through_by_buttons_and_reactions() -> None:
    with stage(plan=PLAN, beginning=BEGINNING) as s:
        ann, ben, cem, dee = s.cast("ann", "ben", "cem", "dee")
        ann.types("/release start")
        s.signs("b1")
        cem.clicks(cem.prompt("b2/db"), text="Deployed")
        _request_answered(s, ben, cem)
        _failure_mended(s, ben)
        _hotfix_carried_through(s, ann, ben, dee)


def _request_answered(s: Stage, ben: Someone, cem: Someone) -> None:
    """Who asked waits, visibly; the answer comes back and the item opens."""
    assert "R1 is with Cem, Dee (keeper)" in ben.types("/release ask keeper b2/web please run 003.sql")
    assert "waits for Cem, Dee (keeper) to answer R1" in words_of(ben.card())
    assert s.item("b2/web")["blocked_by"] == [{"kind": "request", "request": "R1"}]
    wanted = cem.sees("Ben asks you as keeper", "please run 003.sql")
    cem.clicks(wanted, text="Done…")
    assert not cem.fills("14 rows")
    assert not buttons_of(cem.again(wanted))
    ben.sees("You asked for", "done by Cem", "14 rows")
    assert s.item("b2/web")["state"] == "open"


def _failure_mended(s: Stage, ben: Someone) -> None:
    """Whoever deploys says so by a button; one that goes well settles it."""
    assert labels_of(ben.prompt("b2/web"))[:2] == ["Deployed — opens b3 web", "Failed…"]
    ben.clicks(ben.prompt("b2/web"), text="Failed…")
    assert not ben.fills("disk full")
    assert s.item("b2/web")["state"] == "blocked"
    assert "the web · stage · failed: disk full" in ben.types("/release deploy web")
    assert "the web main@3f2a91c now runs in stage" in ben.types("/release deploy web stage main 3f2a91c")
    last = s.shown()["deployments"][-1]
    assert (last["system"], last["environment"], last["branch"], last["commit"]) == ("web", "stage", "main", "3f2a91c")
    assert (last["item"], last["person"], last["failed"]) == ("b2/web", "ben", None)


def _hotfix_carried_through(s: Stage, ann: Someone, ben: Someone, dee: Someone) -> None:
    """The lead decides by a button; a hotfix's items are signed like any other; what waited for it opens."""
    assert "Opened hotfix H1 of the web" in dee.types("/release hotfix web fix/login login fails")
    assert "🩹 hotfix H1 of the web: “login fails” · 0 of 3 done" in words_of(dee.card())
    assert "Held by hotfix H1" in dee.types("/release why b3/web")
    crossing = ann.sees("It crosses the running release")
    assert labels_of(crossing) == ["Pause the release", "Carry on", "Abandon…"]
    assert "The release goes on beside hotfix H1" in ann.clicks(crossing, text="Carry on")
    assert labels_of(ann.again(crossing)) == ["Abandon…"]
    ben.clicks(ben.prompt("H1-mend"), text="Sign")
    assert not ben.fills("fix/login 5e6f7a8")
    dee.reacts("white_check_mark", on=dee.prompt("H1-try"))
    assert s.item("H1-try")["state"] == "done"
    ben.clicks(ben.prompt("H1-again-stage"), text="Deployed")
    assert not buttons_of(ann.again(crossing))
    (fix,) = s.shown()["hotfixes"]
    assert (fix["landed"], fix["course"], fix["commit"]) == (True, "carried on", "5e6f7a8")
    assert s.shown()["deployments"][-1]["commit"] == "5e6f7a8"
    assert s.item("b3/web")["state"] == "open"
