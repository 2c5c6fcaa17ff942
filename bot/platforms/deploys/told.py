"""A run's progress in our own form, as a platform calls it back, answers it, or a command leaves it in a file. Pure."""

from typing import Any, cast, get_args

from bot.platforms.deploys.run import DETAIL, FINISHED, NAME, Progress, State
from bot.platforms.fields import link, moment, plain

STATES: tuple[State, ...] = get_args(State)


def told(data: Any) -> Progress | str:
    """What is wrong with it, when it is not as documented."""
    if not isinstance(data, dict):
        return "the body is a JSON object"
    if data.get("state") not in STATES:
        return f"state is one of {', '.join(STATES)}"
    finished_at = moment(data.get("finished_at"))
    if data.get("finished_at") is not None and finished_at is None:
        return "finished_at is ISO 8601 with a zone"
    state = cast("State", data["state"])
    return Progress(
        state,
        detail=plain(data.get("detail"), DETAIL),
        url=link(data.get("url")),
        commit=plain(data.get("commit"), NAME),
        digest=plain(data.get("digest"), NAME),
        finished_at=finished_at if state in FINISHED else None,
    )
