"""Why an item, or the release, does not move on: what it waits for, since when, whose turn, and the line to type."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import refusals as r
from bot.domain.reading.content import delivered
from bot.domain.reading.deployments import in_doubt
from bot.domain.reading.reasons import Reason, reasons, whose_turn
from bot.domain.reading.standing import shut_by_failure, waits_for
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import cards, checklist, deployments, gates, going_live, hotfixes, lines, prompts
from bot.speech.refusals import refusal
from bot.speech.voice import Voice, joined

ROOTS = 6


def of_release(voice: Voice, release: Release, now: datetime) -> Iterator[cards.Entry]:
    """Everything that holds the release up: blocked items wherever they are, then what is overdue or open."""
    return cards.entries(voice, release, cards.pressing(release, release.layout.items), now)


def of_item(voice: Voice, release: Release, key: str, now: datetime) -> list[str]:
    """The item, how it stands since when, every reason it waits for, and the chain down to what can be done now."""
    doubt = deployments.question(voice, release, key) if in_doubt(release.deployments, key) else ""
    named = (voice.item(release, key), hotfixes.short(voice, release, key), doubt)
    return [*filter(None, named), *_standing(voice, release, key, now), *going_live.of_item(voice, release, key)]


def _standing(voice: Voice, release: Release, key: str, now: datetime) -> Iterator[str]:
    match release.standing(key):
        case "done" | "waived":
            yield checklist.settled(voice, release, key)
            yield from gates.why(voice, release, key, now)
            if release.goes_on(key):
                yield voice.say("To take it back: {line}", line=lines.on_item(voice, release, "undo", key))
        case "open":
            since = voice.moment(release.records[key].since or release.started_at)
            people = checklist.lacking(voice, release, key, now)
            yield voice.say("✍️ Open since {moment}; it waits for {people}", moment=since, people=people)
            yield joined(checklist.due(voice, release, key, now), checklist.watching(voice, release, key))
            told = (checklist.failed(voice, release, key), checklist.brought(voice, release, key))
            yield from filter(None, told)
            yield from gates.why(voice, release, key, now)
            if release.goes_on(key):
                yield voice.say("To sign it, they type {line}", line=_line(voice, release, key))
        case "blocked" | "waiting":
            pass  # the reasons say it
    for reason in reasons(release, release.item(key), now):
        yield from because(voice, release, key, reason, now)


def because(voice: Voice, release: Release, key: str, reason: Reason, now: datetime) -> Iterator[str]:
    """One reason why the item waits, and what is to be done about it."""
    match reason:
        case r.TooEarly():
            yield from _chain(voice, release, key, now)
        case r.NotYet():
            yield prompts.soon(voice, release, reason)
        case r.GateShut():
            yield f"⛔ {checklist.because(voice, release, reason)}"
            yield from gates.why(voice, release, key, now)
        case r.IsBlocked():
            yield f"⛔ {checklist.because(voice, release, reason)}"
            if shut_by_failure(release, key):
                yield deployments.gone_well(voice, release, key)
            yield _who_unblocks(voice, release, key)
        case r.NotRunning() | r.MeetingAhead() | r.RolesAbsent() | r.OutsideWindow() | r.HotfixInDoubt():
            yield f"⏸️ {refusal(voice, release, reason)}"
        case _:
            yield f"⛔ {checklist.because(voice, release, reason)}"


def _line(voice: Voice, release: Release, key: str) -> str:
    """What signs the item: with the words it asks for, or by writing its document."""
    item = release.item(key)
    kind = item.step.asks.kind if item.step.asks else ""
    if kind == "document" and delivered(release, item) is None:
        return lines.on_item(voice, release, "write", key)
    asked = {"note": ["NOTE"], "link": ["NOTE"], "branch": ["BRANCH", "COMMIT"]}.get(kind, [])
    return lines.on_item(voice, release, "done", key, *asked)


def _chain(voice: Voice, release: Release, key: str, now: datetime) -> Iterator[str]:
    """What it rests on directly, and at the end of the chain the items that can be moved now."""
    item = release.item(key)
    direct = waits_for(release, item)
    yield voice.say("⏳ Waits for {items}", items=voice.shorts(release, direct))
    yield from filter(None, (hotfixes.holding(voice, release, key), deployments.broken(voice, release, key)))
    roots = movable(release, key)
    for root in roots[:ROOTS]:
        yield checklist.bullet(f"{voice.item(release, root)} — {_root(voice, release, root, now)}")
    if len(roots) > ROOTS:
        yield voice.rest(len(roots) - ROOTS)
    turn = whose_turn(release, item, now)
    if turn:
        yield voice.say("It is the turn of {people}.", people=voice.people(release, turn))


def _root(voice: Voice, release: Release, key: str, now: datetime) -> str:
    if release.standing(key) == "blocked":
        return f"⛔ {checklist.blocked(voice, release, key)}"
    return joined(checklist.lacking(voice, release, key, now), checklist.due(voice, release, key, now))


def movable(release: Release, key: str) -> list[str]:
    """The open and blocked items that this one rests on, however far down, nearest first."""
    found: dict[str, None] = {}
    edge, seen = [key], {key}
    while edge:
        for need in waits_for(release, release.item(edge.pop(0))):
            if need in seen or release.standing(need) in SETTLED:
                continue
            seen.add(need)
            if release.standing(need) == "waiting":
                edge.append(need)
            else:
                found[need] = None
    return list(found)


def _who_unblocks(voice: Voice, release: Release, key: str) -> str:
    block = release.records[key].block
    author = block.person if block else ""
    people = voice.list(voice.person(release, who) for who in dict.fromkeys((author, *release.leads)) if who)
    return voice.say(
        "{people} can unblock it: {line}",
        people=people,
        line=lines.on_item(voice, release, "unblock", key, "REASON"),
    )
