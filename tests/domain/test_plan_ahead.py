"""A step that opens ahead of its phase: as soon as what it needs is settled, whatever of the earlier phases is left."""

from functools import cache

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import Card, notices
from bot.domain.plan import Plan
from bot.domain.plan.check import check
from bot.domain.plan.moments import Calendar
from tests.domain.launch import launch
from tests.domain.story import EVIDENCE, LONG_AGO, Story, asked, given, settled

WATCH = 3  # the position of the phase


@cache
def early(needs: str = "3a") -> Plan:
    """The launch, whose check after 15 minutes opens when production is deployed; the lead's word is left then."""
    data = launch().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["phases"][WATCH]["steps"][1] |= {"ahead": True, **({"needs": [needs]} if needs else {})}
    return Plan.model_validate(data)


def live() -> Story:
    """Everything is deployed; the rest of its phase is not signed."""
    recorded = (asked(c.RecordPrevious(key, nothing=True), by="lena") for key in ("api", "web"))
    return given(early(), settled("2c"), *recorded, settled("3a"))


def a_check_opens_though_its_phase_is_not_reached() -> None:
    story = live()
    assert story.release.phase < WATCH
    story.then_state("4b", "open").then_state("4a", "waiting").then_state("4c", "waiting")


def a_check_is_signed_and_the_phase_before_goes_on() -> None:
    story = live().when(c.Sign("4b", EVIDENCE), by="olaf").then_state("4b", "done").then_state("4c", "waiting")
    assert story.release.phase < WATCH


def a_check_waits_for_what_it_needs() -> None:
    story = given(early(), settled("2c")).when(c.Sign("4b", EVIDENCE), by="olaf")
    assert isinstance(story.decision, r.TooEarly)
    assert story.decision.waits_for == ("3a/api", "3a/web")


def the_card_of_its_phase_is_posted_when_it_opens() -> None:
    release = live().release
    cards = {notice.phase for notice in notices(None, (), release, release.started_at) if isinstance(notice, Card)}
    assert cards == {0, 1, 2, WATCH}


def what_it_does_not_rest_on_takes_no_signature_from_it() -> None:
    """The tester's word of the phase before ends; the deployment, and the check after it, stay."""
    story = live().and_given(settled("3b")).when(c.Sign("4b", EVIDENCE), by="olaf")
    story = story.confirms(c.Withdraw("3b", "too early"), by="lena")
    assert not [event for event in story.events if isinstance(event, e.Reopened)]
    story.then_state("4b", "done")


def what_it_rests_on_ends_its_signature() -> None:
    story = live().when(c.Sign("4b", EVIDENCE), by="olaf")
    story.confirms(c.Withdraw("3a/web", "broken"), by="olaf").then_state("4b", "waiting")


def a_step_ahead_of_its_phase_says_what_it_waits_for() -> None:
    assert "ahead-of-nothing" not in {finding.code for finding in check(early(), Calendar(), LONG_AGO)}
    assert "ahead-of-nothing" in {finding.code for finding in check(early(""), Calendar(), LONG_AGO)}
