"""The form in which a lead names somebody of the workspace for a role."""

from dataclasses import dataclass
from typing import Self

from bot.domain import refusals as r
from bot.speech.staffing import Labels
from bot.speech.voice import Voice
from bot.talk.forms.form import Form, FormContent, MemberField
from bot.talk.grammar.staffing import WHO
from bot.talk.understanding import Understood


@dataclass(frozen=True)
class AssignForm(Form, name="assign", opened_by=frozenset({"clicked"})):
    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        if understood.line.verb.name != "assign" or not isinstance(understood.asks, r.Lacks):
            return None
        if understood.asks.what != "person" or understood.actor.person not in understood.release.leads:
            return None
        return cls(understood.release, understood.said.text)

    def content(self, voice: Voice) -> FormContent:
        who = MemberField(key=WHO, label=voice.label(Labels.WHO))
        title = voice.label(Labels.NAME_SOMEBODY)
        return FormContent(title, title, voice.line(self.line), (who,))
