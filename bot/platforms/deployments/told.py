"""A run's progress in our own form, as a platform calls it back, answers it, or a command leaves it in a file. Pure."""

from typing import Any, cast, get_args

from bot.platforms.deployments.run import DETAIL, FINISHED, NAME, Progress, State
from bot.platforms.fields import link, moment, plain

STATES: tuple[State, ...] = get_args(State)


def told(data: Any) -> Progress | str:
    """What is wrong with it, when it is not as documented."""
    if not isinstance(data, dict):
        return "the body is a JSON object"
    if data.get("state") not in STATES:
        return f"state is one of {', '.join(STATES)}"
    state, finished_at = cast("State", data["state"]), moment(data.get("finished_at"))
    if finished_at is None and (state in FINISHED or data.get("finished_at") is not None):
        return "finished_at, once it has ended, is ISO 8601 with a zone"
    return Progress(
        state,
        detail=plain(data.get("detail"), DETAIL),
        url=link(data.get("url")),
        commit=plain(data.get("commit"), NAME),
        digest=plain(data.get("digest"), NAME),
        finished_at=finished_at if state in FINISHED else None,
    )
