"""The agenda of the deployment meeting and its minutes, as values (3a-2, 3a-4)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.minutes import Taken
from bot.domain.state.bugs import Bug
from bot.domain.state.code import Script
from bot.domain.state.going_live import Previous
from bot.domain.state.signing import Mark


@dataclass(frozen=True, slots=True)
class Minute:
    """One line of the minutes; `struck` says why it no longer counts. `item`: what an action became."""

    number: int
    taken: Taken
    text: str
    owner: str
    due: datetime | None
    person: str
    at: datetime
    struck: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Responsible:
    role: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One system: who answers for it, its place in the order, what it rests on, what is deployed, and the way back.

    `previous`: what ran before, by live environment, None where nobody has said; `backup`: of its database, "" if none.
    """

    system: str
    order: int
    needs: tuple[str, ...]
    branch: str
    commit: str
    responsible: tuple[Responsible, ...]
    scripts: tuple[Script, ...]
    previous: tuple[tuple[str, Previous | None], ...]
    backup: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """`topics` in the order of deployment; `way_back`: the systems in the order in which they are taken back.

    `responsible`: for the release as a whole. `waived`: items with the reason.
    """

    go_live: datetime
    responsible: tuple[Responsible, ...]
    topics: tuple[Topic, ...]
    way_back: tuple[str, ...]
    risks: tuple[Minute, ...]
    bugs: tuple[Bug, ...]
    deferred: tuple[Bug, ...]
    waived: tuple[tuple[str, Mark], ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """`absent` said that they do not come; `silent` did not answer, or only perhaps. What was struck is left out."""

    version: int
    there: tuple[str, ...]
    absent: tuple[str, ...]
    silent: tuple[str, ...]
    decisions: tuple[Minute, ...]
    actions: tuple[Minute, ...]
    risks: tuple[Minute, ...]
    notes: tuple[Minute, ...]
    objections: tuple[tuple[str, str], ...]
    agenda: Agenda
