"""Steps of a workflow that Slack runs: each is a line that a person is asked to say, or a wait for items.

Slack says which function of ours runs and with what inputs, and vouches for nobody: whoever builds a workflow writes
into its inputs what they like (https://docs.slack.dev/reference/events/function_executed). So nothing is done in the
name of a person that an input names. They are asked, if the rules would let them, and the press of a button is theirs.
What is shown first is shown to them: a code in an input says yes to nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import SHOWN, Match, item_named
from bot.domain.reading.standing import may_sign
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.lookup import Lookup
from bot.record.outcome import Done, No, Outcome
from bot.record.service import Caller, Service
from bot.talk import queries as q
from bot.talk.answered import AskedToSay, PersonalAnswer
from bot.talk.conversation import Paint
from bot.talk.grammar.lines import without_yes
from bot.talk.grammar.verbs import LacksReason
from bot.talk.understanding import SaidLine, TeamSetup, ToStart, Understanding, Understood
from bot.talk.voices import Voices

LONGEST: Final = 2_000
"""The characters of a line that a button can carry."""
FUNCTIONS: Final = ("start_release", "sign_item", "wait_for_gate", "report_deployment")
"""By the names that the manifest declares them under."""


@dataclass(frozen=True, slots=True)
class Execution:
    """A function of ours that runs in a workflow; `team`: the workspace it runs in."""

    id: str
    function: str
    inputs: Mapping[str, str]
    team: str

    @property
    def caller(self) -> Caller:
        """Nobody: a workflow speaks for no person."""
        return Caller("", "workflow", f"workflow:{self.id}")

    def line(self, verb: str, *inputs: str) -> str:
        """The verb and what these inputs hold, as one line; its release at the end."""
        words = [verb, *(self.inputs.get(name, "") for name in inputs)]
        words += ["in", self.inputs["release"]] if self.inputs.get("release") else []
        return without_yes(" ".join(" ".join(words).split()))


class Workflows:
    def __init__(
        self,
        service: Service,
        records: Lookup,
        setup: TeamSetup,
        paint: Paint,
        voices: Voices,
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._records = records
        self._setup = setup
        self._paint = paint
        self._voices = voices
        self._clock = clock
        self._understanding = Understanding(records, setup, service.foresee, clock)

    def run(self, execution: Execution) -> None:
        """Ask or wait, and owe Slack the end of it; the same execution twice changes nothing."""
        match execution.function:
            case "start_release":
                self._ask(execution, execution.line("start", "go_live"))
            case "report_deployment":
                words = ("system", "environment", "branch", "commit")
                failed = ("failed", "reason") if execution.inputs.get("reason") else ()
                self._ask(execution, execution.line("deploy", *words, *failed))
            case "sign_item":
                self._sign(execution)
            case _:
                self._wait(execution)

    def _ask(self, execution: Execution, line: str) -> None:
        """Ask the person to say the line; it is refused at once where it would be refused to them."""
        said = self._said(execution, line)
        with self._records.glance():
            understood = self._understanding.understand(said)
            too_long = r.NoSuchName("verb", line[:SHOWN], ()) if len(line) > LONGEST else None
            refused = too_long or self._foreseen(said, understood)
            release = understood.release if isinstance(understood, Understood) else None
        if refused is not None:
            self._refuse(execution, release, refused)
            return
        user, plan = said.caller.user, release.plan if release else self._setup.plan
        about = AskedToSay(line, execution.id)
        asked = self._paint(PersonalAnswer(about, self._voices.voice(user, plan), release, "", user))
        message = owing.asked(execution.id, user, asked.text, asked.blocks, self._clock())
        self._service.reply(execution.caller.cause, [message])

    def _foreseen(self, said: SaidLine, understood: Understood | ToStart | q.Alone | r.Refused) -> r.Refused | None:
        """Why the person could not say it now."""
        match understood:
            case ToStart(go_live):
                plan = self._setup.plan
                came = self._service.foresee_start(plan, go_live, self._setup.calendar(plan, go_live), said.caller)
                return None if isinstance(came, tuple) else came
            case Understood():
                asks = understood.asks
                if isinstance(asks, c.Command):  # what is to be confirmed is shown when the person says it
                    return None if isinstance(understood.foreseen, tuple | r.Confirm) else understood.foreseen
                if isinstance(asks, LacksReason):
                    return asks.refused
                return r.Lacks("system", understood.line.verb.usage) if isinstance(asks, q.Query) else asks
            case _:
                return understood if isinstance(understood, r.Refused) else r.Stranger()

    def _sign(self, execution: Execution) -> None:
        """Ask the person to sign, if it is theirs to sign now, and wait until it is signed, by whomever."""
        said = self._said(execution, execution.line("done", "item"))
        with self._records.glance():
            understood = self._understanding.understand(said)
        note = without_yes(" ".join(execution.inputs.get("evidence", "").split()))
        release = understood.release if isinstance(understood, Understood) else None
        match understood:
            case Understood(asks=c.Sign(item=item), actor=actor) if actor.person in may_sign(
                understood.release, item, understood.now
            ):
                asked = c.WaitFor((item,), execution.id, actor.person, note)
                self._await(execution, understood.release, lambda _present: asked)
            case _:
                self._refuse(execution, release, self._foreseen(said, understood) or r.Stranger())

    def _wait(self, execution: Execution) -> None:
        """Wait for what is named exactly: what there is besides is told to nobody who is not known."""
        name = execution.inputs.get("release", "")
        known = (header.release for header in self._records.releases())
        release = next((self._records.look(id_) for id_ in known if fold(id_) == fold(name)), None)
        if release is None:
            self._refuse(execution, None, r.NoSuchName("release", name[:SHOWN], ()))
            return
        words = execution.inputs.get("item", "")

        def waited(present: Release) -> c.WaitFor | r.Refused:
            items = awaited(present, words)
            return c.WaitFor(items, execution.id) if items else r.NoSuchItem(words[:SHOWN], ())

        self._await(execution, release, waited)

    def _await(
        self, execution: Execution, release: Release, waited: Callable[[Release], c.WaitFor | r.Refused]
    ) -> None:
        def ended(came: Outcome) -> tuple[owing.NewMessage, ...]:
            match came:
                case No(refused=refused):
                    return (self._ended(execution, release, refused),)
                case Done(events=(), after=settled):
                    return (owing.ended(execution.id, settled, "", self._clock()),)
                case _:
                    return ()

        self._service.perform(release.id, execution.caller, lambda present, _: waited(present), ended)

    def _refuse(self, execution: Execution, release: Release | None, refused: r.Refused) -> None:
        self._service.reply(execution.caller.cause, [self._ended(execution, release, refused)])

    def _ended(self, execution: Execution, release: Release | None, refused: r.Refused) -> owing.NewMessage:
        plan = release.plan if release else self._setup.plan
        answered = PersonalAnswer(No(release, refused), self._voices.voice("", plan, "plain"), release, "", "")
        return owing.ended(execution.id, release, self._paint(answered).text, self._clock())

    def _said(self, execution: Execution, line: str) -> SaidLine:
        """The line as the person would say it who is named: to see what would come of it, never to carry it out."""
        caller = Caller(execution.inputs.get("person", ""), "button", execution.caller.cause)
        return SaidLine(line, caller, team=execution.team)


def awaited(release: Release, words: str) -> tuple[str, ...]:
    """The items that a step, with its system or without, or a quality gate by its name, stands for; () for nothing."""
    guarded = (key for key in release.layout.gated if fold(release.item(key).step.gate or "") == fold(words))
    if items := tuple(guarded):
        return items
    found = item_named(release, words)
    return found.keys if isinstance(found, Match) and not found.rest else ()
