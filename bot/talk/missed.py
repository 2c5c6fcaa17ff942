"""What people did to our messages while nobody listened: what Slack shows now, against what is known. Pure.

Slack says which emoji are on a message, not since when: the difference is what happened meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED, Record
from bot.record.lookup import Known


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's emoji on a message, as Slack names it, its skin tone included."""

    user: str
    emoji: str


@dataclass(frozen=True, slots=True)
class Change:
    """An emoji that came, or went, unheard. `after`: the moment of the last thing that is known of it, 0 for none."""

    mark: Mark
    present: bool
    after: int


def missed(known: Sequence[Known], shown: Sequence[Mark]) -> tuple[Change, ...]:
    """What went first, then what came, in the order in which Slack shows it: who changed their mind took back first."""
    last = {Mark(each.user, each.emoji): each for each in known}
    there = {mark for mark, each in last.items() if each.present}
    went = [mark for mark in last if mark in there and mark not in shown]
    came = [mark for mark in dict.fromkeys(shown) if mark not in there]
    return tuple(
        Change(mark, present=mark in shown, after=last[mark].event_at if mark in last else 0) for mark in (*went, *came)
    )


def matters(release: Release, items: Sequence[str], place: str, *, invites: bool) -> bool:
    """Whether what happens to a message can still change anything: it asks for something, or something rests on it."""
    if invites:
        return release.meeting is not None and release.meeting.state == "called"
    records = [release.records[key] for key in items]
    return any(record.standing not in SETTLED or place in _rests_on(record) for record in records)


def counting(release: Release, items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where the words stand that still count for these items, and who wrote them."""
    for record in (release.records[key] for key in items):
        if record.standing not in SETTLED:
            yield from ((remark.message, remark.person) for remark in record.remarks)


def _rests_on(record: Record) -> Iterator[str]:
    """The messages whose emoji made what stands."""
    yield from (signature.message for signature in record.signatures)
    yield from (mark.message for mark in record.watchers.values())
    if record.block:
        yield record.block.message
