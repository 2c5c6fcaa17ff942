"""The report was asked for."""

from bot.domain.events.fact import Fact


class ReportAsked(Fact):
    """Somebody wants the report so far in the channel."""


ReportEvent = ReportAsked
