"""Failure, the clock, the lead's decision, and the way back in reverse order (3b-4, 3b-5, S3)."""

from datetime import timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.notices.blocking import Obstacle
from bot.domain.notices.course import CourseTurn
from bot.domain.notices.deployments import DeploymentFailed
from bot.domain.notices.problems import Deciding, Undecided
from bot.domain.notices.rollback import RollbackPost, RolledBack
from bot.domain.notices.signing import Prompt
from bot.domain.plan import Plan
from bot.domain.reading.deployments import last_there
from bot.domain.reading.reasons import reasons
from bot.domain.reading.reminding import LiveAt, due, next_due
from bot.domain.state.going_live import Previous
from bot.domain.state.problems import AGAIN, Problem
from bot.record.outcome import Done
from bot.speech.answers import answer
from bot.speech.course import turn
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.harbour import COMMIT, LIVE, OLD, SYSTEMS, harbour, operator, ready, shipped
from tests.domain.story import HOUR, MINUTE, Story, asked, settled

BACK = c.RollBack("orders are lost")
STEPS = ("RB1-desk", "RB1-gate", "RB1-crane", "RB1-db")


def failed() -> Story:
    """The database and the crane run; the gate does not."""
    return shipped("db", "crane").later(MINUTE).when(c.Deploy("ship/gate", failed="disk full"), by="olaf")


def going_back() -> Story:
    return shipped(*SYSTEMS).confirms(BACK, by="lena")


def taken_back(story: Story, *steps: str) -> Story:
    for step in steps:
        by = operator(step.partition("-")[2])
        story = story.later(MINUTE).and_given(asked(c.Sign(step, "the old one runs"), by=by))
    return story


def let_go_again(story: Story, *systems: str) -> Story:
    """The lead decides that these are tried once more."""
    for key in systems:
        story = story.when(c.Unblock(f"ship/{key}", "mended"), by="lena")
    return story


def a_failure_is_told_to_its_developers_at_once_and_starts_the_clock() -> None:
    story = failed()
    assert DeploymentFailed(person="mia", number=3, since=story.now) in story.told
    assert Obstacle(person="lena", item="ship/gate") in story.told
    assert story.release.problems[LIVE].until == story.now + HOUR
    assert next_due(story.release, story.now) == story.now + HOUR / 2


def the_lead_is_asked_before_the_time_is_over_and_again_after_it_until_somebody_decides() -> None:
    story = failed()
    until = story.now + HOUR
    asking = Deciding(person="lena", environment=LIVE, until=until)
    half = story.strikes(story.now + HOUR / 2).then_events(e.DecisionAsked).then_told(asking)
    half.later(MINUTE).when(c.Tick()).then_events()
    loud = (asking, Undecided(environment=LIVE, until=until))
    over = half.strikes(until).then_events(e.DecisionAsked).then_told(*loud)
    over.strikes(until + HOUR / 2 - MINUTE).then_events()
    again = over.strikes(until + HOUR / 2).then_events(e.DecisionAsked).then_told(*loud)
    assert next_due(again.release, again.now) == until + HOUR
    decided = again.confirms(BACK, by="lena")
    assert not any(isinstance(event, e.DecisionAsked) for event in decided.strikes(until + HOUR).events)


def a_short_time_is_not_asked_about_every_minute() -> None:
    story = failed().strikes(failed().now + HOUR / 2)
    end = story.now + HOUR
    brief = story.later(HOUR - 4 * MINUTE + HOUR / 2).when(c.GoOn(end + HOUR / 2), by="lena")
    over = brief.strikes(brief.now + 2 * MINUTE).strikes(brief.now + 4 * MINUTE)
    assert next_due(over.release, over.now) == over.now + AGAIN


def no_time_is_taken_away_by_going_on() -> None:
    story = failed()
    end = story.now + HOUR
    story.when(c.GoOn(end - MINUTE), by="lena").then(r.NoLonger(LIVE, end - MINUTE, end))
    assert story.when(c.GoOn(), by="lena").release.problems[LIVE].until == end + HOUR
    late = story.later(2 * HOUR)
    assert late.when(c.GoOn(), by="lena").release.problems[LIVE].until == late.now + HOUR


def a_rollback_that_is_through_is_told_to_the_channel_and_asks_the_leads_what_comes_next() -> None:
    story = taken_back(going_back(), *STEPS[:-1])
    assert not any(isinstance(notice, RolledBack) for notice in story.told)
    story = story.when(c.Sign("RB1-db", "restored"), by="dora")
    told = [notice for notice in story.told if isinstance(notice, RolledBack)]
    assert [notice.person for notice in told] == ["", "lena"]
    assert not any(isinstance(each, RolledBack) for each in story.when(c.Note("look", "good"), by="tina").told)


