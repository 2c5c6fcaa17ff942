"""The app's own manifest is one that Slack takes, and declares what the app lives on."""

from bot.slack.manifest import MANIFEST
from sandbox.setup.manifest import load_manifest


def the_manifest_is_one_that_slack_takes() -> None:
    known = load_manifest(MANIFEST)
    assert known.commands["/release"].should_escape
    assert known.socket_mode
