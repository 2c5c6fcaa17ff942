"""Who asks."""

from dataclasses import dataclass

from bot.domain.events import Via


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: `person` is "" for the clock and for somebody the release does not know."""

    person: str
    user: str
    via: Via


CLOCK = Actor(person="", user="", via="clock")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A Slack member the plan does not know, named in a command; the user id serves as the person's key."""

    user: str
    name: str
