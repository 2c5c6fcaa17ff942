"""Review: approved or sent back with a reason, and never by whoever wrote it (1a-5, P7)."""

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from tests.domain.papers import papers, write
from tests.domain.story import HOUR, asked, given, waived

WRITTEN = asked(write(), by="wim")


def a_reviewer_approves_by_signing() -> None:
    given(papers(), WRITTEN).when(c.Sign("review"), by="raul").then_events(e.Signed).then_state("review", "done")


def a_reviewer_sends_back_with_a_reason_and_the_author_alone_is_told() -> None:
    story = given(papers(), WRITTEN).later(HOUR).when(c.SendBack("review", "no steps"), by="raul")
    story.then_events(e.SentBack).then_state("plan", "open").then_state("review", "waiting")
    returned = n.Returned(person="wim", item="plan", by="raul", reason="no steps")
    assert [notice for notice in story.told if not isinstance(notice, n.Prompt)] == [returned]
    assert [(p.person, p.items) for p in story.told if isinstance(p, n.Prompt)] == [("rosa", ("plan",))]


@pytest.mark.parametrize("command", [c.Sign("review"), c.SendBack("review", "mine is better")])
def the_author_neither_approves_nor_sends_back(command: c.Command) -> None:
    story = given(papers(), asked(write(), by="rosa")).when(command, by="rosa")
    story.then(r.FourEyes("review", "step", "plan", ("raul",)))


@pytest.mark.parametrize("command", [c.Sign("review"), c.SendBack("review", "mine is better")])
def whoever_wrote_the_newest_version_without_signing_does_not_review_it(command: c.Command) -> None:
    """Rosa's version waits for a signature; Wim signs it, and her pen keeps her from the review."""
    paused = given(papers(), asked(c.Pause("lunch"), by="lena"), asked(write(), by="rosa"))
    signed = paused.and_given(asked(c.Resume(), by="lena"), asked(c.Sign("plan"), by="wim"))
    signed.then_may_sign("review", "raul")
    signed.when(command, by="rosa").then(r.FourEyes("review", "step", "plan", ("raul",)))


def a_reviewer_who_writes_a_new_version_is_no_reviewer_of_it() -> None:
    approved = given(papers(), WRITTEN, asked(c.Sign("review"), by="rosa"))
    rewritten = approved.when(write(order="rosa's"), by="rosa")
    rewritten.then_events(e.Written, e.Outdated, e.Outdated).then_state("plan", "open").then_state("review", "waiting")
    rewritten.when(c.Sign("plan"), by="wim").then_may_sign("review", "raul")


def a_reason_is_needed_to_send_back() -> None:
    given(papers(), WRITTEN).when(c.SendBack("review", " "), by="raul").then(r.Lacks)


def nobody_but_a_reviewer_sends_back() -> None:
    given(papers(), WRITTEN).when(c.SendBack("review", "not so"), by="tom").then(r.NotYourRole)


def nothing_is_sent_back_before_it_was_delivered_or_after_it_was_approved() -> None:
    given(papers()).when(c.SendBack("review", "not so"), by="raul").then(r.TooEarly)
    approved = given(papers(), WRITTEN, asked(c.Sign("review"), by="raul"))
    approved.when(c.SendBack("review", "not so"), by="raul").then(r.AlreadyDone)


def an_item_that_reviews_nothing_sends_nothing_back() -> None:
    given(papers()).when(c.SendBack("chat", "not so"), by="kim").then(r.NothingToReview("chat"))


def a_review_that_its_only_reviewer_wrote_the_document_of_is_told_to_the_lead() -> None:
    alone = given(papers(), asked(c.Assign("reviewer", ("rosa",)), by="lena"), waived("plan"))
    story = alone.then_state("review", "open").when(write(), by="rosa").then_events(e.Written)
    story.then_state("review", "blocked").then_told(n.Vacancy(person="lena", items=("review",)))
