"""What happened, in words for those who must know it: overdue, vacant, blocked, voided, waived, named, turned."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.release import SETTLED, Release
from bot.domain.standing import empty_roles
from bot.speech import golive, items, lines
from bot.speech.cards import Entry, go_live
from bot.speech.voice import Voice


def unsettled(release: Release, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if release.standing(key) not in SETTLED]


def escalation_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ No longer overdue")
    return voice.count("⏰ {n} item is overdue", "⏰ {n} items are overdue", left)


def overdue(voice: Voice, release: Release, keys: Iterable[str], now: datetime, name: items.Name) -> Iterator[Entry]:
    """Each overdue item with the people who are missing, as `name` writes them."""
    for key in keys:
        yield Entry(f"{voice.item(release, key)}\n{items.bullet(_late(voice, release, key, now, name))}", 1)


def _late(voice: Voice, release: Release, key: str, now: datetime, name: items.Name) -> str:
    match release.standing(key):
        case "done" | "waived":
            return items.settled(voice, release, key)
        case "blocked":
            return items.joined(f"⛔ {items.blocked(voice, release, key)}", items.due(voice, release, key, now))
        case "open" | "waiting":
            missing = items.lacking(voice, release, key, now, name)
            return items.joined(missing, items.due(voice, release, key, now), items.watching(voice, release, key))


def remedies(voice: Voice, release: Release, keys: Iterable[str]) -> str:
    """What the lead may do about the first of them."""
    key = next(iter(keys))
    return voice.say(
        "You can name a stand-in ({standin}) or waive the check with a reason ({waive}).",
        standin=voice.code("/release standin @user for @user"),
        waive=lines.on_item(voice, release, "waive", key, "REASON"),
    )


def vacancies(voice: Voice, release: Release, keys: Iterable[str]) -> list[Entry]:
    """The empty roles that these items still wait for, each with the items and the line to type."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        item = release.item(key)
        for role in empty_roles(release, item) if release.standing(key) == "blocked" else ():
            named = voice.role_for(release.plan, role, item.system)
            waiting.setdefault((named, lines.assign(voice, release.plan, role, item.system)), []).append(key)
    return [
        Entry(
            voice.say(
                "⛔ Nobody for {role}: {items}. Type {line}", role=role, items=voice.shorts(release, held), line=line
            ),
            len(held),
        )
        for (role, line), held in waiting.items()
    ]


def vacancy_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ Every role these items need is filled")
    return voice.say("Please name somebody: these items cannot be signed by anyone")


def obstacle(voice: Voice, release: Release, key: str) -> str:
    if release.records[key].block:
        return f"⛔ {voice.item(release, key)}\n{items.bullet(items.blocked(voice, release, key))}"
    return voice.say("✅ {item} is no longer blocked", item=voice.item(release, key))


def unblock_line(voice: Voice, release: Release, key: str) -> str:
    line = lines.on_item(voice, release, "unblock", key, "REASON")
    return voice.say("Once it is settled, the one who blocked it or the lead types {line}", line=line)


def why_blocked(voice: Voice, release: Release, notice: n.WhyBlocked) -> str:
    """Asks for the reason until there is one."""
    block = release.records[notice.item].block
    item = voice.item(release, notice.item)
    if block is None:
        return voice.say("✅ {item} is no longer blocked", item=item)
    if block.reason:
        return voice.say(
            "✅ {item} is blocked, and your reason is noted: {reason}", item=item, reason=voice.said(block.reason)
        )
    return voice.say(
        "You blocked {item}. Why? Answer in this thread, or type {line}",
        item=item,
        line=lines.on_item(voice, release, "block", notice.item, "REASON"),
    )


def voided(voice: Voice, release: Release, notice: n.Voided) -> str:
    if notice.because in notice.items:
        item = voice.item(release, notice.because)
        return voice.say(
            "↩️ Your signature no longer counts, because the deployment has failed since: {item}", item=item
        )
    if rollback := release.item(notice.because).rollback:
        return voice.say(
            "↩️ {rollback} takes back what you had signed: {items}. I ask you again when they reopen.",
            rollback=rollback,
            items=voice.shorts(release, notice.items),
        )
    return voice.say(
        "↩️ Your signatures no longer count, because what they rested on ({because}) was taken back: {items}. "
        "I ask you again when they reopen.",
        because=voice.item(release, notice.because),
        items=voice.shorts(release, notice.items),
    )


def override(voice: Voice, release: Release, key: str) -> str:
    """A waiver, one that was taken back, or what the lead let go live outside of its window."""
    mark = release.overridden.get(key)
    if mark and not release.records[key].waiver:
        return golive.overridden(voice, release, key, mark.person, mark.reason, mark.at)
    if release.records[key].waiver:
        return f"{voice.item(release, key)}\n{items.bullet(items.settled(voice, release, key))}"
    return voice.say("↩️ The waiver of {item} was taken back; it must be signed again", item=voice.item(release, key))


def named(voice: Voice, release: Release, notice: n.Named) -> str:
    mine = voice.code("/release mine")
    if not notice.instead_of:
        role = voice.role_for(release.plan, notice.role, notice.system or None)
        return voice.say("You are now {role}. What waits for you: {line}", role=role, line=mine)
    other = voice.person(release, notice.instead_of)
    if notice.until is None:
        return voice.say("You stand in for {other} from now on. What waits for you: {line}", other=other, line=mine)
    return voice.say(
        "You stand in for {other} until {moment}. What waits for you: {line}",
        other=other,
        moment=voice.moment(notice.until),
        line=mine,
    )


def unlinked_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ Everybody is linked to a Slack account")
    return voice.count(
        "I found no Slack account for {n} person, so I cannot reach them:",
        "I found no Slack account for {n} people, so I cannot reach them:",
        left,
    )


def unlinked(voice: Voice, release: Release, people: Iterable[str]) -> Iterator[Entry]:
    for person in people:
        address = voice.quote(release.people[person].email)
        line = lines.link(voice, release, person)
        name = voice.person(release, person)
        yield Entry(items.bullet(voice.say("{person} ({email}): {line}", person=name, email=address, line=line)), 1)


def turn(voice: Voice, release: Release, notice: n.Turn) -> str:
    by = voice.person(release, notice.by) if notice.by else voice.say("the clock")
    head = _turned(voice, release, notice, by)
    return f"{head}\n{items.bullet(voice.said(notice.reason))}" if notice.reason else head


def _turned(voice: Voice, release: Release, notice: n.Turn, by: str) -> str:
    name = items.bold(voice, voice.quote(release.id, 80))
    match notice.turn:
        case "paused":
            return voice.say(
                "⏸️ {release} was paused by {person}; nothing moves until it is resumed.", release=name, person=by
            )
        case "resumed":
            return voice.say("▶️ {release} was resumed by {person}.", release=name, person=by)
        case "aborted":
            return voice.say(
                "⏹️ {release} was aborted by {person}; nothing can be signed any more.", release=name, person=by
            )
        case "rescheduled":
            when = go_live(voice, release)
            return voice.say("🗓️ {release} was moved by {person}. {when}", release=name, person=by, when=when)
        case "finished":
            return voice.say(
                "🏁 {release} is finished; the last signature came from {person}.", release=name, person=by
            )
        case _:
            assert_never(notice.turn)
