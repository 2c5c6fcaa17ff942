"""The words of the demo: the line that guides a newcomer, what a leap in time brought about, and the controls.

People and items are named as the release names them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, assert_never

from bot.domain.state.release import Release
from bot.speech.voice import Voice

Trial = Literal["status", "why", "form", "emoji", "unblock", "skip", "assign", "end"]
Where = Literal["channel", "dm"]
Leap = Literal["quarter", "reminder", "meeting", "go-live"]
Busy = Literal["preparing", "leaping", "resetting"]


def line(voice: Voice, release: Release, trial: Trial, who: str, about: str, typed: str) -> str:
    """What to do next, as one sentence or two. `about`: an item or a role; `typed`: the line that does it."""
    who = voice.person(release, who)
    match trial:
        case "status":
            return voice.say("See where the release stands: as {who}, type {line}", who=who, line=typed)
        case "why":
            return voice.say("Something is blocked. Ask who did it, why, and who can lift it: {line}", line=typed)
        case "form":
            return voice.say(
                "{who} is late with {item}. In the direct message, press its green button; "
                "write the document in the form.",
                who=who,
                item=voice.short(release, about),
            )
        case "emoji":
            return voice.say(
                "Now react with ✅ as {who} on the card in the channel: that signs {item}.",
                who=who,
                item=voice.short(release, about),
            )
        case "unblock":
            return voice.say(
                "The problem with {item} is solved. As {who}, lift the block: {line}",
                item=voice.short(release, about),
                who=who,
                line=typed,
            )
        case "skip":
            return voice.say("What if nobody does anything? Skip ahead to the next reminder.")
        case "assign":
            role = voice.role(release.plan, about)
            return voice.say("Nobody is {role} yet. As {who}, name one: {line}", role=role, who=who, line=typed)
        case "end":
            return voice.say(
                "That was all there is to learn: line, button and emoji, one set of rules. "
                "Go on as you like, skip ahead to go-live, or start over."
            )
        case _:
            assert_never(trial)


def goes_to(voice: Voice, release: Release, where: Where, who: str) -> str:
    """The label of the button that leads there."""
    who = voice.person(release, who)
    if where == "dm":
        return voice.say("Be {who}, in the direct message", who=who)
    return voice.say("Be {who}, in {channel}", who=who, channel=voice.quote(release.plan.channel))


def busy(voice: Voice, doing: Busy) -> str:
    match doing:
        case "preparing":
            return voice.say("The team is working up to today; one moment.")
        case "leaping":
            return voice.say("Time passes, and the bot does what falls due.")
        case "resetting":
            return voice.say("The story starts over; one moment.")
        case _:
            assert_never(doing)


def stalled(voice: Voice, what: str) -> str:
    return voice.say("The bot did not come to rest in time: {what}", what=voice.quote(what))


def not_opened(voice: Voice, what: str) -> str:
    return voice.say(
        "The bot did not come to rest in time: {what}. Perhaps this machine has too much to do; start the demo again.",
        what=voice.quote(what),
    )


def brought(voice: Voice, release: Release, now: datetime, people: Sequence[str], posts: int) -> str:
    """After a leap: whom the bot wrote to (keys), and how many messages it posted to the channel."""
    when = voice.moment(now)
    if not people and not posts:
        return voice.say("The clock was moved on to {when}. The bot had nothing to say.", when=when)
    wrote = voice.say("wrote to {people}", people=voice.people(release, people))
    posted = voice.count(
        "posted {n} message in {channel}",
        "posted {n} messages in {channel}",
        posts,
        channel=voice.quote(release.plan.channel),
    )
    both = voice.say("{wrote} and {posted}", wrote=wrote, posted=posted)
    did = both if people and posts else wrote if people else posted
    return voice.say("The clock was moved on to {when}. The bot {did}.", when=when, did=did)


def leap(voice: Voice, to: Leap) -> str:
    """The label of one way to skip ahead."""
    match to:
        case "quarter":
            return voice.say("15 minutes")
        case "reminder":
            return voice.say("to the next reminder")
        case "meeting":
            return voice.say("to the deployment meeting")
        case "go-live":
            return voice.say("to go-live")
        case _:
            assert_never(to)


def controls(voice: Voice) -> Mapping[str, str]:
    """The labels of what the page shows around the line, by the page's own names."""
    return {
        "title": voice.say("Guide"),
        "skip": voice.say("Skip ahead"),
        "reset": voice.say("Start over"),
        "sure": voice.say("Start the story over? Everything done here is forgotten."),
        "hide": voice.say("Close the guide"),
        "show": voice.say("Show the guide"),
        "fill": voice.say("Write this line for me"),
        "past": voice.say("nothing planned, or past"),
    }


def nowhere(voice: Voice, to: str) -> str:
    return voice.say("There is no such moment ahead: {to}.", to=voice.quote(to, 40))


def is_busy(voice: Voice) -> str:
    return voice.say("The story is moving already; wait until it has come to rest.")


def not_asked(voice: Voice) -> str:
    return voice.say("Ask for `skip` with `to`, or for `reset`.")


def in_use(voice: Voice, folder: str, address: str) -> str:
    if not address:
        return voice.say("Another demo is starting in {folder}.", folder=folder)
    return voice.say("A demo runs in {folder} already: {address}", folder=folder, address=address)


def starts_over(voice: Voice, why: str) -> str:
    return voice.say("{why} The story starts over.", why=voice.quote(why))


def ready(voice: Voice, seconds: float) -> str:
    return voice.say("The story is ready after {seconds} s.", seconds=f"{seconds:.1f}")


def kept_in(voice: Voice, folder: str) -> str:
    return voice.say("What happens is kept in {folder}. Ctrl-C ends the demo.", folder=folder)


def port_taken(voice: Voice, port: int, following: int) -> str:
    return voice.say("Port {port} is taken; trying {following}.", port=port, following=following)


def no_port(voice: Voice, first: int, last: int) -> str:
    return voice.say("The ports {first} to {last} are all taken; choose another with --port.", first=first, last=last)


def workspace_is_at(voice: Voice) -> str:
    return voice.say("A workspace like Slack's, on this machine alone, with the bot and the boying team in it.")
