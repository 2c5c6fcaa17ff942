"""From a mail's HTML to the text a reader sees; what the sender quotes is marked with `>`. Nothing is loaded or run."""

import re
from html.parser import HTMLParser
from typing import Final

HIDDEN: Final = frozenset({"head", "script", "style", "template", "title"})
PARAGRAPHS: Final = frozenset({"p", "hr", "blockquote", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
LINES: Final = frozenset({"div", "br", "li", "tr", "section", "article", "address"})
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_GAPS = re.compile(r"\n{3,}")


def as_text(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Finished lines, each with how deep it was quoted; the line being read; what hides text at the moment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._line = ""
        self._quoted = 0
        self._verbatim = 0
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self._hidden.append(tag)
        self._separate(tag)
        match tag:
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._verbatim += 1
            case "li":
                self._line = "- "
            case "td" | "th" if self._line:
                self._line += " "
            case "body":
                self._hidden.clear()  # a head that was never closed hides nothing
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        if tag == "blockquote":
            if self._line.strip():
                self._end_line()
            self._quoted = max(0, self._quoted - 1)
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._verbatim:
            first, *more = data.splitlines() or [""]
            self._line += first
            for line in more:
                self._end_line()
                self._line = line
            return
        text = _BLANKS.sub(" ", data)
        self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def text(self) -> str:
        self._end_line()
        shown = [f"{'> ' * quoted}{line}".rstrip() for quoted, line in self._lines]
        return _GAPS.sub("\n\n", "\n".join(shown)).strip("\n")

    def _separate(self, tag: str) -> None:
        if tag in LINES or tag in PARAGRAPHS:
            if self._line.strip() or tag == "br":
                self._end_line()
            if tag in PARAGRAPHS and self._lines:
                if not self._lines[-1][1]:
                    self._lines.pop()
                self._lines.append((self._quoted, ""))

    def _end_line(self) -> None:
        self._lines.append((self._quoted, self._line.rstrip()))
        self._line = ""
