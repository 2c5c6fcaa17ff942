"""Taking an emoji away takes back what it did: the signature, the block or the watch set through that message (U2)."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.rules.blocking import unblock
from bot.domain.rules.facts import Facts
from bot.domain.rules.signing import withdraw_signature
from bot.domain.state.release import Release


def take_back(
    release: Release, command: c.TakeBackReaction, actor: c.Actor, now: datetime
) -> tuple[e.Event, ...] | r.Refused:
    """Nothing set through this message by this person: nothing to take back, and nobody is bothered."""
    for key, record in release.records.items():
        match command.meaning:
            case "sign":
                for signature in record.signatures:
                    if (signature.message, signature.person) == (command.message, actor.person):
                        asked = c.Withdraw(key, confirmed=command.confirmed)
                        return withdraw_signature(release, signature, asked, actor, now)
            case "block":
                mark = record.block
                if mark and mark.message == command.message and mark.person == actor.person:
                    return unblock(release, c.Unblock(key), actor, now)
            case _:
                watched = record.watchers.get(actor.person)
                if watched and watched.message == command.message:
                    return (e.Unwatched(**Facts(actor, now).header, item=key),)
    return r.NothingToTakeBack("", "none")
