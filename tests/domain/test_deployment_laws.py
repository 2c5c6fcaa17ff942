"""What holds whatever happens: nothing is deployed over what does not run, and a hotfix can be carried through."""

from graphlib import TopologicalSorter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import evolve
from bot.domain.reading.deployments import last_there, runs
from bot.domain.reading.hotfixes import doubts
from bot.domain.reading.standing import claims, may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from tests.domain.any_release import Chance
from tests.domain.depot import depot
from tests.domain.story import MINUTE, Story, asked, settled
from tests.domain.story import given as release_of

STEPS = 25
SLOW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOURCE = "5e6f7a8"


@SLOW
@given(st.data())
def no_system_is_deployed_before_what_it_depends_on_runs_there(data: st.DataObject) -> None:
    """Nor in a pause: as long as the release goes on, the lead can let it."""
    chance = Chance(data)
    story = _begun(chance)
    for _ in range(STEPS):
        before = story.release
        story = _next(chance, story)
        happened = story.decision if isinstance(story.decision, tuple) else ()
        for event in happened:
            if isinstance(event, e.Deployed) and not event.failed and before.ended_at is None:
                assert not _missing(before, event), story.history
            before = evolve(before, event)


@SLOW
@given(st.data())
def a_hotfix_makes_no_ring_and_is_reached_to_its_last_item(data: st.DataObject) -> None:
    chance = Chance(data)
    story = _begun(chance)
    for _ in range(STEPS):
        story = _next(chance, story)
    needs = {key: item.needs for key, item in story.release.layout.items.items()}
    assert len(tuple(TopologicalSorter(needs).static_order())) == len(needs)
    done = _worked_off(story).release
    for fix in done.hotfixes.values():
        assert [key for key in fix.items if done.standing(key) not in SETTLED] == []
    assert done.settled


def _source(release: Release, key: str) -> str:
    """Deployed is what was submitted."""
    return "" if release.item(key).step.deploys else SOURCE


def _missing(release: Release, event: e.Deployed) -> list[str]:
    """What the deployed system depends on and what does not run there; a waiver of the lead's excuses it."""
    return [
        need
        for need in release.plan.systems[event.system].needs
        if runs(release.deployments, need, event.environment) is None
        and not any(
            release.records[key].waiver
            for key in release.layout.of_system[need]
            if release.item(key).step.deploys == event.environment
        )
    ]


def _begun(chance: Chance) -> Story:
    """At any stage, half of the time with hotfixes that are about to be deployed."""
    stage = chance.of(("", "submit", "stage", "ship"))
    story = release_of(depot(), *([settled(stage)] if stage else []))
    fixed = chance.of(((), ("api",), ("db", "api"))) if stage in ("stage", "ship") else ()
    for number, system in enumerate(fixed, 1):
        story = story.and_given(asked(c.OpenHotfix(system, "fix/x", "it fails"), by="tom"))
        for step, who in (("fix", "mia"), ("review", "rita"), ("test", "tom")):
            story = story.and_given(asked(c.Sign(f"H{number}-{step}", SOURCE), by=who))
    return story


def _next(chance: Chance, story: Story) -> Story:
    """Mostly deployments: by whoever may, and as often as not they fail."""
    story = story.later(MINUTE)
    release = story.release
    ready = [(key, who) for key in release.records for who in may_sign(release, key, story.now)]
    match chance.of(range(12)):
        case 0 | 1 if ready:
            key, who = chance.of(ready)
            return story.when(c.Sign(key, _source(story.release, key)), by=who)
        case 2:
            system = chance.of(tuple(release.plan.systems))
            return story.when(c.OpenHotfix(system, "fix/x", "it fails"), by="tom")
        case 3 | 4:
            return story.confirms(chance.of(_by_the_lead(chance, release)), by="lena")
        case _:
            deploying = [key for key, item in release.layout.items.items() if item.step.deploys]
            pressing = [key for key in deploying if release.standing(key) in ("open", "blocked")]
            key = chance.of((*deploying, *pressing, *pressing))
            who = next(who for who in release.people if claims(release, release.item(key), who, story.now))
            return story.when(c.Deploy(key, failed=chance.of(("", "disk full"))), by=who)


def _by_the_lead(chance: Chance, release: Release) -> tuple[c.Command, ...]:
    key = chance.of(tuple(release.records))
    fixes = tuple(release.hotfixes) or ("",)
    asked_for = c.Request("dba", key, "please"), *(c.Answer(each, "not so", done=False) for each in release.requests)
    decided = (c.CarryOn(chance.of(fixes)), c.AbandonHotfix(chance.of(fixes), "no need")) if release.hotfixes else ()
    said = tuple(c.CompareHotfix(*doubt, holds=chance.of((True, False))) for doubt in doubts(release)[:1])
    if release.state == "paused":
        return (c.Resume(), *decided)
    return (
        c.Unblock(key), c.Withdraw(key, "wrong"), c.Pause(), c.Waive(key, "agreed"),
        c.Block(key, "stop"), *asked_for, *decided, *said,
    )  # fmt: skip


def _worked_off(story: Story) -> Story:
    """Everybody does their part until nothing is left: blocks are lifted, what is asked is answered, work is signed."""
    if story.release.state == "paused":
        story = story.and_given(asked(c.Resume(), by="lena"))
    for request in [each for each in story.release.requests.values() if each.state == "open"]:
        story = story.and_given(asked(c.Answer(request.id, "done"), by="dora"))
    while unsettled := [key for key in story.release.records if story.release.standing(key) not in SETTLED]:
        story = story.later(MINUTE)
        blocked = [key for key in unsettled if story.release.records[key].block]
        story = story.and_given(*(asked(c.Unblock(key), by="lena") for key in blocked))
        story = story.and_given(
            *(asked(c.CompareHotfix(*doubt, holds=True), by="lena") for doubt in doubts(story.release))
        )
        story = _mended(story)
        ready = [key for key in unsettled if may_sign(story.release, key, story.now)]
        if not ready:
            break
        who = may_sign(story.release, ready[0], story.now)[0]
        story = story.and_given(asked(c.Sign(ready[0], _source(story.release, ready[0])), by=who))
    return story


def _mended(story: Story) -> Story:
    """What failed is deployed again, from the bottom up, whether or not it is its turn."""
    release = story.release
    for environment in release.plan.environments:
        for system in release.plan.systems:
            last = last_there(story.release.deployments, system, environment)
            if last and last.failed and release.standing(last.item) not in SETTLED:
                who = next(who for who in release.people if claims(release, release.item(last.item), who, story.now))
                story = story.and_given(asked(c.Deploy(last.item), by=who))
    return story
