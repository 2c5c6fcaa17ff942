"""What an emoji on one of our messages, or words in its thread, mean: which command, for which item (U2).

The same rules and answers as a typed line: this only finds the item. Pure.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.reading.content import known_to
from bot.domain.reading.naming import item_named
from bot.domain.reading.standing import claims, may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED

Meaning = Literal["sign", "block", "watch"]
VERBS: dict[Meaning, str] = {"sign": "done", "block": "block", "watch": "watch"}


def meaning(release: Release, emoji: str) -> Meaning | None:
    """What the plan lets this emoji mean; skin tones make no difference."""
    base = emoji.partition("::")[0]
    named = release.plan.reactions
    known: dict[str, Meaning] = {named.sign: "sign", named.block: "block", named.watch: "watch"}
    return known.get(base)


def added(
    release: Release,
    means: Meaning,
    items: tuple[str, ...],
    actor: c.Actor,
    message: str,
    now: datetime,
    shown: Release,
) -> c.Command | r.Refused:
    """The command for the one item of this message that is this person's; several, and they are asked which.

    `shown`: the state that the message showed.
    """
    mine = tuple(key for key in items if actor.person in may_sign(release, key, now))
    if means == "block" and not mine and actor.person in release.leads:
        mine = tuple(key for key in items if release.standing(key) == "open")
    if len(mine) > 1:
        return r.WhichItem(VERBS[means], mine)
    item = mine[0] if mine else _nearest(release, items, actor, now)
    if item is None:
        return r.NothingToTakeBack("", "none")
    match means:
        case "sign":
            return c.Sign(item, message=message, seen=known_to(release, item, actor.person, shown))
        case "block":
            return c.Block(item, message=message)
        case "watch":
            return c.Watch(item, message=message)


def attending(means: Meaning, message: str, *, present: bool) -> c.Command | r.Refused:
    """The same emoji on the message of the meeting: who signs comes, who blocks does not; taken away, neither."""
    if means == "watch":
        return r.NothingToTakeBack("", "none")
    coming = means == "sign"
    return c.Attend(coming, message) if present else c.TakeBackAttendance(coming, message)


def _nearest(release: Release, items: tuple[str, ...], actor: c.Actor, now: datetime) -> str | None:
    """The item whose refusal tells this person most: an unsettled one of theirs, one of theirs, an open one, any."""
    theirs = [key for key in items if claims(release, release.item(key), actor.person, now)]
    unsettled = [key for key in theirs if release.standing(key) not in SETTLED]
    opened = [key for key in items if release.standing(key) == "open"]
    return next(iter((*unsettled, *reversed(theirs), *opened, *items)), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """Words in the thread of a message of ours. `place` ("C…:ts"): where they stand, at every edit; "" text: deleted.

    `to_her`: the message was written to her who replies, alone.
    """

    text: str
    place: str
    to_her: bool


def said(release: Release, reply: Reply, items: tuple[str, ...], actor: c.Actor, now: datetime) -> c.Command | None:
    """Words in the thread of a message: kept with the item they are about, if that is clear; talk is left alone.

    They stand where words were kept, or name the item, or it is the only one: of those whose block she was asked to
    explain, else, where the message was written to her alone, of those she may sign, or has signed.
    """
    named = item_named(release, reply.text)
    kept = next((key for key in items if any(each.message == reply.place for each in release.records[key].remarks)), "")
    if kept:
        names_it = not isinstance(named, r.NoSuchItem) and kept in named.keys and named.rest
        text = named.rest if names_it and not isinstance(named, r.NoSuchItem) else reply.text
        return c.Note(kept, text, reply.place) if text else c.Unsay(kept, reply.place)
    if not reply.text:
        return None
    theirs = [key for key in items if _concerns(release, key, actor, now)]
    if not isinstance(named, r.NoSuchItem):
        meant = [key for key in theirs if key in named.keys]
        if len(meant) == 1 and named.rest:
            return c.Note(meant[0], named.rest, reply.place)
    unsettled = [key for key in theirs if release.standing(key) not in SETTLED]
    unexplained = [key for key in unsettled if (block := release.records[key].block) and not block.reason]
    clear = unexplained or ((unsettled or theirs) if reply.to_her else [])
    return c.Note(clear[0], reply.text, reply.place) if len(clear) == 1 else None


def _concerns(release: Release, key: str, actor: c.Actor, now: datetime) -> bool:
    """Whether the person blocked the item, has signed it, or may."""
    record = release.records[key]
    if any(signature.person == actor.person for signature in record.signatures):
        return True
    if release.standing(key) in SETTLED:
        return False
    blocked = record.block is not None and record.block.person == actor.person
    return blocked or actor.person in may_sign(release, key, now)
