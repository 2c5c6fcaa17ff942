"""What was seen is what is done: a yes, a button, an emoji hold for what their surface showed, and for nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.content import UNSEEN, fingerprints, known_to, script_seen, seen
from bot.domain.reading.standing import may_sign
from bot.domain.rules import decide
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.rehearse.evidence import evidence
from bot.talk import reactions
from tests.domain.any_release import Chance, next_step
from tests.domain.plans import boying
from tests.domain.story import EVIDENCE, MINUTE, Fact, Story, actor, asked, given, settled, up_to

seldom = settings(max_examples=40, deadline=None)
LEAD = "shijiasheng"
Brought = c.RecordPrevious | c.RecordBackup | c.AttachScript


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
        if ready and chance.of(range(3)) > 0:
            key, person = chance.of(ready)
            story = story.later(MINUTE).signs(key, by=person)
        else:
            story = next_step(data, story)
    return story


# ── What was found out about a commit ────────────────────────────────────────────────────────────────────────────────


def a_new_commit_ends_what_was_found_out_about_the_old_one_up_to_the_steps_of_the_whole_release() -> None:
    before = given(boying(), settled("2b"))
    story = before.later(MINUTE).confirms(c.SubmitCode("boying-user", "master", "9999999"), by="chenxiaowen")
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
    story = before.confirms(c.AttachScript("boying-database", "late.sql", "ab" * 32), by="fanghao")
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
    story = story.confirms(c.SubmitCode("boying-web", "master", "9999999"), by="fanghao")
    story.then_state("1a-2/boying-web", "waiting").then_state("1a-3/boying-web", "waiting")
    story.then_state("1a-2/boying-user", "done")


def whoever_is_on_an_item_is_told_when_its_content_changes() -> None:
    before = given(boying(), up_to("1d/boying-user")).and_given(
        lambda _release, now: (e.Watched(at=now, by="fucheng", user="", via="slash", item="1d/boying-user"),)
    )
    story = before.later(MINUTE).confirms(c.SubmitCode("boying-user", "master", "9999999"), by="chenxiaowen")
    (told,) = (each for each in story.told if isinstance(each, n.Changed) and each.person == "fucheng")
    assert (told.items, told.watched) == (("1c/boying-user",), ("1d/boying-user",))
    assert "+ boying-user: master 9999999" in told.diff


# ── Confirmations ────────────────────────────────────────────────────────────────────────────────────────────────────


def a_yes_to_less_than_there_is_by_now_is_shown_anew() -> None:
    story = given(boying(), settled("1a-4", "1a-5"))
    writer = story.release.records["1a-4"].signatures[0].person
    shown = story.when(c.Withdraw("1a-4", "typo"), by=writer).decision
    assert isinstance(shown, r.Undoes)
    assert shown.reopens == ("1a-5",)
    later = story.and_given(up_to("2b"))
    again = later.when(c.Withdraw("1a-4", "typo", confirmed=shown.code), by=writer).decision
    assert isinstance(again, r.Undoes)
    assert len(again.reopens) > len(shown.reopens)
    assert later.when(c.Withdraw("1a-4", "typo", confirmed=again.code), by=writer).events


def a_yes_to_another_question_is_none() -> None:
    story = given(boying(), settled("3b-3"))
    abort = story.when(c.Abort("moved"), by=LEAD).decision
    assert isinstance(abort, r.Confirm)
    story.when(c.RollBack("it is broken", confirmed=abort.code), by=LEAD).then(r.Confirm)
    anew = story.when(c.Abort("moved", confirmed="00000000"), by=LEAD).then(r.EndsRelease).decision
    assert isinstance(anew, r.EndsRelease)
    assert anew.code == abort.code


RAN = e.Ran(system="db", environment="live", branch="main", commit="3f2a91c", nothing=False)
NEWER = e.Ran(system="db", environment="", branch="main", commit="5c8e1d4", nothing=False)


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (r.Undoes(c.Withdraw("write", "typo"), ("review", "ship"), ("close",), ("B1",)), "c402f4ee", "typo"),
        (r.SoundsFailed(c.Sign("write", "it failed", "tester")), "a48af890", "as tester it failed"),
        (r.LetsGo(c.Waive("write", "agreed"), ("review",), ("plan",), ("B1",), ("ship",)), "7c34d625", "agreed"),
        (r.LetsGo(c.Waive("write", "agreed")), "45b91dc0", "agreed"),
        (r.EndsRelease(c.Abort("budget"), ("write", "ship")), "abf97bf4", "budget"),
        (r.GoesBack(c.RollBack("lost"), ("ship",), (RAN,)), "886a9de8", "lost"),
        (r.CodeMoves(c.Sign("ship", "as agreed", "tester"), ("test",), (RAN,), (NEWER,)), "c059747c",
         "as tester as agreed"),
        (r.CodeMoves(c.OrderDeployment("ship", "robot", "main", "3f2a91c"), (), (RAN,)), "08244cde",
         "by robot main 3f2a91c"),
        (r.CodeMoves(c.SubmitCode("db", "main", "3f2a91c"), ("test",)), "cd191828", "db main 3f2a91c"),
        (r.CodeMoves(c.AttachScript("db", "7.sql", "ab12"), ("test",)), "8f9cc9eb", "db 7.sql ab12"),
        (r.Replaces(c.RecordPrevious("db", "live", nothing=True), RAN), "37990116", "db live nothing"),
        (r.Replaces(c.RecordBackup("db", "rds-2"), r.Kept("db", "rds-1")), "929f6e61", "db rds-2"),
        (r.Replaces(c.AttachRollback("db", "7.sql", "ef"), r.Kept("db", "ab", "7.sql")), "eaf708f2", "db 7.sql ef"),
    ],
)  # fmt: skip
def a_yes_to_what_an_earlier_version_showed_still_counts(asked: r.Confirm, code: str, words: str) -> None:
    """The codes stand on buttons of messages that were posted before."""
    assert (asked.code, asked.command.words) == (code, words)


def a_yes_to_removing_one_script_removes_no_other() -> None:
    one, other = (r.CodeMoves(c.RemoveScript("db", name, "not needed"), ("test",)) for name in ("7.sql", "8.sql"))
    assert one.code != other.code


@seldom
@whatever(st.data())
def what_a_confirmation_showed_is_exactly_what_it_did(data: st.DataObject) -> None:
    chance = Chance(data)
    story = goes_on(chance, data, chance.of(beginnings()), chance.of(range(4)))
    signed = [key for key, record in story.release.records.items() if record.signatures]
    withdrawals = (c.Withdraw(chance.of(signed), "wrong"),) if signed else ()
    asks: tuple[c.Withdraw | c.RollBack | c.Abort, ...] = (*withdrawals, c.RollBack("it is broken"), c.Abort("moved"))
    asked = chance.of(asks)
    shown = story.when(asked, by=LEAD).decision
    if not isinstance(shown, r.Confirm):
        return
    story = goes_on(chance, data, story, chance.of(range(4))).when(c.Tick())  # moments that came are on record
    before = story.release
    decided = decide(before, replace(asked, confirmed=shown.code), actor(LEAD), story.now)
    story = story.when(replace(asked, confirmed=shown.code), by=LEAD)
    if not isinstance(decided, tuple):
        assert story.release == before
        return
    after = story.release
    lost = {key for key in before.records if before.records[key].signatures and not after.records[key].signatures}
    match shown:
        case r.Undoes():
            closed = {
                key
                for key, record in before.records.items()
                if record.standing == "open" and after.standing(key) != "open" and key != shown.item
            }
            assert (lost - {shown.item}, closed - lost) == (set(shown.reopens), set(shown.closes))
        case r.GoesBack():
            (opened,) = (event for event in decided if isinstance(event, e.RollbackOpened))
            assert (lost, opened.systems) == (set(shown.reopens), tuple(ran.system for ran in shown.runs))
            assert [before.previous.get((ran.system, ran.environment)) for ran in shown.runs] == [
                Previous(ran.branch, ran.commit, ran.nothing) for ran in shown.runs
            ]
        case r.EndsRelease():
            left = {key for key, record in before.records.items() if record.standing not in SETTLED}
            assert (after.state, lost, left) == ("aborted", set(), set(shown.left))


# ── Buttons, emoji, forms ────────────────────────────────────────────────────────────────────────────────────────────


def submitted(system: str, commit: str) -> Fact:
    """As if it were recorded by a step that ends nothing else: what is on a screen is not touched by it."""
    return lambda _release, now: (
        e.CodeSubmitted(at=now, by="", user="", via="slash", system=system, branch="master", commit=commit),
    )


def what_was_shown_is_signed_or_nothing_is() -> None:
    item = "1c/boying-user"
    story = given(boying(), up_to(item)).later(MINUTE)
    shown = seen(story.release, item)
    moved = story.and_given(submitted("boying-user", "9999999"))
    moved.when(c.Sign(item, seen=shown), by="fucheng", via="button").then(r.ShownAnew(item, shown))
    moved.when(c.Sign(item, seen=UNSEEN), by="fucheng", via="button").then(r.ShownAnew(item, UNSEEN))
    moved.when(c.Deploy(item, failed="disk full", seen=shown), by="fucheng").then(r.ShownAnew(item, shown))
    moved.when(c.Sign(item, seen=shown), by="licuiqi").then(r.NotYourRole)
    anew = moved.when(c.Sign(item, seen=seen(moved.release, item)), by="fucheng", via="button")
    assert next(each for each in anew.events if isinstance(each, e.Deployed)).commit == "9999999"
    moved.when(c.Sign(item), by="fucheng").then_state(item, "done")


def an_emoji_signs_the_state_its_message_showed() -> None:
    item = "1c/boying-user"
    story = given(boying(), up_to(item)).later(MINUTE)
    moved, fu = story.and_given(submitted("boying-user", "9999999")), actor("fucheng", "reaction")
    late = reactions.added(moved.release, "sign", (item,), fu, "C1:1", moved.now, story.release)
    assert isinstance(late, c.Sign)
    moved.when(late, by="fucheng", via="reaction").then(r.ShownAnew)
    true = reactions.added(moved.release, "sign", (item,), fu, "C1:1", moved.now, moved.release)
    assert isinstance(true, c.Sign)
    moved.when(true, by="fucheng", via="reaction").then_state(item, "done")


def what_somebody_has_brought_themselves_is_no_news_to_them() -> None:
    item, fu, li = "1b/boying-user", actor("fucheng", "reaction"), actor("licuiqi", "reaction")
    story = given(boying(), up_to(item)).later(MINUTE)
    draft = given(boying(), settled("1b")).release.documents[item][-1].draft
    back = story.when(c.Write(item, draft), by="fucheng").when(c.Withdraw(item), by="fucheng")
    assert known_to(back.release, item, li.person, story.release) != seen(back.release, item)
    again = reactions.added(back.release, "sign", (item,), fu, "C1:1", back.now, story.release)
    assert isinstance(again, c.Sign)
    back.when(again, by="fucheng", via="reaction").then_state(item, "done")


def a_yes_to_what_somebody_brings_is_none_to_anything_else() -> None:
    told = given(boying(), settled("3b-1"), asked(c.RecordPrevious("boying-user", "", "master", "1111111"), LEAD))
    told = told.and_given(asked(c.RecordBackup("boying-database", "rds-1"), "fanghao")).later(MINUTE)
    brought: tuple[tuple[Brought, Brought, str], ...] = (
        (c.RecordPrevious("boying-user", "", "master", "2222222"), c.RecordPrevious("boying-user", nothing=True), LEAD),
        (c.RecordBackup("boying-database", "rds-2"), c.RecordBackup("boying-database", "rds-3"), "fanghao"),
        (
            c.AttachScript("boying-database", "a.sql", "ab" * 32),
            c.AttachScript("boying-database", "b.sql", "cd" * 32),
            "fanghao",
        ),
    )
    for one, other, who in brought:
        shown = told.when(one, by=who).decision
        assert isinstance(shown, r.Confirm)
        told.when(replace(other, confirmed=shown.code), by=who).then(r.Confirm)
        assert told.when(replace(one, confirmed=shown.code), by=who).events


def what_a_hotfix_deploys_is_no_news_to_whoever_mended_it_and_to_nobody_else() -> None:
    """To whoever submitted the system's own code it is."""
    key, own = "H1-redeploy-development", "licuiqi"
    opening = c.OpenHotfix("boying-admin", "hotfix/a", "login fails", developer="chenxiaowen", tester="fucheng")
    story = given(boying(), settled("1c")).later(MINUTE).when(opening, by=LEAD)
    fixes = ("H1-fix", "chenxiaowen", "hotfix/a 1111111"), ("H1-review", LEAD, ""), ("H1-test", "fucheng", EVIDENCE)
    story = story.and_given(*(asked(c.Sign(item, note), by) for item, by, note in fixes)).then_state(key, "open")
    moved = (
        story.later(MINUTE).confirms(c.Sign("H1-fix"), by="chenxiaowen").confirms(c.Withdraw("H1-fix"), "chenxiaowen")
    )
    moved = moved.when(c.Sign("H1-fix", "hotfix/a 2222222"), by="chenxiaowen")
    now = seen(moved.release, key)
    assert next(moved.release.through("boying-admin")).person == own
    assert seen(story.release, key) == known_to(moved.release, key, own, story.release) != now
    assert known_to(moved.release, key, "chenxiaowen", story.release) == now


