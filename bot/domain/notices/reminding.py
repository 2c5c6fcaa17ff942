"""Who is told that time is running out, or has."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.deployments import DeploymentInDoubt
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.deployments import in_doubt


class Reminder(Notification):
    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS,), calls=True, own=True)

    kind: Literal["reminder"] = "reminder"
    person: str
    matter: e.Matter
    items: tuple[str, ...]
    late: bool = False


class Escalation(Notification):
    """Overdue items, told to a lead (`person`) or, with "" for the person, to the channel."""

    manner: ClassVar = Manner(goes="channel", key="", shows=(ITEMS,), calls=False)

    kind: Literal["escalation"] = "escalation"
    person: str
    items: tuple[str, ...]
    late: bool = False


RemindingNotice = Reminder | Escalation


def of_reminding(event: e.RemindingEvent, step: Transition) -> Iterator[RemindingNotice | DeploymentInDoubt]:
    match event:
        case e.Reminded(matter="unanswered"):
            doubted = (in_doubt(step.after.deployments, item) for item in event.items)
            for since, item in ((each.unsure_since, each.item) for each in doubted if each):
                if since:
                    yield DeploymentInDoubt(person=event.person, item=item, since=since)
        case e.Reminded():
            yield Reminder(person=event.person, matter=event.matter, items=event.items, late=event.late)
        case e.Escalated():
            for who in ("", *step.after.leads):
                yield Escalation(person=who, items=event.items, late=event.late)
        case e.MomentCame():
            pass  # for whom it opens is told merged
        case _:
            assert_never(event)
