"""What a verb of `/release` is, a line of it, and that line as somebody puts it to a release.

Each verb is declared once, with all its traits, in the file of its subject; `registry` collects them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.commands import Actor, Command
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.reading.accounts import Addressed
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.domain.rules.admission import kept_out
from bot.domain.state.release import Release
from bot.speech.guide import Does, Part
from bot.speech.voice import Label
from bot.talk.grammar.markup import as_typed
from bot.talk.queries import Alone, Query


class WorkspaceMember(Addressed, Protocol):
    """Somebody of the workspace. `email` may be empty."""

    @property
    def user(self) -> str: ...
    @property
    def name(self) -> str: ...


class Directory(Protocol):
    """Who is who in the workspace, by Slack user id."""

    def member(self, user: str) -> WorkspaceMember | None: ...


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """How the help tells of a verb: in which part and at which place there, the words after it, what it `does`.

    Places are counted in tens, so that a verb can come between two others.
    """

    part: Part
    place: int
    words: str
    does: Does


@dataclass(frozen=True, slots=True)
class LineEnd:
    """How a form asks for the end of a line where it is lacking: the form's title, and what is to be filled in."""

    title: Label
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """`aliases`: the other words for it, in English and Chinese. `words`: those of its usual line, after the verb.

    `free`: a person's own words may end its line, and need not name a release. `open_to_all`: strangers may say it too.
    `shown_without_release`: what it shows where no release is; None: it is refused. `starts`: the go-live it asks for,
    where it begins a release instead of being about one. `end`: how a form asks for the end of its line.
    """

    name: str
    aliases: tuple[str, ...]
    words: str
    free: bool
    open_to_all: bool
    help: HelpEntry
    binds: Callable[["AskedLine"], "Bound"]
    shown_without_release: Alone | None = None
    starts: Callable[["Line", Plan, datetime], datetime | NoSuchName] | None = None
    end: LineEnd | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def usage(self) -> str:
        """The line to type, with placeholders, without the command before it."""
        return f"{self.name} {self.words}".rstrip()


@dataclass(frozen=True, slots=True)
class Line:
    """`words`: all that follows the verb, as written. `note`: words given aside; `fields`: a form's other inputs.

    `seen`: the fingerprint of what was shown where the line was pressed; "" where it was typed. `message` ("C…:ts"):
    the one whose emoji asked for what is pressed.

    `release`: the name after a closing `in`. Where the verb takes a person's own words it may be a part of them
    ("tested in chrome"): `release_named` tells.
    """

    verb: Verb
    words: str
    release: str = ""
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line, put to a release by somebody. `words` are the line's without the release's name.

    `calendar_of` gives the working days around a new go-live.
    """

    line: Line
    words: str
    release: Release
    actor: Actor
    directory: Directory
    now: datetime
    calendar_of: Callable[[datetime], Calendar]

    @property
    def takes_part(self) -> bool:
        """Whether names of the release may be told to whoever says this."""
        return kept_out(self.release, self.actor) is None

    def own_words(self, text: str) -> str:
        """What the person wrote, as typed: Slack's marks are undone where the line came through Slack's composer."""
        return (as_typed(text) if self.actor.via in ("slash", "message") else text).strip()

    def with_note(self, text: str) -> str:
        """The line's own words, and those given aside in a form."""
        return "\n".join(filter(None, (self.own_words(text), self.line.note.strip())))


@dataclass(frozen=True, slots=True)
class LacksReason:
    """All that the line asks for is clear, but the reason it must give is not in it."""

    command: Command
    usage: str

    @property
    def refused(self) -> Lacks:
        return Lacks("reason", self.usage)


Bound = Command | Query | Refused | LacksReason
"""What a line asks of a release, with every name in it found."""
