"""What signatures are given for: documents, branches, scripts; and what became of a signature when they changed."""

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


class CodeSubmitted(Fact):
    """The branch and commit of a system; of one without branches `commit` is the version of its scripts.

    `hotfix`: they are the fix's, beside those of the release.
    """

    system: str
    branch: str = ""
    commit: str
    hotfix: str = ""


class ScriptAttached(Fact):
    """A database script of a system, by name; `digest` is its SHA-256, `link` where it lies."""

    system: str
    name: str
    digest: str
    link: str = ""


class ScriptRemoved(Fact):
    system: str
    name: str
    reason: str = ""
