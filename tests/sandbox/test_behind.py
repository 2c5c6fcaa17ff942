"""Behind the scenes for programs: the records there are, then each as it comes, over a raw WebSocket."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
import websocket
from slack_sdk import WebClient

from sandbox import RateLimited, Server
from tests.sandbox.letters import letter, send
from tests.sandbox.office import PATIENCE, Json, error


class Panel:
    def __init__(self, server: Server) -> None:
        address = f"{server.page.replace('http', 'ws')}/sandbox/behind"
        self._socket = websocket.create_connection(address, timeout=PATIENCE)

    def records(self) -> list[Json]:
        return list(json.loads(self._socket.recv()))

    def next(self, kind: str) -> Json:
        """The next record of this kind."""
        while True:
            for record in self.records():
                if record["kind"] == kind:
                    return record

    def close(self) -> None:
        self._socket.close()


@contextmanager
def panel(server: Server) -> Iterator[Panel]:
    with closing(Panel(server)) as opened:
        yield opened


def told(record: Json) -> tuple[Any, ...]:
    return record["kind"], record["title"], record["tone"], record["marks"]


def what_was_before_comes_first_in_one_array(server: Server, client: WebClient) -> None:
    client.auth_test()
    with panel(server) as seen:
        assert [told(record) for record in seen.records()] == [("call", "auth.test", "good", [])]


def a_refused_call_is_marked_with_what_was_done_to_it(server: Server, client: WebClient) -> None:
    with panel(server) as seen:
        server.faults.next("auth.test", RateLimited(retry_after=7))
        error(client, "auth.test")
        marks = ["429", "ratelimited", "rate limited for 7 s"]
        assert told(seen.next("call")) == ("call", "auth.test", "bad", marks)


def a_call_while_the_workspace_is_down_is_told_too(server: Server) -> None:
    with panel(server) as seen:
        server.trouble.down()
        httpx.post(f"{server.api_url}auth.test", trust_env=False)
        assert told(seen.next("call")) == ("call", "auth.test", "bad", ["503", "HTTP 503"])


def a_delivery_is_told_again_under_its_id_when_it_ends(server: Server) -> None:
    with panel(server) as seen:
        server.person("chen").types("/ship status")
        began, ended = seen.next("command"), seen.next("command")
        assert told(began) == ("command", "/ship status", "waiting", ["under way"])
        assert told(ended) == ("command", "/ship status", "bad", ["no connection"])
        assert began["id"] == ended["id"]


def a_mail_and_its_refusal_are_told_without_their_bytes(server: Server) -> None:
    with panel(server) as seen:
        send(server, letter())
        arrived = seen.next("mail")
        assert told(arrived) == ("mail", "Ready → chen@office.example", "good", [])
        assert arrived["detail"]["mail"]["raw"].endswith(" bytes")
