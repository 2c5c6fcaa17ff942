"""How headers are written and read, where the standard library alone would break a thread or give up on a mail."""

import re
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, EmailPolicy, Policy
from typing import Final

MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{1,900}>")


class Words(UnstructuredHeader, BaseHeader):
    """A header of which nothing is expected, not even that a Content-Disposition says one."""

    content_disposition: str | None = None


class MessageIds(Words):
    """Message-ID, References and In-Reply-To: folded between ids, and never within one or before it.

    The standard library encodes a long id as if it were text in a foreign script, and no client finds the thread then.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


_WRITTEN = HeaderRegistry()
_WRITTEN.map_to_type("message-id", MessageIds)
_WRITTEN.map_to_type("references", MessageIds)
_WRITTEN.map_to_type("in-reply-to", MessageIds)
WRITING: Final = SMTP.clone(header_factory=_WRITTEN, cte_type="7bit")
"""Seven bits everywhere: no server has to offer 8BITMIME or SMTPUTF8."""


LONGEST: Final = 4_000
TAKEN_APART: Final = frozenset({"from", "date", "content-type", "content-disposition", "content-transfer-encoding"})
"""The fields whose parsers, of all that are looked at here, take a field apart character by character."""


class LenientHeaders(HeaderRegistry):
    """A header that its own parser cannot bear is taken as words; ids are searched for in words anyway.

    ValueError for one of such a length that its parser would be kept busy by it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.map_to_type("message-id", Words)

    def __call__(self, name: str, value: str) -> BaseHeader:
        if len(value) > LONGEST and name.casefold() in TAKEN_APART:
            raise ValueError(f"its field {name} has more than {LONGEST} characters")
        try:
            return super().__call__(name, value)
        except Exception:  # noqa: BLE001 - the standard library's parser raises whatever it stumbles over
            return _AS_WORDS(name, value)


_AS_WORDS = HeaderRegistry(default_class=Words, use_default_map=False)
READING: Final = EmailPolicy(header_factory=LenientHeaders())
