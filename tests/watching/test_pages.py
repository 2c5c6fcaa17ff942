import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.reading.samples import Sample
from bot.watching.prober import Prober
from tests.platforms.serving import mute, nobody
from tests.watching.targets import OK, Manners, leading, plan_of, saying, target

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
ENDLESS = b"HTTP/1.1 200 OK\r\n\r\n"


def seen(prober: Prober, at: str, timeout: str = "30s", **expect: Any) -> Sample:
    future = prober.begin(plan_of(page={"kind": "http", "at": at, "timeout": timeout, "expect": expect}), "page", AT)
    assert future is not None
    return future.result(60)


def why(sample: Sample) -> tuple[bool, str, str]:
    return sample.ok, sample.why, sample.detail


def a_page_that_is_as_expected_has_a_latency(prober: Prober) -> None:
    with target(saying(OK)) as served:
        sample = seen(prober, f"{served.origin}/healthz?deep=1", contains="ok", within="30s")
    assert (sample.at, sample.ok, sample.why) == (AT, True, "")
    assert sample.latency is not None
    (asked,) = served.asked
    assert asked.startswith("GET /healthz?deep=1 HTTP/1.1\r\n")
    assert f"host: 127.0.0.1:{served.port}\r\n" in asked.lower()


@pytest.mark.parametrize(
    ("answer", "expect", "failed"),
    [
        (OK, {"contains": "healthy"}, ("wrong-content", "")),
        (OK, {"status": 204}, ("wrong-status", "200")),
        (OK.replace(b"200 OK", b"503 Service Unavailable"), {}, ("wrong-status", "503")),
        (OK.replace(b"200 OK", b"302 Found"), {}, ("wrong-status", "302")),
        (OK, {"within": "0s"}, ("too-slow", "0s")),
    ],
)
def a_page_that_is_not_as_expected_says_why(
    prober: Prober, answer: bytes, expect: dict[str, Any], failed: tuple[str, str]
) -> None:
    with target(saying(answer)) as served:
        sample = seen(prober, served.origin, **expect)
    assert why(sample) == (False, *failed)
    assert (sample.latency is None) == (sample.why != "too-slow")


def an_expected_redirect_is_not_followed(prober: Prober) -> None:
    with target(leading("http://elsewhere.example/")) as served:
        assert why(seen(prober, served.origin, status=302)) == (True, "", "")


