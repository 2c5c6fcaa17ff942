"""Whom the workspace lets in: this machine's own address and its own page, nobody else's. No browser needed."""

import json
from collections.abc import Iterator

import httpx
import pytest
import websocket
from slack_sdk import WebClient

from sandbox import Rates, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running(rates=Rates.off()) as opened:
        yield opened


def lines_of(server: Server, **how: str) -> websocket.WebSocket:
    address = server.page.replace("http", "ws") + "/sandbox/live?as=grace"
    return websocket.create_connection(address, timeout=5, suppress_origin=True, **how)


def the_page_is_served_and_may_load_nothing_from_elsewhere(server: Server) -> None:
    page = httpx.get(f"{server.page}/")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert httpx.get(f"{server.page}/page/js/main.js").status_code == 200
    assert httpx.get(f"{server.page}/page/../live.py").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "127.0.0.1.evil.example"}],
    ids=["another name", "another site", "a file", "a look-alike"],
)
def a_page_from_elsewhere_may_not_act_here(server: Server, headers: dict[str, str]) -> None:
    act = {"person": "grace", "do": "say", "text": "hi", "channel": "general"}
    answer = httpx.post(f"{server.page}/sandbox/act", json=act, headers=headers)
    assert answer.status_code == 403
    assert server.person("grace").sees("general") == []


@pytest.mark.parametrize("how", [{"origin": "https://evil.example"}, {"host": "evil.example"}], ids=["origin", "host"])
def a_page_from_elsewhere_may_not_listen_here(server: Server, how: dict[str, str]) -> None:
    address = server.page.replace("http", "ws") + "/sandbox/live?as=grace"
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, timeout=5, **({"suppress_origin": True} | how if "host" in how else how))


def the_line_tells_everything_at_first_and_each_change_after(server: Server) -> None:
    line = lines_of(server)
    first = json.loads(line.recv())
    assert (first["type"], first["me"]) == ("snapshot", server.person("grace").id)
    server.person("ada").says("hello", "general")
    assert json.loads(line.recv())["message"]["text"] == "hello"
    line.shutdown()


def an_act_that_cannot_be_done_says_why(server: Server) -> None:
    line = lines_of(server)
    line.recv()
    for act, why in [
        ({"do": "fly"}, "'fly'"),
        ({"do": "react", "channel": "general", "ts": "1.0", "emoji": "eyes"}, "no longer there"),
        ({"do": "work", "view": "V1", "block": "b", "action": "a"}, "no longer open"),
    ]:
        line.send(json.dumps({"act": 1, **act}))
        outcome = json.loads(line.recv())
        assert (outcome["type"], outcome["act"], outcome["ok"]) == ("done", 1, False)
        assert why in outcome["error"]
    line.shutdown()


def an_ephemeral_message_is_told_to_its_reader_alone(server: Server) -> None:
    line = lines_of(server)
    line.recv()
    client = WebClient(server.bot_token, base_url=server.api_url)
    channel = server.workspace.channel("release").id
    client.chat_postEphemeral(channel=channel, user=server.person("ada").id, text="for ada")
    client.chat_postEphemeral(channel=channel, user=server.person("grace").id, text="for grace")
    assert json.loads(line.recv())["message"]["text"] == "for grace"
    line.shutdown()
