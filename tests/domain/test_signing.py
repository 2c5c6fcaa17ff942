"""Signing: whose turn it is, in which order a refusal is chosen, what counts as evidence, and one person one vote."""

import pytest

from bot.domain import refusals as r
from bot.domain.commands import Assign, Block, Note, Sign, Unsay, Watch, Withdraw
from bot.domain.events import Noted, Signed, Unsaid, Watched
from tests.domain.plans import bakery, boying
from tests.domain.story import EVIDENCE, HOUR, asked, given, settled, signed, up_to, waived

PLACE = "C1:1"
WRITERS = r.RoleHolders("writer", None, ("wim", "rosa"))
KEEPER = r.RoleHolders("keeper", None, ("kim",))


def a_signature_records_who_in_which_role_through_what_with_which_note() -> None:
    story = given(bakery()).when(Sign("pact", "  terms agreed  "), by="kim", via="button").then_events(Signed)
    signature = story.release.records["pact"].signatures[0]
    assert (signature.person, signature.user, signature.role) == ("kim", "U-kim", "keeper")
    assert (signature.via, signature.note, signature.at) == ("button", "terms agreed", story.now)


def a_signature_opens_what_waited_for_it_and_nothing_else() -> None:
    story = given(bakery()).then_state("taste/oven", "waiting").when(Sign("build/oven"), by="mia")
    story.then_state("build/oven", "done").then_state("taste/oven", "open").then_state("taste/site", "waiting")


def a_step_of_two_roles_is_done_when_both_have_signed() -> None:
    story = given(bakery(), signed("pact", "wim")).then_state("pact", "open").then_may_sign("pact", "kim")
    story.when(Sign("pact", EVIDENCE), by="kim").then_state("pact", "done")


def a_slot_for_two_takes_two_different_people() -> None:
    story = given(bakery(), settled("write")).when(Sign("review"), by="raul").then_state("review", "open")
    story.when(Sign("review"), by="raul").then(
        r.AlreadyDone(
            "review", "raul", "reviewer", story.now, still=(r.RoleHolders("reviewer", None, ("rosa", "raul", "rita")),)
        )
    )
    story.when(Sign("review"), by="rita").then_state("review", "done")


def a_role_named_twice_in_a_step_takes_two_people() -> None:
    data = bakery().model_dump(mode="json", exclude_defaults=True)
    data["phases"][0]["steps"][0]["by"] = ["writer", "writer"]
    story = given(type(bakery()).model_validate(data)).when(Sign("write"), by="wim").then_state("write", "open")
    story.when(Sign("write"), by="rosa").then_state("write", "done")


def a_slot_for_two_with_one_person_left_asks_for_another() -> None:
    story = given(bakery(), settled("write"), asked(Assign("reviewer", ("raul",)), "lena"))
    story.when(Sign("review"), by="raul").then_state("review", "blocked").then_may_sign("review")


def a_person_of_two_roles_signs_for_each_by_name() -> None:
    both = given(bakery(), asked(Assign("keeper", ("wim",)), "lena"))
    story = both.when(Sign("pact", EVIDENCE, role="keeper"), by="wim")
    assert [s.role for s in story.release.records["pact"].signatures] == ["keeper"]
    story.when(Sign("pact", EVIDENCE), by="wim").then_state("pact", "done")


def a_role_one_does_not_hold_is_refused_although_another_would_do() -> None:
    given(bakery()).when(Sign("pact", EVIDENCE, role="keeper"), by="wim").then(r.NotYourRole("pact", (WRITERS, KEEPER)))


def a_role_that_has_signed_already_takes_no_second_signature() -> None:
    story = given(bakery(), signed("pact", "wim"))
    story.when(Sign("pact", EVIDENCE), by="rosa").then(r.NotYourRole("pact", (KEEPER,)))


def a_stranger_learns_nothing_whatever_they_ask() -> None:
    given(bakery()).when(Sign("write"), by="").then(r.Stranger())
    given(bakery()).when(Sign("write"), by="mallory").then(r.Stranger())


def a_done_item_names_who_did_it_before_anything_else() -> None:
    story = given(bakery(), signed("write", "wim"))
    story.when(Sign("write"), by="kim").then(r.AlreadyDone("write", "wim", "writer", story.now))


def a_waived_item_names_the_lead_who_waived_it() -> None:
    story = given(bakery(), waived("write"))
    story.when(Sign("write"), by="wim").then(r.AlreadyDone("write", "lena", "", story.now, waived=True))


def the_wrong_role_is_refused_before_too_early() -> None:
    takes = (r.RoleHolders("tester", "oven", ("tom",)),)
    given(bakery()).when(Sign("taste/oven"), by="kim").then(r.NotYourRole("taste/oven", takes))


def an_item_too_early_says_whose_turn_it_is_before_it_says_blocked() -> None:
    story = given(bakery(), asked(Block("taste/oven", "no cake"), "lena")).then_state("taste/oven", "blocked")
    story.when(Sign("taste/oven", EVIDENCE), by="tom").then(r.TooEarly("taste/oven", ("build/oven",), ("mia",)))


def a_block_is_told_before_missing_evidence() -> None:
    story = given(bakery(), settled("build"), asked(Block("taste/oven", "no cake"), "lena"))
    story.when(Sign("taste/oven"), by="tom").then(r.IsBlocked("taste/oven", "lena", "no cake", story.now))


