"""The form that asks why: for a block, a waiver, something taken back; for what is declined, failed or abandoned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.locales import msgid
from bot.speech.voice import Voice
from bot.talk.forms.form import NOTE, Form, FormContent, TextField
from bot.talk.forms.matters import about, matter_of
from bot.talk.grammar.verbs import LacksReason
from bot.talk.understanding import Understood

LONGEST: Final = 3_000
REASON: Final = msgid("Reason")
TITLES: Final[Mapping[type[c.Command], str]] = {
    c.Block: msgid("Block"),
    c.Unblock: msgid("Unblock"),
    c.Waive: msgid("Waive this check"),
    c.Withdraw: msgid("Take back"),
    c.SendBack: msgid("Send back"),
    c.Answer: msgid("Decline"),
    c.Deploy: msgid("Deployment failed"),
    c.OpenHotfix: msgid("Open a hotfix"),
    c.AbandonHotfix: msgid("Abandon the hotfix"),
    c.RemoveScript: msgid("Remove the script"),
    c.Override: msgid("Outside of its window"),
    c.RollBack: msgid("Roll back"),
    c.CancelMeeting: msgid("Cancel the meeting"),
    c.ObjectToMinutes: msgid("Object to the minutes"),
    c.StrikeMinute: msgid("Object to the minutes"),
    c.ReopenBug: msgid("Not fixed"),
    c.DeferBug: msgid("Defer this bug"),
    c.GradeBug: msgid("Grade this bug"),
}


@dataclass(frozen=True)
class ReasonForm(Form, name="reason", opened_by=frozenset({"clicked", "typed"})):
    """Of typed lines, only those about a bug ask for it so: what a bug's line says is not lost for want of a reason."""

    command: c.Command

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        command = _unexplained(understood)
        if command is None:
            return None
        if understood.said.opener == "typed" and not isinstance(command, c.ReopenBug | c.DeferBug | c.GradeBug):
            return None
        return cls(understood.release, understood.said.text, command)

    def content(self, voice: Voice) -> FormContent:
        title = voice.say(TITLES.get(type(self.command), REASON))
        item = getattr(self.command, "item", "")
        matter = voice.item(self.release, item) if item else about(voice, self.release, matter_of(self.command))
        words = TextField(key=NOTE, label=voice.say(REASON), multiline=True, most=LONGEST)
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
