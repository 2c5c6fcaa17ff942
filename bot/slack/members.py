"""Slack's user objects as members of the directory, and what they say of where somebody belongs.

https://docs.slack.dev/reference/objects/user-object
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.reading.accounts import Belongs
from bot.record.lookup import Member

User = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workspace:
    """The one the bot is installed in; `enterprise`: the organisation it is part of, "" where it is of none."""

    team: str
    enterprise: str = ""


def member_of(user: User, ours: Workspace) -> Member:
    """As `users.info` has them: whole, with what an organisation says of its people."""
    profile = user.get("profile") or {}
    return Member(
        user=user["id"],
        belongs=belongs(user, ours),
        email=(profile.get("email") or "").lower(),
        name=profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"],
        locale=user.get("locale") or "",
        zone=user.get("tz") or "",
        active=not user.get("deleted") and not user.get("is_bot"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )


def as_told(user: User, ours: Workspace, known: Member) -> Member:
    """Somebody known, as an event has them now: it may leave out where they belong, and their language."""
    told = member_of(user, ours)
    return replace(told, belongs=_said(user, ours) or known.belongs, locale=told.locale or known.locale)


def belongs(user: User, ours: Workspace) -> Belongs:
    """Whether they are of our workspace.

    In an organisation `team_id` is where an account was made, or the organisation itself, and what counts is the list
    of workspaces it has joined (https://docs.slack.dev/enterprise). Another workspace's account that is met in a
    shared channel has no such list, or one without ours (https://docs.slack.dev/apis/slack-connect).
    """
    if said := _said(user, ours):
        return said
    enterprise = (user.get("enterprise_user") or {}).get("enterprise_id")
    unsaid = _home(user) in ("", ours.enterprise) or (bool(ours.enterprise) and enterprise == ours.enterprise)
    return "" if unsaid else "elsewhere"


def _said(user: User, ours: Workspace) -> Belongs:
    """As far as the object says it by itself."""
    joined = {*((user.get("enterprise_user") or {}).get("teams") or ()), *(user.get("teams") or ())}
    if user.get("is_stranger"):
        return "elsewhere"
    if ours.team in {_home(user), *joined}:
        return "here"
    return "elsewhere" if joined else ""


def _home(user: User) -> str:
    return str(user.get("team_id") or (user.get("profile") or {}).get("team") or "")
