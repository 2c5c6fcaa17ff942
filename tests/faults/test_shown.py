"""What a message of ours shows while more happens than it is edited for: whoever signs by it has seen that alone."""

from datetime import timedelta

from bot.domain import commands as c
from bot.post.claims import Claims
from bot.record.lookup import Owed
from bot.slack.sender import Sent
from storage import delivery
from tests.mail.core import Place, place

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
PLACE = ("C1", "1.000001")


class Carrier:
    """Carries the card of the second phase, each step of it when the test says so."""

    def __init__(self, here: Place) -> None:
        self._here = here
        self._database = here.core.database
        self.claims = Claims(self._database, lambda: here.now, "a", LEASE)

    def takes(self) -> Owed:
        now = self._here.now
        taken = self._database.write(lambda conn: delivery.claim(conn, now, "a", lease=LEASE, limit=100))
        return next(owed for owed in taken if owed.kind == "card" and owed.spec["phase"] == 1)

    def posts(self) -> None:
        card = self.takes()
        self.claims.posted(card, Sent(*PLACE), card.wanted, "first")

    def shows(self) -> set[str]:
        """Who is on an item, by the card."""
        shown = self._here.core.records.state_shown(*PLACE)
        assert shown is not None
        return set(shown.records["3c"].watchers)


def what_happens_while_a_message_is_edited_is_not_what_it_shows() -> None:
    with place() as here:
        carrier = Carrier(here)
        carrier.posts()
        here.passes(SECOND)
        here.says(c.Watch("3c"), "wang")
        assert carrier.shows() == set()
        here.passes(LEASE)
        card = carrier.takes()  # what it is edited to is read now
        here.passes(SECOND)
        here.says(c.Watch("3c"), "dee")
        here.passes(SECOND)
        carrier.claims.shown(card, "second")
        assert carrier.shows() == {"wang"}


def a_clock_that_is_set_back_makes_no_message_show_more() -> None:
    with place() as here:
        carrier = Carrier(here)
        carrier.posts()
        here.passes(SECOND)
        here.says(c.Watch("3c"), "wang")
        here.passes(-2 * SECOND)
        here.says(c.Watch("3c"), "dee")
        assert carrier.shows() == set()
