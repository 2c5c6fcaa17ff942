"""Who may not, and whose account or role it is instead."""

from dataclasses import dataclass

from bot.domain.events import Hindrance


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever asks is no part of the release: nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class GuestsMayNot:
    """Whoever asks is a guest of the workspace: nothing of a release is shown, and why is said."""


@dataclass(frozen=True, slots=True)
class MayNotAct:
    """Somebody of the release has an account that may not act: nothing is done in their name, or given to them."""

    person: str
    why: Hindrance


@dataclass(frozen=True, slots=True)
class OperatorNamesLead:
    """In nobody's name the command line names a lead, and does nothing else."""

    role: str


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


@dataclass(frozen=True, slots=True)
class LinkHeld:
    """The address is the person's, and they act with another account already: a lead and they themselves move it."""

    person: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkWaits:
    """The link was asked for already, and waits for somebody's word."""

    person: str
    user: str


@dataclass(frozen=True, slots=True)
class NoStandIn:
    """Nobody stands in so. `known`: who does, and for whom."""

    known: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NotYourStandIn:
    person: str
    instead_of: str
    leads: tuple[str, ...]


KeptOut = Stranger | GuestsMayNot | MayNotAct | OperatorNamesLead
LinkRefusal = NotLinked | LinkTaken | LinkHeld | LinkWaits
StaffingRefusal = KeptOut | LinkRefusal | LeadOnly | HeldApart | NoStandIn | NotYourStandIn