def what_ran_before_is_news_to_everybody_once_it_was_told_anew() -> None:
    story = given(boying(), settled("3b-3")).later(MINUTE).confirms(c.RollBack("it is broken"), by=LEAD)
    key = "RB1-boying-admin"
    moved = story.confirms(c.RecordPrevious("boying-admin", branch="master", commit="0123456"), by=LEAD)
    for person in moved.release.people:
        assert (
            known_to(moved.release, key, person, story.release) == seen(story.release, key) != seen(moved.release, key)
        )


def a_work_is_sent_back_as_it_was_read() -> None:
    story = given(boying(), up_to("1a-5"))
    shown, writer = seen(story.release, "1a-5"), story.release.records["1a-4"].signatures[0].person
    again = story.later(MINUTE).when(rewritten(story), by=writer)
    reviewer = may_sign(again.release, "1a-5", again.now)[0]
    again.when(c.SendBack("1a-5", "no rollback", seen=shown), by=reviewer).then(r.ShownAnew("1a-5", shown))


def rewritten(story: Story) -> c.Write:
    draft = story.release.documents["1a-4"][-1].draft
    return c.Write("1a-4", replace(draft, sections={**draft.sections, "rollback": "call the DBA first"}))


def the_standard_is_confirmed_with_the_bugs_that_were_counted() -> None:
    story = given(boying(), up_to("2-gate"))
    shown = seen(story.release, "2-gate")
    story = story.later(MINUTE).when(c.ReportBug("C", "boying-web", "a typo", "", "test"), by="fucheng")
    story.when(c.Sign("2-gate", seen=shown), by=LEAD).then(r.ShownAnew("2-gate", shown))


