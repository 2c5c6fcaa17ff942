"""Going live: a way back, the exact version, the packet, the window, and runs of a platform (3b-2, 3b-3, S4, T2)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import begin
from bot.domain.notices.blocking import OverrideTold
from bot.domain.notices.deployments import DeploymentFailed
from bot.domain.notices.going_live import RunPost
from bot.domain.plan.moments import Calendar
from bot.domain.reading.code import branch_named
from bot.domain.reading.going_live import left_running
from bot.domain.refusals.going_live import Lacking
from bot.domain.rules import course
from bot.domain.state.going_live import Previous
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.harbour import BACK, COMMIT, LIVE, OLD, SCRIPT, at_go_live, harbour, ready, shipped
from tests.domain.story import HOUR, MINUTE, Story, actor, asked, given, waived

Packet = tuple[tuple[str, Lacking], ...]
ROBOT = c.OrderDeployment("ship/gate", "robot", "", COMMIT)


def ordered() -> Story:
    return shipped("db").when(ROBOT, by="olaf")


def started() -> Story:
    return ordered().later(MINUTE).and_given(asked(c.StartRun("D1", "77", "https://ci.example/77"), by=""))


def nothing_goes_live_without_a_record_of_what_ran_before() -> None:
    story = at_go_live().when(c.Deploy("ship/db", "", "7"), by="dora")
    story.then(r.NoRollbackTarget("ship/db", "db")).then_state("ship/db", "blocked")
    story = story.and_given(asked(c.RecordPrevious("db", nothing=True), by="dora"))
    story.then_state("ship/db", "open").when(c.Deploy("ship/db", "", "7"), by="dora").then_state("ship/db", "done")


def a_failed_attempt_is_no_record_of_what_ran_before() -> None:
    story = at_go_live().and_given(asked(c.RecordPrevious("db", commit=OLD), by="dora"))
    story = story.and_given(asked(c.Deploy("ship/db", "", "7"), by="dora"))
    story = story.and_given(asked(c.Deploy("ship/gate", failed="disk full"), by="olaf"))
    story.when(c.Deploy("ship/gate", "", COMMIT), by="olaf").then(r.NoRollbackTarget)


def what_ran_before_is_told_by_those_who_deploy_it_there() -> None:
    story = at_go_live()
    story.when(c.RecordPrevious("gate", commit=OLD), by="tina").then(
        r.NotYourRole("ship/gate", (r.RoleHolders("ops", "gate", ("olaf",)),))
    )
    story.when(c.RecordPrevious("gate"), by="olaf").then(r.Lacks("commit", "previous gate BRANCH COMMIT"))
    told = story.when(c.RecordPrevious("gate", branch="old", commit=OLD), by="olaf")
    assert told.release.previous == {("gate", LIVE): Previous("old", OLD)}


def what_the_last_release_left_running_is_known_to_the_next() -> None:
    last = shipped("db", "gate").and_given(asked(c.Deploy("ship/crane", failed="disk full"), by="olaf")).release
    assert left_running(last) == {
        ("db", LIVE): Previous("", COMMIT),
        ("gate", LIVE): Previous("master", COMMIT),
        ("desk", LIVE): Previous("old", OLD),
    }
    ran = tuple(
        e.Ran(system=system, environment=place, branch=each.branch, commit=each.commit)
        for (system, place), each in left_running(last).items()
    )
    start = c.Start("harbour-2", last.go_live + timedelta(days=30), Calendar(), running=ran)
    begun = course.start(harbour(), start, actor("lena"), last.go_live)
    assert isinstance(begun, tuple)
    assert begin(begun[0]).previous == left_running(last)


def what_ran_before_is_replaced_once_it_was_shown_and_stays_as_it_was_shown() -> None:
    story, other = ready(), c.RecordPrevious("gate", LIVE, "old", "bb22cc3")
    shown = story.when(other, by="olaf").then(r.Replaces).decision
    assert isinstance(shown, r.Replaces)
    assert shown.known == e.Ran(system="gate", environment=LIVE, branch="old", commit=OLD)
    assert story.confirms(other, by="olaf").release.previous["gate", LIVE] == Previous("old", "bb22cc3")
    meanwhile = story.confirms(c.RecordPrevious("gate", nothing=True), by="lena")
    meanwhile.when(replace(other, confirmed=shown.code), by="olaf").then(r.Confirm)
    for same in (OLD, OLD.upper(), OLD[:7]):
        story.when(c.RecordPrevious("gate", "", "old", same), by="olaf").then(r.PreviousKnown("gate", LIVE))


def a_snapshot_goes_live_by_its_exact_commit_alone() -> None:
    story = at_go_live(harbour(platforms=False)).and_given(
        asked(c.RecordPrevious("crane", commit=OLD), by="olaf"),
        asked(c.RecordPrevious("db", nothing=True), by="dora"),
        asked(c.Deploy("ship/db", "", "7"), by="dora"),
    )
    story.when(c.Sign("ship/crane"), by="olaf").then(r.NoDigest("ship/crane", "crane", "1.0-SNAPSHOT"))
    story = story.and_given(asked(c.SubmitCode("crane", "master", COMMIT), by="mia"))
    assert story.when(c.Sign("ship/crane"), by="olaf").release.deployments[-1].commit == COMMIT


def the_scripts_go_live_with_a_way_back_a_second_pair_of_eyes_and_a_backup() -> None:
    story = ready().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))
    lacking: Packet = (("v7.sql", "rollback script"), ("v7.sql", "second pair of eyes"), ("", "backup"))
    story.when(c.Sign("ship/db", "7"), by="dora").then(r.PacketIncomplete("ship/db", "db", lacking))
    story.when(c.ReviewScript("db", "v7.sql"), by="dora").then(r.OwnScript)
    story.when(c.ReviewScript("db", "v8.sql"), by="olaf").then(r.NoSuchName)
    story.when(c.AttachRollback("db", "v7.sql", "abc"), by="dora").then(r.NotADigest)
    story = story.and_given(
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-4711"), by="dora"),
    )
    story.then_state("ship/db", "open").when(c.Sign("ship/db", "7"), by="dora").then_state("ship/db", "done")


def whoever_attached_the_way_back_is_no_second_pair_of_eyes_for_it() -> None:
    attached = ready().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))
    story = attached.when(c.AttachRollback("db", "v7.sql", BACK), by="lena").then_events(e.RollbackScripted)
    refused = story.when(c.ReviewScript("db", "v7.sql"), by="lena").decision
    assert isinstance(refused, r.OwnScript) and not {"dora", "lena"} & set(refused.others)
    again = story.when(c.AttachRollback("db", "v7.sql", BACK), by="dora")
    again.when(c.ReviewScript("db", "v7.sql"), by="lena").then(r.OwnScript)
    again.when(c.ReviewScript("db", "v7.sql"), by="olaf").then_events(e.ScriptReviewed)


def a_script_takes_nothing_back_that_it_does_itself() -> None:
    story = ready().and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachScript("db", "v8.sql", "ef" * 32), by="dora"),
    )
    for name, digest, there in (("v7.sql", SCRIPT.upper(), "v7.sql"), ("v7.sql", "ef" * 32, "v8.sql")):
        story.when(c.AttachRollback("db", name, digest), by="dora").then(r.ScriptThere("db", there, same=True))
    story = story.when(c.AttachRollback("db", "v7.sql", BACK), by="dora")
    story.when(c.AttachScript("db", "v9.sql", BACK), by="dora").then(r.ScriptThere("db", "v7.sql", same=True))


def a_backup_and_a_version_of_scripts_are_named_with_a_letter_or_a_digit() -> None:
    ready().when(c.RecordBackup("db", "-"), by="dora").then(r.Lacks)


def a_backup_that_is_replaced_is_shown_first() -> None:
    story = ready().and_given(asked(c.RecordBackup("db", "rds-4711"), by="dora"))
    story.when(c.RecordBackup("db", "rds-4711"), by="dora").then(r.OnRecord())
    shown = story.when(c.RecordBackup("db", "rds-4712"), by="dora")
    shown.then(r.Replaces(c.RecordBackup("db", "rds-4712"), r.Kept("db", "rds-4711")))
    assert isinstance(shown.decision, r.Confirm)
    assert "rds-4711" in refusal(Voice("en"), shown.release, shown.decision)
    third = story.confirms(c.RecordBackup("db", "rds-4712"), by="dora").then_events(e.BackupRecorded)
    code = shown.decision.code
    third.when(c.RecordBackup("db", "rds-4713", confirmed=code), by="dora").then(
        r.Confirm
    )  # another one is replaced by now
    opened = given(harbour()).then_state("submit/db", "open")
    opened.when(c.Sign("submit/db", "——"), by="dora").then(r.MissingEvidence)
    assert branch_named("。", planned=None) is None
    assert branch_named("7", planned=None) == ("", "7")


def what_is_operated_by_scripts_goes_live_with_one_or_by_the_leads_waiver() -> None:
    plan = harbour()
    kinds = {**plan.kinds, "database": plan.kinds["database"].model_copy(update={"scripts": True})}
    story = ready(plan.model_copy(update={"kinds": kinds})).then_state("ship/db", "blocked")
    lacking: Packet = (("", "script"), ("", "backup"))
    story.when(c.Deploy("ship/db", "", "7"), by="dora").then(r.PacketIncomplete("ship/db", "db", lacking))
    story.when(c.Sign("ship/db", "7"), by="dora").then(r.PacketIncomplete("ship/db", "db", lacking))
    story.and_given(waived("ship/db")).then_state("ship/crane", "open")
    story = story.and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-4711"), by="dora"),
    )
    story.when(c.Sign("ship/db", "7"), by="dora").then_state("ship/db", "done")


def a_changed_script_must_be_read_again() -> None:
    story = ready().and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-4711"), by="dora"),
        asked(c.RemoveScript("db", "v7.sql", "a slip"), by="dora"),
        asked(c.AttachScript("db", "v7.sql", "ef" * 32), by="dora"),
    )
    lacking: Packet = (("v7.sql", "rollback script"), ("v7.sql", "second pair of eyes"))
    story.then_state("ship/db", "blocked").when(c.Sign("ship/db", "7"), by="dora").then(
        r.PacketIncomplete("ship/db", "db", lacking)
    )


def a_changed_way_back_must_be_read_again() -> None:
    read = ready().and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-4711"), by="dora"),
    )
    lacking: Packet = (("v7.sql", "second pair of eyes"),)
    read.when(c.AttachRollback("db", "v7.sql", "ef" * 32), by="dora").then(
        r.Replaces(c.AttachRollback("db", "v7.sql", "ef" * 32), r.Kept("db", BACK, "v7.sql"))
    )
    other = read.confirms(c.AttachRollback("db", "v7.sql", "ef" * 32), by="dora").then_state("ship/db", "blocked")
    other.when(c.Sign("ship/db", "7"), by="dora").then(r.PacketIncomplete("ship/db", "db", lacking))
    read.when(c.AttachRollback("db", "v7.sql", BACK), by="dora").then_state("ship/db", "open")


def a_script_that_was_read_before_its_way_back_was_there_is_read_again_with_it() -> None:
    story = ready().and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-4711"), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
    )
    lacking: Packet = (("v7.sql", "second pair of eyes"),)
    story.when(c.Sign("ship/db", "7"), by="dora").then(r.PacketIncomplete("ship/db", "db", lacking))


def nothing_goes_live_outside_of_its_window_but_by_the_lead() -> None:
    late = shipped("db").later(9 * HOUR)
    opens, closes = late.release.go_live - HOUR, late.release.go_live + 8 * HOUR
    late.when(c.Sign("ship/gate", COMMIT), by="olaf").then(r.OutsideWindow("ship/gate", opens, closes, ("lena",)))
    late.when(ROBOT, by="olaf").then(r.OutsideWindow)
    late.when(c.Override("ship/gate", "the board agreed"), by="olaf").then(r.LeadOnly)
    late.when(c.Override("ship/gate", " "), by="lena").then(r.Lacks)
    let = late.when(c.Override("ship/gate", "the board agreed"), by="lena").then_told(OverrideTold(item="ship/gate"))
    let.when(c.Sign("ship/gate", COMMIT), by="olaf").then_state("ship/gate", "done")


def one_more_deployment_of_a_system_is_held_to_the_window_too() -> None:
    shipped("db", "gate").later(9 * HOUR).when(c.Deploy("ship/gate", "", OLD), by="olaf").then(r.OutsideWindow)


def an_order_is_held_to_the_same_rules_as_a_deployment_by_hand() -> None:
    ready().when(ROBOT, by="olaf").then(r.TooEarly)
    shipped("db").when(ROBOT, by="tina").then(r.NotYourRole)
    shipped("db").when(c.OrderDeployment("ship/desk", "robot"), by="olaf").then(r.NoPlatform("ship/desk"))
    ordered().then_events(e.DeploymentOrdered).then_told(RunPost(run="D1"))
    ordered().when(ROBOT, by="olaf").then(r.RunIs("D1", "ordered"))
    paused = shipped("db").and_given(asked(c.Pause("lunch"), by="lena"))
    paused.when(ROBOT, by="olaf").then(r.NotRunning)


def what_runs_side_by_side_may_be_ordered_side_by_side() -> None:
    both = ordered().when(c.OrderDeployment("ship/crane", "robot"), by="olaf")
    assert [run.state for run in both.release.runs.values()] == ["ordered", "ordered"]


def a_result_signs_for_whoever_ordered_it() -> None:
    story = started().later(9 * HOUR).when(c.EndRun("D1", digest="sha256:1"), by="", via="clock")
    story.then_state("ship/gate", "done")
    assert story.release.records["ship/gate"].signatures[-1].person == "olaf"
    last, run = story.release.deployments[-1], story.release.runs["D1"]
    assert (last.branch, last.commit, run.state, run.digest) == ("master", COMMIT, "succeeded", "sha256:1")


def a_failed_run_is_told_to_who_develops_the_system_and_to_who_ordered_it() -> None:
    failed = started().when(c.EndRun("D1", "no space left"), by="", via="clock")
    assert {each.person for each in failed.told if isinstance(each, DeploymentFailed)} == {"mia", "olaf"}
    by_hand = started().when(c.Deploy("ship/gate", failed="no space left"), by="olaf")
    assert [each.person for each in by_hand.told if isinstance(each, DeploymentFailed)] == ["mia"]


def a_failed_run_shuts_the_item_and_a_new_order_opens_it() -> None:
    failed = started().when(c.EndRun("D1", "no space left"), by="", via="clock").then_state("ship/gate", "blocked")
    assert failed.release.problems[LIVE].until == failed.now + HOUR
    again = failed.when(ROBOT, by="olaf").then_events(e.DeploymentOrdered)
    again = again.and_given(asked(c.StartRun("D2", "78"), by=""), asked(c.EndRun("D2"), by=""))
    again.then_state("ship/gate", "done")
    assert not again.release.problems


def a_result_comes_once_and_not_before_the_start() -> None:
    ordered().when(c.EndRun("D1"), by="").then(r.RunIs("D1", "ordered"))
    ordered().when(c.EndRun("D7"), by="").then(r.RunIs("D7", "unknown"))
    ordered().when(c.StartRun("D7", "1"), by="").then(r.RunIs("D7", "unknown"))
    started().when(c.StartRun("D1", "78"), by="").then(r.RunIs("D1", "started"))
    ended = started().and_given(asked(c.EndRun("D1"), by=""))
    ended.when(c.EndRun("D1", "failed after all"), by="").then(r.RunIs("D1", "succeeded"))
    ended.when(c.StartRun("D1", "1"), by="").then(r.RunIs("D1", "succeeded"))


def a_platform_may_refuse_an_order_it_never_started() -> None:
    refused = ordered().when(c.EndRun("D1", "no such job"), by="").then_state("ship/gate", "blocked")
    assert refused.release.runs["D1"].state == "failed"


def a_result_is_kept_even_where_it_signs_nothing_any_more() -> None:
    waived = started().and_given(asked(c.Waive("ship/gate", "by phone"), by="lena"))
    story = waived.when(c.EndRun("D1"), by="").then_events(e.DeploymentEnded, e.Deployed)
    assert story.release.deployments[-1].system == "gate"


def a_person_tells_how_a_run_ended_when_nobody_else_can() -> None:
    story = started().when(c.Deploy("ship/gate", failed="the agent is gone"), by="olaf")
    story.then_state("ship/gate", "blocked")
    assert story.release.runs["D1"].failed == "the agent is gone"
    doubted = started().and_given(asked(c.DoubtRun("D1", "no answer"), by=""))
    done = doubted.when(c.Sign("ship/gate", COMMIT), by="olaf").then_state("ship/gate", "done")
    assert done.release.runs["D1"].state == "succeeded"
    done.when(c.EndRun("D1"), by="").then(r.RunIs("D1", "succeeded"))


def nobody_deploys_by_hand_where_a_platform_is_named() -> None:
    """Nor after the platform itself has proved another commit; the lead may let it go, and tells why."""
    wrong = started().and_given(asked(c.EndRun("D1", "aa11bb2 runs there"), by=""))
    for words in (c.Deploy("ship/gate", "", COMMIT), c.Sign("ship/gate"), c.Sign("ship/gate", COMMIT)):
        shipped("db").when(words, by="olaf").then(r.ByPlatform("ship/gate", "robot", ("lena",)))
    wrong.when(c.Deploy("ship/gate", "", COMMIT), by="olaf").then(r.ByPlatform).then_state("ship/gate", "blocked")
    started().when(c.Deploy("ship/gate", "", COMMIT), by="olaf").then(r.ByPlatform)
    let = wrong.and_given(asked(c.Override("ship/gate", "the agent is broken"), by="lena"))
    let.when(c.Deploy("ship/gate", "", COMMIT), by="olaf").then_state("ship/gate", "done")
    let.when(c.Deploy("ship/gate", "", OLD), by="olaf").then(r.AnotherCommit)


def a_commit_other_than_the_tested_one_is_not_ordered_and_signs_nothing() -> None:
    """Ordered as such; or in time, and another one was submitted while it ran: what runs there is on record."""
    story = shipped("db")
    story.when(c.OrderDeployment("ship/gate", "robot", "", OLD), by="olaf").then(
        r.AnotherCommit("ship/gate", OLD, COMMIT, ("lena",))
    )
    newer = started().later(MINUTE).and_given(asked(c.SubmitCode("gate", "master", "9999999"), by="mia"))
    ended = newer.when(c.EndRun("D1"), by="", via="clock").then_events(e.DeploymentEnded, e.Deployed)
    assert not ended.release.records["ship/gate"].signatures


def a_run_is_followed_to_its_end_when_the_release_is_over_and_signs_nothing() -> None:
    over = started().and_given(asked(c.Abort("moved to spring"), by="lena")).later(MINUTE)
    ended = over.when(c.EndRun("D1"), by="", via="clock").then_events(e.DeploymentEnded, e.Deployed)
    assert ended.release.records["ship/gate"].signatures == ()
    assert left_running(ended.release)["gate", LIVE].commit == COMMIT
    failed = over.when(c.EndRun("D1", "disk full"), by="", via="clock")
    assert ("gate", LIVE) not in left_running(failed.release)
    assert not failed.release.records["ship/gate"].block


def what_ran_before_is_corrected_after_the_end_for_the_next_release() -> None:
    """It used to be refused; the next release would have gone back to what never ran."""
    story = shipped("db").confirms(c.Abort("moved to spring"), by="lena").later(MINUTE)
    then = {key: record.standing for key, record in story.release.records.items()}
    told = story.confirms(c.RecordPrevious("gate", LIVE, "old", "bb22cc3"), by="olaf")
    told.then_events(e.PreviousRecorded)
    assert left_running(told.release)["gate", LIVE] == Previous("old", "bb22cc3")
    assert {key: record.standing for key, record in told.release.records.items()} == then
    story.when(c.RecordBackup("db", "rds-9"), by="dora").then(r.NotRunning("aborted"))


def a_run_that_ends_in_a_pause_is_on_record_and_signed_after_it() -> None:
    """It used to sign in the pause, when nobody could."""
    paused = started().and_given(asked(c.Pause("lunch"), by="lena")).later(MINUTE)
    ended = paused.when(c.EndRun("D1"), by="", via="clock").then_events(e.DeploymentEnded, e.Deployed)
    ended.then_state("ship/gate", "open").when(c.Sign("ship/gate"), by="olaf").then(r.NotRunning("paused"))
    running = ended.when(c.Resume(), by="lena").later(MINUTE)
    running.when(c.Sign("ship/gate"), by="olaf").then_events(e.Signed).then_state("ship/gate", "done")
    failed = paused.when(c.EndRun("D1", "disk full"), by="", via="clock")
    failed.then_events(e.DeploymentEnded, e.Deployed, e.Blocked).then_state("ship/gate", "blocked")


def what_was_brought_before_changes_nothing_when_it_is_brought_again() -> None:
    """Whoever brings it: a backup, what takes a script back, a second pair of eyes, a window let go."""
    story = ready().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))
    brought = (
        (c.AttachRollback("db", "v7.sql", BACK), "dora"),
        (c.ReviewScript("db", "v7.sql"), "olaf"),
        (c.RecordBackup("db", "rds-1"), "dora"),
        (c.Override("ship/db", "the bank asks for it"), "lena"),
    )
    for command, by in brought:
        story = story.when(command, by=by).later(MINUTE)
        again = story.when(command, by=by).then(r.OnRecord())
        assert again.history == story.history
    story.confirms(c.RecordBackup("db", "rds-2"), by="dora").then_events(e.BackupRecorded)
    story.when(c.Override("ship/db", "the board asks for it"), by="lena").then_events(e.Overridden)
