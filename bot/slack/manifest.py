"""Where the app's manifest lies: what Slack, or a local workspace, is told that the app may do."""

from pathlib import Path
from typing import Any, Final

import yaml

MANIFEST: Final = Path(__file__).with_name("manifest.yaml")


def manifest() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return made
