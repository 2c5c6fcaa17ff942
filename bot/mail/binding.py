"""Who answered which mail: a reply is bound by the thread it stands in and the address it comes from, or not at all.

Pure. An id can be guessed and a sender can be forged: the mailbox's own server keeps forgeries out (SPF, DKIM, DMARC).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.reading.mails import step_of
from bot.domain.state.mails import Doubt, Mail
from bot.domain.state.release import Release
from bot.mail.calendar import uid
from bot.mail.reading import Attending, Bounce, Received
from bot.mail.threads import parse

LONGEST: Final = 20_000  # characters that a record takes of a reply

Addresses = Callable[[Release, str], str]


@dataclass(frozen=True, slots=True)
class Bound:
    mail: str
    person: str


@dataclass(frozen=True, slots=True)
class Unbound:
    """`mail`: the one it seems to answer, "" if none."""

    why: Doubt
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """`releases`: those that may be meant, the newest first. `domain`: that of our ids. `address_of`: a person's."""

    releases: tuple[Release, ...]
    domain: str
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

    def bound(self, release: Release, received: Received) -> Bound | Unbound:
        """Whose answer to which of the release's mails it is."""
        mail = self._mail(release, received.in_reply_to, received.references)
        if mail is None:
            return Unbound("thread")
        if len(received.text) > LONGEST:
            return Unbound("too-long", mail.id)
        people = self._people(release, received.sender)
        addressed = [person for person in people if person in mail.to]
        if not people:
            return Unbound("sender", mail.id)
        if not addressed:
            return Unbound("not-addressed", mail.id)
        return Bound(mail.id, addressed[0]) if len(addressed) == 1 else Unbound("several", mail.id)

    def invited(self, attending: Attending) -> Release | None:
        """The release whose meeting the calendar answers."""
        return next((each for each in self.releases if uid(each, self.domain) == attending.answer.uid), None)

    def attends(self, release: Release, attending: Attending) -> Bound | Unbound:
        """Who answers: the person who was invited, from the very address that the invitation went to."""
        about = ((mail, step_of(release, mail)) for mail in release.mails.values())
        sent = [mail for mail, step in about if step and step.meeting == "call"]
        if not sent or uid(release, self.domain) != attending.answer.uid:
            return Unbound("thread")
        mail = sent[-1]
        people = self._people(release, attending.mail.sender)
        own = [person for person in people if person in self._people(release, attending.answer.attendee)]
        if not own:
            return Unbound("sender", mail.id)
        invitation = {person: each.id for each in sent for person in each.to}  # the last that went to each
        invited = [person for person in own if person in invitation]
        if not invited:
            return Unbound("not-addressed", mail.id)
        return Bound(invitation[invited[0]], invited[0]) if len(invited) == 1 else Unbound("several", mail.id)

    def returned(self, release: Release, bounce: Bounce) -> Bound | Unbound:
        """Whom our mail did not reach."""
        mail = self._mail(release, bounce.message_id, ())
        people = [person for person in self._people(release, bounce.address) if mail and person in mail.to]
        return Bound(mail.id, people[0]) if mail and people else Unbound("bounce", mail.id if mail else "")

    def _mail(self, release: Release, in_reply_to: str | None, references: tuple[str, ...]) -> Mail | None:
        named = parse(in_reply_to, references, self.domain)
        mails: Mapping[str, Mail] = release.mails
        return mails.get(named.mail) if named and named.release == release.id else None

    def _people(self, release: Release, address: str) -> list[str]:
        wanted = address.casefold()
        return [person for person in release.people if self.address_of(release, person).casefold() == wanted != ""]
