"""Who asks."""

from dataclasses import dataclass

from bot.domain.events import Via


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: `person` is "" for the clock and for somebody the release does not know."""

    person: str
    user: str
    via: Via

    @property
    def is_operator(self) -> bool:
        """Whoever runs the bot, at its command line and in nobody's name."""
        return self.via == "cli" and not self.person and not self.user


CLOCK = Actor(person="", user="", via="clock")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A Slack member the plan does not know, named in a command; the user id serves as the person's key."""

    user: str
    name: str
