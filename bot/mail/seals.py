"""What only the reader of one copy of a mail can name: a keyed token (RFC 2104) for each mail and reader. Pure.

Computed, never drawn, so that a mail that is sent again is the same mail; without the key nobody can work it out.
"""

import hmac
from dataclasses import dataclass, field
from typing import Final

DIGITS: Final = 32
"""Of hexadecimal: 128 bits."""


@dataclass(frozen=True, slots=True)
class Seals:
    """`key`: what this installation alone knows."""

    key: bytes = field(repr=False)

    def of_copy(self, release: str, mail: str, person: str) -> str:
        """That of one person's copy of a mail."""
        return self._token("mail", release, mail, person)

    def of_invitation(self, release: str, person: str) -> str:
        """That of the meeting in one person's calendar, whatever mails tell of it."""
        return self._token("meeting", release, person)

    def _token(self, *names: str) -> str:
        told = b"".join(len(name.encode()).to_bytes(4) + name.encode() for name in names)
        return hmac.digest(self.key, told, "sha256").hex()[:DIGITS]
