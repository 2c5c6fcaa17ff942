"""Whose answer to which mail a reply is; whatever is doubtful is nobody's."""

from dataclasses import replace

import pytest

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.mail.binding import LONGEST, Bound, Post, Unbound
from bot.mail.reading import Bounce, Received
from bot.mail.threads import message_id
from tests.domain.story import asked, given
from tests.mail.post import mailed, written

DOMAIN = "post.example"


def id_of(mail: str, release: str = "post-1.0", domain: str = DOMAIN) -> str:
    return message_id(release, mail, domain)


WANGS = Received("<1@x.example>", id_of("M2"), (), "wang@post.example", "王运", "Re: [post-1.0] 邮政", None, "已部署")


def post(*releases: Release) -> Post:
    return Post(releases or (mailed().release,), DOMAIN, lambda release, person: release.people[person].email)


REPLIES: dict[str, tuple[Received, Bound | Unbound]] = {
    "from who it was written to": (WANGS, Bound("M2", "wang")),
    "in capitals": (replace(WANGS, sender="WANG@Post.Example"), Bound("M2", "wang")),
    "below somebody else's reply": (
        replace(WANGS, in_reply_to="<other@x.example>", references=(id_of("M1"), id_of("M2"), "<other@x.example>")),
        Bound("M2", "wang"),
    ),
    "from a stranger": (replace(WANGS, sender="wang@elsewhere.example"), Unbound("sender", "M2")),
    "from a stranger with a known name": (
        replace(WANGS, sender="me@elsewhere.example", sender_name="王运"),
        Unbound("sender", "M2"),
    ),
    "from a similar address": (replace(WANGS, sender="wang@post.example.org"), Unbound("sender", "M2")),
    "from nobody": (replace(WANGS, sender=""), Unbound("sender", "M2")),
    "from somebody it was not written to": (
        replace(WANGS, sender="fu@post.example"),
        Unbound("not-addressed", "M2"),
    ),
    "to no mail": (replace(WANGS, in_reply_to=None), Unbound("thread")),
    "to a mail we never wrote": (replace(WANGS, in_reply_to=id_of("M9")), Unbound("thread")),
    "to a mail of another domain": (replace(WANGS, in_reply_to=id_of("M2", domain="evil.example")), Unbound("thread")),
    "to a release we do not have": (replace(WANGS, in_reply_to=id_of("M2", "post-2.0")), Unbound("thread")),
    "too long": (replace(WANGS, text="长" * (LONGEST + 1)), Unbound("too-long", "M2")),
}


@pytest.mark.parametrize("case", REPLIES)
def a_reply_is_bound_by_thread_and_address_alone(case: str) -> None:
    reply, bound = REPLIES[case]
    assert post().bound(mailed().release, reply) == bound


def a_stand_in_answers_no_mail_that_was_not_written_to_them() -> None:
    release = mailed().and_given(asked(c.NameStandIn("lin", "wang", mailed().now), by="lin")).release
    assert post().bound(release, replace(WANGS, sender="lin@post.example")) == Unbound("not-addressed", "M2")


def two_people_with_one_address_are_nobody() -> None:
    shared = written()
    shared["people"]["dee"]["email"] = shared["people"]["wang"]["email"]
    release = replace(mailed().release, people=given(Plan.model_validate(shared)).release.people)
    assert post(release).bound(release, WANGS) == Unbound("several", "M2")


def a_reply_belongs_to_the_release_it_names_else_to_the_one_that_goes_on() -> None:
    first = mailed().release
    over = replace(first, id="post-0.9", state="finished")
    second = replace(first, id="post-2.0")
    releases = post(over, second, first)
    assert releases.release_of("", id_of("M2"), ()) is first
    assert releases.release_of("Re: [post-0.9] 邮政上线", None, ()) is over
    assert releases.release_of("hello", None, ()) is second
    assert post(over).release_of("hello", None, ()) is over
    assert Post((), DOMAIN, lambda _release, _person: "").release_of("hello", None, ()) is None


BOUNCES: dict[str, tuple[Bounce, Bound | Unbound]] = {
    "of who it was written to": (Bounce(id_of("M2"), "dee@post.example", "550"), Bound("M2", "dee")),
    "of somebody else": (Bounce(id_of("M2"), "fu@post.example", "550"), Unbound("bounce", "M2")),
    "of no mail": (Bounce(None, "dee@post.example", "550"), Unbound("bounce")),
}


@pytest.mark.parametrize("case", BOUNCES)
def a_bounce_is_bound_like_a_reply(case: str) -> None:
    bounce, bound = BOUNCES[case]
    assert post().returned(mailed().release, bounce) == bound
