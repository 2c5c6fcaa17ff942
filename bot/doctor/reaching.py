"""How Slack and the bot reach each other: Socket Mode's connection, or the bot's own server and what is before it."""

import json
from collections.abc import Iterator
from typing import Any, Final

import websocket
from slack_sdk import WebClient

from bot.core import Clock
from bot.doctor.slack import No, asked
from bot.domain.examination import Finding, unseen, well, wrong
from bot.platforms.calling import Caller, Down

PATIENCE: Final = 10.0  # seconds
SWITCHED_OFF: Final = frozenset({"socket_mode_disabled", "forbidden_team"})


def by_socket(client: WebClient, token: str, app: str, known: int) -> Iterator[Finding]:
    """`app`: the id of the app whose bot it is, "" where that is not known. `known`: the connections that bots hold.

    Hung up at the first word: what Slack sends to this connection, the bot's own ones do not get.
    """
    answer = asked(lambda: client.apps_connections_open(app_token=token))
    if isinstance(answer, No):
        yield _refused(answer)
        return
    try:
        hello = _hello(str(answer["url"]))
    except (OSError, ValueError, websocket.WebSocketException) as error:
        yield well("app_token", "app-token-good")
        yield wrong("socket", "socket-unreachable", why=f"{type(error).__name__}: {error}"[:200])
        return
    its_app = str((hello.get("connection_info") or {}).get("app_id", ""))
    if app and its_app and its_app != app:
        yield wrong("app_token", "app-token-of-another", app=its_app, bot_app=app)
        return
    yield well("app_token", "app-token-good")
    others = int(hello.get("num_connections", 1)) - 1 - known
    if others > 0:
        yield wrong("socket", "socket-shared", others=str(others))
    else:
        yield well("socket", "socket-good", known=str(known))


def _refused(no: No) -> Finding:
    if no.unreached:
        return wrong("app_token", "slack-unreachable", why=no.why)
    if no.why in SWITCHED_OFF:
        return wrong("socket", "socket-mode-off")
    return wrong("app_token", "app-token-refused", error=no.why)


def _hello(url: str) -> dict[str, Any]:
    session = websocket.create_connection(url, timeout=PATIENCE)
    try:
        hello = json.loads(session.recv())
    finally:
        session.close()
    if not isinstance(hello, dict) or hello.get("type") != "hello":
        raise ValueError("no hello")
    return hello


def by_http(port: int, clock: Clock, *, is_slacks_way: bool) -> Iterator[Finding]:
    """Only what is on this machine can be seen; Slack comes from outside, unless it uses a socket."""
    caller = Caller(f"http://127.0.0.1:{port}", {}, clock)
    try:
        said = caller.read(f"http://127.0.0.1:{port}/readyz")
    finally:
        caller.close()
    match said:
        case str():
            yield well("http", "http-ready", port=str(port))
        case Down(why="unreachable"):
            yield unseen("http", "http-not-running", port=str(port))
        case Down(detail=detail):
            yield wrong("http", "http-not-ready", port=str(port), why=detail)
    if is_slacks_way:
        yield unseen("http", "http-outside", port=str(port))
