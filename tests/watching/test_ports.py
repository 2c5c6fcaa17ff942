import errno
import socket
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.domain.reading.samples import Sample
from bot.watching.prober import Prober
from bot.watching.reaching import Failed, fault
from tests.platforms.serving import mute, nobody
from tests.watching.certificates import Authority, days
from tests.watching.targets import OK, plan_of, saying, target

Server = Callable[[Authority], ssl.SSLContext]
WRONG: dict[str, Server] = {
    "expired": lambda office: office.issued(days(-30), days(-1)),
    "not-yet-valid": lambda office: office.issued(days(2), days(90)),
    "wrong-name": lambda office: office.issued(days(-1), days(90), "DNS:other.example"),
    "self-signed": lambda office: office.signed_by_itself(),
}


def seen(prober: Prober, now: datetime | None = None, **watch: Any) -> Sample:
    future = prober.begin(plan_of(it={"timeout": "30s", **watch}), "it", now or days(0))
    assert future is not None
    return future.result(60)


def place(origin: str) -> str:
    return origin.removeprefix("http://")


def a_port_that_takes_connections_is_up(prober: Prober) -> None:
    with mute() as origin:
        sample = seen(prober, kind="tcp", at=place(origin))
    assert (sample.ok, sample.why) == (True, "")
    assert sample.latency is not None


def a_port_that_refuses_is_down(prober: Prober) -> None:
    sample = seen(prober, kind="tcp", at=place(nobody()))
    assert (sample.ok, sample.why, sample.latency) == (False, "refused", None)


def a_port_at_a_forbidden_address_is_not_connected_to(prober: Prober) -> None:
    sample = seen(prober, kind="tcp", at="169.254.169.254:80")
    assert (sample.ok, sample.why, sample.detail) == (False, "not-allowed", "169.254.169.254")


def a_certificate_tells_the_days_it_has_left(prober: Prober, office: Authority) -> None:
    ends_at = days(30)
    with target(saying(OK), office.issued(days(-1), ends_at)) as served:
        at = {"kind": "tls", "at": f"127.0.0.1:{served.port}"}
        good = seen(prober, ends_at - timedelta(days=14), **at)
        soon = seen(prober, ends_at - timedelta(days=14, seconds=-1), **at)
        asked = seen(prober, ends_at - timedelta(days=14, seconds=-1), days_left=13, **at)
    assert (good.ok, good.detail) == (True, "14")
    assert (soon.ok, soon.why, soon.detail) == (False, "expires-soon", "13")
    assert asked.ok


@pytest.mark.parametrize("kind", ["tls", "http"])
@pytest.mark.parametrize("why", WRONG)
def each_certificate_that_does_not_hold_says_why(prober: Prober, office: Authority, why: str, kind: str) -> None:
    with target(saying(OK), WRONG[why](office)) as served:
        at = f"127.0.0.1:{served.port}"
        sample = seen(prober, kind=kind, at=at if kind == "tls" else f"https://{at}/")
    assert (sample.ok, sample.why) == (False, why)
    assert served.asked == [], "nothing is asked of a server that is not the one it should be"


def an_authority_that_nobody_trusts_is_told_apart(office: Authority) -> None:
    prober = Prober(ssl.create_default_context())
    try:
        with target(saying(OK), office.issued(days(-1), days(90))) as served:
            sample = seen(prober, kind="tls", at=f"127.0.0.1:{served.port}")
    finally:
        prober.close()
    assert (sample.ok, sample.why) == (False, "untrusted")


def a_page_behind_a_certificate_that_holds_is_read(prober: Prober, office: Authority) -> None:
    with target(saying(OK), office.issued(days(-1), days(90))) as served:
        assert seen(prober, kind="http", at=f"https://127.0.0.1:{served.port}/", expect={"contains": "ok"}).ok


def a_certificate_is_asked_for_by_the_name_of_the_plan(
    prober: Prober, office: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    with target(saying(OK), office.issued(days(-1), days(90), "DNS:small.example")) as served:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
        at = f"small.example:{served.port}"
        assert seen(prober, kind="tls", at=at).ok
        assert seen(prober, kind="http", at=f"https://{at}/").ok
        assert seen(prober, kind="tls", at=f"other.example:{served.port}").why == "wrong-name"


@pytest.mark.parametrize("kind", ["tls", "http"])
def a_server_without_encryption_is_told_apart(prober: Prober, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        plain.settimeout(10)
        at = f"127.0.0.1:{plain.getsockname()[1]}"
        future = prober.begin(
            plan_of(it={"kind": kind, "at": at if kind == "tls" else f"https://{at}/", "timeout": "30s"}), "it", days(0)
        )
        connection, _ = plain.accept()
        with connection:
            connection.sendall(b"220 mail.example ESMTP\r\n")
            assert future
            assert future.result(60).why == "no-tls"


@pytest.mark.parametrize("kind", ["tls", "http"])
def a_handshake_that_hangs_is_given_up(prober: Prober, kind: str) -> None:
    with mute() as origin:
        at = place(origin) if kind == "tls" else origin.replace("http", "https")
        assert seen(prober, kind=kind, at=at, timeout="200ms").why == "timed-out"


@pytest.mark.parametrize(
    ("error", "failed"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name not known"), Failed("unresolved", "Name not known")),
        (OSError(errno.EHOSTUNREACH, "No route to host"), Failed("unreachable", "No route to host")),
        (TimeoutError(errno.ETIMEDOUT, "Connection timed out"), Failed("timed-out", "Connection timed out")),
        (ConnectionResetError(errno.ECONNRESET, "reset\nby peer"), Failed("hung-up", "reset by peer")),
        (httpx.RemoteProtocolError("illegal status line"), Failed("hung-up", "illegal status line")),
    ],
)  # fmt: skip
def each_fault_of_a_connection_has_a_name(error: Exception, failed: Failed) -> None:
    assert fault(error) == failed


def the_cause_of_a_fault_is_told_rather_than_its_wrapping() -> None:
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = OSError("All connection attempts failed")
    error.__cause__.__cause__ = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    assert fault(error) == Failed("refused", "Connection refused")
