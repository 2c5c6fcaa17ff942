"""Delivery by signed HTTP: signatures, forms, retries, time-outs, and a Bolt app behind it."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from sandbox import Patience, Server, listen, running
from tests.sandbox.office import (
    LONG_ENOUGH,
    PATIENCE,
    PEOPLE,
    SmallApp,
    app_over_http,
    client_of,
    gives_up_soon,
    manifest,
)


class Endpoint(ThreadingHTTPServer):
    """An app's request URL that keeps what arrives and answers as told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.arrived: list[tuple[dict[str, str], bytes]] = []
        self.came = threading.Condition()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer = b""
        self.pause = threading.Event()
        self.pause.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/slack/events"

    def wait_for(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        with self.came:
            assert self.came.wait_for(lambda: len(self.arrived) >= count, PATIENCE)
        return self.arrived


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        with self.server.came:
            self.server.arrived.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.server.came.notify_all()
        self.server.pause.wait(PATIENCE)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_request(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.pause.set()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def server(request: pytest.FixtureRequest, endpoint: Endpoint) -> Iterator[Server]:
    with running(
        people=PEOPLE,
        manifest=manifest(),
        request_url=endpoint.url,
        patience=Patience(ack_timeout=getattr(request, "param", LONG_ENOUGH)),
    ) as opened:
        yield opened


def every_request_is_signed(server: Server, endpoint: Endpoint) -> None:
    server.person("chen").types("/ship status")
    headers, body = endpoint.arrived[0]
    base = f"v0:{headers['x-slack-request-timestamp']}:".encode() + body
    expected = "v0=" + hmac.new(server.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == expected


def a_command_is_a_form_and_an_event_is_json(server: Server, endpoint: Endpoint) -> None:
    server.person("chen").types("/ship status now")
    headers, body = endpoint.arrived[0]
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert (form["command"], form["text"], form["is_enterprise_install"]) == ("/ship", "status now", "false")
    server.person("chen").says("hello")
    headers, body = endpoint.wait_for(2)[1]
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["event"]["text"] == "hello"


def an_interaction_is_a_form_with_one_payload(server: Server, endpoint: Endpoint) -> None:
    client_of(server).chat_postMessage(
        channel="#office",
        text="card",
        blocks=[
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}}],
            }
        ],
    )
    server.wait_for_calm()
    server.person("chen").clicks(server.person("chen").sees()[0], text="Go")
    body = endpoint.arrived[-1][1]
    assert json.loads(parse_qs(body.decode())["payload"][0])["type"] == "block_actions"


def a_text_or_json_body_is_the_commands_answer(server: Server, endpoint: Endpoint) -> None:
    endpoint.answer = b"plain words"
    assert server.person("chen").types("/ship status").text == "plain words"
    endpoint.answer, endpoint.headers = b'{"text": "in json"}', {"Content-Type": "application/json"}
    assert server.person("chen").types("/ship status").text == "in json"


@pytest.mark.parametrize(("status", "error"), [(500, "http_service_error"), (404, "http_client_error")])
def a_refused_command_says_what_went_wrong(server: Server, endpoint: Endpoint, status: int, error: str) -> None:
    endpoint.status = status
    assert server.person("chen").types("/ship status").failed == error


@gives_up_soon
def an_answer_after_the_time_limit_is_no_answer(server: Server, endpoint: Endpoint) -> None:
    endpoint.pause.clear()
    assert server.person("chen").types("/ship status").failed == "operation_timeout"


def an_app_that_is_not_there_fails_to_dispatch(server: Server, endpoint: Endpoint) -> None:
    endpoint.shutdown()
    endpoint.socket.close()
    assert server.person("chen").types("/ship status").failed == "dispatch_failed"


def a_failed_event_is_retried_with_number_and_reason(server: Server, endpoint: Endpoint) -> None:
    endpoint.status = 500
    server.person("chen").says("hello")
    (first, body), (second, again) = endpoint.wait_for(2)[:2]
    assert "x-slack-retry-num" not in first
    assert (second["x-slack-retry-num"], second["x-slack-retry-reason"]) == ("1", "http_error")
    assert json.loads(body)["event_id"] == json.loads(again)["event_id"]
    server.wait_for_calm()
    endpoint.status = 200
    server.clock.move(60)
    assert endpoint.wait_for(3)[2][0]["x-slack-retry-num"] == "2"


def no_retry_comes_to_an_app_that_forbids_it(server: Server, endpoint: Endpoint) -> None:
    endpoint.status, endpoint.headers = 500, {"X-Slack-No-Retry": "1"}
    server.person("chen").says("hello")
    endpoint.wait_for(1)
    server.wait_for_calm()
    server.clock.move(1_000)
    assert server.person("chen").types("/ship status").failed == "http_service_error"
    assert len(endpoint.arrived) == 2


def a_request_url_must_send_the_challenge_back(server: Server, endpoint: Endpoint) -> None:
    endpoint.answer = b"something else"
    assert server.verify_request_url() is False


@contextmanager
def bolt_behind_http() -> Iterator[tuple[Server, SmallApp]]:
    listener = listen()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    with running(people=PEOPLE, manifest=manifest(), request_url=url) as server:
        app = SmallApp(client_of(server), server.signing_secret)
        with app_over_http(app, listener):
            yield server, app


def a_bolt_app_answers_commands_clicks_and_reactions() -> None:
    with bolt_behind_http() as (server, app):
        assert server.verify_request_url() is True
        chen = server.person("chen")
        answer = chen.types("/ship done 1b")
        assert (answer.failed, answer.text) == (None, "you typed: done 1b")
        assert answer.message is not None
        assert chen.clicks(answer.message, text="Sign").wait(PATIENCE).text == "signed 1b"
        chen.reacts("✅", on=server.person("fu").says("look"))
        server.wait_for_calm()
        assert {body["event"]["type"] for body in app.heard} == {"message", "reaction_added"}


def a_bolt_app_refuses_another_secrets_signature() -> None:
    listener = listen()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    with running(people=PEOPLE, manifest=manifest(), request_url=url) as server:
        app = SmallApp(client_of(server), "another secret")
        with app_over_http(app, listener):
            assert server.person("chen").types("/ship status").failed == "http_client_error"


def an_event_to_an_address_nobody_serves_is_gone_after_three_retries() -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/slack/events"
    with running(people=PEOPLE, manifest=manifest(), request_url=url) as server:
        server.person("chen").says("anybody there?")
        server.wait_for_calm()
        for pause in (61, 301, 3600):
            server.leap(pause)
            server.wait_for_calm()
        sent = server.workspace.log.deliveries("message")
        assert [(delivery.attempt, delivery.outcome) for delivery in sent] == [(n, "no connection") for n in range(4)]
