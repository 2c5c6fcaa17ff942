"""Quality gates, passed and lost."""

from collections.abc import Mapping

from bot.domain.events.fact import Fact


class GatePassed(Fact):
    """The open bugs by severity when the gate's item was signed."""

    item: str
    gate: str
    counts: Mapping[str, int]


class GateLost(Fact):
    """The standard no longer holds: the signatures given for it ended. `counts`: open bugs by severity now."""

    item: str
    gate: str
    counts: Mapping[str, int]


GateEvent = GatePassed | GateLost
