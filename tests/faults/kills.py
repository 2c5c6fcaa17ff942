"""Kill −9 at every boundary between receive, commit, answer, claim, post and mark, over whole releases.

`python -m tests.faults.kills 300` kills so often, release after release, and says what became of it.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from slack_sdk import WebClient

from bot.domain.events import Signed, load
from bot.record.lookup import read_anchor
from bot.slack.abilities import Abilities
from bot.slack.pictures.blocks import anchored
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

Death = tuple[Path, str]


@dataclass
class Toll:
    """How often the bot died, and by which way in at which boundary it could not, since nothing crossed it there."""

    kills: int = 0
    uncrossed: tuple[Death, ...] = ()


def of_commands(phase: int) -> Iterator[Death]:
    for path, boundary in _in_turn(OF_COMMANDS, phase):
        if path != "tick" or boundary in OF_COMMANDS[:2]:  # nobody asked the clock
            yield path, boundary


def of_deliveries(phase: int) -> Iterator[Death]:
    return _in_turn(OF_DELIVERIES, phase)


def _in_turn(boundaries: Sequence[str], phase: int) -> Iterator[Death]:
    """Each boundary in its turn by another way in: all of them in five phases."""
    for turn, boundary in enumerate(boundaries):
        yield PATHS[(2 * turn + phase) % len(PATHS)], boundary


def dies(house: House, hands: Hands, path: Path, boundary: str, toll: Toll) -> bool:
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
            toll.kills += 1
            return True
    life.kill()
    return False


def plays(most: float = math.inf) -> Toll:
    """A whole boying release whose bot dies at every boundary in every phase, but not more often than `most`."""
    toll = Toll()
    with house(http=True) as opened:
        hands = Hands(opened)

        def survived(deaths: Iterable[Death]) -> tuple[Death, ...]:
            """Those that did not come about."""
            left = [death for death in deaths if toll.kills >= most or not dies(opened, hands, *death, toll)]
            return tuple(left)

        life = opened.begin()
        opened.server.person(LEAD).types("/release start")
        opened.server.person(LEAD).types("/release assign product @fanghao")  # or the third phase has nothing to press
        assert opened.settle(life)
        life.kill()
        for phase in range(len(opened.release().plan.phases)):
            # By which way in a delivery has something to edit depends on the phase: what is not met comes up again.
            toll.uncrossed = survived([*toll.uncrossed, *of_deliveries(phase)])
            opened.nothing_is_doubled()
            assert survived(of_commands(phase)) == () or toll.kills >= most
            assert opened.release().phase == phase
            life = opened.begin()
            opened.passes(301, life)
            assert opened.settle(life)
            hands.finish_phase(life)
            life.kill()
        all_is_well(opened, hands)
    return toll


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
        kept = shown.text.rpartition("\n")[2]  # as of its last edit: for its anchor alone no card is edited
        picture = painter.message(owed, release, opened.now(), places)
        assert shown.text == anchored(replace(picture, anchor=kept)).text
        (word,) = filter(None, map(read_anchor, kept.split("`")))
        assert records.lost(word) is None


def main(most: int) -> int:
    """Release after release until the bot has died so often; AssertionError where anything is amiss after one."""
    kills, releases = 0, 0
    while kills < most:
        kills, releases = kills + plays(most - kills).kills, releases + 1
        told = f"{kills} kills in {releases} releases: nothing twice, nothing lost, nothing left undelivered"
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
