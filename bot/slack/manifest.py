"""Where the app's manifest lies: what Slack, or a local workspace, is told that the app may do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

MANIFEST: Final = Path(__file__).with_name("manifest.yaml")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the manifest asks Slack for."""

    scopes: frozenset[str]
    events: tuple[str, ...]
    command: str


def declared() -> Declared:
    content = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return Declared(
        frozenset(content["oauth_config"]["scopes"]["bot"]),
        tuple(content["settings"]["event_subscriptions"]["bot_events"]),
        content["features"]["slash_commands"][0]["command"],
    )
