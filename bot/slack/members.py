"""Slack's user objects as members of the directory. Source: docs.slack.dev, the user object."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.record.lookup import Member


def member_of(user: Mapping[str, Any]) -> Member:
    profile = user.get("profile") or {}
    return Member(
        user=user["id"],
        team=user.get("team_id") or profile.get("team") or "",
        email=profile.get("email") or "",
        name=profile.get("real_name") or user.get("real_name") or user.get("name") or user["id"],
        locale=user.get("locale") or "",
        zone=user.get("tz") or "",
        active=not user.get("deleted") and not user.get("is_bot"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )


def found_by_email(client: WebClient, emails: Iterable[str]) -> Iterator[Member]:
    """The members with these addresses (users.lookupByEmail, tier 3); addresses nobody has are left out."""
    for email in emails:
        try:
            yield member_of(client.users_lookupByEmail(email=email)["user"])
        except SlackApiError as error:
            if error.response.get("error") != "users_not_found":
                raise


def members(client: WebClient) -> Iterator[Member]:
    """Everybody in the workspace (users.list, tier 2, 200 a page)."""
    for page in client.users_list(limit=200, include_locale=True):
        yield from (member_of(user) for user in page.get("members", ()))


def channels(client: WebClient) -> Iterator[tuple[str, str, bool]]:
    """Every public channel: its name, its id, and whether the bot is in it (conversations.list, tier 2)."""
    for page in client.conversations_list(limit=200, exclude_archived=True, types="public_channel"):
        yield from ((c["name"], c["id"], bool(c.get("is_member"))) for c in page.get("channels", ()))
