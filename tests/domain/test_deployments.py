"""Deployments: what is recorded of each, and that none comes before what it depends on runs there (1c, 2a-1, S2)."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.deployments import runs
from bot.domain.reading.standing import deployed_upon
from bot.domain.report import report
from bot.slack.pictures import status
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.depot import depot
from tests.domain.story import MINUTE, Story, asked, everything, given, settled, up_to, waived


def _runs(story: Story, system: str, environment: str = "test") -> tuple[str, str] | None:
    running = runs(story.release.deployments, system, environment)
    return (running.branch, running.commit) if running else None


def _staged(*, failed: str = "") -> Story:
    """Everything is deployed to test, and then something fails there again."""
    story = given(depot(), settled("stage")).later(MINUTE)
    return story.when(c.Deploy(f"stage/{failed}", failed="disk full"), by=_deployer(failed)) if failed else story


def _deployer(system: str) -> str:
    return {"db": "dora", "api": "tom", "web": "tess"}[system]


@pytest.mark.parametrize(
    ("words", "recorded"),
    [
        (c.Deploy("stage/api"), ("main", "1f3c9a0")),
        (c.Deploy("stage/api", "fix/login", "1f3c9a0d"), ("fix/login", "1f3c9a0d")),
        (c.Deploy("stage/api", commit="1F3C9A0"), ("main", "1F3C9A0")),
        (c.Sign("stage/api", "fix/login 1f3c9a0, all is well"), ("fix/login", "1f3c9a0")),
        (c.Sign("stage/api", "all is well"), ("main", "1f3c9a0")),
    ],
)
def a_deployment_records_what_was_submitted_unless_the_line_names_it(
    words: c.Command, recorded: tuple[str, str]
) -> None:
    submitted = asked(c.Sign("submit/api", "1f3c9a0"), by="mia")
    story = given(depot(), submitted, up_to("stage/api")).when(words, by="tom")
    story.then_events(e.Signed, e.Deployed).then_state("stage/api", "done")
    made = story.release.deployments[-1]
    assert (made.system, made.environment, made.item, made.person, made.at) == (
        "api", "test", "stage/api", "tom", story.now,
    )  # fmt: skip
    assert (made.branch, made.commit, made.failed) == (*recorded, "")


def a_system_without_branches_records_the_version_of_its_scripts() -> None:
    story = given(depot(), asked(c.Sign("submit/db", "1.4"), by="mia"), up_to("stage/db"))
    assert _runs(story.when(c.Deploy("stage/db"), by="dora"), "db") == ("", "1.4")
    assert _runs(story.when(c.Deploy("stage/db", note="1.5"), by="dora"), "db") == ("", "1.5")
    assert _runs(story.when(c.Deploy("stage/db", note="went well"), by="dora"), "db") == ("", "1.4")
    assert _runs(story.when(c.Deploy("stage/db", "scripts", "2b4d6f8"), by="dora"), "db") == ("scripts", "2b4d6f8")


def one_more_deployment_of_a_signed_item_is_recorded_and_signs_nothing_anew() -> None:
    tested = _staged().release.source("api")
    story = _staged().when(c.Deploy("stage/api", *tested), by="tom").then_events(e.Deployed)
    assert _runs(story, "api") == tested
    story.when(c.Deploy("stage/api"), by="otto").then(r.NotYourRole)


def no_other_commit_than_the_submitted_one_is_deployed() -> None:
    """By which words whoever says it: a first deployment, one more of a signed item, a hotfix's, a database's."""
    submitted = (asked(c.Sign("submit/api", "1f3c9a0"), by="mia"), asked(c.Sign("submit/db", "abcdef1"), by="mia"))
    first = given(depot(), *submitted, up_to("stage/api"))
    for words in (
        c.Deploy("stage/api", "main", "2b4d6f8"),
        c.Sign("stage/api", "2b4d6f8"),
        c.Deploy("stage/api", note="2b4d6f8"),
    ):
        refused = first.when(words, by="tom")
        refused.then(r.AnotherCommit("stage/api", "2b4d6f8", "1f3c9a0", ("lena",))).then_state("stage/api", "open")
    more = given(depot(), *submitted, settled("stage")).when(c.Deploy("stage/api", "", "2b4d6f8"), by="tom")
    more.then(r.AnotherCommit)
    database = given(depot(), *submitted, up_to("stage/db")).when(c.Sign("stage/db", "fedcba1"), by="dora")
    database.then(r.AnotherCommit("stage/db", "fedcba1", "abcdef1", ("lena",)))
    first.when(c.Deploy("stage/api", "main", "2b4d6f8", failed="disk full"), by="tom").then_events(
        e.Deployed, e.Blocked
    )


def the_lead_lets_that_commit_go_and_no_other() -> None:
    story = given(depot(), asked(c.Sign("submit/api", "1f3c9a0"), by="mia"), up_to("stage/api"))
    story.when(c.Override("stage/api", "the board agreed", "2b4d6f8"), by="tom").then(r.LeadOnly)
    let = story.and_given(asked(c.Override("stage/api", "the board agreed", "2b4d6f8"), by="lena"))
    let.when(c.Deploy("stage/api", "", "3c5e7a9"), by="tom").then(r.AnotherCommit)
    assert _runs(let.when(c.Deploy("stage/api", "", "2b4d6f8"), by="tom"), "api") == ("main", "2b4d6f8")


def a_failed_deployment_shuts_the_item_and_is_told_to_the_developers_and_the_lead() -> None:
    story = given(depot(), up_to("stage/web")).when(c.Deploy("stage/web", failed="disk full"), by="tess")
    story.then_events(e.Deployed, e.Blocked).then_state("stage/web", "blocked")
    assert n.DeploymentFailed(person="max", number=3, since=story.now) in story.told
    assert {told.person for told in story.told if isinstance(told, n.Obstacle)} == {"", "lena"}
    assert _runs(story, "web") is None


def a_deployment_that_goes_well_settles_the_failure_before_it() -> None:
    failed = given(depot(), up_to("stage/web")).when(c.Deploy("stage/web", failed="disk full"), by="tess")
    story = failed.later(MINUTE).when(c.Deploy("stage/web"), by="tess")
    story.then_events(e.Unblocked, e.Signed, e.Deployed).then_state("stage/web", "done")
    assert _runs(story, "web")
    failed.when(c.Deploy("stage/web"), by="otto").then(r.NotYourRole)


def a_block_that_was_there_before_the_failure_is_lifted_by_whoever_set_it_alone() -> None:
    blocked = given(depot(), up_to("stage/web"), asked(c.Block("stage/web", "no window"), by="lena"))
    story = blocked.later(MINUTE).when(c.Deploy("stage/web", failed="disk full"), by="tess").then_events(e.Deployed)
    story.when(c.Deploy("stage/web"), by="tess").then(r.IsBlocked)


def a_failure_is_reported_by_those_alone_who_deploy_and_not_before_their_turn() -> None:
    story = given(depot(), up_to("stage/api"))
    story.when(c.Deploy("stage/api", failed="x"), by="otto").then(r.NotYourRole)
    story.when(c.Deploy("stage/web", failed="x"), by="tess").then(r.TooEarly)
    given(depot(), waived("stage/api")).when(c.Deploy("stage/api", failed="x"), by="tom").then(r.AlreadyDone)


def a_redeployment_that_fails_holds_what_depends_on_it_again() -> None:
    story = given(depot(), up_to("stage/web")).later(MINUTE).then_state("stage/web", "open")
    story = story.when(c.Deploy("stage/api", failed="disk full"), by="tom")
    story.then_events(e.Deployed, e.Reopened, e.Blocked).then_state("stage/web", "waiting")
    story.when(c.Deploy("stage/web"), by="tess").then(r.TooEarly("stage/web", ("stage/api",), ("lena", "tom")))
    story.later(MINUTE).when(c.Deploy("stage/api"), by="tom").then_state("stage/web", "open")


def a_failure_at_the_bottom_holds_what_rests_on_it_through_a_system_that_runs() -> None:
    story = given(depot(), up_to("stage/web")).later(MINUTE).then_state("stage/api", "done")
    story = story.when(c.Deploy("stage/db", failed="a lock"), by="dora")
    story.then_state("stage/api", "done").then_state("stage/web", "waiting")
    story.when(c.Deploy("stage/web"), by="tess").then(r.TooEarly("stage/web", ("stage/db",), ("lena", "dora")))
    assert set(deployed_upon(story.release, "stage/db")) == {"stage/api", "stage/web"}
    story.later(MINUTE).when(c.Deploy("stage/db"), by="dora").then_state("stage/web", "open")


def a_deployed_system_is_not_deployed_again_over_a_broken_one() -> None:
    story = _staged(failed="api")
    story.then_state("stage/web", "done").when(c.Deploy("stage/web"), by="tess").then(r.TooEarly)
    story.later(MINUTE).when(c.Deploy("stage/api"), by="tom").when(c.Deploy("stage/web"), by="tess").then_events(
        e.Deployed
    )


def a_failure_in_one_environment_holds_nothing_in_another() -> None:
    story = given(depot(), settled("ship")).later(MINUTE).when(c.Deploy("ship/api", failed="x"), by="otto")
    assert _runs(story, "api", "live") is None
    assert _runs(story, "api", "test")
    story.when(c.Deploy("stage/api"), by="tom").then_events(e.Deployed)


def a_deployment_told_again_is_on_record_already() -> None:
    """One that went well, or one that failed; after another deployment there it is a new one."""
    story = _staged().later(MINUTE).when(c.Deploy("stage/api"), by="tom").then_events(e.Deployed).later(MINUTE)
    story.when(c.Deploy("stage/api"), by="tom").then(r.OnRecord())
    story.when(c.Deploy("stage/api", "main", story.release.source("api")[1]), by="tom").then(r.OnRecord())
    story.when(c.Deploy("stage/web"), by="tess").when(c.Deploy("stage/api"), by="tom").then_events(e.Deployed)
    failed = story.when(c.Deploy("stage/api", failed="disk full"), by="tom").later(MINUTE)
    failed.when(c.Deploy("stage/api", failed="disk full"), by="tom").then(r.OnRecord())
    failed.when(c.Deploy("stage/api", failed="no network"), by="tom").then_events(e.Deployed)


def what_happened_is_taken_in_a_pause_and_after_the_end_and_signs_nothing() -> None:
    told = c.Deploy("ship/db", failed="a lock")
    paused = given(depot(), up_to("ship/db"), asked(c.Pause("lunch"), by="lena")).later(MINUTE)
    paused.when(c.Sign("ship/db"), by="dora").then(r.NotRunning("paused"))
    paused.when(told, by="tom").then(r.NotYourRole)
    failed = paused.when(told, by="dora").then_events(e.Deployed, e.Blocked).then_state("ship/db", "blocked")
    failed.when(told, by="dora").then(r.OnRecord())
    story = failed.when(c.Resume(), by="lena").later(MINUTE).when(c.Deploy("ship/db"), by="dora")
    story.then_events(e.Unblocked, e.Signed, e.Deployed)
    paused.when(c.Deploy("ship/db"), by="dora").then_events(e.Deployed).then_state("ship/db", "open")
    over = paused.confirms(c.Abort("next year"), by="lena").later(MINUTE).when(told, by="dora").then_events(e.Deployed)
    assert over.release.deployments[-1].failed == "a lock"


def what_must_not_be_there_yet_is_refused_in_a_pause_as_while_it_runs() -> None:
    """In a pause it used to be taken, whatever was missing: a check before it, what it rests on, what others say."""
    story = given(depot(), up_to("stage/web"), asked(c.Block("stage/web", "no window"), by="lena")).later(MINUTE)
    paused = story.and_given(asked(c.Pause("lunch"), by="lena")).later(MINUTE)
    for told, by in (
        (c.Deploy("ship/web"), "otto"),
        (c.Deploy("ship/web", failed="x"), "otto"),
        (c.Deploy("stage/web"), "tess"),
    ):
        refused = story.when(told, by=by).decision
        assert not isinstance(refused, tuple)
        paused.when(told, by=by).then(type(refused))
    broken = _staged(failed="api").and_given(asked(c.Pause("lunch"), by="lena")).later(MINUTE)
    broken.when(c.Deploy("stage/web"), by="tess").then(r.TooEarly)
    over = paused.confirms(c.Abort("next year"), by="lena").later(MINUTE)
    late = over.when(c.Deploy("ship/web"), by="otto").then_events(e.Deployed)
    late.when(c.Deploy("ship/web"), by="otto").then(r.OnRecord())


def a_signature_after_a_pause_is_for_what_was_told_in_it() -> None:
    """Each of two systems used to be on record twice, as if it had been deployed again."""
    story = given(depot(), up_to("stage/api"), asked(c.Pause("lunch"), by="lena"))
    told = (
        story.later(MINUTE)
        .when(c.Deploy("stage/api"), by="tom")
        .then_events(e.Deployed)
        .then_state("stage/api", "open")
    )
    count = len(told.release.deployments)
    running = told.when(c.Resume(), by="lena").later(MINUTE)
    for telling in (c.Sign("stage/api"), c.Deploy("stage/api")):
        signed = running.when(telling, by="tom").then_events(e.Signed).then_state("stage/api", "done")
        assert len(signed.release.deployments) == count
    again = signed.later(MINUTE).confirms(c.Withdraw("stage/api"), by="tom").then_events(e.Withdrawn)
    assert _runs(again, "api"), "that it was deployed was told by itself"
    other = running.confirms(c.SubmitCode("api", "main", "9999999"), by="mia").later(MINUTE)
    other.when(c.Deploy("stage/api"), by="tom").then_events(e.Signed, e.Deployed)


def a_deployment_told_by_mistake_is_struck_by_who_told_it_or_the_lead() -> None:
    """It used to stay for ever: nobody had signed for it, so there was nothing to take back."""
    story = given(depot(), up_to("stage/api"), asked(c.Pause("lunch"), by="lena")).later(MINUTE)
    before = story.release.deployments
    told = story.when(c.Deploy("stage/api"), by="tom").later(MINUTE)
    no = c.TellDeployment("stage/api", there=False)
    told.when(c.TellDeployment("stage/api", there=True), by="tom").then(r.NotInDoubt("stage/api"))
    told.when(no, by="otto").then(r.NotYours("stage/api", "tom", ("lena",)))
    for who in ("tom", "lena"):
        struck = told.when(no, by=who).then_events(e.DeploymentAnswered)
        assert struck.release.deployments == before
    struck.when(no, by="tom").then(r.NotInDoubt("stage/api"))
    failed = story.when(c.Deploy("stage/api", failed="disk full"), by="tom").then_state("stage/api", "blocked")
    mended = failed.later(MINUTE).when(no, by="tom").then_events(e.Unblocked, e.DeploymentAnswered)
    mended.then_state("stage/api", "open")
    (row,) = (each for each in report(mended.history, mended.now).exceptions if each.kind == "struck")
    assert row.struck and (row.person, row.reason, row.at, row.ended_by) == ("tom", "disk full", failed.now, "tom")
    assert (row.struck.system, row.struck.environment) == ("api", "test")


def what_a_stand_in_told_is_the_principal_s_to_strike_and_both_names_are_kept() -> None:
    """By whichever way it came on record: in a pause, as a failure, or with a signature that was taken back."""
    no = c.TellDeployment("stage/api", there=False)
    story = given(depot(), up_to("stage/api"))
    story = story.when(c.NameStandIn("otto", "tom", story.now), by="lena").later(MINUTE)
    signed = story.when(c.Deploy("stage/api"), by="otto").then_events(e.Signed, e.Deployed).later(MINUTE)
    paused = story.when(c.Pause("lunch"), by="lena").later(MINUTE)
    for told in (
        signed.confirms(c.Withdraw("stage/api"), by="tom"),
        story.when(c.Deploy("stage/api", failed="disk full"), by="otto"),
        paused.when(c.Deploy("stage/api"), by="otto"),
    ):
        last = told.release.deployments[-1]
        assert (last.person, last.instead_of) == ("otto", "tom")
        assert told.later(MINUTE).when(no, by="tom").release.deployments == story.release.deployments
    own = paused.when(c.Deploy("stage/api"), by="tom").later(MINUTE)
    own.when(no, by="otto").then(r.NotYours("stage/api", "tom", ("lena",))), "nor is the principal's the stand-in's"


def a_signed_deployment_is_taken_back_with_its_signature_and_what_was_told_after_it_alone() -> None:
    """After the end as before it, and of several the last."""
    over = given(depot(), everything()).later(MINUTE)
    before = over.release.deployments
    no = c.TellDeployment("ship/web", there=False)
    over.when(no, by="otto").then(r.NotInDoubt("ship/web"))
    more = over.when(c.Deploy("ship/web", "", "fedcba9"), by="otto").later(MINUTE)
    twice = more.when(c.Deploy("ship/web", failed="disk full"), by="otto").later(MINUTE)
    assert twice.when(no, by="lena").release.deployments == more.release.deployments
    assert twice.when(no, by="lena").when(no, by="otto").release.deployments == before


@pytest.mark.parametrize("words", ["failed over to node 2", "失败转移到节点 2", "failed disk full"])
def what_may_tell_of_a_failure_is_asked_about_and_decides_nothing(words: str) -> None:
    """It used to be recorded as a failure, and to shut the item; told once more of a signed one, as a success."""
    story = given(depot(), up_to("stage/api"))
    paused = story.and_given(asked(c.Pause("lunch"), by="lena"))
    more = given(depot(), settled("stage")).later(MINUTE)
    tested = more.release.source("api")
    for told in (story, paused, more):
        command = c.Deploy("stage/api", *tested, note=words) if told is more else c.Deploy("stage/api", note=words)
        told.when(command, by="otto").then(r.NotYourRole)
        shown = told.when(command, by="tom").then(r.SoundsFailed)
        assert isinstance(shown.decision, r.SoundsFailed)
        said = refusal(Voice("en"), shown.release, shown.decision)
        assert "deploy stage api" in said and "failed: REASON" in said
        went_well = told.confirms(command, by="tom")
        assert [each.failed for each in went_well.events if isinstance(each, e.Deployed)] == [""]
        picture = repr(status.confirm(Voice("en"), shown.release, shown.decision).blocks)
        assert f"failed: {words} in depot-1" in picture and "It has not failed" in picture


@pytest.mark.parametrize("ended", ["aborted", "finished"])
def what_runs_after_the_end_is_on_record_whatever_commit_it_is(ended: str) -> None:
    """Nobody can let it go any more, and it runs there all the same."""
    running = given(depot(), settled("ship")).later(MINUTE)
    running.when(c.Deploy("ship/api", "", "fedcba9"), by="otto").then(r.AnotherCommit)
    over = running.confirms(c.Abort("next year"), by="lena") if ended == "aborted" else given(depot(), everything())
    assert over.release.state == ended
    over.later(MINUTE).when(c.Override("ship/api", "a late fix", "fedcba9"), by="lena").then(
        r.NotRunning(over.release.state)
    )
    told = over.later(MINUTE).when(c.Deploy("ship/api", "", "fedcba9"), by="otto").then_events(e.Deployed)
    assert _runs(told, "api", "live") == ("main", "fedcba9")


def a_failure_told_for_a_hotfix_holds_the_plans_own_items_too() -> None:
    story = given(depot(), up_to("stage/web"), asked(c.OpenHotfix("api", "fix/x", "login"), by="mia"))
    for step, who, words in (("fix", "mia", "1f3c9a0"), ("review", "rita", ""), ("test", "tom", "")):
        story = story.when(c.Sign(f"H1-{step}", words), by=who)
    story = story.later(MINUTE).when(c.Deploy("H1-redeploy-test", failed="x"), by="tom")
    story.then_state("stage/api", "done").then_state("stage/web", "waiting")
    story.when(c.Sign("stage/web"), by="tess").then(r.TooEarly("stage/web", ("H1-redeploy-test",), ("lena", "tom")))
    story.confirms(c.Waive("H1-redeploy-test", "rolled back by hand"), by="lena").then_state("stage/web", "open")


def what_runs_is_the_last_deployment_that_went_well_unless_one_failed_since() -> None:
    story = _staged(failed="api")
    assert _runs(story, "api") is None
    assert _runs(story, "db")
    made = runs(story.release.deployments, "web", "live")
    assert made is None
