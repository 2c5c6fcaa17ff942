"""What one person is answered, as a value: whoever asked paints it."""

from dataclasses import dataclass

from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import No, Outcome
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.forms.form import Form


@dataclass(frozen=True, slots=True)
class ShownQuery:
    """What is looked at, and the release it is looked at in."""

    query: q.OfRelease
    release: Release


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document that is read in a view of its own. Nothing comes back of it. `line` asked for it."""

    release: Release
    line: str
    item: str


@dataclass(frozen=True, slots=True)
class AskedToSay:
    """A line that a workflow asks somebody to say, and the `execution` that waits for what comes of it."""

    line: str
    execution: str


About = Outcome | ShownQuery | q.Help | q.Whoami | r.Refused | Form | DocumentView | AskedToSay


@dataclass(frozen=True, slots=True)
class PersonalAnswer:
    """What came of a command, what is shown, why not; or a form to be filled in first.

    `release` is the one that was meant, `user` the account of whoever asked, `person` whom the release knows it as.
    `in_thread`: it is shown in a thread, where no command can be typed. `message` ("C…:ts"): the one whose emoji is
    answered; `execution`: of the workflow that waits for what comes of the line.
    """

    about: About
    voice: Voice
    release: Release | None
    person: str
    user: str
    in_thread: bool = False
    message: str = ""
    execution: str = ""

    @property
    def refused(self) -> r.Refused | None:
        if isinstance(self.about, No):
            return self.about.refused
        return self.about if isinstance(self.about, r.Refused) else None
