"""Documents; and what became of a signature when what it was given for changed."""

from collections.abc import Mapping

from bot.domain.events.fact import Fact


class Written(Fact):
    """A version of the document this item asks for. `sections`: key -> text; `held`: sections that `link` holds."""

    item: str
    sections: Mapping[str, str] = {}
    link: str = ""
    held: tuple[str, ...] = ()


class SentBack(Fact):
    """The reviewer (of `item`) sent the work back: the items in `reviewed` are to be done again."""

    item: str
    reviewed: tuple[str, ...]
    reason: str


class Outdated(Fact):
    """The item's signatures no longer count: the `content` they were given for has changed."""

    item: str
    content: str


DocumentEvent = Written | SentBack | Outdated