def the_clock_goes_on_over_a_restart() -> None:
    story = failed()
    again = replay(story.history)
    assert again.problems == story.release.problems
    late = story.strikes(story.now + 3 * HOUR)
    assert [event.late for event in late.events if isinstance(event, e.DecisionAsked)] == [True]


def nobody_rolls_back_by_the_clock() -> None:
    story = failed()
    for _ in range(50):
        story = story.later(timedelta(minutes=20)).when(c.Tick())
        assert not any(isinstance(event, e.RollbackOpened) for event in story.events)


def the_lead_alone_gives_a_problem_more_time() -> None:
    story = failed()
    story.when(c.GoOn(), by="olaf").then(r.LeadOnly)
    story.when(c.GoOn(story.now - MINUTE), by="lena").then(r.PastMoment)
    shipped("db").when(c.GoOn(), by="lena").then(r.NothingFailed())
    more = story.strikes(story.now + HOUR / 2).when(c.GoOn(story.now + 2 * HOUR, "nearly there"), by="lena")
    assert more.release.problems[LIVE].until == story.now + 2 * HOUR
    assert next_due(more.release, more.now) == more.now + (story.now + 2 * HOUR - more.now) / 2


def a_problem_that_is_mended_is_none_any_more() -> None:
    mended = failed().when(c.Deploy("ship/gate", "", COMMIT), by="olaf").then_state("ship/gate", "done")
    assert not mended.release.problems
    mended.strikes(mended.now + HOUR / 2).then_events()


def a_rollback_is_shown_before_it_is_decided() -> None:
    story = shipped(*SYSTEMS)
    story.when(BACK, by="olaf").then(r.LeadOnly)
    story.confirms(c.RollBack(), by="lena").then(r.Lacks)
    ready().confirms(BACK, by="lena").then(r.NothingDeployed(LIVE))
    undone = tuple(f"ship/{key}" for key in SYSTEMS)
    order = ("desk", "gate", "crane", "db")
    goals = tuple(e.Ran(system=key, environment=LIVE, branch="" if key == "db" else "old", commit=OLD) for key in order)
    story.when(c.RollBack("orders are lost"), by="lena").then(r.GoesBack(c.RollBack("orders are lost"), undone, goals))


def a_rollback_goes_in_reverse_with_the_database_in_its_place() -> None:
    story = going_back().then_state("RB1-desk", "open").then_state("RB1-gate", "waiting")
    assert tuple(key for key, _ in story.release.rollbacks["RB1"].items) == STEPS
    assert RollbackPost(rollback="RB1") in story.told
    story.when(c.Sign("RB1-db", "note"), by="dora").then(r.TooEarly)
    story.when(c.Sign("RB1-desk", "note"), by="dora").then(r.NotYourRole)
    story.when(c.Sign("RB1-desk", ""), by="olaf").then(r.MissingEvidence)


def each_step_of_a_rollback_records_what_runs_again() -> None:
    story = taken_back(going_back(), "RB1-desk")
    last = story.release.deployments[-1]
    assert (last.system, last.branch, last.commit, last.rollback) == ("desk", "old", OLD, "RB1")


def what_failed_alone_is_taken_back_too() -> None:
    story = failed().confirms(BACK, by="lena")
    assert tuple(system for _, system in story.release.rollbacks["RB1"].items) == ("gate", "crane", "db")
    assert not story.release.problems
    story.then_state("ship/gate", "blocked")


def nothing_goes_live_while_a_rollback_is_under_way() -> None:
    story = failed().confirms(BACK, by="lena")
    story.when(c.Deploy("ship/desk", "", COMMIT), by="olaf").then(r.TooEarly)
    story.confirms(BACK, by="lena").then(r.RollingBack("", "RB1"))
    partly = taken_back(story, "RB1-gate")
    assert not partly.release.problems
    assert partly.release.rolling_back(LIVE)


def a_rollback_under_way_is_finished_though_the_release_is_aborted_or_paused() -> None:
    """It used to be refused: nothing of an aborted release could be recorded any more."""
    for halt, leads in ((c.Abort("the market closed"), ()), (c.Pause("the lead is away"), ("lena",))):
        story = taken_back(going_back(), STEPS[0]).confirms(halt, by="lena")
        story.then_may_sign(STEPS[1], operator("gate"))
        story = story.when(c.Sign(STEPS[1], "the old one runs"), by=operator("gate"))
        assert any(isinstance(each, Prompt) and each.items == (STEPS[2],) for each in story.told)
        story = taken_back(story, *STEPS[2:])
        assert story.release.rolling_back(LIVE) is None
        assert [each.person for each in story.told if isinstance(each, RolledBack)] == ["", *leads]
        story.when(c.Sign("ship/gate"), by="olaf").then(r.NotRunning)


