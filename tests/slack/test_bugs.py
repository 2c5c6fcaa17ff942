"""Bugs on a line and on the screen: what is typed, who sees which buttons, what a gate says of itself."""

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.history import begin
from bot.out.show import as_json
from bot.slack.pictures import bugs, forms, notices, status
from bot.slack.pictures.picture import Picture
from bot.speech import prompts
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.forms.bugs import BugForm
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.story import Story, asked, given, waived
from tests.domain.workshop import TESTED, fixed, passed, reported, verified, workshop
from tests.slack.lines import WORKSPACE
from tests.slack.lines import asked as asked_of

if TYPE_CHECKING:
    from bot.domain.state.release import Release

EN, ZH = Voice("en", "plain"), Voice("zh-CN", "plain")


def typed(text: str, story: Story, by: str = "tina") -> c.Command | q.Query | r.Refused:
    line = parse(text)
    assert isinstance(line, Line), line
    return asked_of(line, story.release, c.Actor(by, f"U-{by}", "slash"), WORKSPACE, story.now)


def pressed(picture: Picture) -> list[str]:
    return [each["value"] for block in picture.blocks if block["type"] == "actions" for each in block["elements"]]


def shown(story: Story, notice: n.Notice, voice: Voice = EN) -> Picture:
    return notices.render(notice, story.release, voice, story.now, {})


def left_over() -> Story:
    story = given(workshop())
    started = story.history[0]
    assert isinstance(started, e.Started)
    left = [
        e.Deferred(release=f"workshop-{number}", bug=bug, severity="C", system=system, title="old")
        for number, bug, system in ((1, "B4", "web"), (0, "B4", "mars"), (0, "B7", "api"))
    ]
    return Story(begin(started.model_copy(update={"left_over": tuple(left)})), story.now, story.history)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("bug A web Cannot pay", c.ReportBug("A", "web", "Cannot pay")),
        ("bug a WEB: Cannot pay\nPress pay.\nNothing.", c.ReportBug("A", "web", "Cannot pay", "Press pay.\nNothing.")),
        ("bug B api preheat It is slow", c.ReportBug("B", "api", "It is slow", environment="preheat")),
        ("bug B级 api 很慢", c.ReportBug("B", "api", "很慢")),
        ("bug C web test", c.ReportBug("C", "web", "test")),
        ("bug A web &lt;b&gt; is shown", c.ReportBug("A", "web", "<b> is shown")),
        ("缺陷 A web 无法支付", c.ReportBug("A", "web", "无法支付")),
        ("bug fix B1", c.FixBug("B1")),
        ("bug fix b1: see 4f2a91c", c.FixBug("B1", "see 4f2a91c")),
        ("bug 修复 B1 见 4f2a91c", c.FixBug("B1", "见 4f2a91c")),
        ("bug verified #1", c.VerifyBug("B1")),
        ("bug 验证 B1", c.VerifyBug("B1")),
        ("bug reopen B1 still there", c.ReopenBug("B1", "still there")),
        ("bug 重开 B1 还在", c.ReopenBug("B1", "还在")),
        ("bug 延期 B1 不影响功能", c.DeferBug("B1", "不影响功能")),
        ("bug grade B1 C a typo", c.GradeBug("B1", "C", "a typo")),
        ("bug B1", q.Bug("B1")),
        ("bug list", q.Bugs()),
        ("bug list A web preheat open", q.Bugs("A", "web", "preheat", "open")),
        ("bug 列表 待验证 api", q.Bugs(system="api", state="fixed")),
    ],
)
def a_line_about_bugs_is_understood(text: str, command: object) -> None:
    assert typed(text, given(workshop(), reported())) == command


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("bug S1 web Cannot pay", r.NoSuchName("severity", "S1", ("A", "B", "C"))),
        ("bug A mars Cannot pay", r.NoSuchName("system", "mars", ("web", "api"))),
        ("bug", r.Lacks("severity", "bug SEVERITY SYSTEM TITLE")),
        ("bug A web", r.Lacks("title", "bug SEVERITY SYSTEM TITLE")),
        ("bug fix B9", r.NoSuchName("bug", "B9")),
        ("bug fix", r.Lacks("bug", "bug B1")),
        ("bug grade B1 worst because", r.NoSuchName("severity", "worst", ("A", "B", "C"))),
        ("bug list nowhere", r.NoSuchName("system", "nowhere")),
        ("bug carry all", r.NothingLeftOver()),
    ],
)
def a_line_that_names_what_is_not_there_says_what_there_is(text: str, refused: r.Refused) -> None:
    found = typed(text, given(workshop(), reported()))
    if isinstance(found, r.NoSuchName) and isinstance(refused, r.NoSuchName) and not refused.near:
        assert (found.what, found.name) == (refused.what, refused.name)
    else:
        assert found == refused


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("bug carry all", c.CarryBugs(("workshop-1 B4", "workshop-0 B4", "workshop-0 B7"))),
        ("bug 遗留 无", c.CarryBugs(())),
        ("bug carry B7", c.CarryBugs(("workshop-0 B7",))),
        ("bug carry workshop-1 B4, B7", c.CarryBugs(("workshop-1 B4", "workshop-0 B7"))),
        ("bug carry b4", r.NoSuchName("bug", "b4", ("workshop-1 B4", "workshop-0 B4"))),
    ],
)
def what_was_left_over_is_answered_for_in_one_line(text: str, command: object) -> None:
    assert typed(text, left_over(), by="lena") == command


