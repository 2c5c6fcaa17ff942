"""From a mail's HTML to the text a reader sees; what the sender quotes is marked with `>`. Nothing is loaded or run.

In one pass: no character is looked at again, whatever somebody wrote, and what is never closed hides the rest, as in a
browser (https://html.spec.whatwg.org/multipage/parsing.html#tokenization). The standard library's parser reads an
unclosed tag anew for each `<` within (CPython issue 135462), and some versions of it are still in use.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

HIDDEN: Final = frozenset({"head", "script", "style", "template", "title"})
RAW: Final = frozenset({"script", "style", "title"})
"""In them nothing is markup but their own end."""
PARAGRAPHS: Final = frozenset({"p", "hr", "blockquote", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
LINES: Final = frozenset({"div", "br", "li", "tr", "section", "article", "address"})
DEEPEST: Final = 10  # quotations within quotations that are still told apart
_MARKUP: Final = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)|(!--)|[!?/])")
_ATTRIBUTES: Final = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_GAPS: Final = re.compile(r"\n{3,}")


class _Token(NamedTuple):
    """Text, or the name of a tag, in small letters, that begins or ends."""

    kind: str  # text | begin | end
    value: str


def as_text(html: str) -> str:
    reader = _Reader()
    for token in _tokens(html):
        reader.take(token)
    return reader.text()


def _tokens(html: str) -> Iterator[_Token]:
    at = 0
    while found := _MARKUP.search(html, at):
        yield _Token("text", html[at : found.start()])
        closing, name, comment = found.groups()
        if name is None:
            # `<!-->` is a whole comment
            end = html.find("-->", found.start() + 2) if comment else html.find(">", found.end() - 1)
            at = end + (3 if comment else 1)
            if end < 0:
                return
            continue
        rest = _ATTRIBUTES.match(html, found.end())
        if rest is None:
            return
        at, tag = rest.end(), name.casefold()
        yield _Token("end" if closing else "begin", tag)
        if tag in RAW and not closing:
            ending = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(html, at)
            if ending is None:
                return
            at = ending.start()
    yield _Token("text", html[at:])


class _Reader:
    """Finished lines, each with how deep it was quoted; the parts of the line being read; what hides text just now."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []
        self._line: list[str] = []
        self._has_words = False
        self._quoted = 0
        self._verbatim = 0
        self._hidden = ""

    def take(self, token: _Token) -> None:
        match token.kind:
            case "begin":
                self._begin(token.value)
            case "end":
                self._end(token.value)
            case _:
                if not self._hidden:
                    self._say(unescape(token.value))

    def _begin(self, tag: str) -> None:
        if tag in HIDDEN and not self._hidden:
            self._hidden = tag
        self._separate(tag)
        match tag:
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._verbatim += 1
            case "li":
                self._line, self._has_words = ["- "], True
            case "td" | "th" if self._line:
                self._line.append(" ")
            case "body":
                self._hidden = ""  # a head that was never closed hides nothing
            case _:
                pass

    def _end(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag == "blockquote":
            if self._has_words:
                self._end_line()
            self._quoted = max(0, self._quoted - 1)
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        self._separate(tag)

    def _say(self, text: str) -> None:
        if self._verbatim:
            first, *more = text.splitlines() or [""]
            self._add(first)
            for line in more:
                self._end_line()
                self._add(line)
            return
        words = _BLANKS.sub(" ", text)
        self._add(words.lstrip() if not self._line or self._line[-1].endswith(" ") else words)

    def _add(self, text: str) -> None:
        if text:
            self._line.append(text)
            self._has_words = self._has_words or bool(text.strip())

    def text(self) -> str:
        self._end_line()
        shown = [f"{'> ' * min(quoted, DEEPEST)}{line}".rstrip() for quoted, line in self._lines]
        return _GAPS.sub("\n\n", "\n".join(shown)).strip("\n")

    def _separate(self, tag: str) -> None:
        if tag in LINES or tag in PARAGRAPHS:
            if self._has_words or tag == "br":
                self._end_line()
            if tag in PARAGRAPHS and self._lines:
                if not self._lines[-1][1]:
                    self._lines.pop()
                self._lines.append((self._quoted, ""))

    def _end_line(self) -> None:
        self._lines.append((self._quoted, "".join(self._line).rstrip()))
        self._line, self._has_words = [], False
