"""Blocks and waivers: made, lifted, taken back; and what cannot be signed because of a block."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.deployments import taken_back
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import bugs, deployments, gates, lines
from bot.speech.consequences import next_up, reclosed, settling, still_shut
from bot.speech.outcomes.confirming import if_right, voids
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.BlockingEvent, actor: str) -> str:
    release = done.after
    item = voice.named(release, event.item)
    match event:
        case e.Blocked():
            return _blocked(voice, release, event)
        case e.Unblocked():
            opened = next_up(voice, done, event.at, actor) or still_shut(voice, release, event.item)
            return voice.sentences(voice.say("Unblocked {item}.", item=item), _the_same(voice, release, event), opened)
        case e.Waived():
            return voice.sentences(_waived(voice, release, event), settling(voice, done, event, actor))
        case e.WaiverWithdrawn():
            return voice.sentences(voice.say("The waiver of {item} is taken back.", item=item), reclosed(voice, done))
        case _:
            assert_never(event)


def _the_same(voice: Voice, release: Release, event: e.Unblocked) -> str:
    """Where what may go live again is what a rollback took back."""
    item = release.item(event.item)
    taken = taken_back(release.deployments, item.system or "", item.step.deploys or "")
    if taken is None or not taken[0].commit or release.source(item.system or "")[1] not in ("", taken[0].commit):
        return ""
    return voice.say(
        "That is the commit that {rollback} took back, {commit}: nothing newer is on record.",
        rollback=taken[1].rollback,
        commit=voice.code(taken[0].commit),
    )


def _blocked(voice: Voice, release: Release, event: e.Blocked) -> str:
    item = voice.named(release, event.item)
    if not event.reason:
        return voice.say("Blocked {item}. I ask you why in a direct message.", item=item)
    told = voice.people(release, [lead for lead in release.leads if lead != event.by])
    return voice.sentences(
        voice.say("Blocked {item}: {reason}.", item=item, reason=voice.said(event.reason)),
        voice.say("Told: {people}.", people=told) if told else "",
        voice.say("When it is settled: {line}", line=lines.on_item(voice, release, "unblock", event.item, "REASON")),
    )


def _waived(voice: Voice, release: Release, event: e.Waived) -> str:
    return voice.say(
        "Waived {item}: {reason}. That stays visible in every view and report.",
        item=voice.named(release, event.item),
        reason=voice.said(event.reason),
    )


def _lets_go(voice: Voice, release: Release, refused: r.LetsGo) -> str:
    """What a waiver, still to be confirmed, lets go; what it opens, and what is waited for all the same."""
    opens, holds = (voice.shorts(release, keys) for keys in (refused.opens, refused.holds))
    return voice.sentences(
        voice.say("This lets go of {item} alone.", item=voice.named(release, refused.item)),
        *_without(voice, release, refused.item),
        bugs.open_again(voice, release, refused.bugs),
        voice.say("It opens {items}.", items=opens) if opens else "",
        voice.say("What it waited for is waited for still: {items}.", items=holds) if holds else "",
        voids(voice, release, refused.reopens),
        if_right(voice, release, refused),
    )


def _without(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """What the item would have brought, and does not."""
    item = release.item(key)
    step = item.step
    if step.gate:
        yield voice.say("Its standard is not asked for: {gate}.", gate=gates.state(voice, release, key, step.gate))
    if step.deploys and item.system:
        place = deployments.environment(voice, release, step.deploys)
        system = voice.system(release.plan, item.system)
        yield voice.say("{system} is not deployed to {place}.", system=system, place=place)
    if step.mail:
        held = (r.RoleHolders(role, None, release.holders(role, None)) for role in step.mail.to)
        people = voice.few([voice.holders(release, role) for role in held])
        yield voice.say("Its mail to {people} is not sent.", people=people)


def what(voice: Voice, release: Release, event: e.BlockingEvent) -> str:
    item = voice.named(release, event.item)
    match event:
        case e.Blocked():
            return voice.say("blocked {item}", item=item)
        case e.Unblocked():
            return voice.say("unblocked {item}", item=item)
        case e.Waived():
            return voice.say("waived {item}", item=item)
        case e.WaiverWithdrawn():
            return voice.say("took back the waiver of {item}", item=item)
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.BlockingRefusal) -> str:
    if isinstance(refused, r.LetsGo):
        return _lets_go(voice, release, refused)
    reason = voice.said(refused.reason) if refused.reason else voice.say("no reason given yet")
    line = lines.on_item(voice, release, "unblock", refused.item, "REASON")
    return voice.say(
        "{item} is blocked by {person} since {since}: {reason}. Once that is settled, they or the lead type {line}",
        item=voice.named(release, refused.item),
        person=voice.person(release, refused.person),
        since=voice.moment(refused.since),
        reason=reason,
        line=line,
    )
