"""What a step brought about: what is missing still, what opened and for whom, what closed again, what ended.

Read off the state before and after; decides nothing.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as e
from bot.domain.notices.cards import bearings, changed_items
from bot.domain.reading.standing import asked_to_sign, empty_roles, may_sign, missing_roles
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.voice import Voice

SHOWN = 3  # opened items named one by one


def settling(voice: Voice, done: Done, event: e.Signed | e.Waived, actor: str) -> str:
    """After a signature or a waiver: who must sign too, or what its settling opened or ended."""
    before, after = done.before, done.after
    if after.state == "finished":
        return voice.say("That was the last one: the release is finished.")
    if after.standing(event.item) not in SETTLED:
        item = after.item(event.item)
        missing = voice.few([voice.holders(after, held) for held in missing_roles(after, item)])
        return voice.say("Still missing: {missing}.", missing=missing)
    opened = next_up(voice, done, event.at, actor)
    if before is not None and before.phase < after.phase:
        return voice.sentences(_phase_opens(voice, after, event.item), opened)
    return opened or _left(voice, after)


def _phase_opens(voice: Voice, release: Release, item: str) -> str:
    ended = release.plan.phases[release.item(item).phase]
    begun = release.plan.phases[release.phase]
    return voice.say(
        "That was the last one of {ended}: {begun} opens.",
        ended=voice.quote(ended.name.in_(voice.language)),
        begun=voice.quote(begun.name.in_(voice.language)),
    )


def _left(voice: Voice, release: Release) -> str:
    phase = release.plan.phases[release.phase]
    return voice.count(
        "{n} item is left in {phase}.",
        "{n} items are left in {phase}.",
        release.unsettled[release.phase],
        phase=voice.quote(phase.name.in_(voice.language)),
    )


def next_up(voice: Voice, done: Done, now: datetime, actor: str) -> str:
    """What can be signed now and could not before, the reader's own first; and what came up that nobody can sign."""
    after = done.after
    opened = tuple(_opened(done, now))
    own = [key for key in opened if actor in may_sign(after, key, now)]
    others = [key for key in opened if key not in own]
    yours = voice.few([voice.named(after, key) for key in own], SHOWN)
    theirs = voice.few([_with_signers(voice, after, key, now) for key in others], SHOWN)
    return voice.sentences(
        voice.say("Next for you: {items}.", items=yours) if own else "",
        voice.say("Next: {items}.", items=theirs) if others else "",
        _vacant(voice, done),
    )


def _opened(done: Done, now: datetime) -> Iterator[str]:
    turned = done.before is None or bearings(done.before) != bearings(done.after)
    candidates = done.after.records if turned else changed_items(done.before, done.after)
    for key in (key for key in done.after.layout.items if key in candidates):
        signers = asked_to_sign(done.after, key, now)
        known = done.before is not None and key in done.before.records
        already = asked_to_sign(done.before, key, now) if done.before and known else ()
        if set(signers) - set(already):
            yield key


def _with_signers(voice: Voice, release: Release, key: str, now: datetime) -> str:
    item = voice.quote(voice.short(release, key))
    return voice.say("{item} ({people})", item=item, people=voice.people(release, asked_to_sign(release, key, now)))


def _vacant(voice: Voice, done: Done) -> str:
    """Items that came up and that nobody can sign: the lead is asked to name somebody."""
    before, after = done.before, done.after
    fresh = [
        key
        for key, record in after.records.items()
        if record.standing == "blocked"
        and record.block is None
        and (before is None or key not in before.records or before.standing(key) != "blocked")
        and empty_roles(after, after.item(key))
    ]
    if not fresh:
        return ""
    role = empty_roles(after, after.item(fresh[0]))[0]
    system = after.item(fresh[0]).system
    return voice.say(
        "Nobody can sign {items}: {role} is to be named with {line}",
        items=voice.shorts(after, fresh),
        role=voice.role_for(after.plan, role, system),
        line=lines.assign(voice, after.plan, role, system),
    )


def still_shut(voice: Voice, release: Release, item: str) -> str:
    """Why an item is not open although nobody blocks it any more."""
    line = lines.on_item(voice, release, "why", item)
    return voice.say("It is not its turn yet: {line}", line=line)


def reclosed(voice: Voice, done: Done) -> str:
    """What a withdrawal took with it: signatures that no longer count, and items that wait again."""
    before, after = done.before, done.after
    if before is None:
        return ""
    reopened = [event.item for event in done.events if isinstance(event, e.Reopened)]
    closed = [
        key
        for key, record in after.records.items()
        if record.standing == "waiting" and before.standing(key) == "open" and key not in reopened
    ]
    voided = (
        voice.count(
            "With it, {n} item lost its signatures: {items}.",
            "With it, {n} items lost their signatures: {items}.",
            len(reopened),
            items=voice.shorts(after, reopened),
        )
        if reopened
        else ""
    )
    waiting = voice.say("Waiting again: {items}.", items=voice.shorts(after, closed)) if closed else ""
    return voice.sentences(voided, waiting)
