"""Trouble made on purpose: calls that fail in every way, acknowledgements lost, events again and out of order."""

import time
from http.client import HTTPException

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Dropped, ErrorAnswer, LostAnswer, RateLimited, Server, ServerError, Slow
from sandbox.state.faults import fault_from
from tests.sandbox.office import app_in_socket_mode, bare_socket, error

# websocket-client leaves the socket of a connection that the server closed to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def patient(server: Server, timeout: int = 30) -> WebClient:
    """A client that never tries again by itself."""
    return WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[], timeout=timeout)


def texts(server: Server) -> list[str]:
    return [message.text for message in server.person("chen").sees()]


def a_lost_answer_means_performed_but_unknown(server: Server) -> None:
    server.faults.next("chat.postMessage", LostAnswer())
    with pytest.raises((OSError, HTTPException)):
        patient(server).chat_postMessage(channel="#office", text="a")
    assert texts(server) == ["a"]
    assert server.workspace.log.calls("chat.postMessage")[0].fault == "performed, answer lost"


def the_sdks_own_retry_posts_twice_when_the_answer_is_lost(server: Server, client: WebClient) -> None:
    server.faults.next("chat.postMessage", LostAnswer())
    client.chat_postMessage(channel="#office", text="a")
    assert texts(server) == ["a", "a"]


def a_dropped_call_is_not_performed(server: Server) -> None:
    server.faults.next("chat.postMessage", Dropped())
    with pytest.raises((OSError, HTTPException)):
        patient(server).chat_postMessage(channel="#office", text="a")
    assert texts(server) == []


def a_rate_limited_call_says_when_to_come_back(server: Server) -> None:
    server.faults.next("chat.postMessage", RateLimited(retry_after=7), times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refusal:
            patient(server).chat_postMessage(channel="#office", text="a")
        assert refusal.value.response.status_code == 429
        assert refusal.value.response.headers["Retry-After"] == "7"
    assert patient(server).chat_postMessage(channel="#office", text="a")["ok"]


@pytest.mark.parametrize("status", [500, 502, 503])
def a_server_error_is_not_json(server: Server, status: int) -> None:
    server.faults.next("*", ServerError(status))
    with pytest.raises(SlackApiError) as refusal:
        patient(server).auth_test()
    assert refusal.value.response.status_code == status


def an_error_answer_is_slacks_own(server: Server) -> None:
    server.faults.next("chat.postMessage", ErrorAnswer("fatal_error"))
    assert error(patient(server), "chat.postMessage", channel="#office", text="a") == "fatal_error"


def a_slow_call_is_performed_although_the_client_has_given_up(server: Server) -> None:
    server.faults.next("chat.postMessage", Slow(1.3))
    with pytest.raises(OSError, match="timed out"):
        patient(server, timeout=1).chat_postMessage(channel="#office", text="a")
    assert texts(server) == ["a"]


def a_slow_call_may_be_performed_late(server: Server) -> None:
    server.faults.next("chat.postMessage", Slow(1.3, performed="after"))
    started = time.monotonic()
    with pytest.raises(OSError, match="timed out"):
        patient(server, timeout=1).chat_postMessage(channel="#office", text="a")
    assert texts(server) == []
    server.workspace.wait_until(lambda: texts(server) == ["a"])
    assert time.monotonic() - started >= 1.3


def a_workspace_that_is_down_answers_nobody_and_comes_back(server: Server) -> None:
    with bare_socket(server) as connection:
        connection.receive()
        server.trouble.down()
        with pytest.raises(SlackApiError) as refusal:
            patient(server).auth_test()
        assert refusal.value.response.status_code == 503
        server.workspace.wait_until(lambda: server.socket_count == 0)
    server.trouble.up()
    assert patient(server).auth_test()["ok"]


def a_lost_acknowledgement_brings_the_event_again_to_bolt_twice(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        server.faults.lose_acks("message")
        server.person("chen").says("hello")
        server.wait_for_calm()
        assert [body["event"]["text"] for body in app.heard] == ["hello", "hello"]
        assert len({body["event_id"] for body in app.heard}) == 1
        assert [d.outcome for d in server.workspace.log.deliveries()] == ["answer dropped", "acknowledged"]


def a_lost_acknowledgement_of_a_command_is_a_time_out_for_her(server: Server) -> None:
    with app_in_socket_mode(server):
        server.faults.lose_acks("slash_commands")
        assert server.person("chen").types("/ship").failed == "operation_timeout"


def an_event_can_be_delivered_again_with_the_same_id(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        server.person("chen").says("hello")
        server.wait_for_calm()
        server.trouble.redeliver("message", times=3)
        server.workspace.wait_until(lambda: len(app.heard) == 4)
        assert len({body["event_id"] for body in app.heard}) == 1


def an_event_can_come_late_and_out_of_order(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        server.trouble.hold_events()
        for text in ("one", "two", "three"):
            server.person("chen").says(text)
        server.wait_for_calm()
        assert app.heard == []
        server.trouble.release_events(backwards=True)
        server.wait_for_calm()
        assert {body["event"]["text"] for body in app.heard} == {"one", "two", "three"}
        assert [d.payload["event"]["text"] for d in server.workspace.log.deliveries("message")] == [
            "three",
            "two",
            "one",
        ]


def a_fault_can_be_written_as_data() -> None:
    assert fault_from({"kind": "rate_limited", "retry_after": 3}) == RateLimited(3)
    with pytest.raises(ValueError, match="kind is one of"):
        fault_from({"kind": "earthquake"})
    with pytest.raises(ValueError, match="no Slow fault"):
        fault_from({"kind": "slow"})