@seldom
@whatever(st.data())
def every_standing_signature_was_given_by_who_may_for_what_their_surface_showed(data: st.DataObject) -> None:
    """Some press at once what they look at, others what they have had on their screen for a while."""
    chance, screens = Chance(data), list[tuple[str, str, str, Mapping[str, str]]]()
    story = chance.of(beginnings())
    known = {(key, each.at) for key, record in story.release.records.items() for each in record.signatures}
    for _ in range(chance.of(range(12))):
        ready = [(key, who) for key in story.release.records for who in may_sign(story.release, key, story.now)]
        for key, person in [chance.of(ready)] if ready else []:
            content = fingerprints(story.release, story.release.item(key))
            screens.append((key, person, seen(story.release, key), content))
        story = changed_by_somebody(chance, data, story).later(MINUTE)
        for key, person, shown, content in [chance.of(screens)] if screens else []:
            able, before = may_sign(story.release, key, story.now), story.release
            story = story.when(c.Sign(key, evidence(before, key, EVIDENCE), seen=shown), by=person)
            decided = story.decision if isinstance(story.decision, tuple) else ()
            for signed in (each for each in decided if isinstance(each, e.Signed) and each.item == key):
                held = [name for name in signed.content if name in content and not brings(before, key, name)]
                assert person in able
                assert [signed.content[name] for name in held] == [content[name] for name in held]
    for key, record in story.release.records.items():
        for signature in record.signatures:
            if (key, signature.at) not in known:
                now = fingerprints(story.release, story.release.item(key))
                assert all(now.get(name, each) == each for name, each in signature.content.items())


