"""The form that asks for the end of a line about a system that goes live: a branch, a hash, a backup."""

from dataclasses import dataclass
from typing import Final, Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.speech.voice import Voice
from bot.talk.forms.form import NOTE, Form, FormContent, TextField
from bot.talk.grammar.verbs import Bound, LineEnd
from bot.talk.understanding import Understood

LONGEST: Final = 3_000


@dataclass(frozen=True)
class WordsForm(Form, name="words", opened_by=frozenset({"clicked"})):
    end: LineEnd

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        end = understood.line.verb.end
        if end is None or not _lacks_the_end(understood.asks):
            return None
        return cls(understood.release, understood.said.text, end)

    def content(self, voice: Voice) -> FormContent:
        title = voice.label(self.end.title)
        words = TextField(key=NOTE, label=voice.label(self.end.label), multiline=False, most=LONGEST)
        return FormContent(title, title, voice.line(f"{self.line}"), (words,))


def _lacks_the_end(asks: Bound) -> bool:
    match asks:
        case r.Lacks(what="commit" | "digest"):
            return True
        case c.RecordBackup(backup=""):
            return True
        case _:
            return False
