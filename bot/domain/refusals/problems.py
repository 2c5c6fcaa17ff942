"""What there is nothing to decide about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NothingFailed:
    """No deployment has failed, so there is nothing to decide."""


ProblemRefusal = NothingFailed
