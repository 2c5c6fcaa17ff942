"""`python -m bot demo` as a process: an address for scripts, a workspace until it is told to end, one at a time."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.ports import port_for_a_server

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with the shipped plan in it."""
    shutil.copy(ROOT / "plan.yaml", tmp_path)
    return tmp_path


@contextmanager
def demo(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and the first line it printed. Ended by SIGTERM if it has not ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def state(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}sandbox/state", timeout=PATIENCE) as answer:  # noqa: S310 - our own
        return dict(json.load(answer))


def story(address: str) -> dict[str, Any]:
    """What the lead is told, as soon as the story is ready."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = (state(address)["story"] or {}).get("shijiasheng", {"busy": "not yet"})
        if not told["busy"]:
            return dict(told)
        time.sleep(0.05)  # between two looks at another process
    raise AssertionError("the story was not ready in time")


def the_first_line_is_the_page_s_address_and_a_signal_ends_it_well(folder: Path) -> None:
    with port_for_a_server() as port, demo(folder, port) as (process, address):
        assert address == f"http://127.0.0.1:{port}/"
        assert story(address)["step"] == 1
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "The story is ready after" in said


def a_demo_that_is_ended_while_the_story_is_played_starts_it_over_the_next_time(folder: Path) -> None:
    with port_for_a_server() as port, demo(folder, port) as (process, _):
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert not (folder / ".demo" / "story.json").exists()


def a_second_demo_in_the_same_folder_says_where_the_first_one_is(folder: Path) -> None:
    with (
        port_for_a_server() as port,
        port_for_a_server() as another,
        demo(folder, port) as (_, address),
        demo(folder, another) as (second, line),
    ):
        _, said = second.communicate(timeout=PATIENCE)
        assert line == ""
        assert f"A demo runs in .demo already: {address.rstrip('/')}" in said
    assert second.returncode == 2


def a_port_that_is_taken_is_named_and_the_next_one_tried(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with demo(folder, port) as (process, address):
            assert int(address.rstrip("/").rpartition(":")[2]) > port
            process.terminate()
            _, said = process.communicate(timeout=PATIENCE)
    assert f"Port {port} is taken; trying {port + 1}." in said


def a_demo_without_a_free_port_says_so(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()
        with demo(folder, 65_535) as (process, line):
            _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, line) == (2, "")
    assert "The ports 65535 to 65535 are all taken; choose another with --port." in said
