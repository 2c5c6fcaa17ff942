"""Events as Slack sends them, where the local workspace has none of the kind: signed, in their envelope, over HTTP.

And who takes them in the bot's place.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from itertools import count
from threading import Thread
from typing import Any

import httpx
import websocket
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from sandbox import Server
from tests.scenarios.stage import Stage

numbers = count(1)


def sent(s: Stage, body: str, kind: str = "application/json") -> httpx.Response:
    """Anything at all, signed as Slack signs."""
    now = str(int(time.time()))
    signature = SignatureVerifier(s.server.signing_secret).generate_signature(timestamp=now, body=body)
    headers = {"X-Slack-Signature": str(signature), "X-Slack-Request-Timestamp": now, "content-type": kind}
    return httpx.post(f"{s.address}/slack/events", content=body.encode(), headers=headers)


def told(s: Stage, event: Mapping[str, Any], **headers: str) -> None:
    """Slack tells the bot of this, and the bot finishes what it has to do. `headers`: besides those that sign it."""
    delivered(
        s,
        {
            "event": {"event_ts": event.get("ts", ""), **event},
            "type": "event_callback",
            "event_id": f"EvTOLD{next(numbers)}",
            "event_time": int(time.time()),
        },
        **headers,
    )


def delivered(s: Stage, payload: Mapping[str, Any], **headers: str) -> None:
    """Slack sends this, which need not be an event."""
    common = {"token": "", "team_id": s.server.workspace.id, "api_app_id": s.server.workspace.bot.app_id}
    body, now = json.dumps(common | dict(payload)), str(int(time.time()))
    signature = SignatureVerifier(s.server.signing_secret).generate_signature(timestamp=now, body=body)
    signed = {"X-Slack-Signature": str(signature), "X-Slack-Request-Timestamp": now, "content-type": "application/json"}
    answer = httpx.post(f"{s.address}/slack/events", content=body, headers=signed | headers)
    assert answer.status_code == HTTPStatus.OK, answer.text
    s.settle()


@contextmanager
def forgotten_laptop(server: Server) -> Iterator[None]:
    """It takes what it is sent, and does nothing with it."""
    opened = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)
    connection = websocket.create_connection(str(opened["url"]))

    def takes() -> None:
        try:
            while frame := connection.recv():
                told = json.loads(frame)
                if "envelope_id" in told:
                    connection.send(json.dumps({"envelope_id": told["envelope_id"]}))
        except (OSError, websocket.WebSocketException):
            pass  # switched off

    thread = Thread(target=takes)
    thread.start()
    try:
        yield
    finally:
        connection.shutdown()  # type: ignore[no-untyped-call]
        thread.join()
