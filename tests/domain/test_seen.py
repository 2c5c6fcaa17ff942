"""What was seen is what is done: a yes, a button, an emoji hold for what their surface showed, and for nothing else."""

from dataclasses import replace
from functools import cache

from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.standing import may_sign
from bot.domain.rules import decide
from bot.domain.state.signing import SETTLED
from tests.domain.any_release import Chance, next_step
from tests.domain.plans import boying
from tests.domain.story import MINUTE, Story, actor, given, settled, up_to

seldom = settings(max_examples=40, deadline=None)
LEAD = "shijiasheng"


@cache
def beginnings() -> tuple[Story, ...]:
    """The shipped plan at its start, in test, ready to go live, live, and tested online."""
    plan = boying()
    return (
        given(plan),
        given(plan, settled("1a-4")),
        given(plan, settled("1e")),
        given(plan, settled("2b")),
        given(plan, settled("3b-3")),
        given(plan, up_to("3e")),
    )


def goes_on(chance: Chance, data: st.DataObject, story: Story, steps: int) -> Story:
    """The plan's people do their work, each item with what it asks for; now and then somebody does anything at all."""
    for _ in range(steps):
        ready = [(key, who) for key in story.release.records for who in may_sign(story.release, key, story.now)]
        if ready and chance.of(range(3)):
            key, person = chance.of(ready)
            story = story.later(MINUTE).signs(key, by=person)
        else:
            story = next_step(data, story)
    return story


# ── What was found out about a commit ────────────────────────────────────────────────────────────────────────────────


def a_new_commit_ends_what_was_found_out_about_the_old_one_up_to_the_steps_of_the_whole_release() -> None:
    before = given(boying(), settled("2b"))
    story = before.later(MINUTE).when(c.SubmitCode("boying-user", "master", "9999999"), by="chenxiaowen")
    fallen = [key for key in before.release.records if story.release.standing(key) not in SETTLED]
    of_its_own = [f"{step}/boying-user" for step in ("1a-1", "1a-2", "1a-3", "1c", "1d", "2a-1", "2a-2")]
    of_the_whole = ["1e", "2-gate", "2a-3", "2a-4", "2b"]
    later = [key for keys in story.release.layout.phases[2:] for key in keys]
    assert sorted(fallen) == sorted([*of_its_own, *of_the_whole, *later])
    assert story.release.phase == 0
    told = [notice for notice in story.told if isinstance(notice, n.Changed)]
    assert sorted(notice.person for notice in told) == ["fucheng", "licuiqi", "shijiasheng"], "one message each"
    assert {key for notice in told for key in notice.items} == {*of_its_own[3:], *of_the_whole}
    for notice in told:
        assert notice.diff[1] == "+ boying-user: master 9999999"


def the_same_holds_for_the_scripts_of_a_database_and_of_that_system_alone() -> None:
    before = given(boying(), settled("2b")).later(MINUTE)
    story = before.when(c.AttachScript("boying-database", "late.sql", "ab" * 32), by="fanghao")
    signed = {key for key, record in before.release.records.items() if record.signatures}
    ended = {key for key in signed if not story.release.records[key].signatures}
    assert {"1a-2/boying-database", "1d/boying-database", "1e", "2-gate", "2a-2/boying-database", "2b"} <= ended
    assert {before.release.item(key).system for key in ended} == {None, "boying-database"}


def what_was_found_out_before_the_code_was_submitted_is_bound_to_what_is_submitted_first() -> None:
    story = given(boying(), settled("1a-3")).later(MINUTE)
    same = story.release.sources["boying-web"]
    assert isinstance(
        story.when(c.SubmitCode("boying-web", same.branch, same.commit), by="fanghao").decision, r.Unchanged
    )
    story = story.when(c.SubmitCode("boying-web", "master", "9999999"), by="fanghao")
    story.then_state("1a-2/boying-web", "waiting").then_state("1a-3/boying-web", "waiting")
    story.then_state("1a-2/boying-user", "done")


def whoever_is_on_an_item_is_told_when_its_content_changes() -> None:
    before = given(boying(), up_to("1d/boying-user")).and_given(
        lambda _release, now: (e.Watched(at=now, by="fucheng", user="", via="slash", item="1d/boying-user"),)
    )
    story = before.later(MINUTE).when(c.SubmitCode("boying-user", "master", "9999999"), by="chenxiaowen")
    (told,) = (each for each in story.told if isinstance(each, n.Changed) and each.person == "fucheng")
    assert (told.items, told.watched) == (("1c/boying-user",), ("1d/boying-user",))
    assert "+ boying-user: master 9999999" in told.diff


# ── Confirmations ────────────────────────────────────────────────────────────────────────────────────────────────────


def a_yes_to_less_than_there_is_by_now_is_shown_anew() -> None:
    story = given(boying(), settled("1a-4", "1a-5"))
    writer = story.release.records["1a-4"].signatures[0].person
    shown = story.when(c.Withdraw("1a-4", "typo"), by=writer).decision
    assert isinstance(shown, r.Confirm)
    assert shown.reopens == ("1a-5",)
    later = story.and_given(up_to("2b"))
    again = later.when(c.Withdraw("1a-4", "typo", confirmed=shown.code), by=writer).decision
    assert isinstance(again, r.Confirm)
    assert len(again.reopens) > len(shown.reopens)
    assert later.when(c.Withdraw("1a-4", "typo", confirmed=again.code), by=writer).events


def a_yes_to_another_question_is_none() -> None:
    story = given(boying(), settled("3b-3"))
    abort = story.when(c.Abort("moved"), by=LEAD).decision
    assert isinstance(abort, r.Confirm)
    story.when(c.RollBack("it is broken", confirmed=abort.code), by=LEAD).then(r.Confirm)
    story.when(c.Abort("moved", confirmed="00000000"), by=LEAD).then(abort)


@seldom
@whatever(st.data())
def what_a_confirmation_showed_is_exactly_what_it_did(data: st.DataObject) -> None:
    chance = Chance(data)
    story = goes_on(chance, data, chance.of(beginnings()), chance.of(range(4)))
    signed = [key for key, record in story.release.records.items() if record.signatures]
    asked = chance.of((
        *(c.Withdraw(key, "wrong") for key in (signed and [chance.of(signed)])),
        c.RollBack("it is broken"),
        c.Abort("moved"),
    ))  # fmt: skip
    shown = story.when(asked, by=LEAD).decision
    if not isinstance(shown, r.Confirm):
        return
    story = goes_on(chance, data, story, chance.of(range(4)))
    before = story.release
    decided = decide(before, replace(asked, confirmed=shown.code), actor(LEAD), story.now)
    story = story.when(replace(asked, confirmed=shown.code), by=LEAD)
    if not isinstance(decided, tuple):
        assert story.release == before
        return
    after = story.release
    lost = {key for key in before.records if before.records[key].signatures and not after.records[key].signatures}
    match asked:
        case c.Withdraw(item=item):
            closed = {
                key
                for key, record in before.records.items()
                if record.standing == "open" and after.standing(key) != "open" and key != item
            }
            assert (lost - {item}, closed - lost) == (set(shown.reopens), set(shown.closes))
        case c.RollBack():
            (opened,) = (event for event in decided if isinstance(event, e.RollbackOpened))
            assert (lost, opened.systems) == (set(shown.reopens), shown.closes)
        case c.Abort():
            left = {key for key, record in before.records.items() if record.standing not in SETTLED}
            assert (after.state, lost, left) == ("aborted", set(), set(shown.closes))
