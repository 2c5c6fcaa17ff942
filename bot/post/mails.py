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
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.mail.letter import Attachment, Letter
from bot.mail.smtp import Accepted, Later, Outcome, Refused, Unknown
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
        letter = written(release, mail, self._office, addresses, self._enclosed(release, mail), anchor)
        known = {person: addresses[person] for person in mail.still_to_send if person in addresses}
        came = self._server.send(letter, set(known.values())) if known else Accepted()
        return self._conclude(release, mail, letter.message_id, known, came)

    def _enclosed(self, release: Release, mail: Mail) -> tuple[Attachment, ...]:
        """The report as it stood when the mail was owed, so that one sent again brings the same."""
        files = files_files.as_of(self._records, release.id, mail.report) if mail.report else ()
        return tuple(Attachment(file.name, file.media_type, file.content, UTF_8) for file in files)

    def _conclude(
        self, release: Release, mail: Mail, message_id: str, known: Mapping[str, str], came: Outcome
    ) -> Delayed | None:
        """`known`: the people it was handed over for, and their addresses."""
        refused = {person: "" for person in mail.still_to_send if person not in known}
        put_off: tuple[str, ...] = ()
        match came:
            case Later(why) | Unknown(why) if not self._is_given_up(mail):
                log.warning("mail.delayed", release=release.id, mail=mail.id, why=why)
                return Delayed(why)
            case Later(why) | Unknown(why):
                refused |= dict.fromkeys(known, why)
            case Accepted():
                refused |= {who: came.refused[at] for who, at in known.items() if at in came.refused}
                put_off = tuple(who for who, at in known.items() if at in came.deferred)
            case Refused(why):
                refused |= {who: came.recipients.get(at, why) for who, at in known.items()}
            case _:
                assert_never(came)
        return self._confirm(release, mail, message_id, refused, put_off)

    def _confirm(
        self, release: Release, mail: Mail, message_id: str, refused: Mapping[str, str], put_off: tuple[str, ...]
    ) -> Delayed | None:
        """Each confirmation leaves fewer people to reach, so that their number makes its cause."""
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
