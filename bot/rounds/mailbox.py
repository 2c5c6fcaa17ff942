"""Takes what comes into the mailbox to the release it is about: replies, bounces, and what nobody can place.

Each mail is its own cause, so that one that is read twice changes nothing the second time.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, assert_never

import structlog

from bot.domain import commands as c
from bot.domain.state.release import Release
from bot.mail.attendance import Coming
from bot.mail.binding import LONGEST, Bound, Post, Unbound
from bot.mail.mailbox import Collected, Inbox, Unreachable
from bot.mail.reading import Attending, Automatic, Bounce, Incoming, Received, Unreadable
from bot.record.service import Caller, Service

log = structlog.get_logger(__name__)

EVERY: Final = timedelta(seconds=30)
"""Between two looks into the mailbox."""
SUBJECT: Final = 500  # characters
COMING: Final[Mapping[Coming, bool | None]] = {"yes": True, "no": False, "maybe": None}


class Postbox:
    """`post` says what there is to be answered now."""

    def __init__(self, inbox: Inbox, service: Service, post: Callable[[], Post]) -> None:
        self._inbox = inbox
        self._service = service
        self._post = post

    def empty(self) -> None:
        """Read everything new. A mailbox that cannot be reached is tried again at the next look."""
        came = self._inbox.collect(self.take)
        match came:
            case Unreachable(why):
                log.warning("mailbox.unreachable", why=why)
            case Collected(handled=0, left=0):
                pass
            case Collected(handled, left):
                log.info("mailbox.read", handled=handled, left=left)
            case _:
                assert_never(came)

    def take(self, incoming: Incoming) -> None:
        """One mail to its release; what a machine has written answers nothing."""
        if isinstance(incoming, Automatic):
            log.info("mail.automatic", sender=incoming.mail.sender, subject=incoming.mail.subject)
            return
        post = self._post()
        release = _meant(post, incoming)
        if release is None:  # before the first release there is no lead, and nothing it could be about
            log.warning("mail.for_nobody", incoming=type(incoming).__name__)
            return
        match incoming:
            case Received():
                self._reply(release, post.bound(release, incoming), incoming)
            case Attending():
                self._attendance(release, post.attends(release, incoming), incoming)
            case Bounce():
                self._bounce(release, post.returned(release, incoming), incoming)
            case Unreadable():
                told = _unplaced(incoming, incoming.why, Unbound("unreadable"))
                self._unclear(release, told, incoming.message_id)
            case _:
                assert_never(incoming)

    def _reply(self, release: Release, bound: Bound | Unbound, reply: Received) -> None:
        if isinstance(bound, Unbound):
            self._unclear(release, _unplaced(reply, reply.text, bound), reply.message_id)
            return
        received = c.ReceiveReply(bound.mail, reply.text, reply.message_id)
        caller = Caller(release.links.get(bound.person, ""), "mail", _cause(reply.message_id), person=bound.person)
        log.info("mail.answered", release=release.id, mail=bound.mail, person=bound.person)
        self._service.perform(release.id, caller, lambda _release, _actor: received)

    def _attendance(self, release: Release, bound: Bound | Unbound, attending: Attending) -> None:
        reply, answer = attending.mail, attending.answer
        if isinstance(bound, Unbound):
            self._unclear(release, _unplaced(reply, reply.text, bound), reply.message_id)
            return
        received = c.ReceiveAttendance(bound.mail, COMING[answer.coming], answer.sequence, reply.subject[:SUBJECT])
        caller = Caller(release.links.get(bound.person, ""), "mail", _cause(reply.message_id), person=bound.person)
        log.info("mail.attends", release=release.id, person=bound.person, coming=answer.coming)
        self._service.perform(release.id, caller, lambda _release, _actor: received)

    def _bounce(self, release: Release, bound: Bound | Unbound, bounce: Bounce) -> None:
        cause = f"{bounce.message_id}:{bounce.address}"
        if isinstance(bound, Unbound):
            told = c.ReceiveUnclear(bounce.address, "", bounce.reason, bound.why, bound.mail)
            self._unclear(release, told, cause)
            return
        returned = c.ReturnMail(bound.mail, bound.person, bounce.reason)
        log.warning("mail.returned", release=release.id, mail=bound.mail, person=bound.person)
        self._service.perform(release.id, Caller("", "mail", _cause(cause)), lambda _release, _actor: returned)

    def _unclear(self, release: Release, told: c.ReceiveUnclear, cause: str) -> None:
        log.warning("mail.unclear", release=release.id, sender=told.sender, why=told.why)
        self._service.perform(release.id, Caller("", "mail", _cause(cause)), lambda _release, _actor: told)


def _meant(post: Post, incoming: Received | Attending | Bounce | Unreadable) -> Release | None:
    match incoming:
        case Received():
            return post.release_of(incoming.subject, incoming.in_reply_to, incoming.references)
        case Attending(mail=reply):
            known = post.invited(incoming)
            return known or post.release_of(reply.subject, reply.in_reply_to, reply.references)
        case Bounce():
            return post.release_of("", incoming.message_id, ())
        case Unreadable():
            return post.release_of(incoming.subject, None, ())
        case _:
            assert_never(incoming)


def _unplaced(mail: Received | Unreadable, text: str, unbound: Unbound) -> c.ReceiveUnclear:
    return c.ReceiveUnclear(mail.sender, mail.subject[:SUBJECT], text[:LONGEST], unbound.why, unbound.mail)


def _cause(message_id: str) -> str:
    return f"mail:{message_id}"
