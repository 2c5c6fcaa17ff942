"""Hotfixes: a checklist of their own beside the release, from any environment reached (2a-3)."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.history import evolve
from bot.domain.reading.deployments import runs
from bot.domain.reading.hotfixes import doubts, running_there
from bot.domain.reading.reasons import reasons
from tests.domain.depot import depot
from tests.domain.plans import boying
from tests.domain.story import HOUR, Fact, Story, asked, given, settled, up_to

OPEN = c.OpenHotfix("api", "fix/login", "login fails")
SECOND = "9c8d7e6"


def _through(bug: str = "") -> Story:
    """H1 runs in test; what it mends is verified."""
    reported = asked(c.ReportBug("A", "api", "login fails", environment="test"), by="tom")
    opened = _opened(settled("stage"), reported, command=c.OpenHotfix("api", "fix/login", "login fails", bug=bug))
    return _mended(opened).when(c.Deploy("H1-redeploy-test"), by="tom").then_state("H1-redeploy-test", "done")


def _opened(*facts: Fact, command: c.OpenHotfix = OPEN, by: str = "tom") -> Story:
    return given(depot(), *(facts or (settled("stage"),))).later(HOUR).when(command, by=by)


def _mended(story: Story, key: str = "H1", commit: str = "5e6f7a8") -> Story:
    for item, who, words in ((f"{key}-fix", "mia", commit), (f"{key}-review", "rita", ""), (f"{key}-test", "tom", "")):
        story = story.when(c.Sign(item, words), by=who).then_state(item, "done")
    return story


def a_hotfix_opens_its_own_checklist_and_asks_the_lead_what_it_means() -> None:
    story = _opened().then_events(e.HotfixOpened)
    assert story.release.hotfixes["H1"].items == ("H1-fix", "H1-review", "H1-test", "H1-redeploy-test")
    story.then_state("H1-fix", "open").then_state("H1-review", "waiting").then_may_sign("H1-fix", "mia")
    story.then_told(n.HotfixCrossing(person="lena", hotfix="H1"), n.Prompt(person="mia", items=("H1-fix",)))
    assert story.cards == (0,)


def what_is_left_for_its_system_and_for_all_in_this_phase_waits_for_it() -> None:
    story = _opened().then_state("check/api", "waiting").then_state("agree", "waiting")
    story.then_state("check/web", "open").then_state("check/db", "open")
    story.when(c.Sign("check/api"), by="tom").then(r.TooEarly("check/api", ("H1-redeploy-test",), ("mia",)))


def a_hotfix_is_deployed_to_every_environment_its_system_has_reached() -> None:
    story = _opened(settled("ship"))
    assert story.release.hotfixes["H1"].items[-2:] == ("H1-redeploy-test", "H1-redeploy-live")
    story = _mended(story).when(c.Deploy("H1-redeploy-test"), by="tom").when(c.Deploy("H1-redeploy-live"), by="otto")
    for place in ("test", "live"):
        running = runs(story.release.deployments, "api", place)
        assert running is not None
        assert (running.branch, running.commit) == ("fix/login", "5e6f7a8")
    assert story.release.has_landed(story.release.hotfixes["H1"])
    story = story.then_state("close", "open").when(c.Deploy("stage/api"), by="tom")
    assert story.release.deployments[-1].commit == "5e6f7a8"


def a_system_that_runs_nowhere_needs_no_hotfix() -> None:
    given(depot()).when(OPEN, by="tom").then(r.NowhereDeployed("api"))
    given(depot(), settled("stage")).when(c.OpenHotfix("api", "", "a slip"), by="tom").then(r.Lacks)
    given(depot(), settled("stage")).when(c.OpenHotfix("api", "fix/x"), by="tom").then(r.Lacks)


@pytest.mark.parametrize(
    ("developer", "tester"),
    [("tom", ""), ("", "mia"), ("max", "max"), ("tess", "tess")],
    ids=["the system's tester develops", "its developer tests", "one person does both", "so does another"],
)
def nobody_both_develops_and_tests_a_hotfix(developer: str, tester: str) -> None:
    _opened(command=c.OpenHotfix("api", "fix/x", "a slip", developer, tester)).then(r.HeldApart)


def a_hotfix_gives_nobody_a_role_that_a_lead_has_not_given() -> None:
    for command, person in (
        (c.OpenHotfix("api", "fix/x", "a slip", "rita", ""), "rita"),
        (c.OpenHotfix("api", "fix/x", "a slip", "", "dora"), "dora"),
    ):
        refused = _opened(command=command).then(r.BeyondRole).decision
        assert isinstance(refused, r.BeyondRole)
        assert refused.person == person
        _opened(command=command, by="lena").then_events(e.HotfixOpened)


def a_hotfix_may_name_people_of_its_own() -> None:
    story = _opened(command=c.OpenHotfix("api", "fix/x", "a slip", "max", "tess"))
    story.then_may_sign("H1-fix", "max").when(c.Sign("H1-fix", "5e6f7a8"), by="mia").then(r.NotYourRole)
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="max").when(c.Sign("H1-review"), by="rita")
    story.then_may_sign("H1-test", "tess")
    assert n.DeploymentFailed(person="max", number=4, since=story.now) in (
        story.when(c.Sign("H1-test"), by="tess").when(c.Deploy("H1-redeploy-test", failed="x"), by="tess").told
    )


def whoever_is_named_for_the_system_later_takes_the_hotfix_over() -> None:
    story = _opened(command=c.OpenHotfix("api", "fix/x", "a slip", "max", "tess"))
    story.when(c.Assign("maker", ("eve",), "api"), by="lena").then_may_sign("H1-fix", "eve")
    _opened().when(c.Assign("maker", ("eve",), "api"), by="lena").then_may_sign("H1-fix", "eve")


def the_hotfix_goes_on_while_the_release_is_paused() -> None:
    story = _opened().when(c.Pause("for H1"), by="lena")
    story.when(c.Sign("check/web"), by="tess").then(r.NotRunning("paused"))
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="mia").then_state("H1-fix", "done")
    assert n.Prompt(person="rita", items=("H1-review",)) in story.told
    story = story.when(c.Request("dba", "H1-review", "look"), by="rita").when(c.Answer("R1"), by="dora")
    resumed = story.when(c.Resume(), by="lena")
    assert [told for told in resumed.told if isinstance(told, n.Prompt)] == []


def the_lead_alone_decides_whether_the_release_goes_on() -> None:
    story = _opened()
    story.when(c.CarryOn("H1"), by="mia").then(r.LeadOnly)
    story = story.when(c.CarryOn("H1"), by="lena").then_events(e.HotfixCarriedOn).then_state("check/api", "waiting")
    story.when(c.CarryOn("H1"), by="lena").then(r.HotfixIs("H1", "carried on"))
    story.when(c.AbandonHotfix("H1"), by="lena").then(r.Lacks)


@pytest.mark.parametrize(("words", "commit"), [("1.4.1", "1.4.1"), ("5e6f7a8", "5e6f7a8")])
def a_hotfix_of_a_system_without_branches_names_its_scripts(words: str, commit: str) -> None:
    story = _opened(command=c.OpenHotfix("db", "scripts-1.4.1", "slow")).when(c.Sign("H1-fix", words), by="mia")
    fix = story.release.hotfixes["H1"]
    assert (fix.branch, fix.commit) == ("scripts-1.4.1", commit)


def an_abandoned_hotfix_lets_go_what_waited_for_it_and_stays_visible() -> None:
    story = _opened().when(c.AbandonHotfix("H1", "next version"), by="lena").then_events(e.HotfixAbandoned)
    story.then_state("H1-fix", "waived").then_state("H1-redeploy-test", "waived").then_state("check/api", "open")
    assert story.release.records["H1-fix"].waiver
    story.when(c.CarryOn("H1"), by="lena").then(r.HotfixIs("H1", "abandoned"))
    assert story.release.source("api")[0] == "main"


def a_hotfix_that_is_through_is_decided_no_more() -> None:
    story = _mended(_opened()).when(c.Sign("H1-redeploy-test"), by="tom").then_state("check/api", "open")
    story.when(c.AbandonHotfix("H1", "a slip"), by="lena").then(r.HotfixIs("H1", "landed"))


def the_bug_it_mends_is_fixed_and_verified_by_its_checklist() -> None:
    reported = asked(c.ReportBug("A", "api", "login fails", environment="test"), by="tom")
    story = _opened(settled("stage"), reported, command=c.OpenHotfix("api", "fix/login", bug="B1"))
    assert story.release.hotfixes["H1"].reason == "login fails"
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="mia")
    assert story.release.bugs["B1"].state == "fixed"
    story = story.when(c.Sign("H1-review"), by="rita").when(c.Sign("H1-test"), by="tom")
    assert story.release.bugs["B1"].state == "verified"
    story.when(c.OpenHotfix("api", "fix/y", bug="B1"), by="tom").then(r.BugIs)


def the_reviewer_of_a_fix_did_not_write_it() -> None:
    """The step it reviews is the hotfix's own: the checklist's names become those of the hotfix."""
    story = _opened(command=c.OpenHotfix("api", "fix/x", "a slip", "max", "tom"))
    story = story.when(c.Assign("reviewer", ("max", "rita")), by="lena").when(c.Sign("H1-fix", "5e6f7a8"), by="max")
    story.when(c.Sign("H1-review"), by="max").then(r.FourEyes)
    sent_back = story.when(c.SendBack("H1-review", "no test"), by="rita").then_state("H1-fix", "open")
    assert n.Returned(person="max", item="H1-fix", by="rita", reason="no test") in sent_back.told


def an_item_of_a_hotfix_is_blocked_waived_and_taken_back_like_any_other() -> None:
    story = _opened().when(c.Block("H1-fix", "no access"), by="mia").then_state("H1-fix", "blocked")
    story = story.when(c.Unblock("H1-fix"), by="mia").when(c.Watch("H1-fix"), by="mia").then_events(e.Watched)
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="mia").then_state("H1-review", "open")
    story.confirms(c.Waive("H1-review", "obvious"), by="lena").then_state("H1-test", "open")
    story.when(c.Withdraw("H1-fix"), by="mia").then_state("H1-review", "waiting")


def two_hotfixes_go_side_by_side_and_the_system_waits_for_both() -> None:
    story = (
        _opened()
        .when(c.OpenHotfix("api", "fix/b", "another"), by="tom")
        .when(c.AbandonHotfix("H1", "a slip"), by="lena")
    )
    story.then_state("H2-fix", "open").then_state("check/api", "waiting")
    story.when(c.AbandonHotfix("H2", "a slip"), by="lena").then_state("check/api", "open")


def the_shipped_plan_takes_a_hotfix_from_preheat() -> None:
    story = given(boying(), up_to("2a-2/boying-user")).when(c.OpenHotfix("boying-user", "fix/a", "慢"), by="fucheng")
    assert story.release.hotfixes["H1"].items == (
        "H1-fix", "H1-review", "H1-test", "H1-redeploy-development", "H1-redeploy-test", "H1-redeploy-preheat",
    )  # fmt: skip
    story = story.and_given(settled("2a-2"))
    story.then_state("2a-2/boying-user", "done")


def what_broke_is_mended_before_its_turn_so_that_a_hotfix_above_it_goes_on() -> None:
    """Else the hotfix would wait for the database there, the database for the plan, and the plan for the hotfix."""
    broken = given(depot(), settled("stage")).later(HOUR).when(c.Deploy("stage/db", failed="disk full"), by="dora")
    story = broken.confirms(c.Withdraw("plan", "wrong"), by="rita").when(OPEN, by="tom")
    story = _mended(story.then_state("plan", "waiting")).then_state("H1-redeploy-test", "waiting")
    story.when(c.Deploy("stage/db"), by="otto").then(r.NotYourRole)
    story = story.later(HOUR).when(c.Deploy("stage/db"), by="dora").then_events(e.Unblocked, e.Deployed)
    story.then_state("stage/db", "waiting").then_state("H1-redeploy-test", "open")
    story = story.when(c.Sign("H1-redeploy-test"), by="tom").then_state("plan", "open")


def _bug(story: Story) -> str:
    return story.release.bugs["B1"].state


def a_second_hotfix_is_asked_by_name_whether_it_holds_the_first_before_it_replaces_it() -> None:
    story = _through("B1").when(c.OpenHotfix("api", "fix/slow", "too slow"), by="tom")
    asked_now = story.when(c.Sign("H2-fix", SECOND), by="mia")
    assert n.HotfixDoubted(person="mia", hotfix="H1", commit=SECOND) in asked_now.told
    story = _mended(story, "H2", SECOND)
    doubt = r.HotfixInDoubt("H2-redeploy-test", "H1", SECOND, ("mia",))
    story.when(c.Deploy("H2-redeploy-test"), by="tom").then(doubt)
    story.when(c.Sign("H2-redeploy-test"), by="tom").then(doubt)
    assert doubt in tuple(reasons(story.release, story.release.item("H2-redeploy-test"), story.now))
    story.when(c.CompareHotfix("H1", SECOND, holds=True), by="tess").then(r.HotfixInDoubt)

    held = story.when(c.CompareHotfix("H1", SECOND, holds=True), by="mia").then_events(e.HotfixCompared)
    assert (_bug(held), doubts(held.release)) == ("verified", ())
    held.when(c.CompareHotfix("H1", SECOND, holds=True), by="lena").then(r.ComparedAlready)
    assert held.when(c.Deploy("H2-redeploy-test"), by="tom").then_state("check/api", "open").release.deployments

    lost = story.when(c.CompareHotfix("H1", SECOND, holds=False), by="lena")
    lost.then_events(e.HotfixCompared, e.BugReopened)
    assert n.BugTurn(person="mia", bug="B1", round=2, state="open") in lost.told
    lost = lost.when(c.Deploy("H2-redeploy-test"), by="tom").then_state("H2-redeploy-test", "done")
    assert [fix.id for fix in running_there(lost.release, "api", "test")] == ["H2"]


def a_later_commit_of_the_branch_is_asked_the_same() -> None:
    """Not a hotfix over a hotfix alone: whatever replaces one."""
    later = _through("B1").later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    assert n.HotfixDoubted(person="mia", hotfix="H1", commit=SECOND) in later.told
    later.when(c.Deploy("stage/api"), by="tom").then(r.HotfixInDoubt("stage/api", "H1", SECOND, ("mia",)))
    lacking = later.when(c.CompareHotfix("H1", SECOND, holds=False), by="mia").then_events(
        e.HotfixCompared, e.BugReopened
    )
    lacking.when(c.Deploy("stage/api"), by="tom").then_events(e.Signed, e.Deployed).then_state("stage/api", "done")
    held = later.when(c.CompareHotfix("H1", SECOND, holds=True), by="mia")
    another = held.confirms(c.SubmitCode("api", "main", "1234567"), by="mia").when(c.Deploy("stage/api"), by="tom")
    another.then(r.HotfixInDoubt("stage/api", "H1", "1234567", ("mia",)))


def what_runs_there_already_is_asked_about_too() -> None:
    """A platform may end what it began before the hotfix came: that is on record, and asked about afterwards."""
    story = _through("B1")
    ran = e.Deployed(
        at=story.now, by="tom", via="webhook", system="api", environment="test", commit=SECOND, item="stage/api"
    )
    assert doubts(evolve(story.release, ran)) == (("H1", SECOND),)


def only_what_is_asked_is_said_and_a_hotfix_that_mends_no_bug_is_lost_without_one() -> None:
    story = _through().when(c.OpenHotfix("api", "fix/slow", "too slow"), by="tom")
    story = story.when(c.Sign("H2-fix", SECOND), by="mia")
    story.when(c.CompareHotfix("H1", SECOND, holds=False), by="mia").then_events(e.HotfixCompared)
    story.when(c.CompareHotfix("H1", "abcdef0", holds=False), by="mia").then(
        r.NoSuchName("commit", "abcdef0", (SECOND,))
    )


def nothing_is_asked_about_a_hotfix_that_runs_nowhere() -> None:
    story = _opened().when(c.OpenHotfix("api", "fix/slow", "too slow"), by="tom")
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="mia").when(c.Sign("H2-fix", SECOND), by="mia")
    assert doubts(story.release) == ()


def an_answer_given_in_haste_is_given_anew() -> None:
    story = _through("B1").later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    story = story.when(c.CompareHotfix("H1", SECOND, holds=True), by="mia")
    story.when(c.CompareHotfix("H1", SECOND, holds=False), by="mia").then_events(e.HotfixCompared, e.BugReopened)


def _found_live() -> Story:
    """B1 was found live; H1, which mends it, is tested and runs nowhere yet."""
    reported = asked(c.ReportBug("A", "api", "login fails", environment="live"), by="tom")
    return _mended(_opened(settled("ship"), reported, command=c.OpenHotfix("api", "fix/login", bug="B1")))


@pytest.mark.parametrize(
    ("command", "by"),
    [
        (c.AbandonHotfix("H1", "too risky"), "lena"),
        (c.Waive("H1-redeploy-live", "no time"), "lena"),
        (c.Withdraw("H1-test", "it still fails"), "tom"),
        (c.Withdraw("H1-fix", "the wrong commit"), "lena"),
    ],
    ids=["abandoned", "never deployed there", "its test taken back", "its fix taken back"],
)
def a_bug_is_open_again_once_its_hotfix_no_longer_mends_it(
    command: c.AbandonHotfix | c.Waive | c.Withdraw, by: str
) -> None:
    story = _found_live()
    assert _bug(story) == "verified"
    story = story.confirms(command, by=by)
    assert (_bug(story), story.release.bugs["B1"].round) == ("open", 2)
    assert n.BugTurn(person="mia", bug="B1", round=2, state="open") in story.told
    assert [each.reason for each in story.events if isinstance(each, e.BugReopened)] == [f"H1: {command.reason}"]


def a_waiver_names_the_bug_that_it_opens_again_before_it_is_confirmed() -> None:
    shown = _found_live().when(c.Waive("H1-redeploy-live", "no time"), by="lena").decision
    assert isinstance(shown, r.LetsGo)
    assert shown.bugs == ("B1",)
    elsewhere = _found_live().confirms(c.Waive("H1-redeploy-test", "it was tested by hand"), by="lena")
    assert _bug(elsewhere) == "verified"


def a_fix_sent_back_is_none_and_a_test_given_anew_counts_anew() -> None:
    reported = asked(c.ReportBug("A", "api", "login fails", environment="test"), by="tom")
    story = _opened(settled("stage"), reported, command=c.OpenHotfix("api", "fix/login", bug="B1"))
    story = story.when(c.Sign("H1-fix", "5e6f7a8"), by="mia").when(c.SendBack("H1-review", "no test"), by="rita")
    assert _bug(story.then_events(e.SentBack, e.BugReopened)) == "open"
    story = _mended(story.later(HOUR)).when(c.Withdraw("H1-test", "a slip"), by="tom")
    assert _bug(story) == "open"
    assert _bug(story.later(HOUR).when(c.Sign("H1-test"), by="tom")) == "verified"


def a_hotfix_that_will_not_run_where_the_bug_was_found_mends_nothing() -> None:
    reported = asked(c.ReportBug("A", "api", "login fails", environment="live"), by="tom")
    story = _opened(settled("ship"), reported, command=c.OpenHotfix("api", "fix/login", bug="B1"))
    story = _mended(story.confirms(c.Waive("H1-redeploy-live", "no time"), by="lena"))
    assert _bug(story) == "open"


def a_bug_mended_by_hand_is_none_of_its_hotfix() -> None:
    reported = asked(c.ReportBug("A", "api", "login fails", environment="test"), by="tom")
    story = _opened(settled("stage"), reported, command=c.OpenHotfix("api", "fix/login", bug="B1"))
    story = story.when(c.FixBug("B1", "a setting"), by="mia").when(c.VerifyBug("B1"), by="tom")
    assert _bug(story.when(c.AbandonHotfix("H1", "not needed"), by="lena").then_events(e.HotfixAbandoned)) == "verified"


def a_hotfix_that_lands_late_takes_the_place_of_nothing_submitted_after_it() -> None:
    story = _mended(_opened()).later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    story = story.later(HOUR).confirms(c.Deploy("H1-redeploy-test"), by="tom").then_state("H1-redeploy-test", "done")
    assert story.release.source("api") == ("main", SECOND)


@pytest.mark.parametrize("command", [c.Sign("H1-redeploy-test", "as planned"), c.Deploy("H1-redeploy-test")])
@pytest.mark.parametrize("fixed", ["before", "after"])
def what_is_older_goes_over_something_newer_only_when_that_is_shown_and_confirmed(
    command: c.Sign | c.Deploy, fixed: str
) -> None:
    """A hotfix is as old as its opening: it need not hold what was submitted since, whenever its own commit came."""
    story = _mended(_opened()) if fixed == "before" else _opened()
    story = story.later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    story = story.later(HOUR).when(c.Deploy("stage/api"), by="tom").then_events(e.Signed, e.Deployed)
    story = (story if fixed == "before" else _mended(story)).later(HOUR)
    shown = story.when(command, by="tom").decision
    assert isinstance(shown, r.CodeMoves)
    assert shown.newer == (e.Ran(system="api", environment="test", branch="main", commit=SECOND),)
    assert [ran.commit for ran in shown.runs] == ["5e6f7a8"]
    running = runs(story.confirms(command, by="tom").release.deployments, "api", "test")
    assert running is not None
    assert running.commit == "5e6f7a8"


def what_was_found_out_about_a_commit_falls_when_a_hotfix_opened_before_it_takes_its_place() -> None:
    """Whoever brings the hotfix through is shown that."""
    story = _opened().later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    story = story.later(HOUR).when(c.Deploy("stage/api"), by="tom").then_state("stage/api", "done")
    story = _mended(story.later(HOUR)).later(HOUR)
    shown = story.when(c.Deploy("H1-redeploy-test"), by="tom").decision
    assert isinstance(shown, r.CodeMoves)
    assert set(shown.reopens) == {"submit/api", "stage/api"}
    story = story.confirms(c.Deploy("H1-redeploy-test"), by="tom").then_state("submit/api", "open")
    assert {event.item for event in story.events if isinstance(event, e.Outdated)} == set(shown.reopens)
    again = story.later(HOUR).when(c.SubmitCode("api", "main", SECOND), by="mia").then_state("submit/api", "done")
    assert again.release.source("api") == ("main", SECOND)


def a_hotfix_of_the_commit_that_was_tested_takes_nothing_of_its_tests_away() -> None:
    story = (
        _mended(_opened()).later(HOUR).when(c.Deploy("H1-redeploy-test"), by="tom").then_events(e.Signed, e.Deployed)
    )
    story.then_state("stage/api", "done")
    second = story.later(HOUR).when(c.OpenHotfix("api", "fix/slow", "too slow"), by="tom")
    second = _mended(second, "H2", SECOND).when(c.CompareHotfix("H1", SECOND, holds=True), by="mia")
    second.when(c.Deploy("H2-redeploy-test"), by="tom").then_state("stage/api", "done").then_state("submit/api", "done")


def a_commit_is_submitted_over_what_was_tested_only_when_what_falls_is_shown_and_confirmed() -> None:
    """In the midst of going live, too; and whoever says yes to one commit has not said so to another."""
    story = given(depot(), settled("ship")).later(HOUR)
    shown = story.when(c.SubmitCode("api", "main", SECOND), by="mia").decision
    assert isinstance(shown, r.CodeMoves)
    assert {"stage/api", "ship/api"} <= set(shown.reopens)
    assert shown.command == c.SubmitCode("api", "main", SECOND)
    later = story.confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    assert {event.item for event in later.events if isinstance(event, e.Outdated)} == set(shown.reopens)
    story.when(c.SubmitCode("api", "main", "1234567", confirmed=shown.code), by="mia").then(r.Confirm)


def an_older_commit_submitted_again_is_told_from_the_newer_one_by_name() -> None:
    story = given(depot(), settled("submit"))
    first = story.release.sources["api"].commit
    story = story.later(HOUR).confirms(c.SubmitCode("api", "main", SECOND), by="mia")
    shown = story.later(HOUR).when(c.SubmitCode("api", "main", first), by="mia").decision
    assert isinstance(shown, r.CodeMoves)
    assert [(ran.environment, ran.commit) for ran in shown.newer] == [("", SECOND)]
