"""Deployments: made, or failed; and where nothing is deployed."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.deployments import environment, held_up, named, source
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeploymentEvent) -> str:
    return _failure(voice, done.after, event) if event.failed else _success(voice, done.after, event)


def _success(voice: Voice, release: Release, event: e.Deployed) -> str:
    system, place = voice.system(release.plan, event.system), environment(voice, release, event.environment)
    if event.rollback:
        return voice.sentence(what(voice, release, event))
    if what_ran := source(voice, event.branch, event.commit):
        return voice.say("{system} {source} now runs in {place}.", system=system, source=what_ran, place=place)
    return voice.say("{system} now runs in {place}.", system=system, place=place)


def _failure(voice: Voice, release: Release, event: e.Deployed) -> str:
    item = release.item(event.item)
    if event.rollback:
        return voice.sentences(
            voice.sentence(what(voice, release, event)),
            voice.said(event.failed),
            voice.say("{item} is shut; its developers and the lead are told.", item=voice.named(release, event.item)),
            voice.say("When it has gone well: {line}", line=lines.on_item(voice, release, "done", item.id, "NOTE")),
        )
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
    if event.rollback:
        return _taken_back(voice, release, event)
    if event.failed:
        return voice.say("failed to deploy {system} to {place}", **words)
    return voice.say("deployed {system} to {place}", **words)


def _taken_back(voice: Voice, release: Release, event: e.Deployed) -> str:
    """What a step of a rollback did: nothing was deployed by it."""
    words = {
        "system": voice.system(release.plan, event.system),
        "place": environment(voice, release, event.environment),
        "rollback": event.rollback,
    }
    if event.failed:
        return voice.say("could not take {system} in {place} back ({rollback})", **words)
    if known := source(voice, event.branch, event.commit):
        return voice.say("took {system} in {place} back to {source} ({rollback})", **words, source=known)
    if (ran := release.previous.get((event.system, event.environment))) and ran.nothing:
        return voice.say("took {system} off {place}, where nothing was before ({rollback})", **words)
    return voice.say("took {system} in {place} back to what ran before ({rollback})", **words)


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