def the_lead_is_shown_what_was_left_over_even_of_a_system_that_is_gone() -> None:
    story = left_over()
    picture = shown(story, n.LeftOver(person="lena"))
    assert "B4 of workshop-0 · C · mars · old" in picture.text
    assert pressed(picture) == ["bug carry all in workshop-2", "bug carry none in workshop-2"]
    story = story.and_given(asked(c.CarryBugs(()), by="lena"))
    assert not shown(story, n.LeftOver(person="lena")).live


def a_turn_with_a_bug_has_buttons_until_somebody_has_acted() -> None:
    story = given(workshop(), reported("C"))
    told = n.BugTurn(person="dora", bug="B1", round=1, state="open")
    assert pressed(shown(story, told)) == ["bug fix B1 in workshop-2"]
    story = story.and_given(fixed("B1"))
    assert not shown(story, told).live
    told = n.BugTurn(person="tina", bug="B1", round=1, state="fixed")
    assert pressed(shown(story, told)) == [f"bug {act} B1 in workshop-2" for act in ("verify", "reopen", "defer")]
    story = story.and_given(verified("B1", by="nora"))
    assert "verified" in shown(story, told).text
    assert not shown(story, told).live


def one_bug_is_shown_with_its_rounds_and_what_the_reader_may_do() -> None:
    story = given(workshop(), reported(), fixed("B1"), asked(c.ReopenBug("B1", "no <better>"), "tina"))
    picture = bugs.shown(Voice("en"), story.release, q.Bug("B1"), "dora", story.now)
    assert "fixed by Dora" in picture.text
    assert "“no &lt;better&gt;”" in picture.text
    assert "open · round 2 · Dora to mend it" in picture.text
    assert pressed(picture) == ["bug fix B1 in workshop-2"]


def what_is_mine_names_the_bugs_that_wait_for_me() -> None:
    story = given(workshop(), reported(), reported("C", "api"), fixed("B1"))
    mine = {who: status.mine(EN, story.release, who, story.now).text for who in ("dora", "tina", "dave")}
    assert "1 bug waits for you: `/release bug B1`" in mine["tina"]
    assert "1 bug waits for you: `/release bug B2`" in mine["dave"]
    assert "bug" not in mine["dora"]


def the_list_shows_what_fits_worst_first() -> None:
    story = given(workshop(), reported("C"), reported("B", "api"), reported("A"), fixed("B3"))
    every = bugs.shown(EN, story.release, q.Bugs(), "tina", story.now).text
    places = [every.index(bug) for bug in ("B2 B", "B1 C", "B3 A")]
    assert places == sorted(places)
    web = bugs.shown(EN, story.release, q.Bugs(system="web", state="open"), "tina", story.now).text
    assert "B1 C" in web
    assert "B2 B" not in web
    assert "B3 A" not in web


