"""What a line asks of a release: the command or the query, with every name in it found.

Decides what the words mean; whether it is allowed is the rules' business. Raises for nothing that a person can type.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal, assert_never

from bot.domain import commands as c
from bot.domain.plan.moments import Calendar
from bot.domain.reading.naming import SHOWN, role_names
from bot.domain.refusals import AlreadyRunning, Lacks, NoSuchName, Refused, Stranger
from bot.domain.state.release import Release
from bot.talk import queries as q
from bot.talk.grammar.bugs import bug
from bot.talk.grammar.choosing import Chosen, choose
from bot.talk.grammar.course import course, reschedule
from bot.talk.grammar.deployments import deployments
from bot.talk.grammar.directory import Asked, Directory
from bot.talk.grammar.documents import contents
from bot.talk.grammar.going_live import golive
from bot.talk.grammar.meetings import called, meetings
from bot.talk.grammar.parse import Line, after_confirmation, without_release
from bot.talk.grammar.staffing import assign, link, stand_in
from bot.talk.grammar.verbs import Verb

OPEN_TO_ALL: Final[frozenset[Verb]] = frozenset({"link", "whoami", "help"})
AS: Final = re.compile(r"as\s+|作为\s*|以\s*", re.IGNORECASE)


def bind(  # noqa: C901, PLR0911, PLR0912 - one flat table of verbs
    line: Line,
    release: Release,
    actor: c.Actor,
    directory: Directory,
    now: datetime,
    calendar_of: Callable[[datetime], Calendar],
) -> c.Command | q.Query | Refused:
    """What the line asks of this release. `calendar_of` gives the working days around a new go-live."""
    if not release.takes_part(actor.person) and line.verb not in OPEN_TO_ALL:
        return Stranger()
    asked = Asked(line, without_release(line, release.id), release, actor, directory, now)
    match line.verb:
        case "status" | "mine" | "whoami" | "help":
            return _shown(line.verb)
        case "why" | "log":
            return _looked_up(asked)
        case "done" | "undo" | "block" | "unblock" | "waive" | "watch":
            return _about_an_item(asked)
        case "assign":
            return assign(asked)
        case "standin":
            return stand_in(asked)
        case "link":
            return link(asked)
        case "pause" | "resume" | "abort":
            return course(asked)
        case "reschedule":
            return reschedule(asked, calendar_of)
        case "write" | "sendback" | "branch" | "script":
            return contents(asked)
        case "bug":
            return bug(asked)
        case "deploy" | "ask" | "answer" | "decline" | "hotfix":
            return deployments(asked)
        case "meeting" | "minutes" | "decision" | "action" | "risk":
            return meetings(asked)
        case "previous" | "backup" | "override" | "goon" | "rollback":
            return golive(asked)
        case "health":
            return q.Health()
        case "mail":
            return q.Mails()
        case "report":
            return c.AskReport() if not asked.words else NoSuchName("release", asked.words[:SHOWN], (release.id,))
        case "start":
            return AlreadyRunning(release.id)
        case _:
            assert_never(line.verb)


def _shown(verb: Literal["status", "mine", "whoami", "help"]) -> q.Query:
    match verb:
        case "status":
            return q.Status()
        case "mine":
            return q.Mine()
        case "whoami":
            return q.Whoami()
        case "help":
            return q.Help()
        case _:
            assert_never(verb)


def _looked_up(asked: Asked) -> q.Query | Refused:
    kind = q.Why if asked.line.verb == "why" else q.Log
    if not asked.words:
        return kind()
    chosen = choose(asked)
    return kind(chosen.item) if isinstance(chosen, Chosen) else chosen


def _about_an_item(asked: Asked) -> c.Command | Refused:
    chosen = choose(asked)
    if not isinstance(chosen, Chosen):
        return chosen
    match asked.line.verb:
        case "done":
            return _sign(asked, chosen)
        case "undo":
            confirmed, reason = after_confirmation(chosen.rest)
            return c.Withdraw(chosen.item, asked.with_note(reason), confirmed=confirmed)
        case "block":
            reason = asked.with_note(chosen.rest)
            return c.Block(chosen.item, reason) if reason else Lacks("reason", f"/release block {chosen.item} REASON")
        case "unblock":
            return c.Unblock(chosen.item, asked.with_note(chosen.rest))
        case "waive":
            return c.Waive(chosen.item, asked.with_note(chosen.rest))
        case _:
            return c.Watch(chosen.item)


def _sign(asked: Asked, chosen: Chosen) -> c.Sign | c.CallMeeting | Refused:
    """`as ROLE` right after the item names a role only where the plan has it; otherwise the note begins with "as".

    The words that sign the step which calls the meeting are when and where it is.
    """
    if asked.release.item(chosen.item).step.meeting == "call" and (chosen.rest or asked.line.fields):
        return called(asked, chosen.rest)
    if naming := AS.match(chosen.rest):
        role = role_names(asked.release.plan).first(chosen.rest[naming.end() :])
        if role and len(role.keys) == 1:
            return c.Sign(chosen.item, asked.with_note(role.rest), role.keys[0])
    return c.Sign(chosen.item, asked.with_note(chosen.rest))