def brings(release: Release, key: str, content: str) -> bool:
    """Whether whoever signs brings this content with the signature: a document, or branch and commit."""
    asks = release.item(key).step.asks
    return asks is not None and content in (asks.document, asks.kind)


def changed_by_somebody(chance: Chance, data: st.DataObject, story: Story) -> Story:
    """Code and scripts are submitted anew, bugs are found, documents are rewritten; or work goes on."""
    systems = tuple(story.release.plan.systems)
    match chance.of(range(5)):
        case 0:
            system = chance.of(systems)
            developer = story.release.holders("developer", system)[0]
            return story.confirms(c.SubmitCode(system, "master", chance.of(("1111111", "2222222"))), by=developer)
        case 1:
            script = c.AttachScript("boying-database", "x.sql", chance.of(("ab" * 32, "cd" * 32)))
            return story.when(script, by="fanghao")
        case 2 if "1a-4" in story.release.documents:
            return story.when(rewritten(story), by=story.release.documents["1a-4"][-1].person)
        case 3:
            return story.when(c.ReportBug("C", chance.of(systems), "a typo", "", "test"), by="fucheng")
        case _:
            return goes_on(chance, data, story, 1)


# ── Scripts, and the way back ────────────────────────────────────────────────────────────────────────────────────────


def a_script_counts_as_read_by_whom_it_was_shown_as_it_is() -> None:
    system, name = "boying-database", "late.sql"
    story = given(boying()).later(MINUTE).when(c.AttachScript(system, name, "ab" * 32), by="fanghao")
    shown = script_seen(story.release, system, name)
    read = c.ReviewScript(system, name, shown)
    story.when(read, by=LEAD, via="button").then_events(e.ScriptReviewed)
    refused = r.ScriptShownAnew(system, name, shown)
    anew = (c.RemoveScript(system, name, "wrong"), c.AttachScript(system, name, "cd" * 32))
    for another in (anew, (c.AttachRollback(system, name, "ef" * 32),)):
        moved = story.later(MINUTE).and_given(*(asked(each, by="fanghao") for each in another))
        moved.when(read, by=LEAD, via="button").then(refused)
        moved.when(read, by="fanghao", via="button").then(r.OwnScript)
        again = replace(read, seen=script_seen(moved.release, system, name))
        moved.when(again, by=LEAD, via="button").then_events(e.ScriptReviewed)
    story.when(c.ReviewScript(system, name, UNSEEN), by=LEAD, via="button").then(r.ScriptShownAnew)


def a_rollback_goes_to_the_versions_that_its_confirmation_showed() -> None:
    story = given(boying(), settled("3b-3")).later(MINUTE)
    asked = story.when(c.RollBack("it is broken"), by=LEAD).decision
    assert isinstance(asked, r.GoesBack)
    first = asked.runs[0]
    other = c.RecordPrevious(first.system, first.environment, "master", "7654321")
    moved = story.confirms(other, by=LEAD)
    again = moved.when(c.RollBack("it is broken", confirmed=asked.code), by=LEAD).decision
    assert isinstance(again, r.GoesBack)
    assert again.runs[0].commit == "7654321"
    moved.when(c.RollBack("it is broken", confirmed=again.code), by=LEAD).then_state("3b-3/boying-web", "blocked")
