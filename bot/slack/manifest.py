"""The app's manifest: what Slack, or a local workspace, is told that the app may do, for one installation of it.

`manifest.yaml` says what all of them share; https://docs.slack.dev/reference/app-manifest says what may be said.
"""

from pathlib import Path
from typing import Any, Final

import yaml

from bot.speech.voice import COMMAND

EVENTS: Final = "/slack/events"  # the one path for commands, events and clicks in HTTP mode
MANIFEST: Final = Path(__file__).with_name("manifest.yaml")


def manifest(command: str = COMMAND, url: str | None = None) -> dict[str, Any]:
    """`command`: the slash command's name. `url`: where Slack reaches the bot by HTTP; Socket Mode without one."""
    made: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    (slash,), settings = made["features"]["slash_commands"], made["settings"]
    slash["command"] = command
    if url is not None:
        address = url.rstrip("/") + EVENTS
        slash["url"] = settings["event_subscriptions"]["request_url"] = settings["interactivity"]["request_url"] = (
            address
        )
        settings["socket_mode_enabled"] = False
    return made
