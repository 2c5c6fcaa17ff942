"""The form that asks for the evidence a signature must bring."""

from dataclasses import dataclass
from typing import Final, Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.speech.checklist import asked
from bot.speech.forms import Labels, evidence
from bot.speech.voice import Voice
from bot.talk.forms.form import NOTE, Form, FormContent, TextField
from bot.talk.understanding import Understood

LONGEST: Final = 3_000


@dataclass(frozen=True)
class EvidenceForm(Form, name="evidence", opened_by=frozenset({"clicked"})):
    item: str

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        command = understood.asks
        if not isinstance(command, c.Sign | c.Deploy) or understood.release.item(command.item).step.asks is None:
            return None
        if not isinstance(understood.foreseen, r.MissingEvidence):
            return None
        return cls(understood.release, understood.said.text, command.item)

    def content(self, voice: Voice) -> FormContent:
        asks, sign = self.release.item(self.item).step.asks, voice.label(Labels.SIGN)
        label = evidence(voice, asks.kind if asks else "note")
        words = TextField(key=NOTE, label=label, multiline=True, most=LONGEST)
        wanted = (asked(voice, asks),) if asks else ()
        return FormContent(sign, sign, voice.item(self.release, self.item), (words,), wanted)
