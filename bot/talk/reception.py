"""Takes a line, typed or carried by a button, to its answer. One path for slash commands, clicks and the command line.

Decides which release is meant and whether anything may be shown at all; rules are the domain's, wording is speech's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

import structlog

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.reading.documents import read
from bot.domain.rules.evidence import remarks
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.lookup import Lookup
from bot.record.outcome import No, Outcome
from bot.record.service import Caller, Reply, Service
from bot.slack.pictures import answers, buttons
from bot.slack.pictures.meetings import proposed
from bot.slack.pictures.picture import Picture
from bot.speech import guide
from bot.speech.voice import Medium, Voice
from bot.talk import queries as q
from bot.talk.grammar import Line, bind, bind_start, parse
from bot.talk.grammar.bugs import source
from bot.talk.grammar.parse import without_release
from bot.talk.readers import Readers
from bot.talk.wanting import Wanting
from bot.talk.whereabouts import release_meant

log = structlog.get_logger(__name__)

OPEN_TO_ALL = frozenset({"help", "whoami", "link"})
BLANK = "…"  # stands for the words a form will ask for


@dataclass(frozen=True, slots=True)
class Ask:
    """A line, who says it, and where. `note`: words given in a form; `fields`: a form's other inputs, by block.

    `reply_to`: a place to owe the answer to.

    `channel` is the id or name of the channel it was said in, "" outside of any; `team` is Slack's, "" outside of it.
    """

    text: str
    caller: Caller
    channel: str = ""
    team: str = ""
    medium: Medium = "slack"
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    reply_to: dict[str, str] = field(default_factory=dict)

    @property
    def tells_refusals(self) -> bool:
        """Whether refusals are owed to `reply_to` too; a form, whose words are plain, shows them itself."""
        return bool(self.reply_to) and self.medium == "slack"


@dataclass(frozen=True, slots=True)
class House:
    """The plan releases are started of, and the Slack team that is listened to ("" before it is known)."""

    plan: Plan
    team: str
    calendar: Callable[[Plan, datetime], Calendar]


@dataclass(frozen=True, slots=True)
class Answer:
    """`owed`: the answer has been owed to `reply_to` already, together with what it tells of. `refused`: the no."""

    picture: Picture
    went: Literal["done", "shown", "refused"]
    owed: bool = False
    refused: r.Refused | None = None


class Reception:
    def __init__(
        self, service: Service, records: Lookup, readers: Readers, house: House, clock: Callable[[], datetime]
    ) -> None:
        self._service = service
        self._records = records
        self._readers = readers
        self._house = house
        self._clock = clock

    def serve(self, ask: Ask) -> Answer:
        """Carry the line out, or say why not. What it changes is committed when this returns."""
        with self._records.glance():
            answer = self._served(ask)
        if ask.tells_refusals and not answer.owed:
            self._service.tell(self._whisper(ask, answer.picture))
        return answer

    def lacks_words(self, ask: Ask) -> Wanting | None:
        """The form for a line that only lacks words; None: serve it as it is."""
        line = parse(ask.text)
        release = self._release(line, ask) if isinstance(line, Line) else None
        if not isinstance(line, Line) or not isinstance(release, Release) or not self.admits(ask, release):
            return None
        actor = self._actor(release, ask)
        bound = self._bound(line, release, actor)
        lacked = isinstance(bound, r.Lacks) and bound.what == "reason"
        if lacked:
            bound = self._bound(replace(line, note=BLANK), release, actor)
        if line.verb == "bug" and isinstance(bound, r.Lacks) and bound.what in ("severity", "title"):
            return Wanting("bug", release, line.verb, matter=source(without_release(line, release.id)))
        if _lacks_the_end(bound):
            return Wanting("words", release, line.verb)
        if isinstance(bound, q.Document):
            return Wanting("reading", release, line.verb, bound.item)
        if not isinstance(bound, c.Command):
            return None
        item, matter = getattr(bound, "item", ""), _matter(bound)
        form = _form(bound, self._service.foresee(release, bound, actor), lacked=lacked)
        if form == "document":
            return _document(release, line.verb, bound, actor)
        if form == "meeting":
            return Wanting(form, release, line.verb, item, at=proposed(release, self._clock()))
        return Wanting(form, release, line.verb, item, matter) if form else None

    def asks_form(self, ask: Ask) -> Wanting | None:
        """A form that a typed line opens: a bug or a document is not written on one line, nor lost where it is.

        A meeting is called in one where its moment is not in the line.
        """
        line = parse(ask.text)
        if not isinstance(line, Line) or line.verb not in ("bug", "write", "done"):
            return None
        wanting = self.lacks_words(ask) if line.verb != "done" or self._signs_with_a_form(line, ask) else None
        return None if wanting and wanting.form == "answer" else wanting  # whoever typed it has said enough

    def minute_wanted(self, ask: Ask, text: str) -> Wanting | None:
        """The form for a line of the minutes, with `text` in it; None where there is no meeting to take down."""
        line = parse(ask.text)
        release = self._release(line, ask) if isinstance(line, Line) else None
        if not isinstance(release, Release) or not self.admits(ask, release) or release.meeting is None:
            return None
        words = buttons.line("minutes", release.id, "add")
        return Wanting("minute", release, "minutes", line=words, draft=Draft({"text": text}))

    def _signs_with_a_form(self, line: Line, ask: Ask) -> bool:
        release = self._release(line, ask)
        bound = self._bound(line, release, self._actor(release, ask)) if isinstance(release, Release) else None
        if not isinstance(release, Release) or not isinstance(bound, c.Sign):
            return False
        step = release.item(bound.item).step
        return step.meeting == "call" or (step.asks is not None and step.asks.kind == "document")

    def voice(self, ask: Ask, release: Release | None) -> Voice:
        return self._readers.voice(ask.caller.user, (release.plan if release else self._house.plan), ask.medium)

    def _served(self, ask: Ask) -> Answer:
        line = parse(ask.text)
        if self._is_outsider(ask):
            return self._stranger(ask)
        if not isinstance(line, Line):
            return self._no(ask, None, line)
        line = replace(line, note=ask.note, fields=ask.fields)
        if line.verb == "start":
            return self._start(line, ask)
        release = self._release(line, ask)
        if not isinstance(release, Release):
            return self._without_release(line, ask, release)
        actor = self._actor(release, ask)
        if not release.takes_part(actor.person) and line.verb not in OPEN_TO_ALL:
            return self._stranger(ask)
        bound = self._bound(line, release, actor)
        if isinstance(bound, q.Query):
            voice, user = self.voice(ask, release), ask.caller.user
            shown = answers.shown(voice, bound, release, actor.person, user, self._records, self._clock())
            return Answer(shown, "shown")

        def intent(present: Release, actor: c.Actor) -> c.Command | r.Refused:
            """Bound anew inside the transaction: the state may have moved since it was looked at."""
            again = self._bound(line, present, actor)
            return r.Stranger() if isinstance(again, q.Query) else again

        return self._performed(ask, release, lambda reply: self._service.perform(release.id, ask.caller, intent, reply))

    def _start(self, line: Line, ask: Ask) -> Answer:
        plan = self._house.plan
        at = bind_start(line, plan, self._clock())
        if not isinstance(at, datetime):
            return self._no(ask, None, at)
        calendar = self._house.calendar(plan, at)
        return self._performed(ask, None, lambda reply: self._service.start(plan, at, calendar, ask.caller, reply))

    def _performed(self, ask: Ask, release: Release | None, run: Callable[[Reply], Outcome]) -> Answer:
        """The answer is made from the outcome, and owed in the same transaction where it cannot be given directly."""
        person = self._actor(release, ask).person if release else ask.caller.person

        def picture(outcome: Outcome, medium: Medium) -> Picture:
            voice = self.voice(replace(ask, medium=medium), release)
            return answers.outcome(voice, outcome, person, self._house.plan)

        def owed(outcome: Outcome) -> owing.NewMessage | None:
            is_told = bool(ask.reply_to) and (ask.tells_refusals or not isinstance(outcome, No))
            return self._whisper(ask, picture(outcome, "slack")) if is_told else None

        outcome = run(owed)
        if isinstance(outcome, No):
            return Answer(picture(outcome, ask.medium), "refused", owed=True, refused=outcome.refused)
        return Answer(picture(outcome, ask.medium), "done", owed=True)

    def _without_release(self, line: Line, ask: Ask, refused: r.Refused) -> Answer:
        voice = self.voice(ask, None)
        if line.verb == "help":
            return Answer(Picture(guide.help_text(voice)), "shown")
        if line.verb == "whoami":
            return Answer(Picture(guide.whoami(voice, None, "", ask.caller.user)), "shown")
        return self._stranger(ask) if isinstance(refused, r.Stranger) else self._no(ask, None, refused)

    def _no(self, ask: Ask, release: Release | None, refused: r.Refused) -> Answer:
        picture = answers.no(self.voice(ask, release), release, refused, self._house.plan)
        return Answer(picture, "refused", refused=refused)

    def _stranger(self, ask: Ask) -> Answer:
        log.warning("stranger.refused", user=ask.caller.user, team=ask.team, via=ask.caller.via)
        return self._no(ask, None, r.Stranger())

    def _whisper(self, ask: Ask, picture: Picture) -> owing.NewMessage:
        return owing.whisper(ask.caller.cause, picture.text, picture.blocks, ask.reply_to, self._clock())

    def _release(self, line: Line, ask: Ask) -> Release | r.Refused:
        return release_meant(self._records, line, ask.channel, ask.caller, self._house.plan)

    def _bound(self, line: Line, release: Release, actor: c.Actor) -> c.Command | q.Query | r.Refused:
        def calendar_of(at: datetime) -> Calendar:
            return self._house.calendar(release.plan, at)

        return bind(line, release, actor, self._records, self._clock(), calendar_of)

    def _actor(self, release: Release, ask: Ask) -> c.Actor:
        return c.Actor(ask.caller.person or release.person_of(ask.caller.user), ask.caller.user, ask.caller.via)

    def admits(self, ask: Ask, release: Release) -> bool:
        """Whether anything of the release may be shown to whoever asks."""
        return not self._is_outsider(ask) and release.takes_part(self._actor(release, ask).person)

    def _is_outsider(self, ask: Ask) -> bool:
        """Another workspace's people, guests, and accounts that were switched off are shown nothing."""
        if ask.team and self._house.team and ask.team != self._house.team:
            return True
        member = self._records.member(ask.caller.user) if ask.caller.user else None
        return member is not None and (member.guest or not member.active or member.team != (ask.team or member.team))


