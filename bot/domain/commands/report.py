"""Asking for the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskReport:
    """The report so far is wanted in the channel; of a release that has ended, once more."""


ReportCommand = AskReport
