"""One item in words: who may sign it, what blocks it, who settled it. Names ping nobody, unless `Name` is a mention."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import assert_never

from bot.domain import refusals as r
from bot.domain.plan.steps import Asks, Slot
from bot.domain.reading.reasons import Missing, missing
from bot.domain.reading.reminding import deadline
from bot.domain.reading.staffing import asked as asked_people
from bot.domain.reading.standing import empty_roles, missing_slots, voters
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Signature
from bot.domain.state.staffing import Vote
from bot.speech import documents, gates, lines, meetings, minutes, requests
from bot.speech import lacking as lacking_words
from bot.speech.voice import Voice

NAMES = 4  # so many people are named, the rest is counted
Name = Callable[[Release, str], str]


def bullet(text: str) -> str:
    return f"• {text}"


def lacking(voice: Voice, release: Release, key: str, now: datetime, name: Name | None = None) -> str:
    """Whose signatures are missing, role by role: `付诚 (tester) + 2 of 李翠琪, 方浩 (operations)`."""
    item = release.item(key)
    able = voters(release, item, now)
    there = asked_people(release, able)
    votes = [vote for vote in able if vote.person in there]
    naming = name or voice.person
    return " + ".join(_of_slot(voice, release, slot, votes, naming) for slot in missing_slots(release, item))


def _of_slot(voice: Voice, release: Release, slot: Slot, votes: Sequence[Vote], name: Name) -> str:
    people = voice.few([_voter(voice, release, vote, name) for vote in votes if vote.role == slot.role], NAMES)
    role = voice.role(release.plan, slot.role)
    if not people:
        return voice.say("nobody just now ({role})", role=role)
    if slot.count > 1:
        return voice.say("{n} of {people} ({role})", n=slot.count, people=people, role=role)
    return voice.say("{people} ({role})", people=people, role=role)


def _voter(voice: Voice, release: Release, vote: Vote | Signature, name: Name) -> str:
    person = name(release, vote.person)
    if not vote.instead_of:
        return person
    return voice.say("{person} for {other}", person=person, other=voice.person(release, vote.instead_of))


def signed_by(voice: Voice, release: Release, key: str) -> str:
    """`付诚 (tester), 李翠琪 for 方浩 (DBA)`."""
    return voice.few([_signature(voice, release, signature) for signature in release.records[key].signatures], NAMES)


def _signature(voice: Voice, release: Release, signature: Signature) -> str:
    people, role = _voter(voice, release, signature, voice.person), voice.role(release.plan, signature.role)
    return voice.say("{people} ({role})", people=people, role=role)


def settled(voice: Voice, release: Release, key: str) -> str:
    """Who settled it and when: signatures, or the waiver with its reason."""
    record = release.records[key]
    if waiver := record.waiver:
        return voice.say(
            "⚠️ waived by {person}: {reason} · {moment}",
            person=voice.person(release, waiver.person),
            reason=voice.said(waiver.reason),
            moment=voice.moment(waiver.at),
        )
    if not record.signatures:
        return voice.say("✅ nothing to sign")
    signed, at = signed_by(voice, release, key), record.signatures[-1].at
    told = voice.say("✅ signed by {people} · {moment}", people=signed, moment=voice.moment(at))
    given = brought(voice, release, key)
    return f"{told}\n{given}" if given else told


def failed(voice: Voice, release: Release, key: str) -> str:
    """How its test went last, where that failed; "" otherwise."""
    record = release.records[key]
    if record.failed is None or record.standing in SETTLED:
        return ""
    return voice.say(
        "❌ failed: {reason} — {person}, {moment}",
        reason=voice.said(record.failed.reason, 300),
        person=voice.person(release, record.failed.person),
        moment=voice.moment(record.failed.at),
    )


def brought(voice: Voice, release: Release, key: str) -> str:
    """What there is of the document, or of the code, that the item is signed for."""
    code = documents.code(voice, release, key)
    return documents.version(voice, release, key) or (voice.say("🔖 {code}", code=code) if code else "")


def blocked(voice: Voice, release: Release, key: str, limit: int = 300) -> str:
    """Why it is shut (in at most `limit` characters of the person's own words), by whom, since when."""
    record, item = release.records[key], release.item(key)
    if mark := record.block:
        return because(voice, release, r.IsBlocked(key, mark.person, mark.reason, mark.at), limit)
    shut = next(missing(release, item), None)
    return because(voice, release, shut, limit) if shut else ""


def because(voice: Voice, release: Release, shut: r.IsBlocked | Missing, limit: int = 300) -> str:
    """What shuts an item, within a list."""
    match shut:
        case r.IsBlocked(_, person, reason, since):
            return voice.say(
                "{reason} — {person}, since {moment}",
                reason=voice.said(reason, limit) if reason else voice.say("no reason given yet"),
                person=voice.person(release, person),
                moment=voice.moment(since),
            )
        case r.NobodyHolds():
            return _vacant(voice, release, shut)
        case r.GateShut():
            return gates.blocking(voice, release, shut.item)
        case r.NoMeeting():
            return meetings.call_it(voice, release, shut.people)
        case r.MinutesUnsettled():
            return minutes.unsettled(voice, release, shut)
        case r.NoRollbackTarget() | r.NoDigest() | r.PacketIncomplete() | r.RollingBack():
            return lacking_words.because(voice, release, shut)
        case r.Awaited():
            return requests.awaiting(voice, release, shut.item)
        case _:
            assert_never(shut)


def _vacant(voice: Voice, release: Release, shut: r.NobodyHolds) -> str:
    item = release.item(shut.item)
    return voice.say(
        "nobody for {roles}, since {moment}; {lead} names them: {line}",
        roles=voice.list(voice.role_for(release.plan, role, item.system) for role in shut.roles),
        lead=lead(voice, release),
        moment=voice.moment(release.records[item.id].since or release.started_at),
        line=voice.list(assignments(voice, release, item.id)),
    )


def lead(voice: Voice, release: Release) -> str:
    """The names of those who lead, or the role where it is empty."""
    return voice.people(release, release.leads) or voice.role(release.plan, release.plan.lead)


def assignments(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """The line to type for each role of the item that nobody can sign in."""
    item = release.item(key)
    return (lines.assign(voice, release.plan, role, item.system) for role in empty_roles(release, item))


def is_overdue(release: Release, key: str, now: datetime) -> bool:
    at = deadline(release, key)
    return at is not None and at <= now and release.standing(key) in ("open", "blocked")


def due(voice: Voice, release: Release, key: str, now: datetime) -> str:
    """`due Jun 3 at 12:00`, `overdue since …`, or nothing where the plan names no time."""
    at = deadline(release, key)
    if at is None:
        return ""
    if is_overdue(release, key, now):
        return voice.say("overdue since {moment}", moment=voice.moment(at))
    return voice.say("due {moment}", moment=voice.moment(at))


def watching(voice: Voice, release: Release, key: str) -> str:
    """Who said that they are on it."""
    people = [voice.person(release, person) for person in release.records[key].watchers]
    return f"👀 {voice.few(people, NAMES)}" if people else ""


def asked(voice: Voice, asks: Asks) -> str:
    """What a signature must bring."""
    text = voice.quote(asks.text.in_(voice.language))
    if asks.kind == "branch":
        return voice.say("Asked for, with branch and commit: {text}", text=text)
    if asks.kind == "link":
        return voice.say("Asked for, with a link: {text}", text=text)
    return voice.say("Asked for: {text}", text=text)
