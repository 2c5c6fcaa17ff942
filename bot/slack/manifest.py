"""The app's manifest: what Slack, or a local workspace, is told that the app may do, for one installation of it.

`manifest.yaml` says what all of them share; https://docs.slack.dev/reference/app-manifest says what may be said.
"""

from pathlib import Path
from typing import Any, Final

import yaml

from bot.speech.voice import COMMAND

EVENTS: Final = "/slack/events"  # the one path for commands, events and clicks in HTTP mode
MANIFEST: Final = Path(__file__).with_name("manifest.yaml")
WORKFLOWS: Final = Path(__file__).with_name("workflows.yaml")


def manifest(command: str = COMMAND, url: str | None = None, *, workflow_steps: bool = False) -> dict[str, Any]:
    """`command`: the slash command's name. `url`: where Slack reaches the bot by HTTP; Socket Mode without one.

    `workflow_steps`: with the steps for Workflow Builder, which not every plan of Slack's has.
    """
    made: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    if workflow_steps:
        more = yaml.safe_load(WORKFLOWS.read_text(encoding="utf-8"))
        made["functions"] = more["functions"]
        made["settings"] |= more["settings"]
    (slash,), settings = made["features"]["slash_commands"], made["settings"]
    slash["command"] = command
    if url is not None:
        address = url.rstrip("/") + EVENTS
        slash["url"] = settings["event_subscriptions"]["request_url"] = settings["interactivity"]["request_url"] = (
            address
        )
        settings["socket_mode_enabled"] = False
    return made
