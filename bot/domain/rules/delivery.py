"""What is learnt of the way to Slack becomes facts of the release: only what differs, so that each is told once."""

from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.DeliveryCommand, actor: c.Actor, now: datetime) -> Decided:
    """The lead, who is shown what could not be delivered, may ask for another try."""
    header, known = Facts(actor, now).header, release.channel_lost
    match command:
        case c.LoseChannel():
            if known and known.mend == command.mend:
                return ()
            return (e.ChannelLost(**header, mend=command.mend, detail=command.detail),)
        case c.RegainChannel():
            return (e.ChannelRegained(**header),) if known else ()
        case c.Retry():
            return (e.Retried(**header),) if actor.person in release.leads else r.LeadOnly(release.leads)
        case _:
            assert_never(command)
