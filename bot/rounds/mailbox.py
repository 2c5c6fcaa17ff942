"""Takes what comes into the mailbox to the release it is about: replies, calendars' answers and bounces.

What is certain is done, each mail being its own cause, so that one that is read twice changes nothing the second time.
What may be somebody's is put to them. What may be anybody's is counted and leaves no trace else: whoever can write to
the mailbox could fill the record with it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, assert_never

import structlog

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain.rules.mails import proposed
from bot.domain.state.release import Release
from bot.mail.attendance import Coming
from bot.mail.binding import LONGEST, Bound, Post, Proposed, Strange, Unbound
from bot.mail.mailbox import Collected, Inbox, NotNow, Unreachable
from bot.mail.reading import Attending, Automatic, Bounce, Incoming, Received
from bot.record import owing
from bot.record.service import Caller, Service, Unserved

log = structlog.get_logger(__name__)

EVERY: Final = timedelta(seconds=30)
"""Between two looks into the mailbox."""
SUBJECT: Final = 500  # characters
COMING: Final[Mapping[Coming, bool | None]] = {"yes": True, "no": False, "maybe": None}

Answer = Received | Attending
Question = n.ReplyToConfirm | n.AttendanceToConfirm
Became = Literal["taken", "proposed", "unclear", "strange", "automatic", "set_aside"]
"""Of a mail: acted upon; put to whom it seems to be from; given to the lead; anybody's; a machine's; not to be read."""


class Postbox:
    """`post` says what there is to be answered now; `count` hears what became of each mail."""

    def __init__(
        self,
        inbox: Inbox,
        service: Service,
        post: Callable[[], Post],
        clock: Callable[[], datetime],
        count: Callable[[Became], None],
    ) -> None:
        self._inbox = inbox
        self._service = service
        self._post = post
        self._clock = clock
        self._count = count

    def empty(self) -> None:
        """Read everything new. A mailbox that cannot be reached is tried again at the next look."""
        came = self._inbox.collect(self.take)
        match came:
            case Unreachable(why):
                log.warning("mailbox.unreachable", why=why)
            case Collected() if came != Collected():
                log.info("mailbox.read", handled=came.handled, aside=came.aside, left=came.left)
                for _ in range(came.aside):
                    self._count("set_aside")
            case Collected():
                pass
            case _:
                assert_never(came)

    def take(self, incoming: Incoming) -> None:
        """One mail to its release; what a machine has written answers nothing. NotNow where it cannot be written."""
        try:
            became = self._take(incoming)
        except Unserved as error:
            raise NotNow from error
        self._count(became)

    def _take(self, incoming: Incoming) -> Became:
        if isinstance(incoming, Automatic):
            return "automatic"
        post = self._post()
        release = _meant(post, incoming)
        if release is None:  # before the first release there is nothing it could be about
            return "strange"
        match incoming:
            case Received():
                return self._answer(release, post.bound(release, incoming), incoming)
            case Attending():
                return self._answer(release, post.attends(release, incoming), incoming)
            case Bounce():
                return self._bounce(release, post.returned(release, incoming), incoming)
            case _:
                assert_never(incoming)

    def _answer(self, release: Release, bound: Bound | Proposed | Unbound | Strange, answer: Answer) -> Became:
        mail = answer.mail if isinstance(answer, Attending) else answer
        meant = self._question(release, bound, answer) if isinstance(bound, Proposed) else bound
        match meant:
            case Bound():
                return self._perform(release, meant.person, mail, _received(meant.mail, answer))
            case n.ReplyToConfirm() | n.AttendanceToConfirm():
                return self._propose(release, meant)
            case Unbound():
                return self._unclear(release, mail, meant)
            case Strange():
                return "strange"
            case _:
                assert_never(meant)

    def _question(self, release: Release, likely: Proposed, answer: Answer) -> Question | Unbound | Strange:
        """What whoever seems to have answered is asked, where what they say would still count."""
        person, mail = likely.person, likely.mail
        if isinstance(answer, Attending):
            meeting, coming, sequence = release.meeting, COMING[answer.answer.coming], answer.answer.sequence
            if meeting is None or meeting.sequence != sequence or meeting.answers.get(person, "") is coming:
                return Strange()
            return n.AttendanceToConfirm(person=person, coming=coming, sequence=sequence)
        text = answer.text[:LONGEST]
        actor = c.Actor(person, release.links.get(person, ""), "mail")
        if items := proposed(release, mail, text, actor, self._clock()):
            return n.ReplyToConfirm(person=person, mail=mail, items=items, sender=answer.sender, text=text)
        return Unbound("unasked", mail) if answer.is_vouched else Strange()  # a correction of what they have signed

    def _bounce(self, release: Release, bound: Bound | Strange, bounce: Bounce) -> Became:
        if isinstance(bound, Strange):
            return "strange"
        returned = c.ReturnMail(bound.mail, bound.person, bounce.reason)
        log.warning("mail.returned", release=release.id, mail=bound.mail, person=bound.person)
        caller = Caller("", "mail", _cause(str(bounce.message_id)))
        self._service.perform(release.id, caller, lambda _release, _actor: returned)
        return "taken"

    def _perform(
        self, release: Release, person: str, reply: Received, received: c.ReceiveReply | c.ReceiveAttendance
    ) -> Became:
        log.info("mail.taken", release=release.id, mail=received.mail, person=person)
        caller = Caller(release.links.get(person, ""), "mail", _cause(reply.message_id), person=person)
        self._service.perform(release.id, caller, lambda _release, _actor: received)
        return "taken"

    def _propose(self, release: Release, asked: Question) -> Became:
        if not release.takes_part(asked.person):
            return "strange"
        log.info("mail.proposed", release=release.id, person=asked.person)
        self._service.tell(owing.proposal(asked, release, self._clock()))
        return "proposed"

    def _unclear(self, release: Release, mail: Received, unbound: Unbound) -> Became:
        told = c.ReceiveUnclear(mail.sender, mail.subject[:SUBJECT], mail.text[:LONGEST], unbound.why, unbound.mail)
        log.warning("mail.unclear", release=release.id, sender=told.sender, why=told.why)
        caller = Caller("", "mail", _cause(mail.message_id))
        self._service.perform(release.id, caller, lambda _release, _actor: told)
        return "unclear"


def _received(mail: str, answer: Answer) -> c.ReceiveReply | c.ReceiveAttendance:
    if isinstance(answer, Received):
        return c.ReceiveReply(mail, answer.text, answer.message_id)
    said = answer.answer
    return c.ReceiveAttendance(mail, COMING[said.coming], said.sequence, answer.mail.subject[:SUBJECT])


def _meant(post: Post, incoming: Received | Attending | Bounce) -> Release | None:
    match incoming:
        case Received():
            return post.release_of(incoming.subject, incoming.in_reply_to, incoming.references)
        case Attending(mail=reply):
            known = post.invited(incoming)
            return known or post.release_of(reply.subject, reply.in_reply_to, reply.references)
        case Bounce():
            return post.release_of("", incoming.message_id, ())
        case _:
            assert_never(incoming)


def _cause(message_id: str) -> str:
    return f"mail:{message_id}"