def what_an_abort_left_to_do_is_given_to_somebody_else() -> None:
    """Nobody could be named any more, though the way back was to be finished."""
    story = going_back().confirms(c.Abort("the market closed"), by="lena").then_may_sign(STEPS[0], "olaf")
    named = story.when(c.Assign("ops", ("mia",)), by="lena").then_may_sign(STEPS[0], "mia")
    assert [each.items for each in named.told if isinstance(each, Prompt)] == [(STEPS[0],)]
    away = story.when(c.NameStandIn("mia", "olaf", story.now, story.now + HOUR), by="lena")
    away.then_may_sign(STEPS[0], "olaf", "mia")
    led = story.asks(c.Assign("lead", ("mia",)), c.Actor("", "", "cli"))
    assert led.release.leads == ("mia",)
    shipped().confirms(c.Abort("off"), by="lena").when(c.Assign("ops", ("mia",)), by="lena").then_events(e.Assigned)


def what_an_abort_left_live_or_half_way_is_still_taken_back() -> None:
    """It used to be refused, though the abort itself named it as half-way."""
    story = failed().confirms(c.Abort("the market closed"), by="lena").confirms(BACK, by="mia").then(r.LeadOnly)
    story = story.confirms(BACK, by="lena").then_state("RB1-gate", "open").then_may_sign("RB1-gate", "olaf")
    assert not any(isinstance(event, e.Blocked) for event in story.events)  # nothing is tried again
    assert [each.items for each in story.told if isinstance(each, Prompt)] == [("RB1-gate",)]
    assert not any(isinstance(each, Obstacle) for each in story.told)
    story = taken_back(story, "RB1-gate", "RB1-crane", "RB1-db")
    assert story.release.rolling_back(LIVE) is None
    assert story.release.state == "aborted"
    story.when(c.Sign("ship/gate"), by="olaf").then(r.NotRunning("aborted"))
    story.confirms(BACK, by="lena").then(r.NothingDeployed(LIVE))
    shipped().confirms(c.Abort("off"), by="lena").confirms(BACK, by="lena").then(r.NothingDeployed(LIVE))


def an_abort_names_what_it_leaves_live_and_half_way_and_how_it_is_taken_back() -> None:
    voice = Voice("en", "plain", "UTC")
    half, bare = failed(), ready()
    asking = half.when(c.Abort("the market closed"), by="lena")
    assert isinstance(asking.decision, r.Confirm)
    ended = half.confirms(c.Abort("the market closed"), by="lena")
    told = Done(ended.before, ended.events, ended.release)
    for words in (
        refusal(voice, half.release, asking.decision),
        answer(voice, told, "lena"),
        turn(voice, ended.release, CourseTurn(turn="aborted", reason="the market closed", by="lena")),
    ):
        for part in ("db", "crane", "Half-way in production, failed last: gate", "/release rollback REASON"):
            assert part in words, (part, words)
    over = bare.confirms(c.Abort("off"), by="lena")
    assert "rollback" not in answer(voice, Done(over.before, over.events, over.release), "lena")


def a_step_of_a_rollback_that_fails_is_shut_until_it_is_done() -> None:
    story = going_back().when(c.Deploy("RB1-desk", failed="the image is gone"), by="olaf")
    story.then_state("RB1-desk", "blocked").then_state("RB1-gate", "waiting")
    assert not story.release.problems
    assert DeploymentFailed(person="mia", number=len(story.release.deployments), since=story.now) in story.told
    done = story.when(c.Deploy("RB1-desk", note="built anew"), by="olaf").then_state("RB1-desk", "done")
    last = last_there(done.release.deployments, "desk", LIVE)
    assert last and (last.commit, last.failed) == (OLD, "")


def what_a_failed_deployment_shut_is_settled_by_whichever_verb_tells_that_it_went_well() -> None:
    """`done` used to be offered for it and then refused: the item was to be unblocked first."""
    back = going_back().when(c.Deploy("RB1-desk", failed="the image is gone"), by="olaf")
    forth = failed()
    for story, item, evidence in ((back, "RB1-desk", "built anew"), (forth, "ship/gate", "")):
        for telling in (c.Sign(item, evidence), c.Deploy(item, note=evidence)):
            story.when(telling, by="olaf").then_state(item, "done")
            story.when(telling, by="tina").then(r.NotYourRole)
            shut = story.when(c.Unblock(item), by="olaf").when(c.Block(item, "wait for the tug"), by="tina")
            shut.when(telling, by="olaf").then(r.IsBlocked)


