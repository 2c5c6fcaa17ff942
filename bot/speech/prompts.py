"""What one person is asked for in a direct message: per item, what is to be done now, or why nothing is any more."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal, assert_never

from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.reasons import TooSoon, too_soon
from bot.domain.reading.standing import may_sign
from bot.domain.refusals import RoleHolders
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import checklist, deployments, documents, gates, hotfixes, rollback
from bot.speech.voice import Voice, joined

Ask = Literal["sign", "reopen", "nothing"]


def ask(release: Release, key: str, person: str, now: datetime) -> Ask:
    """What this person can do about the item now: sign it, reopen what they (or, as lead, others) shut, or nothing."""
    if person in may_sign(release, key, now):
        return "sign"
    block = release.records[key].block
    if release.state == "running" and block and person in (block.person, *release.leads):
        return "reopen" if release.standing(key) not in SETTLED else "nothing"
    return "nothing"


def prompt_title(voice: Voice, release: Release, keys: Sequence[str], n_open: int) -> str:
    return idle_title(voice, release, keys, n_open) or voice.count(
        "Your turn: {n} item", "Your turn: {n} items", n_open
    )


def idle_title(voice: Voice, release: Release, keys: Sequence[str], n_open: int) -> str:
    """Why none of these items asks for anything now; "" where one does."""
    if n_open:
        return ""
    if all(release.standing(key) in SETTLED for key in keys):
        return voice.say("Settled: nothing is left to do here")
    return voice.say("Nothing to do just now")


def mine_title(voice: Voice, n_open: int, *, waits: bool) -> str:
    """`waits`: below the items something else does, such as a bug."""
    if n_open:
        return voice.count("Your turn: {n} item", "Your turn: {n} items", n_open)
    return voice.say("Your turn") if waits else voice.say("Nothing waits for you now")


def reminder_title(voice: Voice, release: Release, notice: n.Reminder, n_open: int, now: datetime) -> str:
    if idle := idle_title(voice, release, notice.items, n_open):
        return idle
    if notice.matter == "overdue" or any(checklist.is_overdue(release, key, now) for key in notice.items):
        return voice.count("Overdue: {n} item of yours", "Overdue: {n} items of yours", n_open)
    return voice.count("Due soon: {n} item of yours", "Due soon: {n} items of yours", n_open)


def told_late(voice: Voice) -> str:
    return voice.say("I was not running when this was due, so it comes late.")


def item(voice: Voice, release: Release, key: str, person: str, now: datetime) -> str:
    """Title, then either the duties (what is said, asked and mailed, until when) or how the item came to rest."""
    head = voice.item(release, key)
    if ask(release, key, person, now) != "sign":
        return f"{head}\n{rest(voice, release, key, person, now)}"
    step = release.item(key).step
    lines = [
        joined(checklist.due(voice, release, key, now), *_others(voice, release, key)),
        checklist.failed(voice, release, key),
        f"> {voice.quote(step.says.in_(voice.language))}" if step.says else "",
        checklist.asked(voice, step.asks) if step.asks else "",
        _said(voice, release, key, person),
        gates.asked(voice, release, key),
        checklist.brought(voice, release, key),
        documents.tested(voice, release, key),
        mail(voice, release, key),
        deployments.to_deploy(voice, release, key),
        hotfixes.short(voice, release, key),
        rollback.to_do(voice, release, key),
    ]
    return "\n".join(filter(None, (head, *lines)))


def rest(voice: Voice, release: Release, key: str, person: str, now: datetime) -> str:
    """Why there is nothing for this person to sign."""
    standing = release.standing(key)
    if standing in SETTLED:
        return checklist.settled(voice, release, key)
    if standing == "blocked":
        return f"⛔ {checklist.blocked(voice, release, key)}"
    if standing == "waiting":
        return voice.sentences(*(soon(voice, release, each) for each in too_soon(release, release.item(key), now)))
    missing = checklist.lacking(voice, release, key, now)
    if any(person in (s.person, s.voter) for s in release.records[key].signatures):
        return voice.say("✅ you have signed; still missing: {others}", others=missing)
    return voice.say("✍️ waits for {others}", others=missing)


def soon(voice: Voice, release: Release, early: TooSoon) -> str:
    """What comes before an item: others, or a moment."""
    match early:
        case r.TooEarly():
            return voice.say("⏳ waits for {items}", items=voice.shorts(release, early.waits_for))
        case r.NotYet(at=at) | r.MeetingAhead(at=at) | r.OutsideWindow(opens=at):
            return voice.say("⏳ not before {moment}", moment=voice.moment(at) if at else "…")
        case _:
            assert_never(early)


def _others(voice: Voice, release: Release, key: str) -> Collection[str]:
    """Who signed before, and who is on it already."""
    signed = checklist.signed_by(voice, release, key)
    return (
        voice.say("signed so far: {people}", people=signed) if signed else "",
        checklist.watching(voice, release, key),
    )


def _said(voice: Voice, release: Release, key: str, person: str) -> str:
    """The person's last words for it, which a signature without others takes."""
    words = next(release.records[key].said_by(person), "")
    return voice.say("💬 You said: {words}", words=voice.said(words)) if words else ""


def mail(voice: Voice, release: Release, key: str) -> str:
    """The mail this step owes, and to whom it will go."""
    duty = release.item(key).step.mail
    if duty is None:
        return ""
    held = (RoleHolders(role, None, release.holders(role, None)) for role in duty.to)
    people = voice.few([voice.holders(release, role) for role in held])
    subject = voice.said(duty.subject.in_(voice.language))
    return voice.say("✉️ When it is signed, a mail goes to {people}: {subject}", people=people, subject=subject)


def more(voice: Voice, left: int) -> str:
    """Items of a prompt that did not fit into it."""
    return voice.count("… and {n} more item: {line}", "… and {n} more items: {line}", left, line=voice.line("mine"))
