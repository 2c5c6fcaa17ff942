"""Mails to send, mails that did not arrive, and what somebody seems to have answered."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.meetings import MEETING
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.mails import answered_by
from bot.domain.reading.staffing import addressed
from bot.domain.state.mails import UNANSWERABLE
from bot.domain.state.release import Release


class Letter(Notification):
    """A mail, to be sent by the mail server."""

    manner: ClassVar = Manner(goes="post", key="mail:{mail}", shows=None, calls=False)

    kind: Literal["mail"] = "mail"
    mail: str


class MailTrouble(Notification):
    """A mail did not reach these people, or (with none) there is nobody to write to: a lead is told."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False)

    kind: Literal["mail_trouble"] = "mail_trouble"
    person: str
    mail: str
    people: tuple[str, ...]


class MailUnsure(Notification):
    """A mail that signed nothing: a lead reads it, or whoever was answered. `number`: its place among those, from 0."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False)

    kind: Literal["mail_unsure"] = "mail_unsure"
    person: str
    number: int


class ReplyToConfirm(Notification):
    """These words came by mail as a person's answer, and nobody vouches for it: they sign in Slack, or not.

    It tells of nothing that has happened, and the next such mail takes its place. `items`: what the words would sign;
    `sender`: where they came from.
    """

    manner: ClassVar = Manner(goes="person", key="reply:{mail}:{person}", shows=(ITEMS,), calls=True, own=True)

    kind: Literal["reply_to_confirm"] = "reply_to_confirm"
    person: str
    mail: str
    items: tuple[str, ...]
    sender: str
    text: str


class AttendanceToConfirm(Notification):
    """A mail says for a person's calendar whether they come to the meeting, and nobody vouches for it, likewise."""

    manner: ClassVar = Manner(goes="person", key="attendance:{person}", shows=(MEETING,), calls=True, own=True)

    kind: Literal["attendance_to_confirm"] = "attendance_to_confirm"
    person: str
    coming: bool | None
    sequence: int


MailNotice = Letter | MailTrouble | MailUnsure | ReplyToConfirm | AttendanceToConfirm


def of_mails(event: e.MailEvent, step: Transition) -> Iterator[MailNotice]:
    after = step.after
    match event:
        case e.MailOwed():
            yield from [Letter(mail=event.mail)] if event.to else _not_reached(event.mail, (), after)
        case e.MailSent():
            if event.refused:
                yield from _not_reached(event.mail, tuple(person for person, _ in event.refused), after)
        case e.MailBounced():
            yield from _not_reached(event.mail, (event.person,), after)
        case e.MailUnclear():
            yield from (MailUnsure(person=who, number=len(after.unclear) - 1) for who in _readers(event, after))
        case e.MailAnswered():
            pass  # the card shows it
        case _:
            assert_never(event)


def _readers(event: e.MailUnclear, after: Release) -> tuple[str, ...]:
    """Whoever was answered; a lead places the rest, and reads what may correct a signature."""
    mail = after.mails.get(event.mail)
    if mail is None or event.why not in UNANSWERABLE:
        return after.leads
    answered = tuple(person for person in addressed(after, (mail.person,)) if person != event.by)
    return tuple(dict.fromkeys((*answered, *after.leads))) if answered_by(after, mail) else answered or after.leads


def _not_reached(mail: str, people: tuple[str, ...], after: Release) -> Iterator[MailTrouble]:
    yield from (MailTrouble(person=lead, mail=mail, people=people) for lead in after.leads)
