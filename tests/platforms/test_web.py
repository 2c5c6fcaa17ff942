import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import repeat

import httpx
import pytest
from slack_bolt import App
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import web as served_by
from bot.slack.http import events
from bot.web import LARGEST, WebServer, web
from tests.platforms.serving import running
from tests.ports import port_for_a_server

sizes: list[int] = []


async def _count(request: Request) -> Response:
    sizes.append(len(await request.body()))
    return PlainTextResponse("read")


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    bolt = App(token="xoxb-1", signing_secret="0" * 32, token_verification_enabled=False)  # noqa: S106
    with serving([Route("/count", _count, methods=["POST"]), events(bolt)], lambda: ["no channel"]) as origin:
        yield origin


@contextmanager
def serving(routes: Sequence[Route], ready: Callable[[], list[str]] | None) -> Iterator[str]:
    with port_for_a_server() as port:
        server = WebServer(web(routes, ready), port)
        server.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.stop()


@pytest.mark.parametrize("path", ["/count", "/slack/events"])
@pytest.mark.parametrize("sent", ["whole", "in pieces"])
def a_body_that_is_too_large_is_refused_on_every_route(served: str, path: str, sent: str) -> None:
    sizes.clear()
    content = bytes(5_000_000) if sent == "whole" else iter([bytes(100_000)] * 50)
    answer = httpx.post(f"{served}{path}", content=content)
    assert (answer.status_code, answer.text) == (413, f"The body has more than {LARGEST} bytes.")
    assert sizes == []


def a_body_without_end_is_hung_up_on(served: str) -> None:
    host, port = served.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(b"POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for piece in repeat(b"10000\r\n" + bytes(65_536) + b"\r\n", 20_000):
                line.sendall(piece)


@pytest.mark.parametrize("size", [0, LARGEST])
def a_body_within_the_limit_is_read(served: str, size: int) -> None:
    sizes.clear()
    assert httpx.post(f"{served}/count", content=iter([bytes(size)])).text == "read"
    assert httpx.post(f"{served}/count", content=bytes(size)).text == "read"
    assert sizes == [size, size]


def whoever_does_not_finish_the_head_of_a_request_is_hung_up_on(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_by, "HEAD", 0.2)
    for said in (b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n"):
        with connected(served) as caller:
            assert told(caller, said) == b""


def whoever_does_not_finish_a_body_is_told_and_hung_up_on(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_by, "BODY", 0.2)
    with connected(served) as caller:
        said = b"POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnever"
        assert told(caller, said).startswith(b"HTTP/1.1 408")


def whoever_takes_no_answer_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_by, "TAKEN", 0.2)

    async def large(_request: Request) -> Response:
        return Response(bytes(16_000_000))

    with serving([Route("/large", large)], list) as here, connected(here) as caller:
        caller.settimeout(60)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for said in repeat(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 1000, 1000):
                caller.sendall(said)


def no_crowd_of_connections_takes_the_descriptors_of_the_bots_own_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_by, "MOST", 2)
    with serving([], list) as here, connected(here) as first, connected(here), connected(here) as one_too_many:
        assert told(one_too_many, b"") == b""
        assert told(first, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200")


def what_monitoring_asks_may_have_a_port_of_its_own() -> None:
    with serving([], None) as public, serving([], list) as own:
        assert httpx.get(f"{public}/metrics").status_code == 404
        assert httpx.get(f"{own}/readyz").status_code == 200


@contextmanager
def connected(origin: str) -> Iterator[socket.socket]:
    port = int(origin.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as opened:
        yield opened


def told(caller: socket.socket, said: bytes) -> bytes:
    """What a caller who says this is told until it is hung up on."""
    try:
        caller.sendall(said)
        return b"".join(iter(partial(caller.recv, 4096), b""))
    except (ConnectionResetError, BrokenPipeError):
        return b""


def a_process_in_socket_mode_tells_slack_so() -> None:
    with running(web([events(None)], list)) as origin:
        assert httpx.post(f"{origin}/slack/events").status_code == 404
        assert httpx.get(f"{origin}/readyz").text == "ready"


def what_keeps_it_from_serving_is_told(served: str) -> None:
    answer = httpx.get(f"{served}/readyz")
    assert (answer.status_code, answer.text) == (503, "no channel")
    assert httpx.get(f"{served}/healthz").text == "ok"
