"""What people did to one item."""

from collections.abc import Mapping

from bot.domain.events.fact import Fact


class Signed(Fact):
    """`instead_of` names the person a stand-in acted for; `message` ("C…:ts") is where a reaction stands.

    `content`: the fingerprints of what it was given for, by the content's name.
    """

    item: str
    role: str
    note: str = ""
    instead_of: str = ""
    message: str = ""
    content: Mapping[str, str] = {}


class ResultFailed(Fact):
    """The test that the item asks for has failed: it stays open, and what was signed for it ends."""

    item: str
    role: str
    reason: str
    instead_of: str = ""


class Withdrawn(Fact):
    """A signature, or the word that it failed, is taken back."""

    item: str
    role: str
    person: str
    reason: str = ""


class Reopened(Fact):
    """The item's signatures no longer count, because what they rested on was withdrawn."""

    item: str
    because: str


class Watched(Fact):
    """「I am on it」: reminders to this person about this item wait."""

    item: str
    message: str = ""


class Unwatched(Fact):
    item: str


class Noted(Fact):
    """`message` ("C…:ts"): where the words stand; the same one again, and they have been written anew."""

    item: str
    text: str
    message: str = ""


class Unsaid(Fact):
    """The words that stood there are gone: whoever wrote them deleted them."""

    item: str
    message: str


SigningEvent = Signed | ResultFailed | Withdrawn | Reopened | Watched | Unwatched | Noted | Unsaid
