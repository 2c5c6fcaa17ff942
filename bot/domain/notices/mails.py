"""Mails to send, and mails that did not arrive."""

from collections.abc import Iterator
from typing import Literal

from bot.domain.notices.notification import Notification
from bot.domain.state.release import Release


class Letter(Notification):
    """A mail, to be sent by the mail server."""

    kind: Literal["mail"] = "mail"
    mail: str


class MailTrouble(Notification):
    """A mail did not reach these people, or (with none) there is nobody to write to: a lead is told."""

    kind: Literal["mail_trouble"] = "mail_trouble"
    person: str
    mail: str
    people: tuple[str, ...]


class MailUnsure(Notification):
    """A mail that could not be placed: a lead reads it. `number`: its place among those, from 0."""

    kind: Literal["mail_unsure"] = "mail_unsure"
    person: str
    number: int


def not_reached(mail: str, people: tuple[str, ...], after: Release) -> Iterator[MailTrouble]:
    yield from (MailTrouble(person=lead, mail=mail, people=people) for lead in after.leads)
