"""Whether our own receiver vouches for a mail's From line: `dmarc=pass` in its Authentication-Results. Pure.

Anybody can write that field into a mail; a receiver writes its own above it, and is to strip those that bear its name
(RFC 8601 § 5). So only the topmost that names the receiver is read, and what others say, further down, is not heard.
https://www.rfc-editor.org/rfc/rfc8601, https://www.rfc-editor.org/rfc/rfc7489
"""

import re
from collections.abc import Iterator
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from typing import Final

LONGEST: Final = 10_000
"""Characters. A receiver's field has a few hundred; more is not read as one."""

_WORDS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|\\.|[();=]|[^\s"\\();=]+', re.DOTALL)


def vouched(mail: EmailMessage, receiver: str) -> bool:
    """For the one address that the mail is from. `receiver`: the authserv-id of our server, "" where none is known."""
    author = mail.get("From")
    if not receiver or not isinstance(author, AddressHeader) or len(author.addresses) != 1:
        return False
    fields = [(name.casefold(), str(raw)) for name, raw in mail.raw_items()]  # raw: decoded, words could become signs
    if sum(name == "from" for name, _ in fields) != 1:
        return False
    for name, raw in fields:
        if name == "authentication-results" and len(raw) <= LONGEST:
            (server, *_), *results = _parts(raw)
            if server.strip('"') == receiver.casefold():
                return _passes(results, author.addresses[0].domain.casefold())
    return False


def _passes(results: list[list[str]], domain: str) -> bool:
    """Every DMARC result is a pass, and tells of the domain that the From line has."""
    told = [words for words in results if words[:2] == ["dmarc", "="]]
    return bool(domain and told) and all(
        words[2:3] == ["pass"] and _property(words, "header.from") == domain for words in told
    )


def _property(words: list[str], name: str) -> str:
    places = (at for at in range(3, len(words) - 2) if words[at : at + 2] == [name, "="])
    return next((words[at + 2].strip('"') for at in places), "")


def _parts(field: str) -> list[list[str]]:
    """Who wrote it, and each result, as words in small letters."""
    parts: list[list[str]] = [[]]
    for word in _heard(field):
        if word == ";":
            parts.append([])
        else:
            parts[-1].append(word.casefold())
    return [parts[0] or [""], *parts[1:]]


def _heard(field: str) -> Iterator[str]:
    """Without comments, which may be nested and say anything. What is quoted keeps its quotes, and is no sign."""
    depth = 0
    for found in _WORDS.finditer(field):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            yield found[0]
