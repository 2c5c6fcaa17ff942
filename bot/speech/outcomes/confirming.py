"""What is said before something is done, whatever it is: what falls with it, the line that says yes, and the button."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.voice import Voice

NOT_FAILED = {c.Sign: msgid("It has not failed: sign"), c.Deploy: msgid("It has not failed")}
YES = {
    c.Withdraw: msgid("Take it back all the same"),
    c.Abort: msgid("Abort the release"),
    c.RollBack: msgid("Roll back"),
    c.Waive: msgid("Waive it"),
    c.RecordPrevious: msgid("Record this instead"),
    c.RecordBackup: msgid("Record this instead"),
    c.AttachRollback: msgid("Record this instead"),
    c.AttachScript: msgid("Change the scripts"),
    c.RemoveScript: msgid("Change the scripts"),
    c.Sign: msgid("Yes, that is so"),
    c.Deploy: msgid("Yes, deploy it"),
    c.OrderDeployment: msgid("Yes, deploy it"),
    c.SubmitCode: msgid("Yes, this commit"),
}
"""What is pressed to say yes, by the command that is said once more."""


def label(voice: Voice, refused: r.Confirm) -> str:
    """What is pressed to say yes."""
    said = NOT_FAILED if isinstance(refused, r.SoundsFailed) else YES
    return voice.say(said[type(refused.command)])


def if_right(voice: Voice, release: Release, refused: r.Confirm) -> str:
    """The line that says yes to what has been shown."""
    return voice.say("If that is right, type {line}", line=lines.confirmed(voice, release, refused))


def voids(voice: Voice, release: Release, reopens: tuple[str, ...], closes: tuple[str, ...] = ()) -> str:
    """The signatures that fall, where any do."""
    items, closed = voice.shorts(release, reopens), voice.shorts(release, closes)
    if closed:
        return voice.say(
            "This also voids the signatures on {items}, and {closed} must wait again.", items=items, closed=closed
        )
    return voice.say("This also voids the signatures on {items}.", items=items) if reopens else ""
