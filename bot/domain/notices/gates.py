"""A standard that is not met any more."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.cards import ITEM
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.state.release import Release


class GateFell(Notification):
    """A standard that had been met is not met any more. In the card's thread (`person` ""), to signers and leads."""

    manner: ClassVar = Manner(goes="thread", key="", shows=(ITEM,), calls=False)

    kind: Literal["gate_fell"] = "gate_fell"
    person: str
    item: str
    passed: Mapping[str, int]
    counts: Mapping[str, int]

    def thread(self, release: Release) -> int:
        return min(release.item(self.item).phase, release.phase)


GateNotice = GateFell


def of_gates(event: e.GateEvent, step: Transition) -> Iterator[GateFell]:
    match event:
        case e.GateLost():
            known = step.before.passed.get(event.item)
            passed = known.counts if known else {}
            signers = (signature.person for signature in step.before.records[event.item].signatures)
            for person in dict.fromkeys(("", *signers, *step.before.leads)):
                yield GateFell(person=person, item=event.item, passed=passed, counts=event.counts)
        case e.GatePassed():
            pass  # the card shows it
        case _:
            assert_never(event)
