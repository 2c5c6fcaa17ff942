import socket
from collections.abc import Iterator
from itertools import repeat

import httpx
import pytest
from slack_bolt import App
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.http import events
from bot.web import LARGEST, web
from tests.platforms.serving import running

sizes: list[int] = []


async def _count(request: Request) -> Response:
    sizes.append(len(await request.body()))
    return PlainTextResponse("read")


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    bolt = App(token="xoxb-1", signing_secret="0" * 32, token_verification_enabled=False)  # noqa: S106
    with running(web([Route("/count", _count, methods=["POST"]), events(bolt)], lambda: ["no channel"])) as origin:
        yield origin


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


def a_process_in_socket_mode_tells_slack_so() -> None:
    with running(web([events(None)], list)) as origin:
        assert httpx.post(f"{origin}/slack/events").status_code == 404
        assert httpx.get(f"{origin}/readyz").text == "ready"


def what_keeps_it_from_serving_is_told(served: str) -> None:
    answer = httpx.get(f"{served}/readyz")
    assert (answer.status_code, answer.text) == (503, "no channel")
    assert httpx.get(f"{served}/healthz").text == "ok"
