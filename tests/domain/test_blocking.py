"""Blocking with a reason, unblocking, and the lead's override that stays visible (P1, T2)."""

from bot.domain import refusals as r
from bot.domain.commands import Assign, Block, Note, Sign, Unblock, Unsay, Waive
from bot.domain.events import Blocked, Noted, Unblocked, Unsaid, Waived
from bot.domain.reading.standing import waits_for
from bot.domain.state.signing import Mark
from tests.domain.plans import bakery, boying
from tests.domain.story import DAY, EVIDENCE, HOUR, asked, given, settled, signed, up_to, waived

CARD = "C1:1"


def anybody() -> tuple[str, ...]:
    return ("kim", "tom", "lena", "wim")


def a_block_stops_an_item_and_says_who_why_and_since_when() -> None:
    for person in anybody():
        story = given(bakery()).when(Block("write", " no flour "), by=person).then_events(Blocked)
        story.then_state("write", "blocked").then_may_sign("write")
        assert story.release.records["write"].block == Mark(person, "no flour", story.now)


def a_block_by_emoji_has_no_reason_and_the_next_words_give_it() -> None:
    story = given(bakery()).when(Block("write", message=CARD), by="kim", via="reaction")
    story = story.later(HOUR).when(Note("write", "the flour is wet"), by="kim").then_events(Noted, Blocked)
    assert story.release.records["write"].block == Mark("kim", "the flour is wet", story.now - HOUR, CARD)


def why_an_item_was_blocked_is_no_evidence_of_success() -> None:
    """Edited after the block, or said beside it, it used to be filed with the check mark that came after."""
    story = given(bakery(), settled("build")).when(Block("taste/oven", message=CARD), by="tom", via="reaction")
    story = story.when(Note("taste/oven", "https://x.example/burnt", "C1:2"), by="tom").then_events(Noted, Blocked)
    story = story.when(Note("taste/oven", "https://x.example/black", "C1:2"), by="tom").then_events(Noted, Blocked)
    block = story.release.records["taste/oven"].block
    assert block is not None
    assert block.reason == "https://x.example/black"
    story = story.when(Note("taste/oven", "https://x.example/still", "C1:3"), by="tom").then_events(Noted)
    story = story.later(HOUR).when(Unblock("taste/oven"), by="tom")
    story.when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)
    edited = story.when(Note("taste/oven", "https://x.example/edited", "C1:2"), by="tom")
    edited.then(r.NothingToTakeBack("", "none")).when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)


def what_became_a_reason_is_no_evidence_either() -> None:
    story = given(bakery(), settled("build"), asked(Note("taste/oven", "https://x.example/burnt"), "tom"))
    story = story.when(Block("taste/oven"), by="tom").when(Unblock("taste/oven"), by="tom")
    story.when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)


def a_reason_that_is_deleted_is_asked_for_again() -> None:
    story = given(bakery(), asked(Block("write", message=CARD), "kim")).when(Note("write", "wet", "C1:2"), by="kim")
    story = story.when(Unsay("write", "C1:2"), by="kim").then_events(Unsaid, Blocked)
    block = story.release.records["write"].block
    assert block is not None
    assert block.reason == ""


def the_words_of_others_do_not_explain_a_block() -> None:
    story = given(bakery(), asked(Block("write", message=CARD), "kim")).when(Note("write", "why?"), by="wim")
    story.then_events(Noted)
    block = story.release.records["write"].block
    assert block is not None
    assert block.reason == ""


def what_was_just_said_in_the_thread_is_the_reason_of_an_emoji() -> None:
    story = given(bakery(), asked(Note("write", "the flour is wet"), "kim")).when(Block("write"), by="kim")
    assert story.release.records["write"].block == Mark("kim", "the flour is wet", story.now)


def what_was_said_before_the_item_last_changed_is_no_reason() -> None:
    story = given(bakery(), asked(Note("taste/oven", "cases are written"), "tom")).later(HOUR)
    story = story.when(Sign("build/oven"), by="mia").when(Block("taste/oven"), by="tom")
    assert story.release.records["taste/oven"].block == Mark("tom", "", story.now)


def a_second_block_names_the_first() -> None:
    story = given(bakery(), asked(Block("write", "no flour"), "kim"))
    story.when(Block("write", "me too"), by="wim").then(r.IsBlocked("write", "kim", "no flour", story.now))
    story.when(Block("write"), by="kim").then(r.IsBlocked("write", "kim", "no flour", story.now))


def a_blocker_may_give_a_better_reason() -> None:
    story = given(bakery(), asked(Block("write", "no flour"), "kim")).when(Block("write", "no yeast either"), by="kim")
    assert story.release.records["write"].block == Mark("kim", "no yeast either", story.now)


def a_settled_item_is_not_blocked() -> None:
    story = given(bakery(), signed("write", "wim"), waived("audit"))
    story.when(Block("write", "bad"), by="kim").then(r.AlreadyDone("write", "wim", "writer", story.now))
    story.when(Block("audit", "bad"), by="kim").then(r.AlreadyDone("audit", "lena", "", story.now, waived=True))


def a_block_set_before_its_turn_holds_when_the_turn_comes() -> None:
    story = given(bakery(), asked(Block("taste/oven", "no spoons"), "kim"), settled("build"))
    story = story.then_state("taste/oven", "blocked").when(Unblock("taste/oven"), by="kim")
    story.then_state("taste/oven", "open")


