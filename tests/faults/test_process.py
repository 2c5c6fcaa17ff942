"""The process: it ends well when told to, waits for Slack, and says in one sentence why it cannot run."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.core import open_core
from sandbox import Slow
from tests.faults.hands import LEAD
from tests.faults.house import ROOT, House, house, until
from tests.faults.life import PATIENCE
from tests.processes import command_line

MISUSED = 2


def environment(house: House, **others: str) -> dict[str, str]:
    server = house.server
    return {
        "PATH": os.environ["PATH"], "PLAN": str(ROOT / "plan.yaml"), "DATABASE_URL": house.settings.database_url,
        "SLACK_API_URL": server.api_url, "SLACK_BOT_TOKEN": server.bot_token, "SLACK_APP_TOKEN": server.app_token,
        "LOG_FORMAT": "json", **others,
    }  # fmt: skip


@contextmanager
def process(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def refused(environment: dict[str, str]) -> list[str]:
    """What it says on its way out, log lines left out."""
    ended = command_line(("run",), environment)
    assert ended.returncode == MISUSED, ended.stderr
    return [line for line in ended.stderr.splitlines() if not line.startswith("{")]


def a_process_told_to_stop_finishes_what_it_sends() -> None:
    with house() as opened, process(environment(opened)) as started:
        opened.server.wait_for_sockets(timeout=60)
        opened.server.faults.next("chat.postMessage", Slow(1.5, "before"))
        assert opened.server.person(LEAD).types("/release start at 2036-06-02 12:00").failed is None
        until(lambda: bool(opened.server.workspace.channel("boying-release").messages), "the card")
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=60)
        assert started.returncode == 0, said
        assert "bot.started" in said
        assert "slack_bolt" not in said  # Bolt warns of SLACK_BOT_TOKEN, which is right where it is
        card = next(m for m in opened.core.records.messages(opened.release().id) if m.kind == "card")
        assert card.ts is not None, "the card was on its way and is not known"
        assert card.lease_owner is None


def a_process_that_starts_before_slack_is_there_waits_for_it() -> None:
    with house() as opened:
        opened.server.trouble.down()
        with process(environment(opened)) as started:
            assert started.stderr is not None
            assert any("slack.unreachable" in line for line in started.stderr), "it ended"
            opened.server.trouble.up()
            opened.server.wait_for_sockets(timeout=60)
            assert opened.server.person(LEAD).types("/release help").failed is None


def a_wrong_token_ends_the_process_with_one_sentence() -> None:
    with house() as opened:
        assert refused(environment(opened, SLACK_BOT_TOKEN="xoxb-wrong")) == [  # noqa: S106 - a wrong one
            "Slack refuses these tokens: invalid_auth."
        ]


def a_database_newer_than_the_program_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    open_core(f"sqlite:///{path}").database.close()
    with sqlite3.connect(path) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    with house() as opened:
        (said,) = refused(environment(opened, DATABASE_URL=f"sqlite:///{path}"))
        assert "newer than this program" in said


def a_directory_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with house() as opened:
        (said,) = refused(environment(opened, DATABASE_URL=f"sqlite:///{tmp_path}/missing/release.db"))
        assert "check DATABASE_URL" in said


def in_http_mode(house: House) -> dict[str, str]:
    settings = environment(house, SLACK_SIGNING_SECRET=house.server.signing_secret, PORT=str(house.settings.port))
    del settings["SLACK_APP_TOKEN"]
    return settings


FORGED: list[dict[str, str]] = [
    {},
    {"content-type": "application/json"},
    {"x-slack-request-timestamp": "nan"},
    {"x-slack-request-timestamp": "9" * 5_000},
    {"x-slack-signature": "v0=ÿ"},
]
"""Headers that Slack sends none of, over a body that is no JSON."""
NONSENSE = (
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nwords",  # who leaves before the end
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nwords",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: words\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    b"words\r\n\r\n",
)


def no_request_leaves_its_words_in_the_log_whoever_sent_it() -> None:
    with house(http=True) as opened, process(in_http_mode(opened)) as started, httpx.Client(trust_env=False) as caller:
        origin = f"http://127.0.0.1:{opened.settings.port}"
        until(lambda: _answers(caller, f"{origin}/readyz"), "a bot that serves")
        for forged in FORGED:
            stamped = {"x-slack-request-timestamp": str(int(time.time())), **forged}
            raw = {name.encode(): value.encode() for name, value in stamped.items()}
            content = b'{"forged words' * 9_000
            assert caller.post(f"{origin}/slack/events", content=content, headers=raw).status_code == 401
        for nonsense in NONSENSE:
            with socket.create_connection(("127.0.0.1", opened.settings.port or 0)) as line:
                line.sendall(nonsense)
                line.shutdown(socket.SHUT_WR)
                line.recv(4096)
        body = json.dumps({"type": "event_callback", "event": {"type": "emoji_changed", "subtype": "private words"}})
        headers = {"content-type": "application/json", **signed(body, opened.server.signing_secret)}
        assert caller.post(f"{origin}/slack/events", content=body, headers=headers).status_code == 404
        counted = caller.get(f"{origin}/metrics").text
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=PATIENCE)
    assert f'release_captain_requests_refused_total{{path="/slack/events"}} {len(FORGED)}.0' in counted
    lines = [json.loads(line) for line in said.splitlines()]
    warned = {line["event"] for line in lines if line["level"] in {"warning", "error"}}
    assert warned == {"request.refused", "payload.unhandled"}
    told = [line for line in lines if line["event"] == "request.refused"]
    assert [(line["path"], line["sender"], line["times"]) for line in told] == [("/slack/events", "127.0.0.1", 1)]
    assert "payload.unhandled" in said
    assert "words" not in said


def signed(body: str, secret: str) -> dict[str, str]:
    made = SignatureVerifier(secret)
    stamp = str(int(time.time()))
    signature = made.generate_signature(timestamp=stamp, body=body)
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": signature or ""}


def _answers(caller: httpx.Client, address: str) -> bool:
    try:
        return caller.get(address).status_code == 200
    except httpx.TransportError:
        return False


def a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with house(http=True) as opened:
        life = opened.begin()
        assert refused(in_http_mode(opened)) == [f"Port {opened.settings.port}: Address already in use"]
        life.stop()
