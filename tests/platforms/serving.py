"""Servers on loopback that stop by themselves, and sockets that never answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """The origin it serves at, without a slash."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield origin(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def mute() -> Iterator[str]:
    """Takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield origin(listener)


def nobody() -> str:
    """An origin where no server is."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return origin(listener)


def origin(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"