def a_later_phase_is_too_early_and_names_what_is_left_of_this_one() -> None:
    story = given(bakery(), settled("write", "review", "audit", "pact", "build"))
    story.when(Sign("ship/oven"), by="kim").then(
        r.TooEarly("ship/oven", ("taste/oven", "taste/site"), ("tom",)),
    )


def an_empty_role_is_told_together_with_the_lead_who_can_fill_it() -> None:
    story = given(bakery(), up_to("bless")).then_state("bless", "blocked")
    story.when(Sign("bless"), by="kim").then(r.NobodyHolds("bless", ("guest",), ("lena",)))


@pytest.mark.parametrize("note", ["", "   ", "it went well", "wiki://", "http:// nowhere", "ftp://x"])
def a_link_is_asked_for_and_mere_words_do_not_do(note: str) -> None:
    story = given(bakery(), settled("build"))
    asks = story.release.item("taste/oven").step.asks
    assert asks is not None
    story.when(Sign("taste/oven", note), by="tom").then(r.MissingEvidence("taste/oven", asks))


def a_note_with_a_link_does_as_evidence() -> None:
    story = given(bakery(), settled("build")).when(Sign("taste/oven", "见 https://wiki.example/t）"), by="tom")
    story.then_state("taste/oven", "done")


def a_note_that_is_nothing_but_space_is_no_evidence() -> None:
    for nothing in (" \n ", ".", "——", "👍"):
        given(bakery()).when(Sign("pact", nothing), by="kim").then(r.MissingEvidence)


def the_words_one_left_in_the_thread_serve_as_evidence() -> None:
    story = given(bakery(), settled("build")).when(Note("taste/oven", "see https://x.example/1"), by="tom")
    story = story.then_events(Noted).when(Note("taste/oven", "tasty!"), by="tom")
    story = story.when(Sign("taste/oven"), by="tom", via="reaction").then_state("taste/oven", "done")
    assert story.release.records["taste/oven"].signatures[0].note == "see https://x.example/1"


def an_edit_counts_in_the_place_of_what_stood_there_and_deleted_words_do_not() -> None:
    story = given(bakery(), settled("build")).when(Note("taste/oven", "https://x.example/1", PLACE), by="tom")
    story = story.when(Note("taste/oven", "https://x.example/2", PLACE), by="tom").then_events(Noted)
    assert [each.text for each in story.release.records["taste/oven"].remarks] == ["https://x.example/2"]
    story = story.when(Unsay("taste/oven", PLACE), by="tom").then_events(Unsaid)
    story.when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)


def what_is_said_after_the_signature_changes_nothing_until_that_is_taken_back() -> None:
    story = given(bakery(), settled("build")).when(Note("taste/oven", "https://x.example/1", PLACE), by="tom")
    signed = story.later(HOUR).when(Sign("taste/oven"), by="tom").later(HOUR)
    mended = signed.when(Note("taste/oven", "https://x.example/2", PLACE), by="tom").then_events(Noted)
    added = signed.when(Note("taste/oven", "https://x.example/3", "C1:2"), by="tom").then_events(Noted)
    for story, note in ((mended, "https://x.example/2"), (added, "https://x.example/3")):
        assert story.release.records["taste/oven"].signatures[0].note == "https://x.example/1"
        anew = story.confirms(Withdraw("taste/oven"), by="tom").when(Sign("taste/oven"), by="tom")
        assert anew.release.records["taste/oven"].signatures[0].note == note


def what_was_deleted_while_it_stood_signed_does_not_come_back() -> None:
    story = given(bakery(), settled("build")).when(Note("taste/oven", "https://x.example/1", PLACE), by="tom")
    story = story.when(Sign("taste/oven"), by="tom").when(Note("taste/oven", "https://x.example/2", PLACE), by="tom")
    story = story.when(Unsay("taste/oven", PLACE), by="tom").then_events(Unsaid)
    story.confirms(Withdraw("taste/oven"), by="tom").when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)


def the_words_of_somebody_else_are_no_evidence() -> None:
    story = given(bakery(), settled("build"), asked(Note("taste/oven", "https://x.example/1"), "mia"))
    story.when(Sign("taste/oven"), by="tom").then(r.MissingEvidence)


def a_long_note_is_kept_whole() -> None:
    words = "It works. " * 1_000 + "All of it"
    story = given(bakery()).when(Sign("pact", words), by="kim")
    assert story.release.records["pact"].signatures[0].note == words


def a_person_may_say_that_they_are_on_it_only_where_they_could_sign() -> None:
    story = given(bakery(), up_to("ship/oven"))
    story.when(Watch("ship/oven"), by="kim").then_events(Watched)
    story.when(Watch("ship/oven"), by="tom").then(r.NotYourRole)
    story.when(Watch("ship/site"), by="kim").then(r.TooEarly)
    story.when(Watch("write"), by="wim").then(r.AlreadyDone)


def an_item_that_nobody_is_named_for_is_never_done_by_itself() -> None:
    data = bakery().model_dump(mode="json", exclude_defaults=True)
    del data["phases"][0]["steps"][0]["by"]
    given(type(bakery()).model_validate(data)).then_state("write", "open").then_may_sign("write")


def a_signature_bears_the_role_and_the_system_where_a_person_has_several() -> None:
    story = given(boying(), up_to("2a-1/boying-admin")).when(Sign("2a-1/boying-admin"), by="licuiqi")
    in_roles = {
        key: story.release.records[key].signatures[0].role for key in ("1a-1/boying-admin", "2a-1/boying-admin")
    }
    assert in_roles == {"1a-1/boying-admin": "developer", "2a-1/boying-admin": "ops"}
