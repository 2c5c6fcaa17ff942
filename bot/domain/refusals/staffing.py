"""Who may not, and whose account or role it is instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever asks is no part of the release: nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class GuestsMayNot:
    """Whoever asks is a guest of the workspace: nothing of a release is shown, and why is said."""


@dataclass(frozen=True, slots=True)
class LeadOnly:
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldApart:
    """Nobody holds both roles for one system. `may`: people who could hold the one that was to be assigned."""

    system: str
    other: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The address Slack holds is not the plan's, so the link is the lead's to make."""

    person: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkTaken:
    person: str
    user: str


StaffingRefusal = Stranger | GuestsMayNot | LeadOnly | HeldApart | NotLinked | LinkTaken