def no_rollback_begins_while_a_platform_is_at_work_there() -> None:
    story = shipped("db").and_given(asked(c.OrderDeployment("ship/gate", "robot"), by="olaf"))
    story.confirms(BACK, by="lena").then(r.RunIs("D1", "ordered"))


def a_second_go_live_after_a_full_rollback_has_the_same_way_back() -> None:
    story = taken_back(going_back(), *STEPS)
    assert story.release.rolling_back(LIVE) is None
    story = let_go_again(story, *SYSTEMS)
    story.then_state("ship/db", "open").then_state("ship/gate", "waiting").then_state("ship/desk", "waiting")
    for key in SYSTEMS:
        story = story.and_given(asked(c.Deploy(f"ship/{key}", "", COMMIT), by=operator(key)))
    assert story.release.previous["desk", LIVE] == Previous("old", OLD)
    story = story.confirms(BACK, by="lena")
    assert tuple(key for key, _ in story.release.rollbacks["RB2"].items) == tuple(
        key.replace("RB1", "RB2") for key in STEPS
    )
    story = taken_back(story, *(key.replace("RB1", "RB2") for key in STEPS))
    let_go_again(story, "db").then_state("ship/db", "open")


def what_was_taken_back_goes_out_again_when_the_lead_says_so() -> None:
    """It used to open at once, for the same commit, and those who deploy it were prompted to."""
    story = taken_back(going_back(), *STEPS)
    for key in SYSTEMS:
        story.then_state(f"ship/{key}", "blocked").then_may_sign(f"ship/{key}")
    story.when(c.Deploy("ship/db", "", COMMIT), by=operator("db")).then(r.IsBlocked)
    assert not [each for each in story.told if isinstance(each, Prompt)]
    assert any(isinstance(each, Prompt) for each in let_go_again(story, "db").told)
    story = let_go_again(story, "crane")
    told = answer(Voice("en", "plain"), Done(story.before, story.events, story.release), "lena")
    assert f"That is the commit that RB1 took back, `{COMMIT}`: nothing newer is on record." in told


def what_was_never_deployed_opens_again_when_the_rollback_is_through() -> None:
    story = taken_back(failed().confirms(BACK, by="lena"), "RB1-gate", "RB1-crane", "RB1-db")
    story = let_go_again(story, "gate", "crane", "db")
    for key in ("db", "crane"):
        story = story.and_given(asked(c.Deploy(f"ship/{key}", "", COMMIT), by=operator(key)))
    story.then_state("ship/desk", "open")


def a_problem_that_is_given_more_time_is_as_old_as_before_and_is_asked_about_at_half_of_it() -> None:
    story = failed()
    began = story.now
    longer = story.later(40 * MINUTE).when(c.GoOn(began + 2 * HOUR), by="lena")
    known = longer.release.problems[LIVE]
    assert (known.since, known.until, known.half) == (began, began + 2 * HOUR, began + 80 * MINUTE)
    longer.strikes(began + 79 * MINUTE).then_events()
    longer.strikes(began + 80 * MINUTE).then_events(e.DecisionAsked)


def online(severity: str = "A", plan: Plan | None = None) -> Story:
    """All of it runs, and the online test finds something."""
    return shipped(*SYSTEMS, plan=plan).later(MINUTE).when(c.ReportBug(severity, "gate", "no ship leaves"), by="tina")


def a_bug_found_online_that_may_not_wait_starts_the_clock() -> None:
    story = online()
    assert story.release.problems[LIVE] == Problem(story.now, story.now + HOUR)
    asking = Deciding(person="lena", environment=LIVE, until=story.now + HOUR)
    story.strikes(story.now + HOUR / 2).then_events(e.DecisionAsked).then_told(asking)


def the_clock_of_a_bug_stops_when_it_is_verified_and_starts_again_when_it_is_opened_again() -> None:
    mended = online().when(c.FixBug("B1"), by="mia")
    assert mended.release.problems, "she says so; nobody has looked"
    over = mended.when(c.VerifyBug("B1"), by="tina")
    assert not over.release.problems
    over.strikes(over.now + HOUR).then_events()
    again = over.later(HOUR).when(c.ReopenBug("B1", "again"), by="tina")
    assert again.release.problems[LIVE].since == again.now


