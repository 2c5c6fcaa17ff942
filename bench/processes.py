"""The processes that are measured, each on a free loopback port and ended by its own id."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.slack.manifest import MANIFEST

READY_WITHIN: Final = 30.0  # seconds


@contextmanager
def workspace(plan: Path) -> Iterator[Mapping[str, str]]:
    """Slack's stand-in with the plan's people and no rate limits: what `python -m sandbox` announces."""
    module = ["sandbox", "--manifest", str(MANIFEST), "--people", str(plan), "--rates", "off"]
    with _process(module, {}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())


@contextmanager
def serving(module: list[str], slack: Mapping[str, str], more: Mapping[str, str], ready: str) -> Iterator[int]:
    """A process that takes Slack's signed requests: the port it serves on, as soon as `ready` answers."""
    port = _free_port()
    environment = {
        "SLACK_BOT_TOKEN": slack["bot_token"],
        "SLACK_SIGNING_SECRET": slack["signing_secret"],
        "SLACK_API_URL": slack["api_url"],
        "PORT": str(port),
        **more,
    }
    with _process(module, environment, stdout=None):
        _wait_for(port, ready)
        yield port


@contextmanager
def _process(
    arguments: list[str], environment: Mapping[str, str], stdout: int | None
) -> Iterator[subprocess.Popen[str]]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, env={**known, **environment}, stdout=stdout, text=True) as process:  # noqa: S603 - ours
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", path)
            if connection.getresponse().status in {http.HTTPStatus.OK, http.HTTPStatus.NOT_FOUND}:
                return
        except OSError:
            pass
        finally:
            connection.close()
        threading.Event().wait(0.05)
    raise TimeoutError(f"nothing serves {path} on port {port}")
