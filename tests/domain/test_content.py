"""A signature is bound to what it was given for: exactly those that rest on a change reopen, and their people hear."""

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.content import fingerprints
from bot.domain.rules import decide
from bot.domain.state.release import Release
from tests.domain.harbour import ready, shipped
from tests.domain.papers import DIGEST, OTHER_DIGEST, papers, write
from tests.domain.story import HOUR, Story, actor, agreed, asked, given

REVIEWED = (asked(write(), by="wim"), asked(c.Sign("review"), by="raul"))
AGREED = (*REVIEWED, asked(c.Sign("agree"), by="kim"), asked(c.Sign("chat"), by="kim"))
CODED = (
    asked(c.Sign("code/site", "release/1 1111111"), by="max"),
    asked(c.Sign("code/paper", "release/1 2222222"), by="mia"),
    asked(c.Sign("code/store", "scripts of 1.0"), by="mia"),
    asked(c.Sign("ship/site"), by="kim"),
    asked(c.Sign("ship/paper"), by="kim"),
)
ATTACHED = asked(c.AttachScript("store", "001.sql", DIGEST), by="mia")


def _signed(story: Story) -> set[str]:
    return {key for key, record in story.release.records.items() if record.signatures}


def a_changed_document_reopens_what_rests_on_it_and_nothing_else() -> None:
    before = given(papers(), *AGREED, *CODED).later(HOUR)
    story = before.when(write(rollback="call Kim\nprint the old one"), by="wim")
    assert _signed(before) - _signed(story) == {"review", "agree"}
    changed = [notice for notice in story.told if isinstance(notice, n.Changed)]
    assert {(notice.person, notice.items, notice.content) for notice in changed} == {
        ("raul", ("review",), ("plan",)),
        ("kim", ("agree",), ("plan",)),
    }
    assert {notice.diff for notice in changed} == {("+ Rollback steps: call Kim",)}


def a_changed_branch_reopens_the_deployments_of_its_system_alone() -> None:
    before = given(papers(), *AGREED, *CODED).later(HOUR)
    story = before.confirms(c.SubmitCode("site", "release/1", "3333333"), by="max")
    story.then_events(e.CodeSubmitted, e.Outdated, e.Outdated, e.Signed)
    assert _signed(before) - _signed(story) == {"ship/site"}
    told = n.Changed(
        person="kim", by="max", items=("ship/site",), content=("branch",), asks=("ship/site",),
        diff=("- site: release/1 1111111", "+ site: release/1 3333333"),
    )  # fmt: skip
    assert [notice for notice in story.told if isinstance(notice, n.Changed)] == [told]


def a_changed_script_reopens_what_rests_on_scripts_alone() -> None:
    before = given(papers(), *AGREED, *CODED, ATTACHED, asked(c.Sign("agree"), by="kim"))
    before = before.and_given(asked(c.Sign("ship/store"), by="kim")).later(HOUR)
    for late in (c.AttachScript("store", "002.sql", OTHER_DIGEST), c.RemoveScript("store", "001.sql", "not needed")):
        shown = before.when(late, by="mia")
        assert isinstance(shown.decision, r.CodeMoves)
        assert shown.decision.reopens == ("agree", "ship/store")
        assert _signed(before) == _signed(shown), "nothing happens before it is seen"
        assert _signed(before) - _signed(before.confirms(late, by="mia")) == {"agree", "ship/store"}


def a_script_that_nothing_rests_on_yet_is_taken_at_once() -> None:
    given(papers()).when(c.AttachScript("store", "001.sql", DIGEST), by="mia").then_events(e.ScriptAttached)


def a_script_that_is_known_by_its_hash_or_by_its_name_is_refused_and_nothing_changes() -> None:
    story = given(papers(), ATTACHED)
    twice = story.when(c.AttachScript("store", "copy.sql", f"sha256:{DIGEST.upper()}"), by="mia")
    twice.then(r.ScriptThere("store", "001.sql", same=True))
    named = story.when(c.AttachScript("store", "001.sql", OTHER_DIGEST), by="mia")
    named.then(r.ScriptThere("store", "001.sql", same=False))
    assert [script.digest for script in story.release.scripts["store"]] == [DIGEST]


def a_hash_of_the_wrong_length_is_refused() -> None:
    given(papers()).when(c.AttachScript("store", "1.sql", "abc123"), by="mia").then(r.NotADigest("abc123"))


def the_scripts_of_a_system_are_neither_its_testers_nor_a_strangers() -> None:
    given(papers()).when(c.AttachScript("site", "1.sql", DIGEST), by="tom").then(r.NotTheirs)
    given(papers()).when(c.AttachScript("store", "1.sql", DIGEST), by="max").then(r.NotTheirs)
    given(papers()).when(c.AttachScript("store", "1.sql", DIGEST), by="kim").then_events(e.ScriptAttached)


