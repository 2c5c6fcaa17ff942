"""How people use a release, as far as the rules decide it: cards, ways to sign, status (U1, U2, U4)."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain.commands import Block, Sign, TakeBackReaction, Waive
from bot.domain.events import Via
from bot.domain.reading.reasons import whose_turn
from bot.domain.reading.standing import may_sign, waits_for
from bot.domain.state.signing import SETTLED
from tests.domain.plans import bakery, boying
from tests.domain.story import EVIDENCE, HOUR, asked, given, settled, signed, up_to

WAYS: tuple[Via, ...] = ("slash", "button", "reaction", "message", "mail", "cli")
ATTEMPTS = (
    ("write", "wim"),
    ("write", "kim"),
    ("taste/oven", "tom"),
    ("bless", "kim"),
    ("write", ""),
)


def every_way_to_act_is_tried_here() -> None:
    # What a webhook tells and a workflow asks for is nobody's act.
    assert {*WAYS, "webhook", "workflow", "clock"} == set(get_args(Via))


@pytest.mark.parametrize(("item", "person"), ATTEMPTS)
def every_way_to_sign_meets_the_same_rule_and_the_same_answer(item: str, person: str) -> None:
    stories = [given(bakery()).when(Sign(item, EVIDENCE), by=person, via=via) for via in WAYS]
    if isinstance(stories[0].decision, tuple):
        assert {story.release.standing(item) for story in stories} == {"done"}
        assert [story.release.records[item].signatures[0].via for story in stories] == list(WAYS)
    else:
        assert all(story.decision == stories[0].decision for story in stories)


def an_emoji_removed_leaves_the_release_as_it_was() -> None:
    before = given(bakery())
    story = before.when(Sign("write", message="C1:1"), by="wim", via="reaction")
    story = story.when(TakeBackReaction("C1:1", "sign"), by="wim", via="reaction")
    assert story.release.records["write"].signatures == before.release.records["write"].signatures
    assert {k: r.standing for k, r in story.release.records.items()} == {
        k: r.standing for k, r in before.release.records.items()
    }


def a_card_is_posted_when_its_phase_opens_and_kept_true_afterwards() -> None:
    story = given(bakery())
    assert story.cards == (0,)
    story = story.when(Sign("write"), by="wim")
    assert story.cards == (0,)
    last = given(bakery(), up_to("ship/oven", "bless"))
    assert last.release.phase == 1
    step = given(bakery(), settled("write", "review", "audit", "pact"), signed("taste/oven", "tom"))
    step = step.and_given(settled("build")).when(Sign("taste/site", EVIDENCE), by="tom")
    assert step.cards == (0, 1)


def a_note_or_a_reminder_of_another_phase_touches_no_card_that_is_not_posted() -> None:
    story = given(bakery()).when(Block("close", "rain"), by="kim")
    assert story.cards == ()


def the_status_knows_the_phase_what_blocks_it_who_is_next_and_how_long_is_left() -> None:
    blocked = asked(Block("1c/boying-user", "platform is down"), "fucheng")
    story = given(boying(), settled("1a-3"), up_to("1c/boying-user"), blocked)
    release = story.release
    assert boying().phases[release.phase].name.en == "Submit to test"
    block = release.records["1c/boying-user"].block
    assert block is not None
    assert (block.person, block.reason, block.at) == ("fucheng", "platform is down", story.now)
    assert waits_for(release, release.item("1c/boying-web")) == ("1b/boying-web", "1c/boying-user")
    assert may_sign(release, "1b/boying-web", story.now) == ("shijiasheng",)
    assert whose_turn(release, release.item("1c/boying-web"), story.now) == ("shijiasheng", "fucheng")
    assert release.go_live - story.now == timedelta(days=100)


def the_progress_of_a_phase_is_what_is_settled_of_it() -> None:
    story = given(bakery(), settled("write", "build")).confirms(Waive("audit", "a slip"), by="lena")
    phase = story.release.layout.phases[0]
    assert sum(story.release.standing(key) in SETTLED for key in phase) == len(phase) - story.release.unsettled[0] == 4


def an_item_since_when_it_stands_so_is_known() -> None:
    story = given(bakery()).later(HOUR).when(Sign("build/oven"), by="mia")
    assert story.release.records["taste/oven"].since == story.now
    assert story.release.records["taste/site"].since == story.now - HOUR


def nobody_is_named_as_next_who_cannot_act() -> None:
    story = given(bakery(), signed("write", "rosa"))
    assert may_sign(story.release, "review", story.now) == ("raul", "rita")
    assert whose_turn(story.release, story.release.item("close"), story.now) == (
        "raul", "rita", "wim", "rosa", "kim", "mia", "max",
    )  # fmt: skip
