"""What is said where the release's report reaches people: in the channel, in a mail, and to whoever asked for it."""

from bot.domain.state.release import Release
from bot.speech.voice import Voice


def asked(voice: Voice, release: Release) -> str:
    """To whoever asked for the report."""
    return voice.say(
        "The report goes to {channel}, into the thread of the last card, as a page and as Markdown.",
        channel=voice.quote(release.plan.channel),
    )


def post(voice: Voice, release: Release, *, is_final: bool) -> str:
    """Over the files in the channel."""
    name = voice.quote(f"{release.plan.name.in_(voice.language)} ({release.id})")
    told = (
        voice.say("📘 The report of {release}.", release=name)
        if is_final
        else voice.say("📘 The report of {release}, so far.", release=name)
    )
    return voice.sentences(told, use(voice))


def canvas(voice: Voice, address: str) -> str:
    """The message that leads to it."""
    return voice.say("📘 The report as a <{address}|canvas>, edited with every report.", address=address)


def use(voice: Voice) -> str:
    return voice.say("The page opens in any browser and prints on A4; the Markdown is for your wiki.")


def how_it_ended(voice: Voice, release: Release) -> str:
    if release.state == "aborted":
        return voice.say("The release was aborted: {reason}", reason=voice.quote(release.reason))
    return voice.say("The release is finished")


def attached(voice: Voice) -> str:
    return voice.say("Its report is attached, as one page and as Markdown.")
