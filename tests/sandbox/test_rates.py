"""429s by tier and channel, on a clock the test moves."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Clock, Rates, Server, running
from sandbox.api.rates import RateLimiter
from tests.sandbox.office import PEOPLE, client_of, manifest


@pytest.fixture
def strict() -> Iterator[Server]:
    with running(people=PEOPLE, manifest=manifest(), clock=Clock(lambda: 1_700_000_000.0)) as server:
        yield server


def wait_told(client: WebClient, method: str, **arguments: object) -> int:
    """How many seconds a 429 asks to wait; 0 if the call went through."""
    try:
        client.api_call(method, params=arguments)
    except SlackApiError as refusal:
        assert refusal.response.status_code == 429
        assert refusal.response["error"] == "ratelimited"
        return int(refusal.response.headers["Retry-After"])
    return 0


def a_channel_takes_a_small_burst_and_then_a_post_a_second(strict: Server) -> None:
    client, channel = client_of(strict), strict.workspace.channel("office").id
    said = {"channel": channel, "text": "a"}
    assert [wait_told(client, "chat.postMessage", **said) for _ in range(5)] == [0, 0, 0, 0, 1]
    strict.clock.move(1)
    assert [wait_told(client, "chat.postMessage", **said) for _ in range(2)] == [0, 1]
    assert len(strict.person("chen").sees()) == 5


def a_second_channel_has_its_own_pace(strict: Server) -> None:
    client, chen, fu = client_of(strict), strict.person("chen").id, strict.person("fu").id
    for _ in range(4):
        wait_told(client, "chat.postMessage", channel=chen, text="a")
    assert wait_told(client, "chat.postMessage", channel=chen, text="a") == 1
    assert wait_told(client, "chat.postMessage", channel=fu, text="a") == 0


@pytest.mark.parametrize(
    ("method", "a_minute"), [("users.list", 20), ("conversations.list", 20), ("conversations.history", 50)]
)
def a_tier_allows_so_many_calls_a_minute(strict: Server, method: str, a_minute: int) -> None:
    client, channel = client_of(strict), strict.workspace.channel("office").id
    assert all(wait_told(client, method, channel=channel) == 0 for _ in range(a_minute))
    assert wait_told(client, method, channel=channel) == 60
    strict.clock.move(60)
    assert wait_told(client, method, channel=channel) == 0


def no_limit_holds_when_rates_are_off() -> None:
    limiter = RateLimiter(Rates.off(), lambda: 0.0)  # what is tried here
    assert {limiter.wait_to_post("C1") for _ in range(100)} == {0}
    assert {limiter.wait_for("users.list", 2) for _ in range(100)} == {0}
