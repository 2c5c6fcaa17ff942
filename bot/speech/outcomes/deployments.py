"""Deployments: made, or failed, or taken back; what is to go live; and where nothing is deployed."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.deployments import attempt, environment, gone_well, held_up, in_doubt, known, source
from bot.speech.outcomes.confirming import if_right, voids
from bot.speech.rollback import goal
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DeploymentEvent) -> str:
    release = done.after
    match event:
        case e.Deployed():
            return _failure(voice, release, event) if event.failed else _success(voice, release, event)
        case e.DeploymentWithdrawn():
            return in_doubt(voice, release, event.item)
        case e.DeploymentAnswered():
            return voice.sentences(voice.sentence(what(voice, release, event)), known(voice, release, event.item))
        case _:
            assert_never(event)


def _success(voice: Voice, release: Release, event: e.Deployed) -> str:
    system, place = voice.system(release.plan, event.system), environment(voice, release, event.environment)
    if event.rollback:
        return voice.sentence(what(voice, release, event))
    what_ran = source(voice, event.branch, event.commit)
    runs = (
        voice.say("{system} {source} now runs in {place}.", system=system, source=what_ran, place=place)
        if what_ran
        else voice.say("{system} now runs in {place}.", system=system, place=place)
    )
    return voice.sentences(runs, _signs_nothing(voice, release, event.item))


def _signs_nothing(voice: Voice, release: Release, item: str) -> str:
    if release.state == "running" or release.goes_on(item):
        return ""
    told = (
        msgid("That is on record, and signs nothing: the release is over.")
        if release.ended_at
        else msgid("That is on record, and signs nothing: the release is paused.")
    )
    return voice.sentences(
        voice.say(told),
        voice.say("If it was a slip: {line}", line=lines.on_item(voice, release, "runs", item, "no")),
    )


def _failure(voice: Voice, release: Release, event: e.Deployed) -> str:
    item = release.item(event.item)
    if event.rollback:
        return voice.sentences(
            voice.sentence(what(voice, release, event)),
            voice.said(event.failed),
            voice.say("{item} is shut; its developers and the lead are told.", item=voice.named(release, event.item)),
            gone_well(voice, release, item.id),
        )
    return voice.sentences(
        voice.say(
            "{system} failed to deploy to {place}: {reason}.",
            system=voice.system(release.plan, event.system),
            place=environment(voice, release, event.environment),
            reason=voice.said(event.failed),
        ),
        voice.say("{item} is shut; its developers and the lead are told.", item=voice.named(release, event.item))
        if release.records[event.item].block
        else _signs_nothing(voice, release, event.item),
        held_up(voice, release, event.item),
        gone_well(voice, release, item.id),
    )


def what(voice: Voice, release: Release, event: e.DeploymentEvent) -> str:
    match event:
        case e.Deployed():
            return attempt(voice, release, event)
        case e.DeploymentWithdrawn(item=item):
            return voice.say("took back what {item} had deployed", item=voice.named(release, item))
        case e.DeploymentAnswered(item=item, there=True):
            return voice.say("said that {item} was done all the same", item=voice.named(release, item))
        case e.DeploymentAnswered(item=item):
            return voice.say(
                "said that nothing was done for {item}, whose deployment is struck from the record",
                item=voice.named(release, item),
            )
        case _:
            assert_never(event)


def words(event: e.DeploymentEvent) -> str:
    """What the person wrote with it."""
    match event:
        case e.Deployed():
            return event.failed
        case e.DeploymentWithdrawn():
            return event.reason
        case e.DeploymentAnswered():
            return ""
        case _:
            assert_never(event)


def _code_moves(voice: Voice, release: Release, refused: r.CodeMoves) -> str:
    """What people would use by one click, what an older commit would replace, and what falls: all is shown first."""
    rolls_back = bool(refused.item and release.item(refused.item).rollback)
    live = (ran for ran in refused.runs if release.plan.environments[ran.environment].live)
    return voice.sentences(*(_newer(voice, release, ran) for ran in refused.newer), *(
        voice.say(
            "People use {place}. There, {system} would be: {source}.",
            place=environment(voice, release, ran.environment),
            system=voice.system(release.plan, ran.system),
            source=goal(voice, Previous(ran.branch, ran.commit, ran.nothing)) if rolls_back
            else source(voice, ran.branch, ran.commit) or voice.say("deployed"),
        )
        for ran in live
    ), voids(voice, release, refused.reopens), if_right(voice, release, refused))  # fmt: skip


def _newer(voice: Voice, release: Release, newer: e.Ran) -> str:
    system, commit = voice.system(release.plan, newer.system), source(voice, newer.branch, newer.commit)
    if not newer.environment:
        return voice.say("{commit} of {system} was submitted later than this commit.", commit=commit, system=system)
    return voice.say(
        "{commit} of {system}, which is in {place}, was submitted later than this commit.",
        commit=commit,
        system=system,
        place=environment(voice, release, newer.environment),
    )


def refusal(voice: Voice, release: Release, refused: r.DeploymentRefusal) -> str:
    match refused:
        case r.CodeMoves():
            return _code_moves(voice, release, refused)
        case r.OnRecord():
            return voice.say("That is on record already, so nothing changes.")
        case r.NotInDoubt(item):
            return voice.sentences(
                voice.say(
                    "What {item} deployed is not in doubt, or no longer what was asked about, so nothing changes.",
                    item=voice.named(release, item),
                ),
                voice.say(
                    "A deployment that was signed is taken back with its signature: {line}",
                    line=lines.on_item(voice, release, "undo", item),
                )
                if release.records[item].signatures
                else "",
                voice.say("What runs where: `{command} deploy`"),
            )
        case r.DeploysNothing(item):
            waive = lines.on_item(voice, release, "waive", item, "REASON")
            return voice.sentences(
                voice.say("{item} deploys nothing, so nothing of it is overridden.", item=voice.named(release, item)),
                voice.say("The lead lets a check go with a reason, and sees first what that opens: {line}", line=waive),
            )
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
