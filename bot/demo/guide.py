"""What a newcomer is shown to try, one thing after the other, and how it is seen to have happened. Pure.

Told of the same release as `script`; where the release has no such items, nobody is guided.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech.demo import Leap, Trial, Where

OVERDUE: Final = "1b/boying-admin-web"
OPEN: Final = "1c/boying-user"
BLOCKED: Final = "1c/boying-admin"
VACANT: Final = "business"
MEETING: Final = "3a-3"
QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Seen:
    """`verbs` people have used by slash command since `opened`, the moment the newcomer came in."""

    opened: datetime
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try as `who`, in the channel or in the app's conversation; `typed` where a line does it.

    `about`: the item or the role that it is about.
    """

    name: Trial
    who: str
    where: Where
    happened: Callable[[Release, Seen], bool]
    typed: str = ""
    about: str = ""


def _used(verb: str) -> Callable[[Release, Seen], bool]:
    return lambda _, seen: verb in seen.verbs


def _settled(item: str) -> Callable[[Release, Seen], bool]:
    return lambda release, _: release.standing(item) in SETTLED


def _reminded(release: Release, seen: Seen) -> bool:
    return any(at > seen.opened for at in release.reminded.values())


STEPS: Final = (
    Step("status", "shijiasheng", "channel", _used("status"), "/release"),
    Step("why", "shijiasheng", "channel", _used("why"), "/release why 1c boying-admin"),
    Step("form", "chenxiaowen", "dm", _settled(OVERDUE), about=OVERDUE),
    Step("emoji", "fucheng", "channel", _settled(OPEN), about=OPEN),
    Step(
        "unblock",
        "fucheng",
        "channel",
        lambda release, _: release.standing(BLOCKED) != "blocked",
        "/release unblock 1c boying-admin 队列已开通",
        BLOCKED,
    ),
    Step("skip", "fucheng", "channel", _reminded),
    Step(
        "assign",
        "shijiasheng",
        "channel",
        lambda release, _: bool(release.holders(VACANT, None)),
        "/release assign business @licuiqi",
        VACANT,
    ),
    Step("end", "shijiasheng", "channel", lambda _, __: False),
)


def current(release: Release, seen: Seen) -> int:
    """The position among STEPS of the first thing that has not happened; the last one when the release has ended."""
    if release.state not in ("running", "paused"):
        return len(STEPS) - 1
    return next(i for i, step in enumerate(STEPS) if not step.happened(release, seen))


def guides(release: Release) -> bool:
    """Whether this is the release the steps speak of."""
    items, people = {OVERDUE, OPEN, BLOCKED}, {step.who for step in STEPS}
    return items <= release.records.keys() and people <= release.people.keys() and VACANT in release.plan.roles


def leaps(release: Release, now: datetime, next_due: datetime | None) -> Mapping[Leap, datetime | None]:
    """Where the clock may be moved on to; None where no such moment is ahead, and for a quarter: it counts from now."""
    planned: dict[Leap, datetime | None] = {
        "quarter": None,
        "reminder": next_due,
        "meeting": release.due(MEETING) if MEETING in release.records else None,
        "go-live": release.go_live,
    }
    return {to: at if at and at > now else None for to, at in planned.items()}
