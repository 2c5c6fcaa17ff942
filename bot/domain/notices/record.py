"""The record of a release is not as it was written."""

from typing import ClassVar, Literal

from bot.domain.notices.notification import Manner, Notification


class RecordBroken(Notification):
    """A lead is told once for each thing that is found. `entries`: the numbers of those that are not as they were."""

    manner: ClassVar = Manner(goes="person", key="record_broken:{person}:{entries}", shows=None, calls=False)

    kind: Literal["record_broken"] = "record_broken"
    person: str
    entries: tuple[int, ...]


RecordNotice = RecordBroken
