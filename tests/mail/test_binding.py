"""Whose answer to which mail a reply is; whatever is doubtful is put to them, and what is anybody's is nobody's."""

from dataclasses import replace

import pytest

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.mail.binding import LONGEST, Bound, Post, Proposed, Strange, Unbound
from bot.mail.reading import Bounce, Received
from bot.mail.threads import message_id
from tests.domain.story import asked, given
from tests.mail.letters import SEALS
from tests.mail.post import mailed, written

DOMAIN = "post.example"


def id_of(mail: str, release: str = "post-1.0", domain: str = DOMAIN) -> str:
    return message_id(release, mail, domain)


def copy_of(mail: str, person: str) -> str:
    return message_id("post-1.0", mail, DOMAIN, SEALS.of_copy("post-1.0", mail, person))


WANGS = Received(
    "<1@x.example>",
    copy_of("M2", "wang"),
    (),
    "wang@post.example",
    "王运",
    "Re: [post-1.0] 邮政",
    None,
    "已部署",
    is_vouched=True,
)
FORGED = replace(WANGS, is_vouched=False)
"""What anybody can write who knows the release."""


def post(*releases: Release) -> Post:
    return Post(releases or (mailed().release,), DOMAIN, SEALS, lambda release, person: release.people[person].email)


CERTAIN: dict[str, Received] = {
    "from who it was written to": WANGS,
    "in capitals": replace(WANGS, sender="WANG@Post.Example"),
    "below somebody else's reply": replace(
        WANGS, in_reply_to="<other@x.example>", references=(id_of("M1"), copy_of("M2", "wang"), "<other@x.example>")
    ),
}


@pytest.mark.parametrize("case", CERTAIN)
def a_reply_counts_that_names_their_own_copy_and_is_vouched_for(case: str) -> None:
    assert post().bound(mailed().release, CERTAIN[case]) == Bound("M2", "wang")


PROPOSED: dict[str, tuple[Received, str]] = {
    "with nobody to vouch for it": (FORGED, "wang"),
    "to an id that can be guessed": (replace(WANGS, in_reply_to=id_of("M2")), "wang"),
    "to somebody else's copy": (replace(WANGS, in_reply_to=copy_of("M2", "dee")), "wang"),
    "to another mail's copy": (replace(WANGS, in_reply_to=message_id("post-1.0", "M2", DOMAIN, "0" * 32)), "wang"),
    "forged in all": (replace(FORGED, in_reply_to=id_of("M2")), "wang"),
    "from another address of theirs": (replace(WANGS, sender="wang@elsewhere.example"), "wang"),
    "from a similar address": (replace(WANGS, sender="wang@post.example.org"), "wang"),
    "from nobody": (replace(WANGS, sender=""), "wang"),
    "of a colleague who got the reply, too": (replace(WANGS, sender="dee@post.example"), "dee"),
}


@pytest.mark.parametrize("case", PROPOSED)
def what_merely_looks_like_somebodys_answer_is_put_to_them(case: str) -> None:
    reply, person = PROPOSED[case]
    assert post().bound(mailed().release, reply) == Proposed("M2", person)


def a_copys_id_counts_once_for_who_got_the_answer_has_read_it() -> None:
    answered = mailed().when(c.ReceiveReply("M2", "已部署", "<1@x.example>"), by="wang", via="mail").release
    assert post(answered).bound(answered, WANGS) == Bound("M2", "wang")  # the same mail, read twice
    assert post(answered).bound(answered, replace(WANGS, message_id="<2@x.example>")) == Proposed("M2", "wang")


ELSEWHERE = (id_of("M9"), id_of("M2", domain="evil.example"), id_of("M2", "post-2.0"), None)


@pytest.mark.parametrize("identifier", ELSEWHERE)
def a_mail_to_nothing_of_ours_is_for_the_lead_where_one_of_the_release_wrote_it(identifier: str | None) -> None:
    reply = replace(WANGS, in_reply_to=identifier)
    assert post().bound(mailed().release, reply) == Unbound("thread")
    assert post().bound(mailed().release, replace(reply, is_vouched=False)) == Strange()
    assert post().bound(mailed().release, replace(reply, sender="me@elsewhere.example")) == Strange()


def what_anybody_may_have_written_is_nobodys() -> None:
    guessed = replace(WANGS, in_reply_to=id_of("M2"))
    assert post().bound(mailed().release, replace(guessed, sender="me@elsewhere.example")) == Strange()
    assert post().bound(mailed().release, replace(guessed, sender="fu@post.example", is_vouched=False)) == Strange()
    assert post().bound(mailed().release, replace(guessed, sender="fu@post.example")) == Unbound("not-addressed", "M2")
    assert post().bound(mailed().release, replace(WANGS, text="长" * (LONGEST + 1))) == Unbound("too-long", "M2")


def a_stand_in_answers_no_mail_that_was_not_written_to_them() -> None:
    release = mailed().and_given(asked(c.NameStandIn("lin", "wang", mailed().now), by="lin")).release
    reply = replace(WANGS, sender="lin@post.example", in_reply_to=id_of("M2"))
    assert post().bound(release, reply) == Unbound("not-addressed", "M2")


def two_people_with_one_address_are_told_apart_by_their_copies() -> None:
    shared = written()
    shared["people"]["dee"]["email"] = shared["people"]["wang"]["email"]
    release = replace(mailed().release, people=given(Plan.model_validate(shared)).release.people)
    assert post(release).bound(release, WANGS) == Bound("M2", "wang")
    assert post(release).bound(release, replace(WANGS, in_reply_to=copy_of("M2", "dee"))) == Bound("M2", "dee")
    assert post(release).bound(release, replace(WANGS, in_reply_to=id_of("M2"))) == Unbound("several", "M2")


def a_reply_belongs_to_the_release_it_names_else_to_the_one_that_goes_on() -> None:
    first = mailed().release
    over = replace(first, id="post-0.9", state="finished")
    second = replace(first, id="post-2.0")
    releases = post(over, second, first)
    assert releases.release_of("", id_of("M2"), ()) is first
    assert releases.release_of("Re: [post-0.9] 邮政上线", None, ()) is over
    assert releases.release_of("hello", None, ()) is second
    assert post(over).release_of("hello", None, ()) is over
    assert Post((), DOMAIN, SEALS, lambda _release, _person: "").release_of("hello", None, ()) is None


BOUNCES: dict[str, tuple[Bounce, Bound | Strange]] = {
    "of their copy": (Bounce(copy_of("M2", "dee"), "dee@post.example", "550"), Bound("M2", "dee")),
    "of their copy, forwarded": (Bounce(copy_of("M2", "dee"), "dee@elsewhere.example", "550"), Bound("M2", "dee")),
    "of an id that can be guessed": (Bounce(id_of("M2"), "dee@post.example", "550"), Strange()),
    "of no mail": (Bounce(None, "dee@post.example", "550"), Strange()),
    "of no mail of ours": (Bounce(id_of("M9"), "dee@post.example", "550"), Strange()),
}


@pytest.mark.parametrize("case", BOUNCES)
def a_bounce_counts_that_gives_back_the_id_of_a_copy(case: str) -> None:
    bounce, bound = BOUNCES[case]
    assert post().returned(mailed().release, bounce) == bound
