"""Where the app's manifest lies: what Slack, or a local workspace, is told that the app may do."""

from pathlib import Path
from typing import Final

MANIFEST: Final = Path(__file__).with_name("manifest.yaml")
