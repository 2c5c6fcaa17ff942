"""A phase's checklist in words: where it stands, what is shut and why, who may sign what, what was waived.

Items of a step stand under the step; whatever is long is made of entries that can be folded into a count.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import checklist, lines
from bot.speech.outlook import ends, phase_name
from bot.speech.voice import Label, Voice, joined

CELLS = 10


class Labels(Label):
    SIGN_MINE = msgid("Sign mine")
    WHAT_BLOCKS = msgid("What blocks?")


@dataclass(frozen=True, slots=True)
class Entry:
    """Some lines of a list, and how many items they speak of."""

    text: str
    items: int


def title(voice: Voice, release: Release, phase: int) -> str:
    """`Phase 1 of 5: 提交测试 · 12/27`."""
    keys = release.layout.phases[phase]
    return voice.say(
        "Phase {n} of {all}: {name} · {done}/{total}",
        n=phase + 1,
        all=len(release.plan.phases),
        name=phase_name(voice, release, phase),
        done=len(keys) - release.unsettled[phase],
        total=len(keys),
    )


def bar(done: int, total: int) -> str:
    """Ten cells; full only when everything is settled, begun with the first item."""
    filled = done * CELLS // total
    if done and not filled:
        filled = 1
    return "▓" * filled + "░" * (CELLS - filled)


def phase_bar(release: Release, phase: int) -> str:
    total = len(release.layout.phases[phase])
    return bar(total - release.unsettled[phase], total)


def go_live(voice: Voice, release: Release) -> str:
    """The plan's wall time and the reader's own."""
    wall = voice.wall(release.go_live, release.plan.zone)
    if voice.medium == "plain" and voice.zone == release.plan.zone:
        return voice.say("Go-live {wall}", wall=wall)
    return voice.say("Go-live {wall} · on your clock {moment}", wall=wall, moment=voice.moment(release.go_live))


def state(voice: Voice, release: Release) -> str:
    """Why nothing can be signed now; "" while something can."""
    ended = voice.moment(release.ended_at) if release.ended_at else ""
    reason = voice.quote(release.reason)
    match release.state:
        case "paused":
            return voice.say("⏸️ Paused: {reason}", reason=reason) if reason else voice.say("⏸️ Paused")
        case "aborted":
            return voice.say(
                "⏹️ Aborted {moment}: {reason}. Nothing can be signed any more.", moment=ended, reason=reason
            )
        case "finished":
            return voice.say("🏁 Finished {moment}", moment=ended)
        case _:
            return ends(voice, release)


def pressing(release: Release, keys: Iterable[str]) -> list[str]:
    """The items that wait for people."""
    return [key for key in keys if release.standing(key) in ("blocked", "open")]


def entries(voice: Voice, release: Release, keys: Sequence[str], now: datetime) -> Iterator[Entry]:
    """What waits for people, most pressing first: blocked, overdue, open. Worded as they are taken: few are shown."""
    shut = [key for key in keys if release.standing(key) == "blocked"]
    late = [key for key in keys if release.standing(key) == "open" and checklist.is_overdue(release, key, now)]
    opened = [key for key in keys if release.standing(key) == "open" and not checklist.is_overdue(release, key, now)]
    yield from _titled(voice.bold(voice.say("⛔ Blocked")), _blocked(voice, release, shut))
    yield from _titled(voice.bold(voice.say("⏰ Overdue")), _open(voice, release, late, now))
    yield from _titled(voice.bold(voice.say("✍️ To be signed")), _open(voice, release, opened, now))


def _titled(heading: str, found: Iterator[Entry]) -> Iterator[Entry]:
    """The heading stands with its first entry, so that folding never leaves it alone."""
    for number, entry in enumerate(found):
        yield entry if number else Entry(f"{heading}\n{entry.text}", entry.items)


def _blocked(voice: Voice, release: Release, keys: Sequence[str]) -> Iterator[Entry]:
    """Items of a step that are shut for the same reason share a line."""
    for (_, reason), group in groupby(keys, lambda k: (release.item(k).step.id, checklist.blocked(voice, release, k))):
        members = list(group)
        head = voice.item(release, members[0])
        if len(members) > 1:
            head = f"{_step(voice, release, members[0])}\n{checklist.bullet(_systems(voice, release, members))}"
        yield Entry(f"{head}\n{checklist.bullet(reason)}", len(members))


def _open(voice: Voice, release: Release, keys: Sequence[str], now: datetime) -> Iterator[Entry]:
    """A step's items under one line."""
    for _, of_step in groupby(keys, lambda key: release.item(key).step.id):
        members = list(of_step)
        if len(members) == 1:
            waits = joined(*_asks(voice, release, members[0], now))
            yield Entry(f"{voice.item(release, members[0])}\n{checklist.bullet(waits)}", 1)
        else:
            yield from _shared(voice, release, members, now)


