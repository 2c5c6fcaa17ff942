"""Kill −9 at every boundary between receive, commit, answer, claim, post and mark, over the whole boying release.

What was acknowledged is in the journal, nothing is visible twice, the cards are true in the end, the chain holds.
"""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from slack_sdk import WebClient

from bot.domain.events import Signed, load
from bot.slack.abilities import Abilities
from bot.slack.pictures.painter import Painter
from bot.slack.sender import Sender
from bot.talk.voices import Voices
from tests.faults.hands import CAUSES, LEAD, Hands, Path
from tests.faults.house import House, house, until
from tests.faults.life import Doom

SEEN = "answer seen"  # by the person, and then the bot dies
OF_COMMANDS = ("command.received", "command.committed", "command.answered", SEEN)
OF_DELIVERIES = ("delivery.claimed", "delivery.attempted", "delivery.posted", "delivery.edited", "delivery.marked")
PATHS: tuple[Path, ...] = get_args(Path)
ACTS = 6  # until one of them crosses the boundary


def of_commands() -> Iterator[tuple[Path, str]]:
    for path in PATHS:
        crossed = OF_COMMANDS if path != "tick" else OF_COMMANDS[:2]  # nobody asked the clock
        yield from ((path, boundary) for boundary in crossed)


def of_deliveries(phase: int) -> Iterator[tuple[Path, str]]:
    """Each boundary of a delivery in its turn by another way in: all of them in five phases."""
    for turn, boundary in enumerate(OF_DELIVERIES):
        yield PATHS[(2 * turn + phase) % len(PATHS)], boundary


def dies(house: House, hands: Hands, path: Path, boundary: str) -> bool:
    """One life, to its death at this boundary by this way in; False when none of the acts crossed it."""
    life = house.begin()
    house.passes(61, life)  # what Slack could not deliver a minute ago, it delivers again
    assert house.settle(life)
    if boundary != SEEN:
        life.arm(Doom(boundary, CAUSES[path] if boundary in OF_COMMANDS else ""))
    for _ in range(ACTS):
        hands.does(path, life)
        if boundary == SEEN:
            life.kill()
        if life.is_over or not house.settle(life):
            until(lambda: life.is_over, "death")
            return True
    life.kill()
    return False


def a_release_survives_its_bot_dying_at_every_boundary_by_every_way_in_in_every_phase() -> None:
    with house(http=True) as opened:
        hands = Hands(opened)
        life = opened.begin()
        opened.server.person(LEAD).types("/release start")
        opened.server.person(LEAD).types("/release assign product @fanghao")  # or the third phase has nothing to press
        assert opened.settle(life)
        life.kill()
        uncrossed: list[tuple[Path, str]] = []
        for phase in range(len(opened.release().plan.phases)):
            # By which way in a delivery has something to edit depends on the phase: what is not met comes up again.
            deliveries = [*uncrossed, *of_deliveries(phase)]
            uncrossed = [death for death in deliveries if not dies(opened, hands, *death)]
            opened.nothing_is_doubled()
            assert [death for death in of_commands() if not dies(opened, hands, *death)] == []
            assert opened.release().phase == phase
            life = opened.begin()
            opened.passes(301, life)
            assert opened.settle(life)
            hands.finish_phase(life)
            life.kill()
        all_is_well(opened, hands)
        assert uncrossed == []


def the_rotation_takes_every_delivery_boundary_past_every_way_in() -> None:
    met = {death for phase in range(5) for death in of_deliveries(phase)}
    assert met == {(path, boundary) for path in PATHS for boundary in OF_DELIVERIES}


def all_is_well(opened: House, hands: Hands) -> None:
    release = opened.release()
    assert release.state == "finished"
    events = [load(entry.kind, entry.data) for entry in opened.core.records.history(release.id)]
    signed = Counter((event.item, event.by) for event in events if isinstance(event, Signed))
    assert set(signed.values()) == {1}
    assert hands.acknowledged <= signed.keys()
    opened.nothing_is_doubled()
    assert opened.misremembered() == []
    cards_are_true(opened)
    opened.record_is_sound()


def cards_are_true(opened: House) -> None:
    release, records = opened.release(), opened.core.records
    painter = Painter(Voices(records), opened.plan)
    client = WebClient(opened.server.bot_token, base_url=opened.server.api_url)
    sender = Sender(client, str(client.auth_test()["url"]), Abilities())
    cards = [owed for owed in records.messages(release.id) if owed.kind == "card"]
    assert len(cards) == len(release.plan.phases)
    places = {f"card:{c.spec['phase']}": sender.permalink(str(c.channel), str(c.ts)) for c in cards}
    for owed in cards:
        shown = opened.server.workspace.message(str(owed.channel), str(owed.ts))
        assert shown is not None
        assert shown.text == painter.message(owed, release, opened.now(), places).text
