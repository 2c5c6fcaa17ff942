"""What runs where, requests and hotfixes as they are shown, and what may be pressed by whom."""

from typing import Any

from bot.domain import commands as c
from bot.domain.notices import HotfixCrossing, HotfixDoubted, Wanted
from bot.domain.state.release import Release
from bot.slack.pictures import deployments, status
from bot.slack.pictures.picture import Picture
from bot.speech.voice import Voice
from bot.talk import queries as q
from tests.domain.depot import REPLACING, depot
from tests.domain.story import Fact, asked, given, settled, up_to

EN = Voice("en", "slack", "Europe/Berlin")
ASK = asked(c.Request("dba", "stage/api", "run <!channel> 003.sql"), by="tom")
HOTFIX = asked(c.OpenHotfix("api", "fix/login", "login fails"), by="tom")
SOURCE = asked(c.Sign("submit/api", "1f3c9a0"), by="mia")


def _release(*facts: Fact) -> Release:
    return given(depot(), *facts).release


def _shown(release: Release, query: q.Deployments | q.Hotfixes | q.Requests, person: str) -> Picture:
    return deployments.shown(EN, release, query, person, release.started_at)


def _lines(picture: Picture) -> list[str]:
    """What pressing each button is the same as typing, without the release."""
    rows: list[Any] = [block["elements"] for block in picture.blocks if block["type"] == "actions"]
    ids = [element["action_id"] for row in rows for element in row]
    assert len(ids) == len(set(ids))
    return [element["value"].removesuffix(" in depot-1") for row in rows for element in row]


def what_runs_where_is_listed_by_system_and_failures_are_marked() -> None:
    release = _release(SOURCE, settled("stage"), asked(c.Deploy("stage/web", failed="disk full"), by="tess"))
    text = _shown(release, q.Deployments(), "tom").text
    assert "*depot-api*\n• test: main@1f3c9a0 — Tom, <!date^" in text
    assert "*depot-web*\n• ❌ test: main@" in text
    assert "failed: “disk full” — Tess" in text
    alone = _shown(release, q.Deployments("api"), "tom").text
    assert "depot-web" not in alone
    assert "Deployed nowhere yet: depot database, depot-api, depot-web" in _shown(_release(), q.Deployments(), "x").text


def a_request_has_buttons_for_those_alone_who_can_answer_it() -> None:
    release = _release(up_to("stage/api"), ASK)
    assert _lines(_shown(release, q.Requests(), "dora")) == ["answer R1", "decline R1"]
    assert _lines(_shown(release, q.Requests(), "tom")) == []
    wanted = deployments.render(EN, release, Wanted(person="dora", request="R1"))
    assert wanted.live
    assert "&lt;!channel&gt;" in wanted.text
    answered = given(depot(), up_to("stage/api"), ASK).when(c.Answer("R1", "14 rows"), by="dora").release
    settled_now = deployments.render(EN, answered, Wanted(person="dora", request="R1"))
    assert (settled_now.live, _lines(settled_now)) == (False, [])
    assert "✅ done by Dora" in settled_now.text


def a_hotfix_is_shown_with_its_checklist_and_is_the_leads_to_decide() -> None:
    story = given(depot(), settled("stage"), HOTFIX)
    shown = _shown(story.release, q.Hotfixes(), "lena")
    assert "• *H1-fix* depot-api fix · ✍️ Mia (maker)" in shown.text
    assert "Waiting for it: check api, agree, ship api" in shown.text
    assert _lines(shown) == ["pause hotfix H1", "hotfix carry H1", "hotfix abandon H1"]
    assert _lines(_shown(story.release, q.Hotfixes(), "tom")) == []
    paused = story.when(c.Pause("hotfix H1"), by="lena")
    assert _lines(_crossing(paused.release)) == ["resume", "hotfix abandon H1"]
    assert _lines(_crossing(story.when(c.CarryOn("H1"), by="lena").release)) == ["hotfix abandon H1"]
    gone = _crossing(story.when(c.AbandonHotfix("H1", "later"), by="lena").release)
    assert (gone.live, _lines(gone)) == (False, [])


def _crossing(release: Release) -> Picture:
    return deployments.render(EN, release, HotfixCrossing(person="lena", hotfix="H1"))


def nothing_to_show_says_so() -> None:
    assert "Nothing has been asked of anybody yet" in _shown(_release(), q.Requests(), "tom").text
    assert "No hotfix has been opened" in _shown(_release(), q.Hotfixes(), "tom").text


def what_is_mine_names_the_requests_that_wait_for_me() -> None:
    release = _release(SOURCE, ASK)
    dba, tom = (
        status.mine(EN, release, who, release.started_at).text for who in (release.holders("dba", None)[0], "tom")
    )
    assert "003.sql" in dba
    assert "`/release answer R1`" in dba
    assert "R1" not in tom


def whoever_brought_a_commit_is_asked_by_button_whether_it_holds_the_hotfix_it_replaces() -> None:
    asking = HotfixDoubted(person="mia", hotfix="H1", commit="9c8d7e6")
    story = given(depot(), *REPLACING)
    picture = deployments.render(EN, story.release, asking)
    assert (
        "🩹 `9c8d7e6` replaces hotfix H1 of depot-api, `5e6f7a8`: “login fails”. Does it hold that fix?" in picture.text
    )
    assert _lines(picture) == ["hotfix holds H1 9c8d7e6", "hotfix lacks H1 9c8d7e6"]
    assert "not known whether `9c8d7e6` holds H1" in _shown(story.release, q.Hotfixes(), "tom").text
    said = story.when(c.CompareHotfix("H1", "9c8d7e6", holds=False), by="mia").release
    answered = deployments.render(EN, said, asking)
    assert (answered.live, answered.text) == (False, "`9c8d7e6` does not hold H1")
    moot = deployments.render(EN, story.when(c.AbandonHotfix("H2", "a slip"), by="lena").release, asking)
    assert (moot.live, moot.text) == (False, "Nothing is to be replaced by `9c8d7e6` any more.")