def the_form_offers_the_plans_names_and_the_newest_environment() -> None:
    view = forms.view(EN, BugForm(given(workshop(), *TESTED).release, "bug"))
    by_key = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert list(by_key) == ["severity", "system", "environment", "title", "detail"]
    assert [option["value"] for option in by_key["system"]["options"]] == ["web", "api"]
    assert by_key["environment"]["initial_option"]["value"] == "test"


FELL = (*TESTED, reported("C"), passed(), reported("A"))


def why_names_the_bugs_that_keep_a_gate_shut_whose_turn_it_is_and_the_difference() -> None:
    story = given(workshop(), *FELL)
    text = status.why(EN, story.release, "gate", "tina", story.now).text
    assert "ready for preheat: A 1/0 · B 0/0 · C 1/1 — not met" in text
    assert "B2 A · web · test · A in web — open · Dora to mend it" in text
    assert "B1 C" not in text
    assert "A 0 · B 0 · C 1. Now: A 1 · B 0 · C 1" in text


def the_card_and_the_status_count_bugs_against_the_limits() -> None:
    story = given(workshop(), *TESTED, reported("B"))
    for text in (shown(story, n.Card(phase=1)).text, status.status(EN, story.release, "tina", story.now).text):
        assert "gate ready for preheat: A 0/0 · B 1/0 · C 0/1 — not met" in text
    assert "🐞 1 bug open: A 0 · B 1 · C 0" in status.status(EN, story.release, "tina", story.now).text
    story = story.and_given(waived("gate"))
    assert "B 1/0 · C 0/1 — not met, waived" in shown(story, n.Card(phase=1)).text


def whoever_signs_a_gate_reads_what_it_counts() -> None:
    story = given(workshop(), *TESTED)
    assert "A 0/0 · B 0/0 · C 0/1 — met" in prompts.item(EN, story.release, "gate", "tina", story.now)


def a_gate_that_fell_tells_the_difference_and_later_that_it_is_met_again() -> None:
    story = given(workshop(), *FELL)
    told = n.GateFell(person="tina", item="gate", passed={"A": 0, "C": 1}, counts={"A": 1, "C": 1})
    fallen = shown(story, told)
    assert fallen.live
    assert "When it was passed: A 0 · C 1. Then: A 1 · C 1" in fallen.text
    assert "B2 A · web" in fallen.text
    again = shown(story.and_given(fixed("B2"), verified("B2")), told)
    assert not again.live
    assert "— met" in again.text


def a_refused_signature_says_what_is_too_much() -> None:
    story = given(workshop(), *FELL)
    decision = story.when(c.Sign("gate"), by="tina").decision
    assert isinstance(decision, r.GateShut)
    assert refusal(EN, story.release, decision) == (
        "gate (the standard is met) cannot be signed: its standard is not met. Open bugs: 1 A (allowed: 0): B2 A web. "
        "When it was passed before: A 0 · B 0 · C 1. Who is to act: `/release why gate`. "
        "The lead lets it go with `/release waive gate REASON`"
    )
    assert refusal(ZH, story.release, decision) == (
        "gate（the standard is met）不能签字：尚未达标。未解决的缺陷：A 级 1 个（允许 0 个）：B2 A web。"
        "此前达标时：A 0 · B 0 · C 1。查看由谁处理：`/release why gate`。项目负责人可放行：`/release waive gate 原因`"
    )


def the_json_tells_bugs_and_gates() -> None:
    release: Release = given(workshop(), *FELL, fixed("B2")).release
    told: dict[str, Any] = as_json(release, release.started_at, ())
    bug = told["bugs"][1]
    assert (bug["id"], bug["state"], bug["owner"], bug["turn"], bug["fixer"]) == (
        "B2",
        "fixed",
        "dora",
        ["tina"],
        "dora",
    )
    item = next(item for item in told["items"] if item["id"] == "gate")
    assert item["gate"]["counts"] == {"A": 1, "B": 0, "C": 1}
    assert item["gate"]["passed"]["counts"] == {"A": 0, "B": 0, "C": 1}
    assert item["blocked_by"] == [{"kind": "bug", "bug": "B2"}]
