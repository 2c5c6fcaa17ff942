"""Taking back: one's own, the lead's with a reason, what it re-closes shown first, the emoji that is removed (U2)."""

from bot.domain import refusals as r
from bot.domain.commands import Block, NameStandIn, Note, Pause, Sign, TakeBackReaction, Watch, Withdraw
from bot.domain.events import Reopened, Unblocked, Unwatched, WaiverWithdrawn, Withdrawn
from tests.domain.plans import bakery, boying
from tests.domain.story import EVIDENCE, HOUR, LONG_AGO, asked, everything, given, settled, signed, up_to, waived

CARD = "C1:1"


def a_signature_that_carries_nothing_is_taken_back_without_asking() -> None:
    story = given(bakery(), signed("write", "wim")).when(Withdraw("write"), by="wim")
    story.then_events(Withdrawn).then_state("write", "open").then_state("review", "waiting")


def a_withdrawal_that_undoes_the_work_of_others_is_shown_first() -> None:
    story = given(bakery(), settled("write", "review")).when(Withdraw("write", "typo"), by="wim")
    story.then(r.Undoes(Withdraw("write", "typo"), ("review",))).then_state("review", "done")


def a_confirmed_withdrawal_reopens_all_that_rests_on_it() -> None:
    story = given(bakery(), settled("write", "review")).confirms(Withdraw("write", "typo"), by="wim")
    story.then_events(Withdrawn, Reopened).then_state("write", "open").then_state("review", "waiting")
    assert story.release.records["review"].signatures == ()


def a_withdrawal_in_an_early_phase_reopens_every_later_one() -> None:
    story = given(bakery(), up_to("close"), settled("ship")).then_state("close", "open")
    shown = story.when(Withdraw("build/oven"), by="mia")
    assert shown.decision == r.Undoes(
        Withdraw("build/oven"), ("taste/oven", "ship/oven", "ship/site", "bless"), ("close",)
    )
    story = story.confirms(Withdraw("build/oven"), by="mia").then_state("taste/site", "done")
    assert story.release.phase == 0
    for item in ("ship/oven", "ship/site", "bless", "close", "taste/oven"):
        story.then_state(item, "waiting")


def a_partial_signature_downstream_is_reopened_too() -> None:
    story = given(bakery(), signed("write", "wim"), signed("review", "rita"))
    story = story.confirms(Withdraw("write"), by="wim")
    assert story.release.records["review"].signatures == ()


def a_partial_signature_taken_back_leaves_the_other() -> None:
    story = given(bakery(), signed("write", "wim"), signed("review", "rita"), signed("review", "raul"))
    story = story.when(Withdraw("review"), by="rita").then_events(Withdrawn).then_state("review", "open")
    assert [s.person for s in story.release.records["review"].signatures] == ["raul"]


def only_the_signer_or_the_lead_takes_a_signature_back() -> None:
    story = given(bakery(), signed("write", "wim"))
    story.when(Withdraw("write"), by="rosa").then(r.NotYours("write", "wim", ("lena",)))
    story.when(Withdraw("write"), by="lena").then(r.Lacks("reason", "undo write"))
    story.when(Withdraw("write", "  "), by="lena").then(r.Lacks)
    story.when(Withdraw("write", "wrong recipe"), by="lena").then_events(Withdrawn).then_state("write", "open")


def a_person_takes_back_what_a_stand_in_signed_for_them() -> None:
    story = given(bakery(), asked(NameStandIn("otto", "wim", LONG_AGO), "lena")).when(Sign("write"), by="otto")
    story.when(Withdraw("write"), by="wim").then_events(Withdrawn).then_state("write", "open")


def nothing_signed_is_nothing_to_take_back() -> None:
    given(bakery()).when(Withdraw("write"), by="wim").then(r.NothingToTakeBack("write", "signature"))


def a_waiver_is_taken_back_by_the_lead_alone() -> None:
    story = given(bakery(), waived("write"))
    story.when(Withdraw("write"), by="wim").then(r.NotYours("write", "lena", ("lena",)))
    story.when(Withdraw("write"), by="lena").then_events(WaiverWithdrawn).then_state("write", "open")


def a_waiver_taken_back_reopens_what_rests_on_it() -> None:
    story = given(bakery(), waived("write"), settled("review")).when(Withdraw("write"), by="lena").then(r.Confirm)
    story = story.confirms(Withdraw("write"), by="lena").then_events(WaiverWithdrawn, Reopened)
    story.then_state("review", "waiting")


def a_waived_item_stays_waived_when_what_it_waits_for_reopens() -> None:
    story = given(bakery(), signed("write", "wim"), waived("review")).when(Withdraw("write"), by="wim")
    story.then_events(Withdrawn).then_state("write", "open").then_state("review", "waived")


def a_signature_under_a_waiver_carries_nothing_when_it_is_taken_back() -> None:
    story = given(bakery(), signed("pact", "wim"), waived("pact"), up_to("ship/oven"), signed("ship/oven", "kim"))
    story = story.when(Withdraw("pact"), by="wim").then_events(Withdrawn).then_state("pact", "waived")
    story.then_state("ship/oven", "done")


