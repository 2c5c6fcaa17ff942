"""Whose Slack accounts may act in a release: full, active members of the workspace, and nobody else's.

What Slack says of an account is read elsewhere; who is linked to whom is another question.
"""

from typing import Literal, Protocol

from bot.domain.events import Hindrance

Belongs = Literal["here", "elsewhere", ""]
"""Whether an account is of the workspace or of another one; "" where Slack has not said."""


class Account(Protocol):
    """`active`: neither deactivated nor a bot."""

    @property
    def active(self) -> bool: ...
    @property
    def guest(self) -> bool: ...
    @property
    def belongs(self) -> str: ...


def hindrance(account: Account) -> Hindrance | None:
    """Why nobody may act with this account; None where somebody may."""
    if not account.active:
        return "gone"
    if account.belongs == "elsewhere":
        return "elsewhere"
    return "guest" if account.guest else None


def lets_in(account: Account | None, acting_from: str, ours: str) -> bool:
    """Whether an account may be spoken to at all. `acting_from`, `ours`: Slack's teams, "" where unknown.

    Where Slack has not said whether the account is of the workspace, the team it acts from says so.
    """
    if account and hindrance(account):
        return False
    return bool(account and account.belongs == "here") or acting_from in ("", ours) or not ours


class Addressed(Account, Protocol):
    @property
    def email(self) -> str: ...


def vouched_address(account: Addressed) -> str:
    """The address that says whose account it is: of one of this very workspace, which may act; "" of any other."""
    return account.email if account.belongs == "here" and hindrance(account) is None else ""