@pytest.mark.parametrize(
    ("beginning", "drop"),
    [(b"HTTP/1.1 200 OK\r\nX-A: ", b"a"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n"), (ENDLESS, b"o")],
    ids=["the headers", "interim answers", "the body"],
)
def a_page_that_drips_is_given_up_when_its_time_is_over(prober: Prober, beginning: bytes, drop: bytes) -> None:
    with target(lambda conversation: conversation.drips(beginning, drop)) as served:
        assert why(seen(prober, served.origin, timeout="300ms")) == (False, "timed-out", "300ms")


def a_server_that_says_nothing_is_given_up_when_its_time_is_over(prober: Prober) -> None:
    with mute() as origin:
        assert why(seen(prober, origin, timeout="200ms")) == (False, "timed-out", "200ms")


def a_page_without_end_is_read_up_to_a_bound(prober: Prober) -> None:
    def pour(conversation: Any) -> None:
        conversation.says(ENDLESS)
        while not conversation.over.is_set():
            conversation.says(b"never " * 1000)

    with target(pour) as served:
        assert why(seen(prober, served.origin, contains="healthy")) == (False, "too-large", "")
        assert why(seen(prober, served.origin, contains="never")) == (True, "", "")


def a_connection_to_where_nobody_serves_is_refused(prober: Prober) -> None:
    sample = seen(prober, nobody())
    assert (sample.ok, sample.why) == (False, "refused")


def one_redirect_after_the_other_on_the_same_host_is_followed(prober: Prober) -> None:
    with target(leading("/1", "2")) as served:
        assert why(seen(prober, served.origin, contains="ok")) == (True, "", "")
    assert [asked.split(" ")[1] for asked in served.asked] == ["/", "/1", "/2"]


def a_redirect_that_never_ends_is_given_up_after_three(prober: Prober) -> None:
    with target(leading("/")) as served:
        sample = seen(prober, served.origin)
    assert why(sample) == (False, "redirects", f"{served.origin}/")
    assert len(served.asked) == 4


def a_redirect_to_where_the_plan_does_not_lead_is_not_followed(prober: Prober) -> None:
    with target(saying(OK)) as other, target(leading(f"{other.origin}/secret")) as served:
        sample = seen(prober, served.origin)
        assert why(sample) == (False, "redirected", other.origin)
    assert other.asked == []


@pytest.mark.parametrize(
    "location",
    [
        "//169.254.169.254/latest/meta-data",
        "http://localhost:1/",
        "file:///etc/passwd",
        "https://a b/",
        "http://[",
    ],
)
def a_redirect_to_the_inside_or_to_nothing_is_not_followed(prober: Prober, location: str) -> None:
    with target(leading(location)) as served:
        sample = seen(prober, served.origin)
    assert (sample.ok, len(served.asked)) == (False, 1)
    assert sample.why in ("redirected", "hung-up")


def a_redirect_to_a_page_that_another_watch_names_is_followed(prober: Prober) -> None:
    with target(saying(OK)) as other, target(leading(f"{other.origin}/login#top")) as served:
        plan = plan_of(page={"kind": "http", "at": served.origin}, login={"kind": "http", "at": other.origin})
        future = prober.begin(plan, "page", AT)
        assert future
        assert future.result(60).ok
    assert [asked.split(" ")[1] for asked in other.asked] == ["/login"]


def hidden(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> list[str]:
    """What the resolver says, one answer after the other, the last for ever; and whom it was asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in answers[min(len(asked), len(answers)) - 1]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.parametrize("ips", [("169.254.169.254",), ("127.0.0.1", "169.254.169.254"), ("::ffff:a9fe:a9fe",)])
def a_name_that_resolves_to_the_inside_is_not_looked_at(
    prober: Prober, monkeypatch: pytest.MonkeyPatch, ips: tuple[str, ...]
) -> None:
    with target(saying(OK)) as served:
        hidden(monkeypatch, ips)
        sample = seen(prober, f"http://small.example:{served.port}/")
    assert why(sample) == (False, "not-allowed", ips[-1])
    assert served.asked == []


def a_name_is_resolved_once_and_asked_for_by_its_name(prober: Prober, monkeypatch: pytest.MonkeyPatch) -> None:
    with target(saying(OK)) as served:
        asked = hidden(monkeypatch, ("127.0.0.1",), ("169.254.169.254",))
        assert seen(prober, f"http://small.example:{served.port}/").ok
    assert asked.count("small.example") == 1
    assert f"host: small.example:{served.port}\r\n" in served.asked[0].lower()


def the_next_machine_of_a_name_is_asked_when_the_first_refuses(prober: Prober, monkeypatch: pytest.MonkeyPatch) -> None:
    with target(saying(OK)) as served:
        hidden(monkeypatch, ("127.0.0.9", "127.0.0.1"))
        assert seen(prober, f"http://small.example:{served.port}/").ok


def a_server_that_hangs_up_or_speaks_something_else_is_told_apart_from_none(prober: Prober) -> None:
    for answer in (b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall"):
        with target(saying(answer)) as served:
            sample = seen(prober, served.origin)
            assert (sample.ok, sample.why) == (False, "hung-up")


ANSWER: list[bytes] = [b""]


@pytest.fixture(name="babbler", scope="module")
def one_server_for_all_examples() -> Any:
    manners: Manners = lambda conversation: conversation.says(ANSWER[0])  # noqa: E731 - what it says changes
    with target(manners) as served:
        yield served


BROKEN = st.builds(
    lambda status, headers, body: b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n\r\n" + body,
    st.sampled_from([b"200 OK", b"301 Moved", b"99 ?", b"-1", b"302 Found"]),
    st.sampled_from(
        [b"Location: \x80\xff", b"Location: http://[::", b"Content-Length: x", b"Transfer-Encoding: chunked"]
    )
    | st.binary(max_size=30),
    st.binary(max_size=30),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | BROKEN)
def nothing_a_server_says_is_raised(prober: Prober, babbler: Any, answer: bytes) -> None:
    ANSWER[0] = answer
    sample = seen(prober, babbler.origin)
    assert sample.ok == (sample.why == "")