def _shared(voice: Voice, release: Release, keys: Sequence[str], now: datetime) -> Iterator[Entry]:
    """Systems that wait for the same people until the same time share a line; a time common to all stands on top."""
    shares: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        shares.setdefault(_asks(voice, release, key, now), []).append(key)
    dues = {due for _, due in shares}
    head = joined(_step(voice, release, keys[0]), *(dues if len(dues) == 1 else ()))
    for number, ((waits, due), same) in enumerate(shares.items()):
        line = f"{_systems(voice, release, same)} — {joined(waits, due if len(dues) > 1 else '')}"
        yield Entry(checklist.bullet(line) if number else f"{head}\n{checklist.bullet(line)}", len(same))


def _asks(voice: Voice, release: Release, key: str, now: datetime) -> tuple[str, str]:
    """Whom the item waits for, and until when."""
    people = checklist.lacking(voice, release, key, now)
    if release.records[key].signatures:
        signed = checklist.signed_by(voice, release, key)
        people = voice.say("signed: {people}; missing: {others}", people=signed, others=people)
    waits = joined(checklist.failed(voice, release, key), people, checklist.watching(voice, release, key))
    return waits, checklist.due(voice, release, key, now)


def _step(voice: Voice, release: Release, key: str) -> str:
    step = release.item(key).step
    return f"{voice.bold(step.id)} {voice.quote(step.title.in_(voice.language))}"


def _systems(voice: Voice, release: Release, keys: Sequence[str]) -> str:
    """Their systems; a step that is taken once has none."""
    return voice.few([voice.system(release.plan, release.item(key).system or "") for key in keys])


def waived(voice: Voice, release: Release, keys: Iterable[str]) -> Iterator[Entry]:
    """Overrides stay visible for ever, with their reason (T2)."""
    for key in keys:
        yield Entry(f"{voice.item(release, key)}\n{checklist.bullet(checklist.settled(voice, release, key))}", 1)


def tally(voice: Voice, release: Release, keys: Sequence[str]) -> str:
    """What needs nobody now, as counts."""
    standings = [release.standing(key) for key in keys]
    done, later, let_go = (standings.count(standing) for standing in ("done", "waiting", "waived"))
    return joined(
        voice.say("✅ {n} signed", n=done) if done else "",
        voice.say("⚠️ {n} waived", n=let_go) if let_go else "",
        voice.say("⏳ {n} wait for these", n=later) if later else "",
    )


def more(voice: Voice, n: int) -> str:
    return voice.count("… and {n} more item: {mine} or {why}", "… and {n} more items: {mine} or {why}", n,
                       mine=voice.line("mine"), why=voice.line("why"))  # fmt: skip


def how_to_sign(voice: Voice, release: Release) -> str:
    """The emoji of this plan, and the line to type."""
    reactions = release.plan.reactions
    return voice.say(
        "React here: :{sign}: signs, :{block}: blocks, :{watch}: says you are on it. Or type {line}",
        sign=voice.quote(reactions.sign),
        block=voice.quote(reactions.block),
        watch=voice.quote(reactions.watch),
        line=lines.usage(voice, "done ITEM"),
    )


def summary(voice: Voice, release: Release, phase: int) -> str:
    """A settled phase in one line: how many items, since when."""
    keys = release.layout.phases[phase]
    last = max(release.records[key].since or release.started_at for key in keys)
    return voice.count(
        "✅ The {n} item of this phase is settled since {moment}.",
        "✅ All {n} items of this phase are settled since {moment}.",
        len(keys),
        moment=voice.moment(last),
    )


def heading(voice: Voice, release: Release, title: str) -> str:
    """A message's first line, which notifications show: what it is about, and in which release."""
    return joined(voice.bold(title), release_name(voice, release))


def release_name(voice: Voice, release: Release) -> str:
    return voice.quote(release.id, 80)


def closed_again(voice: Voice, earlier: str) -> str:
    """`earlier`: the phase that comes first, perhaps as a link."""
    return voice.say("⏳ Closed again: {phase} comes first", phase=earlier)


def more_waived(voice: Voice, n: int) -> str:
    return voice.say("… and {n} more waived: {log}", n=n, log=voice.line("log"))


def following(voice: Voice, phase: str) -> str:
    return voice.say("Next: {phase}", phase=phase)
