"""The form that takes down one line of the minutes. Shortcuts open it; whoever writes it in a line needs no form."""

from dataclasses import dataclass
from itertools import islice
from typing import Final, Self

from bot.speech import minutes as words
from bot.speech.minutes import Labels
from bot.speech.voice import Voice
from bot.talk.forms.form import ChoiceField, Form, FormContent, TextField
from bot.talk.grammar.lines import line
from bot.talk.understanding import Understood

LONGEST: Final = 3_000
PEOPLE: Final = 100  # who is offered; anybody else is named in a line


@dataclass(frozen=True)
class MinuteForm(Form, name="minute", opened_by=frozenset({"shortcut"})):
    """`text`: what stands in it already, such as the message it was opened on."""

    text: str

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        release = understood.release
        if release.meeting is None:
            return None
        return cls(release, line("minutes", release.id, "add"), understood.line.note)

    def content(self, voice: Voice) -> FormContent:
        """What it is, its words, and of an action whose it is and until when."""
        kinds = words.kinds(voice)
        people = {key: known.name for key, known in islice(self.release.people.items(), PEOPLE)}
        said, due = voice.label(Labels.TEXT), voice.label(Labels.DUE)
        fields = (
            TextField(key="text", label=said, multiline=True, most=LONGEST, known=self.text[:LONGEST], optional=False),
            ChoiceField(key="kind", label=voice.label(Labels.KIND), options=kinds, chosen="note", optional=False),
            ChoiceField(key="owner", label=voice.label(Labels.OWNER), options=people, optional=True),
            TextField(key="due", label=due, optional=True),
        )
        return FormContent(voice.label(Labels.FORM), voice.label(Labels.ADD), "", fields)
