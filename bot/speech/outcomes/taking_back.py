"""Why nothing is taken back: there is nothing, or it is somebody else's; and what is to be confirmed first."""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import bugs, lines
from bot.speech.outcomes import blocking, course, deployments, going_live, rollback
from bot.speech.voice import Voice

TakingBackRefusal = r.NothingToTakeBack | r.NotYours | r.Confirm
NOTHING = {
    "signature": msgid("Nobody has signed {item}, so there is nothing to take back. How it stands: {why}"),
    "block": msgid("{item} is not blocked by anybody. How it stands: {why}"),
}

NOT_FAILED = msgid("It has not failed: sign")
BACK = msgid("Take it back all the same")
CONFIRM = {
    "abort": msgid("Abort the release"),
    "rollback": msgid("Roll back"),
    "waive": msgid("Waive it"),
    "previous": msgid("Record this instead"),
    "backup": msgid("Record this instead"),
    "script": msgid("Change the scripts"),
    "script back": msgid("Record this instead"),
    "script remove": msgid("Change the scripts"),
    "done": msgid("Yes, that is so"),
    "deploy": msgid("Yes, deploy it"),
    "branch": msgid("Yes, this commit"),
}

SHOWN = {
    "waive": blocking.lets_go,
    "done": deployments.goes_live,
    "deploy": deployments.goes_live,
    "branch": deployments.goes_live,
}
"""What a yes would do, by the verb that asks for it."""


def refusal(voice: Voice, release: Release, refused: TakingBackRefusal) -> str:
    match refused:
        case r.NothingToTakeBack(item, what):
            if what == "none":
                return voice.say("That emoji had set nothing here, so nothing changes. What is yours: `{command} mine`")
            why = lines.on_item(voice, release, "why", item)
            return voice.say(NOTHING[what], item=voice.named(release, item), why=why)
        case r.NotYours():
            return _not_yours(voice, release, refused)
        case r.Confirm():
            return _confirm(voice, release, refused)
        case _:
            assert_never(refused)


def _not_yours(voice: Voice, release: Release, refused: r.NotYours) -> str:
    return voice.say(
        "Only {person} or the {lead} can take this back on {item}: please ask them.",
        person=voice.person(release, refused.person),
        lead=voice.holders(release, r.RoleHolders(release.plan.lead, None, refused.leads)),
        item=voice.named(release, refused.item),
    )


def _confirm(voice: Voice, release: Release, refused: r.Confirm) -> str:
    """What it does, and the line that says yes."""
    line = lines.confirmed(voice, release, refused)
    if refused.replaces:
        replaced = going_live.replaces(voice, release, refused.replaces)
        return voice.sentences(replaced, voice.say("To record this instead, type {line}", line=line))
    if refused.is_doubt:
        return voice.say(
            "{words} sounds like a failure, so {item} is not signed. If it failed, type {failed}; if it went well, "
            "{line}",
            words=voice.said(refused.reason, 150),
            item=voice.named(release, refused.item),
            failed=lines.on_item(voice, release, "fail", refused.item, "REASON"),
            line=line,
        )
    if refused.verb == "abort":
        ends = voice.say("If it is to end, type {line}", line=line)
        return voice.sentences(course.ends(voice, release, refused), ends)
    if refused.verb == "rollback":
        decides = voice.say("If it is to go back, type {line}", line=line)
        return voice.sentences(rollback.takes_back(voice, release, refused), decides)
    shown = SHOWN[refused.verb](voice, release, refused) if refused.verb in SHOWN else ""
    right = voice.say("If that is right, type {line}", line=line)
    return voice.sentences(shown, _undoes(voice, release, refused), right)


def _undoes(voice: Voice, release: Release, refused: r.Confirm) -> str:
    """The signatures that fall, where any do."""
    if not refused.reopens:
        return ""
    items, closed = voice.shorts(release, refused.reopens), voice.shorts(release, refused.closes)
    voids = (
        voice.say(
            "This also voids the signatures on {items}, and {closed} must wait again.", items=items, closed=closed
        )
        if closed
        else voice.say("This also voids the signatures on {items}.", items=items)
    )
    reopened = "" if refused.verb == "waive" else bugs.open_again(voice, release, refused.bugs)
    return voice.sentences(voids, reopened)


def confirm(voice: Voice, refused: r.Confirm) -> str:
    """What is pressed to say yes."""
    return voice.say(NOT_FAILED if refused.is_doubt else CONFIRM.get(refused.verb, BACK))
