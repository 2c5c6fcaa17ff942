"""What was asked of those who alone may touch a thing."""

from bot.domain.events.fact import Fact


class Requested(Fact):
    """Somebody asks the holders of a role for something that an item needs: a database operation, say (1c)."""

    request: str
    role: str
    item: str
    text: str


class Answered(Fact):
    """The request was answered: done, or declined with the reason in `text`."""

    request: str
    text: str = ""
    done: bool


RequestEvent = Requested | Answered
