"""The small office of these tests: three people, an app's manifest, a Bolt app in both modes, a bare socket."""

import gc
import json
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import uvicorn
import websocket
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Server
from sandbox.api.reference import references

Json = dict[str, Any]

PATIENCE = 30.0  # seconds of the machine's time, for what other threads and processes do
LONG_ENOUGH = 25.0  # seconds in which every app here acknowledges, however busy the machine is

gives_up_soon = pytest.mark.parametrize("server", [0.3], indirect=True, ids=["gives up soon"])
"""For a test in which no acknowledgement comes: the workspace does not wait long for it."""

PEOPLE: Json = {
    "people": {
        "lead": {"name": "石稼晟", "email": "lead@office.example"},
        "chen": {"name": "陈晓雯", "email": "chen@office.example", "locale": "en-GB", "tz": "Europe/Paris"},
        "fu": {"name": "付诚"},
    },
    "channel": "#office",
    "zone": "Asia/Shanghai",
    "language": "zh-CN",
}

SCOPES = [
    "app_mentions:read",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_created",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_left",
    "group_rename",
    "group_unarchive",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "user_change",
    "member_joined_channel",
    "member_left_channel",
]


SHORTCUTS = [
    {"name": "Keep", "type": "message", "callback_id": "keep", "description": "keep a message"},
    {"name": "Write", "type": "global", "callback_id": "write", "description": "write anything"},
]


def manifest(**changed: Any) -> Json:
    """A manifest with everything on; `scopes`, `events`, `escape`, `interactivity`, `home` … change it."""
    return {
        "display_information": {"name": "Porter"},
        "features": {
            "app_home": {
                "home_tab_enabled": changed.get("home", True),
                "messages_tab_enabled": changed.get("messages_tab", True),
            },
            "bot_user": {"display_name": "Porter"},
            "slash_commands": [
                {"command": "/ship", "description": "all of it", "should_escape": changed.get("escape", True)}
            ],
            "shortcuts": changed.get("shortcuts", SHORTCUTS),
        },
        "oauth_config": {"scopes": {"bot": changed.get("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": changed.get("events", EVENTS)},
            "interactivity": {"is_enabled": changed.get("interactivity", True)},
            "socket_mode_enabled": changed.get("socket_mode", True),
        },
    }


def section(text: str = "hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "sign", label: str = "Sign", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": {"type": "plain_text", "text": "A form"}, "blocks": list(blocks), **more}


def text_input(block_id: str = "note", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed", **more.pop("element", {})}
    label = {"type": "plain_text", "text": "Note"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


SUBMIT: Json = {"submit": {"type": "plain_text", "text": "Send"}}


def refusal(client: WebClient, method: str, /, **arguments: Any) -> Json:
    """The body of Slack's refusal of a call; its arguments go in JSON where Slack reads it."""
    known = references().get(method)
    try:
        if known is None or known.reads_json:
            client.api_call(method, json=arguments)
        else:
            client.api_call(method, params=arguments)
    except SlackApiError as problem:
        return dict(problem.response.data)
    raise AssertionError(f"{method} was not refused")


def error(client: WebClient, method: str, /, **arguments: Any) -> str:
    return str(refusal(client, method, **arguments)["error"])


def read_error(client: WebClient, method: str, /, **arguments: Any) -> str:
    """As above for a read method, which takes no JSON; empty where it was not refused."""
    try:
        client.api_call(method, params=arguments)
    except SlackApiError as problem:
        return str(problem.response.data["error"])
    return ""


class SmallApp:
    """A Bolt app that answers a command with a card, a click through its response_url, and keeps what it hears."""

    def __init__(self, client: WebClient, signing_secret: str) -> None:
        self.heard: list[Json] = []
        self.bolt = App(client=client, signing_secret=signing_secret, process_before_response=True)
        self.bolt.command("/ship")(self._command)
        self.bolt.action("sign")(self._click)
        self.bolt.event("reaction_added")(self._hear)
        self.bolt.event("reaction_removed")(self._hear)
        self.bolt.event("message")(self._hear)

    def _command(self, ack: Ack, command: Json) -> None:
        ack(text=f"you typed: {command['text']}", blocks=[section("your turn"), actions(button(value="1b"))])

    def _click(self, ack: Ack, respond: Respond, body: Json) -> None:
        ack()
        respond(f"signed {body['actions'][0]['value']}", replace_original=True)

    def _hear(self, body: Json) -> None:
        self.heard.append(body)


def client_of(server: Server) -> WebClient:
    return WebClient(server.bot_token, base_url=server.api_url)


@contextmanager
def app_in_socket_mode(server: Server) -> Iterator[SmallApp]:
    app = SmallApp(client_of(server), server.signing_secret)
    # Its monitor looks as often as it pings, and what it finds half open it replaces, whose connection then stays open.
    handler = SocketModeHandler(app.bolt, server.app_token, ping_interval=30)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        server.wait_for_sockets()
        yield app
    finally:
        # websocket-client's reader may sit in select for ten seconds after its socket was closed: not worth the wait
        handler.client.auto_reconnect_enabled = False
        # Told first, or its runner would open the session again that is cut, and be closed in mid-handshake.
        handler.client.current_session_runner.event.set()
        server.trouble.cut_sockets()
        closing = threading.Thread(target=handler.close, daemon=True)
        closing.start()
        closing.join(2)
        with warnings.catch_warnings():
            # What the SDK replaces in mid-handshake is left to the collector, and a later test blamed for it.
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


@contextmanager
def app_over_http(app: SmallApp, listener: socket.socket) -> Iterator[SmallApp]:
    handler: Any = SlackRequestHandler(app.bolt, path="/slack/events")
    web = uvicorn.Server(uvicorn.Config(handler, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=web.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield app
    finally:
        web.should_exit = True
        thread.join(5)


class BareSocket:
    """One Socket Mode connection without an SDK: what arrives, and what is sent back."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=PATIENCE)

    def receive(self) -> Json:
        return dict(json.loads(self._socket.recv()))

    def send(self, frame: Json) -> None:
        self._socket.send(json.dumps(frame))

    def ack(self, envelope: Json, payload: Any = None) -> None:
        body = {} if payload is None else {"payload": payload}
        self.send({"envelope_id": envelope["envelope_id"], **body})

    def hears_nothing(self, seconds: float = 0.15) -> bool:
        self._socket.settimeout(seconds)
        try:
            self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return True
        finally:
            self._socket.settimeout(PATIENCE)
        return False

    @property
    def raw(self) -> Any:
        return self._socket

    def close(self) -> None:
        self._socket.shutdown()  # type: ignore[no-untyped-call]


@contextmanager
def bare_socket(server: Server, query: str = "") -> Iterator[BareSocket]:
    """Connected, hello not yet read."""
    address = WebClient(server.app_token, base_url=server.api_url).apps_connections_open(app_token=server.app_token)[
        "url"
    ]
    with closing(BareSocket(address + query)) as connection:
        yield connection


@contextmanager
def in_background(work: Any) -> Iterator["Background"]:
    """Do `work` in a thread; `.result()` afterwards."""
    background = Background(work)
    background.start()
    try:
        yield background
    finally:
        background.join(PATIENCE)


class Background(threading.Thread):
    def __init__(self, work: Any) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._result: Any = None

    def run(self) -> None:
        self._result = self._work()

    def result(self) -> Any:
        self.join(PATIENCE)
        return self._result