def a_script_is_removed_by_its_name_and_with_a_reason() -> None:
    story = given(papers(), ATTACHED)
    story.when(c.RemoveScript("store", "0001.sql", "a slip"), by="mia").then(
        r.NoSuchName("script", "0001.sql", ("001.sql",))
    )
    story.when(c.RemoveScript("store", "001.sql"), by="mia").then(r.Lacks)


def a_branch_is_the_developers_to_name_and_signs_the_item_that_asks_for_it() -> None:
    given(papers()).when(c.SubmitCode("site", "release/1", "1111111"), by="mia").then(r.NotTheirs)
    story = given(papers()).when(c.SubmitCode("site", "release/1", "1111111"), by="max")
    story.then_events(e.CodeSubmitted, e.Signed).then_state("code/site", "done")
    story.when(c.SubmitCode("site", "release/1", "1111111"), by="max").then(r.Unchanged("site"))


def the_same_commit_written_short_or_in_capitals_is_no_other() -> None:
    story = given(papers()).when(c.SubmitCode("site", "release/1", "abcdef1234"), by="max")
    for commit in ("abcdef1", "ABCDEF1234", "abcdef123456"):
        story.when(c.SubmitCode("site", "release/1", commit), by="max").then(r.Unchanged("site"))
        taken_back = story.confirms(c.Withdraw("code/site"), by="max")
        taken_back.when(c.Sign("code/site", f"release/1 {commit}"), by="max").then_events(e.Signed)
    assert story.confirms(c.SubmitCode("site", "release/1", "abcdef2"), by="max").events
    assert story.confirms(c.SubmitCode("site", "release/2", "abcdef1"), by="max").events


def a_system_without_branches_names_the_version_of_its_scripts() -> None:
    story = given(papers()).when(c.Sign("code/store", "scripts of 1.0"), by="mia")
    source = story.release.sources["store"]
    assert (source.branch, source.commit) == ("", "scripts of 1.0")


COMMANDS = st.one_of(
    st.builds(lambda text: write(order=text), st.sampled_from(["site last", "site first", "all at once"])),
    st.builds(c.Sign, st.sampled_from(tuple(given(papers()).release.layout.items)), st.sampled_from(["", "1a2b3c4"])),
    st.sampled_from([c.Withdraw(key, "wrong") for key in ("plan", "review", "code/site")]),
    st.just(c.SendBack("review", "not so")),
    st.builds(c.SubmitCode, st.sampled_from(["site", "paper"]), st.just("b"), st.sampled_from(["1111111", "2222222"])),
    st.builds(c.AttachScript, st.just("store"), st.sampled_from(["1", "2"]), st.sampled_from([DIGEST, OTHER_DIGEST])),
    st.builds(c.RemoveScript, st.just("store"), st.sampled_from(["1", "2"]), st.just("no")),
    st.just(c.Pause("lunch")),
    st.just(c.Resume()),
)


@settings(max_examples=60, deadline=None)
@for_all(st.lists(st.tuples(st.sampled_from(tuple(papers().people)), COMMANDS), max_size=25))
def every_standing_signature_was_given_for_what_is_there_now(asked_for: list[tuple[str, c.Command]]) -> None:
    story = given(papers(), *AGREED, *CODED)
    for person, command in asked_for:
        story = story.later(HOUR)
        said = agreed(story.release, command, actor(person), story.now)
        if isinstance(decide(story.release, said, actor(person), story.now), tuple):
            story = story.when(said, by=person)
        _holds(story.release)


def _holds(release: Release) -> None:
    for key, record in release.records.items():
        present = fingerprints(release, release.item(key))
        for signature in record.signatures:
            assert signature.content.items() <= present.items(), (key, signature)


@pytest.mark.parametrize(
    "name",
    ["--upload-pack=x", "a..b", "a b", "a~1", "a^", "a:b", "/a", "a/", "a.lock", "x/.y", "@", "HEAD", "a@{1}", "a//b"],
)
def a_name_that_git_refuses_is_refused_wherever_a_branch_is_read(name: str) -> None:
    story, wrong = given(papers(), *AGREED, *CODED).later(HOUR), r.NotABranch(name)
    story.when(c.SubmitCode("site", name, "3333333"), by="max").then(wrong)
    story.when(c.Deploy("ship/site", name, "3333333"), by="kim").then(wrong)
    live = ready()
    live.when(c.RecordPrevious("gate", "", name, "3333333"), by="olaf").then(wrong)
    shipped("db", "gate").when(c.OpenHotfix("gate", name, "it leaks", tester="tina"), by="mia").then(wrong)


def a_version_that_looks_like_an_option_is_refused_and_so_is_one_in_words() -> None:
    story = given(papers(), *AGREED).later(HOUR)
    story.when(c.Sign("code/site", "--upload-pack=x 1a2b3c4"), by="max").then(r.NotABranch("--upload-pack=x"))
    story.when(c.Sign("code/store", "--all"), by="mia").then(r.NotABranch("--all"))
