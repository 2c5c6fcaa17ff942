"""What the tracker that may keep the bugs said."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.events.fact import Fact


class Unsorted(BaseModel):
    """An unsolved bug of a tracker that the plan has no severity or no system for; `ref` names it there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ref: str
    title: str
    url: str = ""
    missing: tuple[Literal["severity", "system"], ...]


class TrackerAnswered(Fact):
    """The tracker answers. While there is anything `unsorted`, gates stay shut."""

    unsorted: tuple[Unsorted, ...] = ()


class TrackerLost(Fact):
    """The tracker cannot be asked, so no gate that counts its bugs can be passed.

    `why`: a stable code; `detail`: the fact behind it, in nobody's language.
    """

    why: str
    detail: str = ""


TrackerEvent = TrackerAnswered | TrackerLost
