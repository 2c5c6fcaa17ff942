"""What holds whatever anybody does: nothing goes live before what it rests on, or with no way back."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import evolve
from bot.domain.reading.deployments import last_there
from bot.domain.reading.standing import claims
from bot.domain.state.release import Release
from tests.domain.any_release import Chance
from tests.domain.harbour import BACK, COMMIT, LIVE, OLD, SCRIPT, SYSTEMS, at_go_live, harbour, operator, ready, shipped
from tests.domain.story import HOUR, MINUTE, Story, asked

STEPS = 30
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.data())
def nothing_goes_live_before_what_it_rests_on_or_with_no_way_back(data: st.DataObject) -> None:
    chance = Chance(data)
    story = chance.of(_beginnings())
    for _ in range(STEPS):
        before = story.release
        story = _next(chance, story)
        for event in story.decision if isinstance(story.decision, tuple) else ():
            if isinstance(event, e.Deployed | e.DeploymentOrdered) and not _is_result(before, event):
                assert not _excuses_missing(before, event.item), story.history
            before = evolve(before, event)


@cache
def _beginnings() -> tuple[Story, ...]:
    """Before anything is known; ready; halfway; live; on the way back; and taken back, with a fix that is mended."""
    live = shipped(*SYSTEMS)
    scripted = ready().and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-1"), by="dora"),
    )
    back = c.RollBack("orders are lost")
    mended = live.and_given(
        asked(c.OpenHotfix("crane", "fix/x", "it fails", tester="tina"), by="mia"),
        asked(c.Sign("H1-fix", COMMIT), by="mia"),
    )
    fixed = mended.and_given(asked(back, by="lena"))
    for step, system in fixed.release.rollbacks["RB1"].items:
        fixed = fixed.later(MINUTE).and_given(asked(c.Sign(step, "the old one"), by=operator(system)))
    return at_go_live(), ready(), scripted, shipped("db", "crane"), live, live.and_given(asked(back, by="lena")), fixed


def _is_result(release: Release, event: e.Deployed | e.DeploymentOrdered) -> bool:
    """What failed, what is taken back, and what was ordered before, when it was judged."""
    if isinstance(event, e.DeploymentOrdered):
        return False
    ordered = any(run.item == event.item and run.ended_at == event.at for run in release.runs.values())
    return bool(event.failed or event.rollback) or ordered


def _excuses_missing(release: Release, key: str) -> list[str]:
    """What should have kept the item from going live, as these words; a waiver of the lead's excuses it."""
    system = release.item(key).system or ""
    found = [need for need in release.plan.systems[system].needs if not _runs(release, need)]
    if (system, LIVE) not in release.previous:
        found.append("no way back")
    if release.rolling_back(LIVE):
        found.append("a rollback is under way")
    if release.scripts.get(system) and not all(script.rollback for script in release.scripts[system]):
        found.append("no rollback script")
    return found


def _runs(release: Release, system: str) -> bool:
    items = [key for key in release.layout.of_system[system] if release.item(key).step.deploys == LIVE]
    last = last_there(release.deployments, system, LIVE)
    return any(release.records[key].waiver for key in items) or bool(last and not last.failed and not last.rollback)


def _next(chance: Chance, story: Story) -> Story:
    """Mostly deployments and orders, by whoever may, and as often as not they fail."""
    story, release = story.later(chance.of((MINUTE, MINUTE, HOUR))), story.release
    system = chance.of(SYSTEMS)
    match chance.of(range(12)):
        case 0:
            return story.confirms(c.RollBack("it is broken"), by="lena")
        case 1:
            return story.confirms(chance.of(_by_the_lead(release, f"ship/{system}")), by="lena")
        case 2:
            return story.when(chance.of(_prepared(system)), by="dora" if system == "db" else "mia")
        case 3 | 4 if release.runs:
            run = chance.of(tuple(release.runs))
            told: tuple[c.Command, ...] = (c.StartRun(run, "1"), c.EndRun(run), c.EndRun(run, "disk full"))
            return story.when(chance.of(told), by="", via="clock")
        case 5:
            return story.when(c.Tick())
        case 6 | 7 if steps := [key for key in release.layout.items if key.startswith("RB")]:
            key = chance.of(steps)
            step: tuple[c.Command, ...] = (c.Sign(key, "done"), c.Deploy(key, failed="no"))
            return story.when(chance.of(step), by=_who(story, key))
        case _:
            deploying = [key for key, item in release.layout.items.items() if item.step.deploys]
            pressing = [key for key in deploying if release.standing(key) in ("open", "blocked")]
            key = chance.of((*deploying, *pressing, *pressing))
            tried: tuple[c.Command, ...] = (
                c.Deploy(key, commit=COMMIT),
                c.Sign(key, COMMIT),
                c.OrderDeployment(key, "robot"),
                c.Deploy(key, failed="no"),
            )
            return story.when(chance.of(tried), by=_who(story, key))


def _who(story: Story, key: str) -> str:
    item = story.release.item(key)
    return next(who for who in story.release.people if claims(story.release, item, who, story.now))


def _by_the_lead(release: Release, key: str) -> tuple[c.Command, ...]:
    if release.state == "paused":
        return (c.Resume(),)
    return (
        c.Waive(key, "agreed"), c.Withdraw(key, "wrong"), c.Unblock(key), c.Pause("lunch"),
        c.GoOn(), c.Override(key, "late"), c.RecordPrevious(release.item(key).system or "", commit=OLD),
    )  # fmt: skip


def _prepared(system: str) -> tuple[c.Command, ...]:
    return (
        c.OpenHotfix(system, "fix/x", "it fails"),
        c.SubmitCode(system, "" if system == "db" else "master", COMMIT),
        c.AttachScript(system, "v7.sql", SCRIPT),
        c.RecordBackup(system, "rds-1"),
        c.AttachRollback(system, "v7.sql", BACK),
    )


def a_waiver_of_the_lead_alone_lets_a_system_pass_below_another() -> None:
    story = ready(harbour(platforms=False)).and_given(asked(c.Waive("ship/db", "it is there already"), by="lena"))
    story.when(c.Deploy("ship/gate", commit=COMMIT), by="olaf").then_state("ship/gate", "done")
