"""What could not be delivered, in words: why, and who can mend it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain import notices as n
from bot.domain.state.delivery import Mend
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Voice

MENDS: Mapping[str, str] = {
    Mend.INVITE: msgid("the bot is not in the channel; type `/invite @Release Captain` there"),
    Mend.UNARCHIVE: msgid("the channel is archived; unarchive it"),
    Mend.FIND: msgid("there is no such channel, or it is a private one; type `/invite @Release Captain` there"),
    Mend.PERMIT: msgid("the bot may not post there; an admin can change who may post in the channel"),
    Mend.EDITING: msgid("an earlier message can no longer be edited; an admin can change how long that is possible"),
    Mend.ACCOUNT: msgid("the account is switched off or not to be found; `{command} link` connects another one"),
    Mend.TOKEN: msgid("Slack no longer accepts the bot's token; install the app again and give the bot its token"),
    Mend.SCOPES: msgid("the app lacks a permission; install it again from its manifest"),
    Mend.GRANT: msgid("the app is not allowed in this workspace; those who run the organisation can allow it"),
    Mend.SETTINGS: msgid("a setting of the app is missing; make it anew from its manifest"),
    Mend.FILES: msgid("the workspace takes no such files; an admin can allow them, or make room"),
    Mend.BOT: msgid("the bot asked Slack wrongly; its log has the details, and a newer version may mend it"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message that has not got through: `goes` as a mail, to a `person`, or to the channel ("" for the person).

    `mend`: the code of what mends it, "" where it may pass by itself; `detail`: what the mail server said.
    """

    goes: Literal["mail", "message"]
    person: str = ""
    mend: str = ""
    detail: str = ""


def troubles(voice: Voice, release: Release, stuck: Iterable[Trouble]) -> Iterator[str]:
    """To a lead: what did not get through, to whom and why, and what is done about it; alike ones together."""
    for trouble, often in Counter(stuck).items():
        if trouble.goes == "mail":
            what = voice.count("{n} mail waits", "{n} mails wait", often)
        elif trouble.person:
            person = voice.person(release, trouble.person)
            what = voice.count("{n} message to {person} waits", "{n} messages to {person} wait", often, person=person)
        else:
            channel = voice.quote(release.plan.channel)
            what = voice.count("{n} message in {place} waits", "{n} messages in {place} wait", often, place=channel)
        told = voice.say("{what}: {why}", what=what, why=_why(voice, trouble))
        yield f"📭 {told}"


def _why(voice: Voice, trouble: Trouble) -> str:
    if trouble.mend:
        return mend(voice, trouble.mend)
    if trouble.detail:
        return voice.said(trouble.detail, 160)
    return voice.say("it did not get through yet, and is tried again; the bot's log has the details")


def mend(voice: Voice, code: str) -> str:
    """What is wrong and how it is mended; within a sentence."""
    return voice.say(MENDS[code])


def silent(voice: Voice, release: Release, notice: n.ChannelSilent) -> str:
    """To a lead: nothing reaches the channel; and once it does again, that it does."""
    channel, lost = voice.quote(release.plan.channel), release.channel_lost
    if lost and lost.since == notice.since:
        told = voice.say(
            "Since {moment} nothing reaches {channel}: {why}. What was to be said there is kept, and posted then.",
            moment=voice.moment(lost.since),
            channel=channel,
            why=mend(voice, lost.mend),
        )
        return f"📭 {told}"
    return "✅ " + voice.say("{channel} is reached again; what was to be said there is being posted.", channel=channel)


def overheard(voice: Voice, release: Release, notice: n.OthersListen) -> str:
    """To a lead: some of what is done in Slack goes elsewhere, and what becomes of it."""
    told = voice.count(
        "Something else is connected to Slack as this bot, and takes some of what you do there for {release}. Emoji "
        "and replies are read all the same, minutes later; a command or button that does nothing must be given again. "
        "Your operator finds out more with `python -m bot doctor`.",
        "{n} other things are connected to Slack as this bot, and take some of what you do there for {release}. Emoji "
        "and replies are read all the same, minutes later; a command or button that does nothing must be given again. "
        "Your operator finds out more with `python -m bot doctor`.",
        notice.others,
        release=release.id,
    )
    return f"👥 {told}"
