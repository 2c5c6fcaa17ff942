"""The way to the release's channel: each loss and each return is told once, and the lead alone has it tried again."""

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import ChannelSilent
from bot.domain.state.delivery import Mend
from tests.domain.harbour import harbour
from tests.domain.story import given

ARCHIVED = c.LoseChannel(Mend.UNARCHIVE, "is_archived")


def a_channel_that_is_lost_is_told_to_the_lead_once() -> None:
    story = given(harbour()).when(ARCHIVED, via="clock").then_events(e.ChannelLost)
    story.then_told(ChannelSilent(person="lena", since=story.now))
    story.when(ARCHIVED, via="clock").then_events()


def a_different_cause_is_a_fact_of_its_own_and_tells_nobody_anew() -> None:
    story = given(harbour()).when(ARCHIVED, via="clock")
    story.when(c.LoseChannel(Mend.PERMIT, "restricted_action"), via="clock").then_events(e.ChannelLost).then_told()


def a_channel_that_was_never_lost_is_not_found_again() -> None:
    story = given(harbour())
    story.when(c.RegainChannel(), via="clock").then_events()
    story.when(ARCHIVED, via="clock").when(c.RegainChannel(), via="clock").then_events(e.ChannelRegained).then_told()


def the_lead_alone_has_it_tried_again() -> None:
    story = given(harbour())
    story.when(c.Retry(), by="mia").then(r.LeadOnly(("lena",)))
    story.when(c.Retry(), by="lena").then_events(e.Retried).then_told()
