"""Runs of a platform, and what is lacking before something goes live (3b)."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.blocking import OverrideTold
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.notification import Manner, Notification, Transition, whole
from bot.domain.reading.going_live import matter, wanted
from bot.domain.state.release import Release

PACKET = whole(lambda release: (release.scripts, release.sources, release.previous, release.backups))
"""What a system needs before it goes live."""


class RunPost(Notification):
    """A run of the deployment platform, in the card's thread: posted when it is ordered, kept true."""

    manner: ClassVar = Manner(goes="thread", key="run:{run}", shows=None, calls=False)

    kind: Literal["run"] = "run"
    run: str

    def thread(self, release: Release) -> int:
        return release.item(release.runs[self.run].item).phase


class Preparing(Notification):
    """These items are about to go live, and this person can give something that they lack: of that, what is new.

    `matters`: (item, what is lacking, of which script), as `reading.going_live` tells them apart.
    """

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS, PACKET), calls=False)

    kind: Literal["preparing"] = "preparing"
    person: str
    items: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]


GoLiveNotice = RunPost | Preparing


def preparing(before: Release | None, after: Release) -> Iterator[Preparing]:
    """To each person, once: what is newly wanted of them, whatever else is still wanted."""
    known = wanted(before) if before else {}
    for person, lacking in wanted(after).items():
        fresh = [lack for lack in lacking if lack not in known.get(person, ())]
        if fresh:
            items = tuple(dict.fromkeys(lack.item for lack in fresh))
            yield Preparing(person=person, items=items, matters=tuple(map(matter, fresh)))


def of_going_live(event: e.GoLiveEvent, _step: Transition) -> Iterator[RunPost | OverrideTold]:
    match event:
        case e.DeploymentOrdered() | e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded():
            yield RunPost(run=event.run)
        case e.Overridden():
            yield OverrideTold(item=event.item)
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded():
            pass  # the card shows it
        case _:
            assert_never(event)
