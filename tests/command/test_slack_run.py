"""`slack run`: Slack's command line makes the app of our manifest and starts the bot with the app's tokens.

It needs slack.com itself. What it does with `.slack/hooks.json` is done here as it does it: a hook is split at its
spaces and run in the project's folder, with the tokens in its environment.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.slack.manifest import manifest
from sandbox import running

ROOT = Path(__file__).parents[2]
CONFIGURED = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))


def hook(name: str) -> list[str]:
    """Its words, with the interpreter of these tests."""
    interpreter, *words = CONFIGURED["hooks"][name].split()
    assert interpreter == ".venv/bin/python"
    return [sys.executable, *words]


def the_app_is_made_of_the_manifest_of_this_installation() -> None:
    environment = {**os.environ, "SLACK_COMMAND": "/captain"}
    told = subprocess.run(
        hook("get-manifest"), cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(told) == manifest("/captain")


def the_bot_is_started_with_the_tokens_of_that_app_and_opens_its_own_sockets(tmp_path: Path) -> None:
    assert CONFIGURED["config"]["sdk-managed-connection-enabled"], "or the command line would hold the socket itself"
    with running(manifest=ROOT / "manifest.json", people=ROOT / "plan.yaml") as server:
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{tmp_path / 'releases.db'}",
            "SLACK_API_URL": server.api_url,
            "SLACK_CLI_XOXB": server.bot_token,
            "SLACK_CLI_XAPP": server.app_token,
        }
        with subprocess.Popen(hook("start"), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as bot:
            try:
                server.wait_for_sockets()
            finally:
                bot.terminate()
        assert bot.returncode == 0
