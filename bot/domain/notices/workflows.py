"""What a workflow asks of a person, and that what it waits for has come, or never will."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.workflows import is_over, is_settled
from bot.domain.state.release import Release


class SignatureAsked(Notification):
    """A workflow asks this person to sign, with the evidence it brings."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS,), calls=True)

    kind: Literal["signature_asked"] = "signature_asked"
    person: str
    items: tuple[str, ...]
    note: str = ""


class WaitEnded(Notification):
    """A workflow need wait no longer; `aborted`: what it waited for does not come any more."""

    manner: ClassVar = Manner(goes="workflow", key="execution:{execution}", shows=None, calls=False)

    kind: Literal["wait_ended"] = "wait_ended"
    execution: str
    aborted: bool = False


WorkflowNotice = SignatureAsked | WaitEnded


def of_workflows(event: e.WorkflowEvent, step: Transition) -> Iterator[SignatureAsked]:
    if event.person and not is_over(step.after, event.items):
        yield SignatureAsked(person=event.person, items=event.items, note=event.note)


def waited(before: Release, after: Release) -> Iterator[WaitEnded]:
    """The workflows whose wait this step has ended."""
    for execution, items in after.workflows.items():
        if is_over(after, items) and not (execution in before.workflows and is_over(before, items)):
            yield WaitEnded(execution=execution, aborted=not is_settled(after, items))
