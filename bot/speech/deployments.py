"""What is said of deployments, and of what those who alone may touch a thing are asked for."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.deployments import Deployment, last_there, runs
from bot.domain.release import SETTLED, Release
from bot.domain.standing import broken_below, deployed_upon
from bot.outcome import Done
from bot.speech import hotfixes, lines, requests
from bot.speech.consequences import next_up
from bot.speech.sources import environment, source
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeploymentEvent | e.HotfixEvent, actor: str) -> str:
    if isinstance(event, e.HotfixEvent):
        return hotfixes.told(voice, done, event, actor)
    match event:
        case e.Deployed():
            return _failure(voice, done.after, event) if event.failed else _success(voice, done.after, event)
        case e.Requested():
            return requests.asked(voice, done.after, event)
        case e.Answered():
            return voice.sentences(requests.settled(voice, done.after, event), next_up(voice, done, event.at, actor))
        case _:
            assert_never(event)


def _success(voice: Voice, release: Release, event: e.Deployed) -> str:
    system, place = voice.system(release.plan, event.system), environment(voice, release, event.environment)
    if what_ran := source(voice, event.branch, event.commit):
        return voice.say("{system} {source} now runs in {place}.", system=system, source=what_ran, place=place)
    return voice.say("{system} now runs in {place}.", system=system, place=place)


def _failure(voice: Voice, release: Release, event: e.Deployed) -> str:
    item = release.item(event.item)
    line = f"/release deploy {item.system} {event.environment}"
    return voice.sentences(
        voice.say(
            "{system} failed to deploy to {place}: {reason}.",
            system=voice.system(release.plan, event.system),
            place=environment(voice, release, event.environment),
            reason=voice.said(event.failed),
        ),
        voice.say("{item} is shut; its developers and the lead are told.", item=voice.named(release, event.item)),
        _held(voice, release, event.item),
        voice.say("When it has gone well: {line}", line=voice.code(line)),
    )


def _held(voice: Voice, release: Release, key: str) -> str:
    """What is downstream of the item, and not settled; "" for nothing."""
    held = [other for other in deployed_upon(release, key) if release.standing(other) not in SETTLED]
    return voice.say("Held by it: {items}.", items=voice.shorts(release, held)) if held else ""


def what(voice: Voice, release: Release, event: e.DeploymentEvent | e.HotfixEvent) -> str:
    if isinstance(event, e.HotfixEvent):
        return hotfixes.what(voice, release, event)
    match event:
        case e.Deployed():
            words = {
                "system": named(voice, release, event),
                "place": environment(voice, release, event.environment),
            }
            if event.failed:
                return voice.say("failed to deploy {system} to {place}", **words)
            return voice.say("deployed {system} to {place}", **words)
        case e.Requested():
            return voice.say(
                "asked {role} for something that {item} needs ({request})",
                role=voice.role(release.plan, event.role),
                item=voice.named(release, event.item),
                request=event.request,
            )
        case e.Answered():
            said = {"request": event.request}
            return (
                voice.say("did what {request} asked", **said) if event.done else voice.say("declined {request}", **said)
            )
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.DeploymentRefusal) -> str:
    match refused:
        case r.NotDeployed(system, place):
            return voice.say(
                "Nothing in this plan deploys {system} to {place}. What runs where: `/release deploy`",
                system=voice.system(release.plan, system),
                place=environment(voice, release, place),
            )
        case r.Awaited() | r.Unasked() | r.AnsweredAlready() | r.NotAsked():
            return requests.refusal(voice, release, refused)
        case r.NoHotfixes() | r.NowhereDeployed() | r.HotfixIs():
            return hotfixes.refusal(voice, release, refused)
        case _:
            assert_never(refused)


def named(voice: Voice, release: Release, deployed: Deployment | e.Deployed) -> str:
    """`boying-user master@3f2a91c`."""
    system = voice.system(release.plan, deployed.system)
    return " ".join(filter(None, (system, source(voice, deployed.branch, deployed.commit))))


def to_deploy(voice: Voice, release: Release, key: str) -> str:
    """What the item deploys as things stand; "" where it deploys nothing, or nothing has been submitted."""
    item = release.item(key)
    if item.step.deploys is None or item.system is None:
        return ""
    fix = release.hotfixes.get(item.hotfix)
    known = source(voice, *((fix.branch, fix.commit) if fix else release.source(item.system)))
    return voice.say("To deploy: {source}", source=known) if known else ""


def places(voice: Voice, release: Release, system: str) -> Iterator[str]:
    """What the system runs, environment by environment; those it has not reached are left out."""
    for key in release.plan.environments:
        last = last_there(release.deployments, system, key)
        if last is None:
            continue
        there = environment(voice, release, key)
        if last.failed:
            yield voice.say("❌ {place}: {failure}", place=there, failure=failure(voice, release, last))
        else:
            yield voice.say("{place}: {deployed}", place=there, deployed=_since(voice, release, last))


def _since(voice: Voice, release: Release, deployed: Deployment) -> str:
    known = source(voice, deployed.branch, deployed.commit) or voice.say("deployed")
    person, at = voice.person(release, deployed.person), voice.moment(deployed.at)
    return voice.say("{source} — {person}, {at}", source=known, person=person, at=at)


def failure(voice: Voice, release: Release, failed: Deployment) -> str:
    """What did not go well there, whose report it is, and what ran there before."""
    known = source(voice, failed.branch, failed.commit) or voice.say("deployment")
    told_of = voice.say(
        "{source} failed: {reason} — {person}, {at}",
        source=known,
        reason=voice.said(failed.failed),
        person=voice.person(release, failed.person),
        at=voice.moment(failed.at),
    )
    before = runs(_well_before(release, failed), failed.system, failed.environment)
    if before is None:
        return told_of
    earlier = source(voice, before.branch, before.commit) or voice.moment(before.at)
    return voice.say("{failure}; before it: {earlier}", failure=told_of, earlier=earlier)


def _well_before(release: Release, failed: Deployment) -> list[Deployment]:
    return [each for each in release.deployments[: failed.number - 1] if not each.failed]


def broken(voice: Voice, release: Release, key: str) -> str:
    """The failed deployments below the item that keep it from being deployed; "" where there are none."""
    held = broken_below(release, release.item(key))
    failed = (each for each in release.deployments if each.failed and each.item in held)
    last = {each.item: each for each in failed}
    return "\n".join(
        voice.say(
            "❌ {system} failed there: {failure}",
            system=voice.system(release.plan, each.system),
            failure=failure(voice, release, each),
        )
        for each in last.values()
    )


def failed_news(voice: Voice, release: Release, number: int) -> str:
    """To those who develop the system: what failed, and what they can do."""
    failed = release.deployments[number - 1]
    system = voice.system(release.plan, failed.system)
    line = lines.usage(voice, f"/release branch {failed.system} BRANCH COMMIT")
    return "\n".join(filter(None, (
        voice.say(
            "❌ {system} failed to deploy to {place}: {failure}",
            system=system,
            place=environment(voice, release, failed.environment),
            failure=failure(voice, release, failed),
        ),
        _held(voice, release, failed.item),
        voice.say("If the code is at fault, submit it anew: {line}", line=line),
    )))  # fmt: skip
