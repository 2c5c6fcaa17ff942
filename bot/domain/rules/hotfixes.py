"""The path of an urgent fix: its own short checklist beside the release, from any environment (2a-3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.evidence import gives_something
from bot.domain.reading.deployments import reached
from bot.domain.reading.hotfixes import doubts, holds, no_longer_mended, who_knows
from bot.domain.reading.standing import acted_in
from bot.domain.rules.evidence import misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.bugs import UNSOLVED
from bot.domain.state.release import Release


def decide(release: Release, command: c.HotfixCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.OpenHotfix():
            return open_hotfix(release, command, actor, now)
        case c.CarryOn():
            return carry_on(release, command, actor, now)
        case c.AbandonHotfix():
            return abandon(release, command, actor, now)
        case c.CompareHotfix():
            return compare(release, command, actor, now)
        case _:
            assert_never(command)


def open_hotfix(release: Release, command: c.OpenHotfix, actor: c.Actor, now: datetime) -> Decided:
    """Anybody who takes part opens one; the lead is asked what it means for the release."""
    path = release.plan.hotfix
    if path is None:
        return r.NoHotfixes()
    bug = release.bugs.get(command.bug)
    if bug and bug.state not in UNSOLVED:
        return r.BugIs(bug.id, bug.state)
    environments = reached(release.plan, release.deployments, command.system)
    if not environments:
        return r.NowhereDeployed(command.system)
    if not command.branch:
        return r.Lacks("branch", f"hotfix {command.system}")
    if wrong := misnamed(command.branch, ""):
        return wrong
    reason = command.reason.strip() or (bug.title if bug else "")
    if not gives_something(reason):
        return r.Lacks("reason", f"hotfix {command.system} {command.branch}")
    developer = command.developer or _holder(release, path.developer, command.system)
    tester = command.tester or _holder(release, path.tester, command.system)
    apart = _apart(release, command.system, (path.developer, developer), (path.tester, tester))
    if refused := apart or _beyond_the_role(release, command, actor):
        return refused
    return (
        e.HotfixOpened(
            **Facts(actor, now).header,
            hotfix=f"H{len(release.hotfixes) + 1}",
            system=command.system,
            branch=command.branch,
            developer=developer,
            tester=tester,
            reason=reason,
            environments=environments,
            bug=bug.id if bug else "",
        ),
    )


def _beyond_the_role(release: Release, command: c.OpenHotfix, actor: c.Actor) -> r.BeyondRole | r.MayNotAct | None:
    """A hotfix gives nobody a role: whom the plan or a lead has not named for it, for any system, a lead names here."""
    path = release.plan.hotfix
    for role, person in ((path.developer, command.developer), (path.tester, command.tester)) if path else ():
        if why := release.hindered.get(person):
            return r.MayNotAct(person, why)
        if person and person not in release.named(role, None) and actor.person not in release.leads:
            return r.BeyondRole(role, person, release.holders(role, None), release.leads)
    return None


def _holder(release: Release, role: str, system: str) -> str:
    return next(iter(release.holders(role, system)), "")


def _apart(release: Release, system: str, developer: tuple[str, str], tester: tuple[str, str]) -> r.HeldApart | None:
    """Nobody tests what they develop: neither this fix, nor this system (P7). Both are (role, person)."""
    for (role, person), (other, opposite) in ((developer, tester), (tester, developer)):
        kept_apart = (acted_in(release, name, system) for name in release.layout.apart_roles[role])
        barred = {opposite}.union(*kept_apart)
        if person and person in barred:
            able = release.plan.roles[role].people or release.holders(role, None)
            return r.HeldApart(system, other, tuple(one for one in able if one not in barred))
    return None


def carry_on(release: Release, command: c.CarryOn, actor: c.Actor, now: datetime) -> Decided:
    return _settled(release, command.hotfix, actor) or (
        e.HotfixCarriedOn(**Facts(actor, now).header, hotfix=command.hotfix),
    )


def abandon(release: Release, command: c.AbandonHotfix, actor: c.Actor, now: datetime) -> Decided:
    """What is left of its checklist is let go, with the reason, and stays visible."""
    if refused := _settled(release, command.hotfix, actor, also_carried_on=True):
        return refused
    if not gives_something(command.reason):
        return r.Lacks("reason", f"hotfix abandon {command.hotfix}")
    return (e.HotfixAbandoned(**Facts(actor, now).header, hotfix=command.hotfix, reason=command.reason.strip()),)


def compare(release: Release, command: c.CompareHotfix, actor: c.Actor, now: datetime) -> Decided:
    """Whoever knows the code, or a lead, says whether the commit holds the hotfix; if not, its bug is open again."""
    fix, commit, path = release.hotfixes[command.hotfix], command.commit, release.plan.hotfix
    knows = who_knows(release, fix, commit)
    own = release.holders_for(release.item(fix.items[0]), path.developer) if path else ()
    if actor.person not in (*knows, *own, *release.leads):
        return r.HotfixInDoubt("", fix.id, commit, knows)
    known = holds(fix, commit)
    if known is command.holds:
        return r.ComparedAlready(fix.id, commit, known)
    asked = tuple(each for key, each in doubts(release) if key == fix.id)
    if known is None and commit not in asked:
        return r.NoSuchName("commit", commit, asked)
    fact = Facts(actor, now)
    said = e.HotfixCompared(**fact.header, hotfix=fix.id, commit=commit, holds=command.holds)
    bug = release.bugs.get(fix.bug)
    if command.holds or bug is None or bug.ref or bug.state not in ("fixed", "verified"):
        return (said,)
    reason = f"{fix.id}: {fix.commit or fix.branch} → {commit}"
    return said, e.BugReopened(**fact.header, bug=bug.id, reason=reason)


def unmended(release: Release, happened: tuple[e.Event, ...], fact: Facts) -> Iterator[e.BugReopened]:
    """A bug is mended through a hotfix as long as that holds: not once its test or its way there is taken away."""
    said = next((reason for each in happened if (reason := getattr(each, "reason", ""))), "")
    for fix, bug in no_longer_mended(release, replay(happened, release)):
        yield e.BugReopened(**fact.header, bug=bug.id, reason=": ".join(filter(None, (fix.id, said))))


def _settled(release: Release, key: str, actor: c.Actor, *, also_carried_on: bool = False) -> r.Refused | None:
    fix = release.hotfixes[key]
    if actor.person not in release.leads:
        return r.LeadOnly(release.leads)
    if fix.course == "abandoned":
        return r.HotfixIs(key, "abandoned")
    if release.has_landed(fix):
        return r.HotfixIs(key, "landed")
    if fix.course == "carried on" and not also_carried_on:
        return r.HotfixIs(key, "carried on")
    return None
