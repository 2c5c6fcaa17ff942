"""Somebody else's Bolt app: its own manifest, `python -m sandbox`, and what the announcement says; nothing else."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.sandbox.office import Json

ROOT = Path(__file__).parents[2]
MANIFEST = """
display_information: {name: Coffee}
features:
  bot_user: {display_name: coffee}
  slash_commands: [{command: /coffee, description: asks for coffee}]
oauth_config: {scopes: {bot: [commands, chat:write]}}
settings: {socket_mode_enabled: true}
"""

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@contextmanager
def workspace(manifest: Path) -> Iterator[Json]:
    """The announcement of one that runs on its own."""
    line = [sys.executable, "-m", "sandbox", "--manifest", str(manifest), "--port", "0"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def connected(known: Json) -> Iterator[None]:
    """An app as the README starts it."""
    app = App(client=WebClient(known["bot_token"], base_url=known["api_url"]))

    @app.command("/coffee")
    def brew(ack: Ack, command: Json) -> None:
        ack(f"One {command['text']}, coming.")

    handler: Any = SocketModeHandler(app, known["app_token"])
    handler.connect()
    try:
        yield
    finally:
        handler.client.auto_reconnect_enabled = False
        closing = threading.Thread(target=handler.close, daemon=True)
        closing.start()
        closing.join(2)


def a_bolt_app_runs_on_its_manifest_and_the_announcement_alone(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    with workspace(manifest) as known, connected(known):
        act = {"person": "ada", "do": "command", "text": "/coffee espresso"}
        outcome = httpx.post(f"{known['page']}sandbox/act", json=act, trust_env=False).json()
    assert (outcome["answer"]["failed"], outcome["answer"]["text"]) == (None, "One espresso, coming.")
