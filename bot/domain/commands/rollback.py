"""What the lead may decide about a problem: to go back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollBack:
    """`confirmed`: what it takes back has been shown."""

    reason: str = ""
    confirmed: bool = False


RollbackCommand = RollBack
