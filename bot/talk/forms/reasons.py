"""The form that asks why: for a block, a waiver, something taken back; for what is declined, failed or abandoned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.speech.forms import Labels, Why
from bot.speech.voice import Voice
from bot.talk.forms.form import NOTE, Form, FormContent, TextField
from bot.talk.forms.matters import about, matter_of
from bot.talk.grammar.verbs import LacksReason
from bot.talk.understanding import Understood

LONGEST: Final = 3_000
TITLES: Final[Mapping[type[c.Command], Why]] = {
    c.Block: Why.BLOCK,
    c.Unblock: Why.UNBLOCK,
    c.Waive: Why.WAIVE,
    c.Withdraw: Why.UNDO,
    c.SendBack: Why.SEND_BACK,
    c.Answer: Why.DECLINE,
    c.Deploy: Why.DEPLOYMENT_FAILED,
    c.Fail: Why.FAILED,
    c.OpenHotfix: Why.OPEN_HOTFIX,
    c.AbandonHotfix: Why.ABANDON_HOTFIX,
    c.RemoveScript: Why.REMOVE_SCRIPT,
    c.Override: Why.OVERRIDE,
    c.RollBack: Why.ROLL_BACK,
    c.CancelMeeting: Why.CANCEL_MEETING,
    c.ObjectToMinutes: Why.OBJECT,
    c.StrikeMinute: Why.OBJECT,
    c.ReopenBug: Why.NOT_FIXED,
    c.DeferBug: Why.DEFER,
    c.GradeBug: Why.GRADE,
}


@dataclass(frozen=True)
class ReasonForm(Form, name="reason", opened_by=frozenset({"clicked", "typed", "said"})):
    """Of lines that are typed, only those about a bug ask for it so: what they say is not lost for want of a reason."""

    command: c.Command

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        command = _unexplained(understood)
        if command is None:
            return None
        if understood.said.opener != "clicked" and not isinstance(command, c.ReopenBug | c.DeferBug | c.GradeBug):
            return None
        return cls(understood.release, understood.said.text, command)

    def content(self, voice: Voice) -> FormContent:
        title = voice.label(TITLES.get(type(self.command), Labels.REASON))
        item = getattr(self.command, "item", "")
        matter = voice.item(self.release, item) if item else about(voice, self.release, matter_of(self.command))
        words = TextField(key=NOTE, label=voice.label(Labels.REASON), multiline=True, most=LONGEST)
        return FormContent(title, title, matter, (words,))


def _unexplained(understood: Understood) -> c.Command | None:
    """The command that lacks its reason: by its line alone, or as the rules tell of one that gives none."""
    asks = understood.asks
    if isinstance(asks, LacksReason):
        return asks.command
    reason: str = getattr(asks, "reason", "given")
    if not isinstance(asks, c.Command) or reason:
        return None
    foreseen = understood.foreseen
    return asks if isinstance(foreseen, r.Lacks) and foreseen.what == "reason" else None
