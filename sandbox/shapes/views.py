"""A modal or a Home tab as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

from typing import Any

from sandbox.state.records import Json, View
from sandbox.state.workspace import Workspace


def view_json(workspace: Workspace, view: View) -> Json:
    content = view.content
    shown: dict[str, Any] = {
        "id": view.id,
        "team_id": workspace.id,
        "type": content["type"],
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": content.get("external_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.bot.app_id,
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot.bot_id,
    }
    return shown | ({"submit_disabled": False} if content["type"] == "modal" else {})
