"""The form that asks what was done about a request or a bug; that it is done says enough."""

from dataclasses import dataclass
from typing import Final, Self

from bot.domain import commands as c
from bot.speech.forms import Labels
from bot.speech.voice import Voice
from bot.talk.forms.form import NOTE, Form, FormContent, TextField
from bot.talk.forms.matters import about, matter_of
from bot.talk.understanding import Understood

LONGEST: Final = 3_000


@dataclass(frozen=True)
class AnswerForm(Form, name="answer", opened_by=frozenset({"clicked"})):
    """Whoever typed it has said enough."""

    matter: str

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        match understood.asks:
            case c.Answer(done=True, text="") | c.FixBug(note="") if isinstance(understood.foreseen, tuple):
                return cls(understood.release, understood.said.text, matter_of(understood.asks))
            case _:
                return None

    def content(self, voice: Voice) -> FormContent:
        done = voice.label(Labels.FIXED if self.matter in self.release.bugs else Labels.DONE)
        words = TextField(
            key=NOTE, label=voice.label(Labels.WHAT_WAS_DONE), multiline=True, most=LONGEST, optional=True
        )
        return FormContent(done, done, about(voice, self.release, self.matter), (words,))