def a_bug_that_may_wait_starts_no_clock_until_it_is_graded_worse() -> None:
    bugs = harbour(platforms=False).bugs
    assert bugs
    plan = harbour(platforms=False).model_copy(update={"bugs": bugs.model_copy(update={"defer": ("C",)})})
    story = online("C", plan)
    assert not story.release.problems
    worse = story.when(c.GradeBug("B1", "A", "every ship"), by="tina")
    assert worse.release.problems
    assert not worse.when(c.GradeBug("B1", "C", "one ship"), by="tina").release.problems


def a_bug_known_before_the_release_came_is_no_reason_to_go_back() -> None:
    known = ready(harbour(platforms=False)).when(c.ReportBug("A", "gate", "it squeaks", environment=LIVE), by="tina")
    shipping = known.later(MINUTE).when(c.Deploy("ship/db", "", COMMIT), by="dora")
    assert not (known.release.problems or shipping.release.problems)


def a_bug_found_online_can_be_rolled_back_and_does_not_come_back_with_the_second_go_live() -> None:
    story = online().confirms(BACK, by="lena")
    assert not story.release.problems
    story = taken_back(story, *STEPS)
    assert not story.when(c.ReportBug("A", "desk", "in the old one", environment=LIVE), by="tina").release.problems
    again = story.later(MINUTE).when(c.Deploy("ship/db", "", COMMIT), by="dora")
    assert not again.release.problems


def what_failed_and_what_was_found_share_one_clock() -> None:
    story = failed()
    both = story.later(MINUTE).when(c.ReportBug("A", "crane", "it hangs"), by="tina")
    assert both.release.problems == story.release.problems
    mended = both.when(c.Deploy("ship/gate", "", COMMIT), by="olaf")
    assert mended.release.problems == story.release.problems


def a_release_does_not_end_while_something_is_wrong_online() -> None:
    """All is signed, and a grave bug found online is open: whoever finds it mended ends the release."""
    story = shipped(*SYSTEMS).and_given(settled("look")).when(c.ReportBug("A", "gate", "no ship leaves"), by="tina")
    story = story.when(c.Sign("close"), by="lena")
    assert (story.release.settled, story.release.state) == (True, "running")
    assert [each for each in due(story.release, story.now + HOUR) if isinstance(each, LiveAt)] == []
    story = story.strikes(story.now + MINUTE).when(c.FixBug("B1"), by="mia")
    assert story.release.state == "running"
    story.when(c.VerifyBug("B1"), by="tina").then_events(e.BugVerified, e.Finished)


def a_problem_of_a_later_phase_has_the_time_of_the_one_that_deploys_there() -> None:
    first, live, end = harbour().phases
    plan = harbour(platforms=False).model_copy(
        update={"phases": (first, live.model_copy(update={"window": "20m"}), end)}
    )
    story = shipped(*SYSTEMS, plan=plan).and_given(settled("look"))
    assert story.release.phase == 2
    story = story.when(c.ReportBug("A", "gate", "no ship leaves"), by="tina")
    assert story.release.problems[LIVE].until == story.now + 20 * MINUTE
    longer = story.when(c.GoOn(), by="lena")
    assert longer.release.problems[LIVE].until == story.now + 40 * MINUTE


def a_way_back_waits_for_nothing_but_its_own_steps() -> None:
    """It used to wait for a hotfix opened meanwhile, which was kept from going live by the rollback itself."""
    story = taken_back(going_back(), "RB1-desk").when(c.OpenHotfix("gate", "fix/orders", "an idea"), by="tina")
    story = story.then_state("RB1-gate", "open").and_given(asked(c.Sign("H1-fix", "5e6f7a8"), by="mia"))
    refused = r.RollingBack("H1-redeploy-production", "RB1")
    assert list(reasons(story.release, story.release.item("H1-redeploy-production"), story.now)) == [refused]
    assert taken_back(story, *STEPS[1:]).release.rolling_back(LIVE) is None


def no_earlier_phase_that_opens_again_holds_the_way_back_or_undoes_it() -> None:
    story = taken_back(going_back(), "RB1-desk").confirms(c.Withdraw("check", "not sure"), by="tina")
    story.then_state("check", "open").then_state("RB1-desk", "done").then_state("RB1-gate", "open")
    assert taken_back(story, *STEPS[1:]).release.rolling_back(LIVE) is None


def a_hotfix_goes_live_once_the_way_back_is_over_though_its_last_step_was_let_go() -> None:
    story = taken_back(going_back(), *STEPS[:-1]).when(c.OpenHotfix("db", "scripts-8", "an idea"), by="tina")
    story = story.and_given(asked(c.Sign("H1-fix", "5e6f7a8"), by="dora")).then_state(
        "H1-redeploy-production", "blocked"
    )
    story.confirms(c.Waive("RB1-db", "it never changed"), by="lena").then_state("H1-redeploy-production", "open")
