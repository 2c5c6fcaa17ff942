"""One thread per release: its subject, the id of each copy, what it refers to, which mail a reply refers to. Pure.

Ids are computed, never drawn: SMTP cannot be asked whether it has a mail already, so one that is sent again after a
crash carries the same Message-ID, and clients and most servers show it once. Every reader has a copy under an id of
their own, whose last part nobody can guess (`seals`); a reply brings it back in In-Reply-To or References, whatever
wrote it. What holds the copies together are ids without that part, of which there is no mail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.mail.headers import MESSAGE_ID

OURS: Final = "release-captain"
_LOOSE_DOT = re.compile(r"^\.|\.(?=\.|$)")
_ID = re.compile(rf"<{OURS}/([^/@]+)/([^/@]+)(?:/([0-9a-f]+))?@([^@>]+)>")


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """The headers that put a mail into its thread; ids with angle brackets, the oldest first."""

    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedMail:
    """A mail of a release, by the names they have in its record. `token`: whose copy it is, "" where none is named."""

    release: str
    mail: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """`first`: the release's first mail, the thread's root. `domain`: that of the address that sends.

    Every mail answers the root, whatever was between: not everybody gets every mail, and a chain would break where one
    is missing. Nobody has the root itself: clients join what refers to one id (https://www.jwz.org/doc/threading.html).
    """

    release: str
    first: str
    domain: str

    def id_of(self, mail: str) -> str:
        return message_id(self.release, mail, self.domain)

    def copy_of(self, mail: str, token: str) -> str:
        """The id of one reader's copy."""
        return message_id(self.release, mail, self.domain, token)

    def place_of(self, mail: str) -> ThreadPlace:
        root = self.id_of(self.first)
        return ThreadPlace(None if mail == self.first else root, (root,))

    def place_of_answer(self, to: str) -> ThreadPlace:
        """Where an answer to one of its mails belongs: below it."""
        answered = self.id_of(to)
        return ThreadPlace(answered, tuple(dict.fromkeys((*self.place_of(to).references, answered))))


def message_id(release: str, mail: str, domain: str, token: str = "") -> str:
    """`<release-captain/boying-1.0.0/M1/…@boying.example>`: what an id may not hold is percent-encoded (RFC 5322)."""
    return f"<{'/'.join(filter(None, (OURS, _atom(release), _atom(mail), token)))}@{domain}>"


def parse(in_reply_to: str | None, references: Iterable[str], domain: str) -> NamedMail | None:
    """The mail of ours that a reply answers, else the latest it refers to; None if it names none of this domain's."""
    for identifier in (in_reply_to or "", *reversed(tuple(references))):
        found = _ID.fullmatch(identifier) if MESSAGE_ID.fullmatch(identifier) else None
        if found and found[4].casefold() == domain.casefold():
            return NamedMail(unquote(found[1]), unquote(found[2]), found[3] or "")
    return None


def _atom(text: str) -> str:
    return _LOOSE_DOT.sub("%2E", quote(text, safe=""))


def subject(release: Release, mail: Mail) -> str:
    """`[boying-1.0.0] boying 1.0.0`, and `Re: …` for every mail but the first."""
    base = f"[{release.id}] {release.plan.name.in_(release.plan.language)}"
    return base if mail.id == next(iter(release.mails)) else f"Re: {base}"