def _lacks_the_end(bound: c.Command | q.Query | r.Refused) -> bool:
    """Whether it is a line about a system that goes live, but for a branch, a hash or an id at its end."""
    match bound:
        case r.Lacks(what="commit" | "digest"):
            return True
        case c.RecordBackup(backup=""):
            return True
        case _:
            return False


def _matter(command: c.Command) -> str:
    """The request, the hotfix or the bug it is about."""
    return next((key for kind in ("request", "hotfix", "bug") if (key := getattr(command, kind, ""))), "")


def _form(
    command: c.Command, foreseen: tuple[e.Event, ...] | r.Refused, *, lacked: bool
) -> Literal["evidence", "document", "meeting", "reason", "answer"] | None:
    """What is asked for before the command is carried out. `lacked`: it lacked a reason as it was typed."""
    match foreseen:
        case r.MissingEvidence():
            return "evidence"
        case r.Incomplete():
            return "document"
        case r.CallsMeeting():
            return "meeting"
        case r.Lacks(what="reason"):
            return "reason"
        case tuple() if isinstance(command, c.Answer) and command.done and not command.text:
            return "answer"
        case tuple() if isinstance(command, c.FixBug) and not command.note:
            return "answer"
        case _:
            return "reason" if lacked else None


def _document(release: Release, verb: str, command: c.Command, actor: c.Actor) -> Wanting | None:
    """The form for a document, with what of it stood in the line, or else in a thread."""
    match command:
        case c.Write(item, draft):
            pass
        case c.Sign(item, note):
            asks = release.item(item).step.asks
            words = note or next(remarks(release, release.item(item), actor), "")
            draft = read(release.plan.documents[asks.document or ""], words) if asks else Draft({})
        case _:
            return None
    over = f"over {len(release.documents.get(item, ()))}"
    return Wanting("document", release, verb, item, line=buttons.line("write", release.id, item, over), draft=draft)
