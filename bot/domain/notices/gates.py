"""A standard that is not met any more."""

from collections.abc import Iterator, Mapping
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification
from bot.domain.state.release import Release


class GateFell(Notification):
    """A standard that had been met is not met any more. In the card's thread (`person` ""), to signers and leads."""

    kind: Literal["gate_fell"] = "gate_fell"
    person: str
    item: str
    passed: Mapping[str, int]
    counts: Mapping[str, int]


def of_gate(event: e.GateLost, before: Release) -> Iterator[GateFell]:
    known = before.passed.get(event.item)
    passed = known.counts if known else {}
    signers = (signature.person for signature in before.records[event.item].signatures)
    for person in dict.fromkeys(("", *signers, *before.leads)):
        yield GateFell(person=person, item=event.item, passed=passed, counts=event.counts)
