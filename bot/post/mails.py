"""Carries the mails a release owes to the mail server, and tells the release what became of them.

Each reader gets a copy of their own, at least once and always under the same Message-ID: SMTP cannot be asked whether
it has a mail already, so one whose answer was lost, or whose confirmation was not written down, is sent again. No
transaction is open meanwhile.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.domain import commands as c
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.mail.letter import Attachment, Letter
from bot.mail.smtp import Later, Outcome, Refused, Unknown
from bot.mail.threads import Thread
from bot.mail.writing import Letterhead, written
from bot.out.report import files as files_files
from bot.record.lookup import Lookup
from bot.record.service import Caller, Service

log = structlog.get_logger(__name__)

UTF_8: Final = (("charset", "utf-8"),)
UNSET: Final = "SMTP_URL is not set: mails are kept until it is"
NOT_YET: Final = "the mail server takes it later for {}"
GIVEN_UP: Final = timedelta(days=2)
"""After so long those for whom alone the server does not take a mail count as refused.

A mail that nobody has yet is never given up: its server may be down.
"""


class MailServer(Protocol):
    """What takes letters, and says what came of each."""

    def send(self, copies: Sequence[Letter]) -> Sequence[Outcome]: ...


@dataclass(frozen=True, slots=True)
class Delayed:
    """Not everybody has it; try again later."""

    why: str


class Postman:
    """`office`: who sends. Without a `server` mails are kept."""

    def __init__(
        self,
        service: Service,
        records: Lookup,
        server: MailServer | None,
        office: Letterhead,
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
        anchor = str(self._records.anchor(release.id, release.version))
        known = [person for person in mail.still_to_send if person in addresses]
        enclosed = self._enclosed(release, mail)
        copies = [written(release, mail, self._office, addresses, person, enclosed, anchor) for person in known]
        came = dict(zip(known, self._server.send(copies), strict=True))
        return self._conclude(release, mail, came)

    def _enclosed(self, release: Release, mail: Mail) -> tuple[Attachment, ...]:
        """The report as it stood when the mail was owed, so that one sent again brings the same."""
        files = files_files.as_of(self._records, release.id, mail.report) if mail.report else ()
        return tuple(Attachment(file.name, file.media_type, file.content, UTF_8) for file in files)

    def _conclude(self, release: Release, mail: Mail, came: Mapping[str, Outcome]) -> Delayed | None:
        """`came`: of each person with an address. What nobody has yet is put off as a whole."""
        late = {person: each.why for person, each in came.items() if isinstance(each, Later | Unknown)}
        if late and len(late) == len(mail.still_to_send) and not self._is_given_up(mail):
            why = "; ".join(dict.fromkeys(late.values()))
            log.warning("mail.delayed", release=release.id, mail=mail.id, why=why)
            return Delayed(why)
        refused = {person: "" for person in mail.still_to_send if person not in came}
        refused |= {person: each.why for person, each in came.items() if isinstance(each, Refused)}
        if self._is_given_up(mail):
            refused, late = refused | late, {}
        return self._confirm(release, mail, refused, tuple(late))

    def _confirm(
        self, release: Release, mail: Mail, refused: Mapping[str, str], put_off: tuple[str, ...]
    ) -> Delayed | None:
        """Each confirmation leaves fewer people to reach, so that their number makes its cause.

        The record tells the id that the copies have in common: it is handed around, and theirs are not to be known.
        """
        message_id = Thread(release.id, next(iter(release.mails)), self._office.domain).id_of(mail.id)
        log.info("mail.sent", release=release.id, mail=mail.id, refused=len(refused), put_off=len(put_off))
        confirmed = c.ConfirmMail(mail.id, message_id, tuple(refused.items()), put_off)
        cause = f"mail:{release.id}:{mail.id}:{len(mail.still_to_send)}"
        self._service.perform(release.id, Caller("", "mail", cause), lambda _release, _actor: confirmed)
        return Delayed(NOT_YET.format(", ".join(put_off))) if put_off else None

    def _is_given_up(self, mail: Mail) -> bool:
        return bool(mail.message_id) and self._clock() - mail.at > GIVEN_UP

    def _addresses(self, release: Release, people: Collection[str]) -> Mapping[str, str]:
        known = ((person, address_of(self._records, release, person)) for person in people)
        return {person: address for person, address in known if address}


def address_of(records: Lookup, release: Release, person: str) -> str:
    """As the plan has it; somebody whom the plan does not know has the one that Slack holds. "" if there is none."""
    if known := release.people[person].email:
        return known
    member = records.member(release.links.get(person, person))
    return member.email if member else ""
