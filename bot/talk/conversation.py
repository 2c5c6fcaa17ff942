"""The one door for what people say, typed, clicked, reacted or entered at the command line: in a line, out an answer.

What is answered is a value; whoever asked paints it. Rules are the domain's, wording is speech's.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.lookup import Lookup
from bot.record.outcome import Done, No, Outcome, Repeated
from bot.record.service import Caller, Intent, Reply, Service
from bot.talk import queries as q
from bot.talk.answered import About, DocumentView, PersonalAnswer, ShownQuery
from bot.talk.forms.form import Form
from bot.talk.forms.registry import form_wanted
from bot.talk.understanding import SaidLine, TeamSetup, ToStart, Understanding, Understood, actor_of
from bot.talk.voices import Voices

log = structlog.get_logger(__name__)


Paint = Callable[[PersonalAnswer], owing.Painted]


class Conversation:
    """`paint` makes the private answer that is owed in the same transaction as what it tells of."""

    def __init__(
        self,
        service: Service,
        records: Lookup,
        voices: Voices,
        setup: TeamSetup,
        paint: Paint,
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._records = records
        self._voices = voices
        self._setup = setup
        self._paint = paint
        self._clock = clock
        self._understanding = Understanding(records, setup, service.foresee, clock)

    def answer(self, said: SaidLine) -> PersonalAnswer:
        """Carry the line out, or say why not. What it changes is committed when this returns."""
        with self._records.glance():
            match self._understanding.understand(said):
                case ToStart(go_live):
                    return self._start(said, go_live)
                case Understood() as understood:
                    about = _at_once(understood)
                    if about is None:
                        return self._perform(understood)
                    answered = self._answered(said, understood.release, about)
                    if isinstance(about, DocumentView) or (isinstance(about, Form) and said.opener != "said"):
                        return answered
                case alone:
                    answered = self._answered(said, None, alone)
        if isinstance(answered.refused, r.Stranger | r.GuestsMayNot):
            log.warning("stranger.refused", user=said.caller.user, team=said.team, via=said.caller.via)
        if said.tells_refusals:
            self._service.reply(said.caller.cause, self._private(answered, said.caller.cause, said.reply_to))
        return answered

    def heed(self, release: Release, caller: Caller, intent: Intent, place: dict[str, str], message: str = "") -> None:
        """What was done to a message of ours, by emoji or in words below it: answered privately in its `place`.

        Where nothing came of it, nobody is bothered. `message`: where the emoji is.
        """
        person, voice = release.person_of(caller.user), self._voices.voice(caller.user, release.plan)

        def owed(came: Outcome) -> tuple[owing.NewMessage, ...]:
            nothing = isinstance(came, No) and came.refused == r.NothingToTakeBack("", "none")
            if nothing or isinstance(came, Repeated):
                return ()
            answered = PersonalAnswer(came, voice, release, person, caller.user, message=message)
            return self._private(answered, caller.cause, place)

        self._service.perform(release.id, caller, intent, owed)

    def admits(self, caller: Caller, team: str, release: Release) -> bool:
        """A stranger's emoji or words do nothing and are answered by nothing; the log has them."""
        admitted = self._understanding.admits(caller, team, release)
        if not admitted:
            log.warning("stranger.refused", user=caller.user, team=team, via=caller.via)
        return admitted

    def _start(self, said: SaidLine, go_live: datetime) -> PersonalAnswer:
        plan = self._setup.plan
        calendar = self._setup.calendar(plan, go_live)
        return self._answering(
            said, None, lambda reply: self._service.start(plan, go_live, calendar, said.caller, reply)
        )

    def _perform(self, understood: Understood) -> PersonalAnswer:
        """Bound anew inside the transaction: the state may have moved since it was looked at."""
        said, release, anew = understood.said, understood.release, self._understanding.anew

        def run(reply: Reply) -> Outcome:
            return self._service.perform(
                release.id, said.caller, lambda present, actor: anew(understood, present, actor), reply
            )

        return self._answering(said, release, run)

    def _answering(self, said: SaidLine, release: Release | None, run: Callable[[Reply], Outcome]) -> PersonalAnswer:
        """The answer is owed in the same transaction where it cannot be given directly."""

        def owed(came: Outcome) -> tuple[owing.NewMessage, ...]:
            if not said.reply_to or (isinstance(came, No) and not said.tells_refusals):
                return ()
            answered = self._answered(replace(said, medium="slack"), release, came)
            return self._private(answered, said.caller.cause, said.reply_to)

        return self._answered(said, release, run(owed))

    def _answered(self, said: SaidLine, release: Release | None, about: About) -> PersonalAnswer:
        person = actor_of(said.caller, release).person if release else said.caller.person
        plan, user, medium = release.plan if release else self._setup.plan, said.caller.user, said.medium
        return PersonalAnswer(
            about, self._voices.voice(user, plan, medium), release, person, user, message=said.message
        )

    def _private(self, answered: PersonalAnswer, cause: str, place: dict[str, str]) -> tuple[owing.NewMessage, ...]:
        """The answer; and the same to the workflow that asked for the line, unless it is to be confirmed first."""
        execution = place.get("execution", "")
        painted = self._paint(replace(answered, in_thread="thread" in place, execution=execution))
        where = {part: value for part, value in place.items() if part != "execution"}
        whisper = owing.whisper(cause, painted, where, self._clock(), replaces=bool(execution))
        goes_on = not execution or isinstance(answered.refused, r.Confirm)
        return (whisper,) if goes_on else (whisper, self._ended(execution, answered))

    def _ended(self, execution: str, answered: PersonalAnswer) -> owing.NewMessage:
        """What an execution of a workflow is told of the line it asked for: in the plan's language, for anybody."""
        plan = answered.release.plan if answered.release else self._setup.plan
        plainly = replace(answered, voice=self._voices.voice("", plan, "plain"))
        after = answered.about.after if isinstance(answered.about, Done) else answered.release
        error = self._paint(plainly).text if answered.refused else ""
        return owing.ended(execution, after, error, self._clock())


def _at_once(understood: Understood) -> Form | DocumentView | ShownQuery | q.Help | q.Whoami | None:
    """What changes nothing: the form for what the line lacks, or what is looked at. None: a command to carry out."""
    if form := form_wanted(understood):
        return form
    match understood.asks:
        case q.Document(item) if understood.said.opener not in (None, "said"):
            return DocumentView(understood.release, understood.said.text, item)
        case q.Help() | q.Whoami() as query:
            return query
        case query if isinstance(query, q.OfRelease):
            return ShownQuery(query, understood.release)
        case _:
            return None
