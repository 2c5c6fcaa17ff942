"""What is answered, recorded and refused about bugs and gates, in both languages."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import begin
from bot.record.outcome import Done
from bot.speech.answers import answer
from bot.speech.log import what
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.plans import bakery, boying
from tests.domain.story import DAY, Fact, Story, asked, given
from tests.domain.workshop import TESTED, fixed, passed, reported, verified, workshop

EN, ZH = Voice("en", "plain"), Voice("zh-CN", "plain")
NORA_FOR_TINA: Fact = lambda release, now: asked(c.NameStandIn("olaf", "tina", now, now + DAY), "lena")(release, now)  # noqa: E731
LATER = asked(c.DeferBug("B1", "later"), "tina")

ANSWERED: list[tuple[tuple[Fact, ...], tuple[str, c.Command], str, str]] = [
    (
        (), ("olaf", c.ReportBug("A", "web", "Cannot <pay>")),
        "Reported: B1 A · web · test · Cannot <pay>. To mend it: Dora.",
        "已报告：B1 A · web · test · Cannot <pay>。由Dora修复。",
    ),
    (
        (*TESTED, passed()), ("olaf", c.ReportBug("A", "web", "slow", "", "test")),
        ("Reported: B1 A · web · test · slow. To mend it: Dora. With that gate (the standard is met) is shut again "
        "(A 1 · B 0 · C 0), and its signatures ended: `/release why gate`"),
        ("已报告：B1 A · web · test · slow。由Dora修复。因此gate（the standard is met）不再达标（A 1 · B 0 · C 0），"
        "原有签字失效：`/release why gate`"),
    ),
    (
        (reported(),), ("dora", c.FixBug("B1")),
        "B1 A web is fixed. To verify it: Tina.", "B1 A web 已修复，由Tina验证。",
    ),
    (
        (*TESTED, reported(), fixed("B1")), ("tina", c.VerifyBug("B1")),
        "B1 A web is verified. Next for you: gate (the standard is met).",
        "B1 A web 已验证通过。接下来轮到你：gate（the standard is met）。",
    ),
    (
        (reported(), fixed("B1")), ("tina", c.ReopenBug("B1", "not so")),
        "B1 A web is open again, round 2. To mend it: Dora.", "B1 A web 已重新打开，第 2 轮，由Dora修复。",
    ),
    (
        (reported("C"),), ("tina", c.DeferBug("B1", "harmless")),
        "B1 C web is deferred: you signed for it, and the next release is asked about it.",
        "B1 C web 已由你签字延期，下次发布开始时会再询问。",
    ),
    (
        (reported("C"),), ("tina", c.GradeBug("B1", "B", "worse")),
        "B1 B web: that is its severity now.", "B1 B web：级别已改。",
    ),
    (
        TESTED, ("tina", c.Sign("gate")),
        ("Signed gate (the standard is met) as tester. Next: preheat web (Olaf), preheat api (Olaf). "
        "Counted: A 0 · B 0 · C 0."),
        ("已签字（tester）：gate（the standard is met）。下一步：preheat web（Olaf）、preheat api（Olaf）。"
        "当时未解决的缺陷：A 0 · B 0 · C 0。"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "asking", "english", "chinese"), ANSWERED)
def an_answer_says_what_became_of_the_bug_and_whose_turn_it_is(
    facts: tuple[Fact, ...], asking: tuple[str, c.Command], english: str, chinese: str
) -> None:
    story = given(workshop(), *facts).when(asking[1], by=asking[0])
    done = Done(story.before, story.events, story.release)
    assert answer(EN, done, asking[0]) == english
    assert answer(ZH, done, asking[0]) == chinese


def the_lead_reads_what_comes_along_and_what_stays_behind() -> None:
    story = given(workshop())
    started = story.history[0]
    assert isinstance(started, e.Started)
    left = tuple(
        e.Deferred(release="workshop-1", bug=bug, severity="C", system="web", title="old") for bug in ("B1", "B2", "B3")
    )
    offered = Story(begin(started.model_copy(update={"left_over": left})), story.now, story.history)
    carried = offered.when(c.CarryBugs(("workshop-1 B2",)), by="lena")
    done = Done(carried.before, carried.events, carried.release)
    assert answer(EN, done, "lena") == "Taken on: B1 C web. 2 bugs stay behind."
    assert answer(ZH, done, "lena") == "已带入本次发布：B1 C web。2 个缺陷不带入。"
    assert of(carried, e.DeferralsCarried) == [
        "answered for what was left over: workshop-1 B1, workshop-1 B2, workshop-1 B3"
    ]


def of(story: Story, kind: type[e.Event]) -> list[str]:
    return [what(EN, story.release, event) for event in story.history if isinstance(event, kind)]


def every_step_of_a_bug_and_a_gate_is_on_the_record() -> None:
    story = given(workshop(), *TESTED, passed(), NORA_FOR_TINA, reported("C"), reported("A"), fixed("B2"))
    story = story.and_given(asked(c.ReopenBug("B2", "not so"), "tina"), fixed("B2"), verified("B2", by="olaf"), LATER)
    story = story.and_given(asked(c.GradeBug("B1", "B", "worse"), "tina"))
    assert of(story, e.GatePassed) == ["with that gate (the standard is met) counted A 0 · B 0 · C 0"]
    assert of(story, e.GateLost) == [
        "gate (the standard is met) lost its signatures, because its standard is not met: A 1 · B 0 · C 1"
    ]
    assert of(story, e.BugReported)[1] == "reported B2 (A · web · test): “A in web”"
    assert of(story, e.BugFixed) == ["fixed B2"] * 2
    assert of(story, e.BugVerified) == ["verified B2, standing in for Tina"]
    assert of(story, e.BugReopened) == ["opened B2 again", "opened B1 again"]
    assert of(story, e.BugDeferred) == ["deferred B1 to the next release"]
    assert of(story, e.BugGraded) == ["graded B1 as B"]


def the_record_calls_an_environment_by_its_name() -> None:
    story = given(boying(), asked(c.ReportBug("B", "boying-web", "slow", environment="test"), "shijiasheng"))
    (reported_b,) = (event for event in story.history if isinstance(event, e.BugReported))
    assert what(ZH, story.release, reported_b) == "报告缺陷 B1（B · boying-web · 测试环境）：“slow”"


REFUSED: list[tuple[tuple[Fact, ...], tuple[str, c.Command], str]] = [
    (
        (reported(),), ("dave", c.FixBug("B1")),
        "B1 is for another role: developer (Dora). Its life: `/release bug B1`",
    ),
    (
        (reported(),), ("tina", c.VerifyBug("B1")),
        "B1 is open: its developer mends it first. Its life: `/release bug B1`",
    ),
    (
        (reported(), fixed("B1")), ("dora", c.VerifyBug("B1")),
        "You have a part in mending B1, and it takes a second pair of eyes. It can be judged by Tina, Theo, Nora.",
    ),
    (
        (reported("B"),), ("tina", c.DeferBug("B1", "later")),
        ("B1 is a B, and such bugs do not wait (those that may: C). "
        "If it is graded wrongly: `/release bug grade B1 SEVERITY REASON`"),
    ),
    (
        (reported("B"),), ("tina", c.GradeBug("B1", "b", "so")),
        "B1 is a B already. To grade it otherwise: `/release bug grade B1 SEVERITY REASON`",
    ),
    (
        (), ("lena", c.CarryBugs(())),
        "No bug of an earlier release is left to answer for. Those of this one: `/release bug list`",
    ),
    (
        (), ("tina", c.ReportBug("S1", "web", "slow")),
        "There is no severity “S1” in this plan. Did you mean `A`, `B`, `C`?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "asking", "told"), REFUSED)
def a_refusal_says_why_and_what_to_do(facts: tuple[Fact, ...], asking: tuple[str, c.Command], told: str) -> None:
    story = given(workshop(), *facts).when(asking[1], by=asking[0])
    assert not isinstance(story.decision, tuple)
    assert refusal(EN, story.release, story.decision) == told
    chinese = refusal(ZH, story.release, story.decision)
    assert chinese != told
    lines = chinese.split("`")[1::2]
    assert [line for line in lines if line.startswith("/release") and not isinstance(parse(line), Line)] == []


def a_bug_that_is_kept_elsewhere_or_nowhere_is_refused_with_where_it_belongs() -> None:
    tracked, without = given(workshop(tracked=True)).release, given(bakery()).release
    assert refusal(EN, tracked, r.KeptElsewhere("", "shop/code")) == (
        "Bugs are kept in the tracker: report it there, shop/code"
    )
    assert refusal(EN, tracked, r.KeptElsewhere("B1", "https://t/1")) == (
        "B1 is kept in the tracker: change it there, https://t/1"
    )
    assert "`bugs`" in refusal(EN, without, r.NoBugs())


def every_kind_of_refusal_about_bugs_is_worded_in_a_test() -> None:
    provoked = {type(given(workshop(), *facts).when(command, by=by).decision) for facts, (by, command), _ in REFUSED}
    worded = provoked | {r.KeptElsewhere, r.NoBugs, r.GateShut}  # the last with the pictures
    assert set(get_args(r.BugRefusal | r.GateRefusal)) <= worded
