"""What a line asks of a release: the command or the query, with every name in it found.

Decides what the words mean; whether it is allowed is the rules' business. Raises for nothing that a person can type.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.commands import Actor
from bot.domain.plan.moments import Calendar
from bot.domain.refusals import Refused
from bot.domain.rules.admission import kept_out
from bot.domain.state.release import Release
from bot.talk.grammar.lines import without_release
from bot.talk.grammar.order import reordered
from bot.talk.grammar.verbs import AskedLine, Bound, Directory, Line


def bind(
    line: Line,
    release: Release,
    actor: Actor,
    directory: Directory,
    now: datetime,
    calendar_of: Callable[[datetime], Calendar],
) -> Bound:
    """What the line asks of this release. `calendar_of` gives the working days around a new go-live."""
    if refused := kept_out_of(line, release, actor):
        return refused
    asked = AskedLine(line, without_release(line, release.id), release, actor, directory, now, calendar_of)
    return reordered(asked, line.verb.binds(asked))


def kept_out_of(line: Line, release: Release, actor: Actor) -> Refused | None:
    """Why nothing of the release may be told to whoever says this."""
    return None if line.verb.open_to_all else kept_out(release, actor)
