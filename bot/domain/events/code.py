"""Branches, commits and scripts."""

from bot.domain.events.fact import Fact


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


CodeEvent = CodeSubmitted | ScriptAttached | ScriptRemoved
