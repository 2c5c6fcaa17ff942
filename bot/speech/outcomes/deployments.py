"""Deployments: made, or failed; and where nothing is deployed."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.deployments import environment, held_up, named, source
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeploymentEvent) -> str:
    return _failure(voice, done.after, event) if event.failed else _success(voice, done.after, event)


def _success(voice: Voice, release: Release, event: e.Deployed) -> str:
    system, place = voice.system(release.plan, event.system), environment(voice, release, event.environment)
    if what_ran := source(voice, event.branch, event.commit):
        return voice.say("{system} {source} now runs in {place}.", system=system, source=what_ran, place=place)
    return voice.say("{system} now runs in {place}.", system=system, place=place)


def _failure(voice: Voice, release: Release, event: e.Deployed) -> str:
    item = release.item(event.item)
    line = f"deploy {item.system} {event.environment}"
    return voice.sentences(
        voice.say(
            "{system} failed to deploy to {place}: {reason}.",
            system=voice.system(release.plan, event.system),
            place=environment(voice, release, event.environment),
            reason=voice.said(event.failed),
        ),
        voice.say("{item} is shut; its developers and the lead are told.", item=voice.named(release, event.item)),
        held_up(voice, release, event.item),
        voice.say("When it has gone well: {line}", line=voice.line(line)),
    )


def what(voice: Voice, release: Release, event: e.DeploymentEvent) -> str:
    words = {"system": named(voice, release, event), "place": environment(voice, release, event.environment)}
    if event.failed:
        return voice.say("failed to deploy {system} to {place}", **words)
    return voice.say("deployed {system} to {place}", **words)


def refusal(voice: Voice, release: Release, refused: r.DeploymentRefusal) -> str:
    match refused:
        case r.DeploysNothing(item):
            nowhere = voice.say("{item} deploys nothing.", item=voice.named(release, item))
        case r.NotDeployed(system, ""):
            nowhere = voice.say(
                "Nothing in this plan deploys {system} to a live environment.",
                system=voice.system(release.plan, system),
            )
        case r.NotDeployed(system, place):
            nowhere = voice.say(
                "Nothing in this plan deploys {system} to {place}.",
                system=voice.system(release.plan, system),
                place=environment(voice, release, place),
            )
        case _:
            assert_never(refused)
    return voice.sentences(nowhere, voice.say("What runs where: `{command} deploy`"))
