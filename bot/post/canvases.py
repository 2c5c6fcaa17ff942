"""Keeps what is owed as a canvas true: made once, opened to its channel, written anew whenever it says something else.

The message that links to it, and when all this is done, is `delivery`'s business.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.domain.state.release import Release
from bot.slack.canvases import Canvases, Refused
from bot.slack.sender import Miss


class Page(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def markdown(self) -> str: ...


class Drawing:
    """`pages`: what the canvas of each kind of message says of a release as it is now."""

    def __init__(self, canvases: Canvases, pages: Mapping[str, Callable[[Release], Page]]) -> None:
        self._canvases = canvases
        self._pages = pages

    def draws(self, kind: str) -> bool:
        """Whether messages of this kind lead to a canvas."""
        return kind in self._pages

    def make(self, kind: str, release: Release) -> str | Refused | Miss:
        """The id of a new canvas. Nobody sees it yet, so that making it again does no harm."""
        page = self._pages[kind](release)
        return self._canvases.create(page.title, page.markdown)

    def keep(self, canvas: str, kind: str, release: Release) -> Refused | Miss | None:
        """Write it anew; None where it is true."""
        return self._canvases.rewrite(canvas, self._pages[kind](release).markdown)

    def open_to(self, channel: str, canvas: str) -> Refused | Miss | None:
        """Let those in the channel read it."""
        return self._canvases.open_to(channel, canvas)

    def link(self, canvas: str) -> str:
        return self._canvases.link(canvas)