def only_the_blocker_or_the_lead_unblocks() -> None:
    story = given(bakery(), asked(Block("write", "no flour"), "kim"))
    story.when(Unblock("write"), by="wim").then(r.NotYours("write", "kim", ("lena",)))
    story.when(Unblock("write", "flour came"), by="kim").then_events(Unblocked).then_state("write", "open")
    story.when(Unblock("write"), by="lena").then_events(Unblocked)


def nothing_blocked_is_nothing_to_unblock() -> None:
    given(bakery()).when(Unblock("write"), by="kim").then(r.NothingToTakeBack("write", "block"))


def an_empty_role_is_no_block_to_take_back_but_asks_for_a_name() -> None:
    story = given(bakery(), up_to("bless"))
    story.when(Unblock("bless"), by="lena").then(r.NobodyHolds("bless", ("guest",), ("lena",)))


def an_item_unblocked_whose_role_is_empty_stays_blocked_for_that() -> None:
    story = given(bakery(), up_to("bless"), asked(Block("bless", "rain"), "kim")).when(Unblock("bless"), by="kim")
    story.then_state("bless", "blocked")
    assert story.release.records["bless"].block is None


def a_waiver_settles_an_item_and_opens_what_waited_for_it() -> None:
    story = given(bakery()).confirms(Waive("write", " agreed with the board "), by="lena").then_events(Waived)
    story.then_state("write", "waived").then_state("review", "open")
    assert story.release.records["write"].waiver == Mark("lena", "agreed with the board", story.now)


def a_waiver_is_shown_first_with_what_it_opens_and_what_is_waited_for_still() -> None:
    story = given(boying(), settled("2b"))
    told = story.when(Waive("3b-1", "by phone"), by="shijiasheng")
    told.then(r.LetsGo(Waive("3b-1", "by phone"), opens=(), holds=("3a-4",)))
    story = given(bakery()).when(Waive("write", "agreed"), by="lena")
    story.then(r.LetsGo(Waive("write", "agreed"), opens=("review",))).then_state("write", "open")


def a_waiver_is_confirmed_for_what_it_showed_and_for_nothing_else() -> None:
    """The lead reads that a mail opens nothing; meanwhile the meeting is over, so that it would open production."""
    story = given(boying(), settled("2b"))
    shown = story.when(Waive("3b-1", "by phone"), by="shijiasheng").decision
    assert isinstance(shown, r.Confirm)
    story = story.and_given(settled("3a-4")).when(Waive("3b-1", "by phone", confirmed=shown.code), by="shijiasheng")
    assert isinstance(story.decision, r.LetsGo)
    assert (story.decision.opens, story.decision.holds) == (("3b-2/boying-database",), ())


def a_waiver_lets_go_of_that_item_only() -> None:
    """A mail is let go, and the meeting before it is not: production waits for it."""
    story = given(boying(), settled("2b"), waived("3b-1")).then_state("3b-2/boying-database", "waiting")
    assert waits_for(story.release, story.release.item("3b-2/boying-database")) == ("3a-4",)
    story = story.and_given(settled("3a-4"))
    assert story.release.standing("3b-2/boying-database") != "waiting"


def a_row_of_waivers_lets_go_of_those_items_only() -> None:
    story = given(boying(), settled("2b"), waived("3b-1"), waived("3a-4"), waived("3a-3"))
    assert waits_for(story.release, story.release.item("3b-2/boying-database")) == ("3a-2",)
    story = story.and_given(waived("3a-2"), waived("3a-1"))
    assert waits_for(story.release, story.release.item("3b-2/boying-database")) == ()


def a_step_ahead_of_its_phase_waits_for_what_a_waived_deployment_waited_for() -> None:
    """Nothing of the first phase is done: a check in production does not open because its deployments are let go."""
    deployments = given(boying()).release.layout.of_step["3b-3"]
    story = given(boying(), *(waived(key) for key in deployments)).then_state("4b-1", "waiting")
    story = story.strikes(story.release.go_live + DAY).then_state("4b-1", "waiting")
    assert "3b-2/boying-database" in waits_for(story.release, story.release.item("4b-1"))


def only_the_lead_waives_and_only_with_a_reason() -> None:
    given(bakery()).confirms(Waive("write", "hurry"), by="kim").then(r.LeadOnly(("lena",)))
    given(bakery()).confirms(Waive("write", " "), by="lena").then(r.Lacks("reason", "waive write"))


def a_settled_item_is_not_waived_again() -> None:
    story = given(bakery(), signed("write", "wim"), waived("audit"))
    story.confirms(Waive("write", "a slip"), by="lena").then(r.AlreadyDone)
    story.confirms(Waive("audit", "a slip"), by="lena").then(r.AlreadyDone("audit", "lena", "", story.now, waived=True))


def a_blocked_item_may_be_waived() -> None:
    story = given(bakery(), asked(Block("write", "no flour"), "kim")).confirms(Waive("write", "buy bread"), by="lena")
    story.then_state("write", "waived").then_state("review", "open")


def a_role_filled_for_a_blocked_item_does_not_unblock_it() -> None:
    story = given(boying(), up_to("1e"), asked(Block("1e", "no data"), "fucheng"))
    story = story.when(Assign("business", ("chenxiaowen",)), by="shijiasheng").then_state("1e", "blocked")
    story.when(Sign("1e", EVIDENCE), by="chenxiaowen").then(r.IsBlocked("1e", "fucheng", "no data", story.now))


def a_waiver_stays_on_the_record_after_all_that_follows() -> None:
    story = given(bakery(), waived("write"), up_to("close"))
    assert [(e.item, e.reason) for e in story.history if isinstance(e, Waived)] == [("write", "agreed with the board")]
    assert story.release.records["write"].waiver is not None
