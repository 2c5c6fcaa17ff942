"""Who answered which mail, and whether that is certain. Pure.

Certain is what names a copy that one person alone was sent, and comes from their address as our own receiver vouches
for it. What merely looks like somebody's answer is put to them, to be signed in Slack or not; what looks like nobody's
is not taken in at all. A line in a mail is easily forged: docs/decisions/2026-11-27-a-mail-proposes.md.
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.state.mails import Doubt, Mail
from bot.domain.state.release import Release
from bot.mail.calendar import called, shared_uid, uid
from bot.mail.reading import Attending, Bounce, Received
from bot.mail.seals import Seals
from bot.mail.threads import NamedMail, parse

LONGEST: Final = 20_000  # characters that a record takes of a reply

Addresses = Callable[[Release, str], str]


@dataclass(frozen=True, slots=True)
class Bound:
    """It is this person's."""

    mail: str
    person: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """It may be this person's: they are asked."""

    mail: str
    person: str


@dataclass(frozen=True, slots=True)
class Unbound:
    """Somebody of the release wrote it, and a lead has to see what it is. `mail`: the one it seems to answer, or ""."""

    why: Doubt
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Strange:
    """Anybody may have written it."""


@dataclass(frozen=True, slots=True)
class Post:
    """`releases`: those that may be meant, the newest first. `domain`: that of our ids. `address_of`: a person's."""

    releases: tuple[Release, ...]
    domain: str
    seals: Seals
    address_of: Addresses

    def release_of(self, subject: str, in_reply_to: str | None, references: tuple[str, ...]) -> Release | None:
        """The release that the ids name, else that the subject names, else the newest that goes on, or the newest."""
        named = parse(in_reply_to, references, self.domain)
        by_name = {release.id: release for release in self.releases}
        if named and named.release in by_name:
            return by_name[named.release]
        in_subject = (release for release in self.releases if f"[{release.id}]" in subject)
        going_on = (release for release in self.releases if release.state in ("running", "paused"))
        return next(in_subject, None) or next(going_on, None) or next(iter(self.releases), None)

    def bound(self, release: Release, received: Received) -> Bound | Proposed | Unbound | Strange:
        """Whose answer to which of the release's mails it is."""
        named = parse(received.in_reply_to, received.references, self.domain)
        mail = release.mails.get(named.mail) if named and named.release == release.id else None
        authors = self._people(release, received.sender)
        if mail is None or named is None:
            return Unbound("thread") if authors and received.is_vouched else Strange()
        holder = self._holder(release, mail, named)
        if holder in authors and received.is_vouched and not _is_spent(mail, holder, received):
            return Unbound("too-long", mail.id) if len(received.text) > LONGEST else Bound(mail.id, holder)
        addressed = [person for person in authors if person in mail.to]
        if holder in addressed or (holder and not addressed):
            return Proposed(mail.id, holder)
        if len(addressed) == 1:
            return Proposed(mail.id, addressed[0])
        if authors and received.is_vouched:
            return Unbound("several" if addressed else "not-addressed", mail.id)
        return Strange()

    def invited(self, attending: Attending) -> Release | None:
        """The release whose meeting the calendar answers."""
        return next((each for each in self.releases if self._guests(each, attending.answer.uid)), None)

    def attends(self, release: Release, attending: Attending) -> Bound | Proposed | Unbound | Strange:
        """Who answers: the person whose calendar the invitation is in, from the very address that it went to."""
        mail, guests = attending.mail, self._guests(release, attending.answer.uid)
        attendees = self._people(release, attending.answer.attendee)
        own = [person for person in self._people(release, mail.sender) if person in attendees]
        invitation = {person: each.id for each in called(release) for person in each.to}  # the last that went to each
        invited = [person for person in own if person in guests]
        if len(invited) == 1:
            (person,) = invited
            is_own = attending.answer.uid != shared_uid(release, self.domain)
            known = Bound if mail.is_vouched and is_own else Proposed
            return known(invitation[person], person)
        if not (own and mail.is_vouched):
            return Strange()
        last = next(reversed(invitation.values()), "")
        return Unbound("several" if invited else "not-addressed" if guests else "thread", last if guests else "")

    def returned(self, release: Release, bounce: Bounce) -> Bound | Strange:
        """Whom our mail did not reach: a report counts that brings back the id of their own copy."""
        named = parse(bounce.message_id, (), self.domain)
        mail = release.mails.get(named.mail) if named and named.release == release.id else None
        holder = self._holder(release, mail, named) if mail and named else ""
        return Bound(mail.id, holder) if mail and holder else Strange()

    def _holder(self, release: Release, mail: Mail, named: NamedMail) -> str:
        """Whose copy it is, "" where nobody's."""
        tokens = ((person, self.seals.of_copy(release.id, mail.id, person)) for person in mail.to)
        return next((person for person, token in tokens if hmac.compare_digest(token, named.token)), "")

    def _guests(self, release: Release, identifier: str) -> tuple[str, ...]:
        """Those whose calendars know the meeting by this UID."""
        people: Iterable[str] = dict.fromkeys(person for mail in called(release) for person in mail.to)
        return tuple(person for person in people if uid(release, person, self.domain, self.seals) == identifier)

    def _people(self, release: Release, address: str) -> list[str]:
        wanted = address.casefold()
        return [person for person in release.people if self.address_of(release, person).casefold() == wanted != ""]


def _is_spent(mail: Mail, holder: str, received: Received) -> bool:
    """A copy's id signs once: whoever got the answer, too, has read it there."""
    earlier = (each for each in mail.answers if each.signs and each.message_id not in ("", received.message_id))
    return any(each.person == holder for each in earlier)
