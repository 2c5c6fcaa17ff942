"""What somebody wrote in a reply, without the mail it quotes and without a signature. Pure.

Clients mark quotations in many ways. Removed is only what surely is one: a block that a client's own line introduces.
What is doubtful stays, for a line too many does less harm than an answer cut short.
"""

import re
from typing import Final

SPREAD: Final = 3  # lines over which clients wrap the sentence that introduces a quotation
SIGNED: Final = "-- "  # RFC 3676 § 4.3
SIGNATURE: Final = 8  # more lines than this after it are no signature
HEADERS: Final = 8  # lines within which Outlook's block of headers is complete

_RULE = re.compile(r"[-_—=*]{4,}")
_SEPARATOR = re.compile(
    r"[-_—=*\s]{2,}(original( message)?|replied message|forwarded message|原始邮件|(回复的)?原邮件|转发邮件信息)"
    r"\s*[-_—=*]{2,}",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?=.*(\d{4}|\d[/.-]\d|\S@\S)).{4,300}(\bwrote|写道) ?[:：]")
_NAMED = re.compile(r".{0,200}\S@\S.{0,100}[:：]")
_ADDRESS = re.compile(r"\S@\S")
_FROM = re.compile(r"\*?(from|发件人|寄件者)\*? ?[:：]\*? ?\S", re.IGNORECASE)
_SENT = re.compile(r"\*?(sent|date|发送时间|发送日期|日期|时间)\*? ?[:：]", re.IGNORECASE)
_SUBJECT = re.compile(r"\*?(subject|主题)\*? ?[:：]", re.IGNORECASE)
_DEVICE = re.compile(
    r"(sent from my [\w .-]{2,30}|sent from (mail|outlook|yahoo mail|samsung)[\w .]{0,30}|get outlook for \w+"
    r"|(发|来)自 ?(我的|qq邮箱|网易|新浪).{0,20}|从我的.{1,20}发送|获取 ?outlook for \w+)( ?<\S*>)?",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """The reply itself. Answers between quoted lines keep what they answer; a mail that only quotes stays whole."""
    written = text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
    whole = [line if line == SIGNED else line.rstrip() for line in written]
    lines = _without_signature(_without_marked(whole[: _original_begins(whole)]))
    return "\n".join(lines).strip() or "\n".join(whole).strip()


def _original_begins(lines: list[str]) -> int:
    """Where a client appended the whole mail without marking its lines; the end if it did not."""
    for at, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line.strip()):
            return at
        if _is_header_block(lines, at):
            return at - 1 if at and _RULE.fullmatch(lines[at - 1]) else at
        size = _introduction(lines, at)
        if size and _ADDRESS.search(" ".join(lines[at : at + size])) and not _is_marked(lines, at + size):
            return at
    return len(lines)


def _is_header_block(lines: list[str], at: int) -> bool:
    if not _FROM.match(lines[at]):
        return False
    above = lines[at - 1] if at else ""
    begins = not above or _RULE.fullmatch(above) is not None or "@" in lines[at]
    block = lines[at + 1 : at + HEADERS]
    return begins and all(any(shape.match(line) for line in block) for shape in (_SENT, _SUBJECT))


def _is_marked(lines: list[str], at: int) -> bool:
    """Whether the next line that is not blank is marked as quoted."""
    return next((lines[later] for later in range(at, len(lines)) if lines[later]), "").startswith(">")


def _introduction(lines: list[str], at: int) -> int:
    """How many lines from here are a client's `On …, … wrote:`; 0 if they are none."""
    for size in range(1, SPREAD + 1):
        part = lines[at : at + size]
        if len(part) < size or not all(part):
            return 0
        if _WROTE.fullmatch(" ".join(part).lstrip("> ")):
            return size
    return 0


def _without_marked(lines: list[str]) -> list[str]:
    """Without a block of `>` lines that a client introduced, where the person wrote only above or only below it."""
    marked = [at for at, line in enumerate(lines) if line.startswith(">")]
    if not marked:
        return lines
    first, last = marked[0], marked[-1]
    written_within = any(line and not line.startswith(">") for line in lines[first:last])
    begins = _introduced_from(lines, first)
    if begins is None or written_within:
        return lines
    return [*lines[:begins], *lines[last + 1 :]]


def _introduced_from(lines: list[str], first: int) -> int | None:
    """Where the introduction of the block that starts at `first` begins; None if nothing introduces it."""
    if _introduction([line.lstrip("> ") for line in lines[first : first + SPREAD]], 0):
        return first
    end = first
    while end and not lines[end - 1]:
        end -= 1
    for size in range(1, min(SPREAD, end) + 1):
        if _introduction(lines, end - size) == size or (size == 1 and _NAMED.fullmatch(lines[end - 1])):
            return end - size
    return None


def _without_signature(lines: list[str]) -> list[str]:
    """Without what follows `-- `, or a last line that praises a device."""
    if SIGNED in lines and len(lines) - (signed := lines.index(SIGNED)) <= SIGNATURE + 1:
        lines = lines[:signed]
    last = next((at for at in reversed(range(len(lines))) if lines[at]), None)
    return lines[:last] if last is not None and _DEVICE.fullmatch(lines[last].strip()) else lines
