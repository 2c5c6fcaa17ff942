"""Whom the workspace lets in: this machine's own address and its own page, nobody else's. No browser needed."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
import websocket
from slack_sdk import WebClient

from sandbox import Server, running
from tests.sandbox.office import manifest


@pytest.fixture
def server() -> Iterator[Server]:
    with running(manifest=manifest()) as opened:
        yield opened


class Line:
    """Grace's line, as her page holds it."""

    def __init__(self, server: Server) -> None:
        self._socket = websocket.create_connection(address_of(server), timeout=30, suppress_origin=True)

    def hears(self) -> Any:
        return json.loads(self._socket.recv())

    def asks(self, act: dict[str, Any]) -> Any:
        self._socket.send(json.dumps({"act": 1, **act}))
        return self.hears()

    def close(self) -> None:
        self._socket.close()


def address_of(server: Server) -> str:
    return server.page.replace("http", "ws") + "/sandbox/live?as=grace"


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with closing(Line(server)) as opened:
        yield opened


def the_page_is_served_and_may_load_nothing_from_elsewhere(server: Server) -> None:
    page = httpx.get(f"{server.page}/")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert httpx.get(f"{server.page}/page/js/main.js").status_code == 200
    assert httpx.get(f"{server.page}/page/../live.py").status_code == 404


def a_page_from_elsewhere_may_link_to_the_page_and_show_nothing_of_it(server: Server) -> None:
    linked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert httpx.get(f"{server.page}/", headers=linked).status_code == 200
    assert httpx.get(f"{server.page}/api/auth.test", headers=linked).status_code == 403
    shown = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert httpx.get(f"{server.page}/page/js/main.js", headers=shown).status_code == 403
    assert httpx.get(f"{server.page}/page/js/main.js", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "127.0.0.1.evil.example"},
    ],
    ids=["another name", "another site", "a file", "a look-alike"],
)
def a_page_from_elsewhere_may_not_act_here(server: Server, headers: dict[str, str]) -> None:
    act = {"person": "grace", "do": "say", "text": "hi", "channel": "general"}
    answer = httpx.post(f"{server.page}/sandbox/act", json=act, headers=headers)
    assert answer.status_code == 403
    assert server.person("grace").sees("general") == []


@pytest.mark.parametrize("header", ["Origin: https://evil.example", "Host: evil.example"], ids=["origin", "host"])
def a_page_from_elsewhere_may_not_listen_here(server: Server, header: str) -> None:
    name, _, value = header.partition(": ")
    headers: dict[str, Any] = {name.lower(): value}
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address_of(server), timeout=30, **headers)


def the_line_tells_everything_at_first_and_each_change_after(server: Server, line: Line) -> None:
    first = line.hears()
    assert (first["type"], first["me"]) == ("snapshot", server.person("grace").id)
    server.person("ada").says("hello", "general")
    assert line.hears()["message"]["text"] == "hello"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        ({"do": "fly"}, "'fly'"),
        ({"do": "react", "channel": "general", "ts": "1.0", "emoji": "eyes"}, "no longer there"),
        ({"do": "work", "view": "V1", "block": "b", "action": "a"}, "no longer open"),
    ],
    ids=["no such act", "no such message", "no such view"],
)
def an_act_that_cannot_be_done_says_why(line: Line, act: dict[str, Any], why: str) -> None:
    line.hears()
    outcome = line.asks(act)
    assert (outcome["type"], outcome["act"], outcome["ok"]) == ("done", 1, False)
    assert why in outcome["error"]


def an_ephemeral_message_is_told_to_its_reader_alone(server: Server, line: Line) -> None:
    line.hears()
    client = WebClient(server.bot_token, base_url=server.api_url)
    channel = server.workspace.channel("team").id
    client.chat_postEphemeral(channel=channel, user=server.person("ada").id, text="for ada")
    client.chat_postEphemeral(channel=channel, user=server.person("grace").id, text="for grace")
    assert line.hears()["message"]["text"] == "for grace"
