"""`python -m bot demo`: where the workspace is, how to drive it, and the rehearsal in it."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def demo(*arguments: str, plan: str = "tests/plans/small.yaml") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--no-open", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PLAN": plan},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def the_demo_says_where_the_workspace_is_and_rehearses_there() -> None:
    came = demo()
    assert came.stderr == ""
    assert came.returncode == 0
    address = re.search(r"on this machine alone: (http://127\.0\.0\.1:\d+)", came.stdout)
    assert address is not None
    assert f"curl {address[1]}/sandbox/state" in came.stdout
    assert '"person": "ann", "do": "command", "text": "/release status"' in came.stdout
    assert "This release can finish: 11 signatures." in came.stdout
    assert "That was the whole release" in came.stdout


def a_port_that_is_taken_is_named_and_the_next_one_tried() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        came = demo("--port", str(port))
    assert came.returncode == 0
    assert f"Port {port} is taken; trying {port + 1}." in came.stdout
    address = re.search(r"http://127\.0\.0\.1:(\d+)$", came.stdout, re.MULTILINE)
    assert address is not None
    assert int(address[1]) > port


def a_demo_without_a_free_port_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()
        came = demo("--port", "65535")
    assert came.returncode == 2
    assert "The ports 65535 to 65535 are all taken; choose another with --port." in came.stdout