def a_withdrawal_waits_while_the_release_is_paused() -> None:
    story = given(bakery(), signed("write", "wim", message=CARD), asked(Pause("fire"), "lena"))
    story.when(Withdraw("write"), by="wim").then(r.NotRunning("paused"))
    story.when(TakeBackReaction(CARD, "sign"), by="wim").then(r.NotRunning("paused"))
    story.when(TakeBackReaction("C1:2", "sign"), by="wim").then(r.NothingToTakeBack("", "none"))


def a_signature_in_a_finished_release_stays() -> None:
    story = given(bakery(), everything())
    story.confirms(Withdraw("write", "late"), by="lena").then(r.NotRunning("finished"))


def the_evidence_given_before_an_item_reopened_is_void() -> None:
    story = given(bakery(), settled("build"), asked(Note("taste/oven", EVIDENCE), "tom")).when(
        Sign("taste/oven"), by="tom"
    )
    story = story.later(HOUR).confirms(Withdraw("build/oven"), by="mia").then_state("taste/oven", "waiting")
    story = story.later(HOUR).when(Sign("build/oven"), by="mia")
    story.when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)
    fresh = story.when(Note("taste/oven", EVIDENCE), by="tom")
    fresh.when(Sign("taste/oven"), by="tom").then_state("taste/oven", "done")


def a_go_live_plan_written_anew_must_be_reviewed_and_mailed_anew() -> None:
    story = given(boying(), settled("1a-6"))
    writer = story.release.records["1a-4"].signatures[0].person
    story = story.when(Withdraw("1a-4", "rollback steps changed"), by=writer)
    assert isinstance(story.decision, r.Undoes)
    assert story.decision.reopens == ("1a-5", "1a-6")
    story = story.confirms(Withdraw("1a-4", "rollback steps changed"), by=writer)
    story.then_state("1a-4", "open").then_state("1a-5", "waiting").then_state("1a-6", "waiting")


def an_emoji_taken_away_takes_back_the_signature_it_made() -> None:
    story = given(bakery(), asked(Sign("write", message=CARD), "wim", via="reaction"))
    story = story.when(TakeBackReaction(CARD, "sign"), by="wim", via="reaction").then_events(Withdrawn)
    story.then_state("write", "open")


def an_emoji_takes_back_its_own_signature_and_not_a_later_one() -> None:
    story = given(
        bakery(),
        signed("write", "rosa"),
        signed("review", "raul", message=CARD),
        asked(NameStandIn("otto", "raul", LONG_AGO), "lena"),
        signed("pact", "wim", message=CARD),
    )
    story = story.and_given(waived("pact"))
    story = story.when(TakeBackReaction(CARD, "sign"), by="raul").then_events(Withdrawn)
    assert story.release.records["review"].signatures == ()
    story.then_state("pact", "waived")


def an_emoji_of_the_lead_taken_away_leaves_the_waiver() -> None:
    story = given(bakery(), signed("pact", "lena", role="keeper", message=CARD), waived("pact"))
    story.when(TakeBackReaction(CARD, "sign"), by="lena").then_events(Withdrawn).then_state("pact", "waived")


def an_emoji_in_one_role_leaves_the_signature_in_another() -> None:
    story = given(bakery(), signed("pact", "wim", role="writer", message=CARD), signed("pact", "wim", role="keeper"))
    story = story.when(TakeBackReaction(CARD, "sign"), by="wim")
    assert [s.role for s in story.release.records["pact"].signatures] == ["keeper"]


def an_emoji_that_carried_the_work_of_others_asks_before_it_undoes() -> None:
    story = given(bakery(), signed("write", "wim", message=CARD), settled("review"))
    shown = r.Undoes(Withdraw("write"), ("review",))
    story.when(TakeBackReaction(CARD, "sign"), by="wim").then(shown)
    story.when(Withdraw("write", confirmed=shown.code), by="wim").then_events(Withdrawn, Reopened)


def an_emoji_of_somebody_else_or_on_another_message_takes_nothing_back() -> None:
    story = given(bakery(), signed("write", "wim", message=CARD))
    story.when(TakeBackReaction(CARD, "sign"), by="rosa").then(r.NothingToTakeBack("", "none"))
    story.when(TakeBackReaction("C1:2", "sign"), by="wim").then(r.NothingToTakeBack("", "none"))


def a_block_by_emoji_ends_when_the_emoji_goes() -> None:
    story = given(bakery(), asked(Block("write", message=CARD), "kim", via="reaction")).then_state("write", "blocked")
    story.when(TakeBackReaction(CARD, "block"), by="wim").then(r.NothingToTakeBack("", "none"))
    story.when(TakeBackReaction(CARD, "block"), by="kim").then_events(Unblocked).then_state("write", "open")


def a_watch_by_emoji_ends_when_the_emoji_goes() -> None:
    story = given(bakery(), asked(Watch("write", CARD), "wim", via="reaction"))
    story = story.when(TakeBackReaction(CARD, "watch"), by="wim").then_events(Unwatched)
    assert story.release.records["write"].watchers == {}
