"""What is said of deployments that were made or could not be, and how the record has them."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.consequences import next_up
from bot.speech.deployments import environment, held_up, named, source
from bot.speech.outcomes import hotfixes, requests
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeploymentEvent | e.RequestEvent | e.HotfixEvent, actor: str) -> str:
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
        held_up(voice, release, event.item),
        voice.say("When it has gone well: {line}", line=voice.code(line)),
    )


def what(voice: Voice, release: Release, event: e.DeploymentEvent | e.RequestEvent | e.HotfixEvent) -> str:
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


def refusal(voice: Voice, release: Release, refused: r.DeploymentRefusal | r.RequestRefusal | r.HotfixRefusal) -> str:
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
