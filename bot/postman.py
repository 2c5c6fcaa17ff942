"""Carries the mails a release owes to the mail server, and tells the release what became of them.

At least once, and always under the same Message-ID: SMTP cannot be asked whether it has a mail already, so one whose
answer was lost, or whose confirmation was not written down, is sent again. No transaction is open meanwhile.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, assert_never

import structlog

from bot.domain import commands as c
from bot.domain.mails import Mail
from bot.domain.release import Release
from bot.mail.letter import Letter
from bot.mail.smtp import Accepted, Later, Outcome, Refused, Unknown
from bot.mail.writing import Office, written
from bot.records import Records
from bot.service import Caller, Service

log = structlog.get_logger(__name__)

UNSET: Final = "SMTP_URL is not set: mails are kept until it is"
NOT_YET: Final = "the mail server takes it later for {}"
GIVEN_UP: Final = timedelta(days=2)
"""After so long somebody whom the server only puts off counts as refused. A server that is down is never given up."""


class MailServer(Protocol):
    """What takes letters."""

    def send(self, letter: Letter, only: Collection[str] | None = None) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Delayed:
    """Not everybody has it; try again later."""

    why: str


class Postman:
    """`office`: who sends. Without a `server` mails are kept."""

    def __init__(
        self,
        service: Service,
        records: Records,
        server: MailServer | None,
        office: Office,
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._records = records
        self._server = server
        self._office = office
        self._clock = clock

    def carry(self, release: Release, mail: Mail) -> Delayed | None:
        """Hand the mail over for everybody who does not have it yet; None when nothing is left to do."""
        if not mail.still_to_send:
            return None
        if self._server is None:
            return Delayed(UNSET)
        addresses = self._addresses(release, (*mail.to, mail.person))
        letter = written(release, mail, self._office, addresses)
        people = [person for person in mail.still_to_send if person in addresses]
        unknown = {person: "" for person in mail.still_to_send if person not in addresses}
        came = self._server.send(letter, {addresses[person] for person in people}) if people else Accepted()
        match came:
            case Later(why) | Unknown(why):
                log.warning("mail.delayed", release=release.id, mail=mail.id, why=why)
                return Delayed(why)
            case Accepted():
                refused = {p: came.refused[addresses[p]] for p in people if addresses[p] in came.refused}
                deferred = {p: came.deferred[addresses[p]] for p in people if addresses[p] in came.deferred}
            case Refused(why):
                refused = {p: came.recipients.get(addresses[p], why) for p in people}
                deferred = {}
            case _:
                assert_never(came)
        return self._confirm(release, mail, letter.message_id, {**refused, **unknown}, deferred)

    def _confirm(
        self, release: Release, mail: Mail, message_id: str, refused: Mapping[str, str], deferred: Mapping[str, str]
    ) -> Delayed | None:
        """Each confirmation leaves fewer people to reach, so that their number makes its cause."""
        if deferred and self._clock() - mail.at > GIVEN_UP:
            refused, deferred = {**refused, **deferred}, {}
        log.info("mail.sent", release=release.id, mail=mail.id, refused=len(refused), deferred=len(deferred))
        confirmed = c.ConfirmMail(mail.id, message_id, tuple(refused.items()), tuple(deferred))
        cause = f"mail:{release.id}:{mail.id}:{len(mail.still_to_send)}"
        self._service.perform(release.id, Caller("", "mail", cause), lambda _release, _actor: confirmed)
        return Delayed(NOT_YET.format(", ".join(deferred))) if deferred else None

    def _addresses(self, release: Release, people: Collection[str]) -> Mapping[str, str]:
        known = ((person, address_of(self._records, release, person)) for person in people)
        return {person: address for person, address in known if address}


def address_of(records: Records, release: Release, person: str) -> str:
    """As the plan has it; somebody whom the plan does not know has the one that Slack holds. "" if there is none."""
    if known := release.people[person].email:
        return known
    member = records.member(release.links.get(person, person))
    return member.email if member else ""
