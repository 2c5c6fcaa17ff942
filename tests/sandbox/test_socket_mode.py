"""Socket Mode on the wire: hello, envelopes, acknowledgements, retries, disconnects."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import websocket
from slack_sdk import WebClient

from sandbox import Person, Server, running
from tests.sandbox.office import (
    PATIENCE,
    PEOPLE,
    BareSocket,
    app_in_socket_mode,
    bare_socket,
    error,
    gives_up_soon,
    in_background,
    manifest,
)

# websocket-client leaves the socket of a connection that the server closed to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def wire(server: Server) -> Iterator[BareSocket]:
    with bare_socket(server) as connection:
        assert connection.receive()["type"] == "hello"
        yield connection


def the_hello_counts_connections_and_names_the_app(server: Server) -> None:
    with bare_socket(server) as first, bare_socket(server, "&debug_reconnects=true") as second:
        hello = first.receive()
        assert hello["num_connections"] == 1
        assert hello["connection_info"] == {"app_id": server.workspace.bot.app_id}
        assert hello["debug_info"]["approximate_connection_time"] == 18_060
        hello = second.receive()
        assert hello["num_connections"] == 2
        assert hello["debug_info"]["approximate_connection_time"] == 360


def a_ticket_opens_one_connection(server: Server) -> None:
    address = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)["url"]
    BareSocket(address).close()
    with pytest.raises(websocket.WebSocketException):
        BareSocket(address)


def an_eleventh_connection_is_turned_away(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(bare_socket(server)).receive()
        eleventh = stack.enter_context(bare_socket(server))
        assert eleventh.receive()["reason"] == "too_many_websockets"


def no_connection_opens_with_socket_mode_off() -> None:
    with running(people=PEOPLE, manifest=manifest(socket_mode=False)) as server:
        app = WebClient(server.app_token, base_url=server.api_url)
        assert error(app, "apps.connections.open") == "socket_mode_disabled"


def a_first_delivery_says_attempt_zero_and_an_empty_reason(server: Server, wire: BareSocket) -> None:
    server.person("chen").says("hello")
    envelope = wire.receive()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")


@pytest.mark.parametrize("server", [1.0], indirect=True, ids=["gives up after a second"])
def an_event_is_delivered_again_until_it_is_acknowledged(server: Server, wire: BareSocket) -> None:
    server.person("chen").says("hello")
    first = wire.receive()
    second = wire.receive()
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert second["payload"]["event_id"] == first["payload"]["event_id"]
    assert second["envelope_id"] != first["envelope_id"]
    server.wait_for_calm()
    assert [d.outcome for d in server.workspace.log.deliveries()] == ["timed out"] * 2
    assert wire.hears_nothing()
    server.clock.move(60)
    third = wire.receive()
    assert third["retry_attempt"] == 2
    wire.ack(third)
    server.wait_for_calm()
    server.clock.move(300)
    assert wire.hears_nothing()


@gives_up_soon
def an_event_is_given_up_after_three_retries(server: Server, wire: BareSocket) -> None:
    server.person("chen").says("hello")
    assert wire.receive()["retry_attempt"] == 0
    for retry, seconds in ((1, 60), (2, 300), (3, 10_000)):
        assert wire.receive()["retry_attempt"] == retry
        server.wait_for_calm()
        server.clock.move(seconds)
    assert [d.outcome for d in server.workspace.log.deliveries()] == ["timed out"] * 4
    assert wire.hears_nothing()


def each_envelope_goes_to_exactly_one_socket(server: Server) -> None:
    with bare_socket(server) as first, bare_socket(server) as second:
        first.receive()
        second.receive()
        server.person("chen").says("one")
        server.person("chen").says("two")
        heard = [first.receive(), second.receive()]
        for connection, envelope in zip((first, second), heard, strict=True):
            connection.ack(envelope)
        assert {envelope["payload"]["event"]["text"] for envelope in heard} == {"one", "two"}
        assert first.hears_nothing()
        assert second.hears_nothing()


def a_command_takes_its_answer_in_the_acknowledgement(server: Server, wire: BareSocket) -> None:
    chen = server.person("chen")
    with in_background(lambda: chen.types("/ship status")) as typing:
        envelope = wire.receive()
        wire.ack(envelope, {"text": "all is well"})
        answer = typing.result()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert (answer.text, answer.ephemeral) == ("all is well", True)
    assert "retry_attempt" not in envelope


def a_payload_on_an_events_acknowledgement_is_ignored(server: Server, wire: BareSocket) -> None:
    server.person("chen").says("hello")
    wire.ack(wire.receive(), {"text": "nobody sees this"})
    server.wait_for_calm()
    assert server.workspace.log.deliveries()[-1].reply is None


@gives_up_soon
def a_command_without_an_acknowledgement_times_out_and_is_not_retried(server: Server, wire: BareSocket) -> None:
    answer = server.person("chen").types("/ship status")
    assert answer.failed == "operation_timeout"
    wire.receive()
    server.clock.move(400)
    assert wire.hears_nothing()


def a_command_without_any_connection_fails_to_dispatch(server: Server) -> None:
    assert server.person("chen").types("/ship status").failed == "dispatch_failed"


def a_ping_gets_its_pong(wire: BareSocket) -> None:
    wire.raw.ping("are you there")
    opcode, content = wire.raw.recv_data(control_frame=True)
    assert (opcode, content) == (websocket.ABNF.OPCODE_PONG, b"are you there")


def a_disconnect_frame_says_why(server: Server, wire: BareSocket) -> None:
    server.trouble.disconnect("warning")
    assert wire.receive()["reason"] == "warning"
    server.trouble.disconnect("link_disabled")
    assert wire.receive()["reason"] == "link_disabled"
    server.workspace.wait_until(lambda: server.socket_count == 0, what="the end of the connection")


def a_connection_is_warned_and_refreshed_when_its_time_is_over(server: Server) -> None:
    with bare_socket(server, "&debug_reconnects=true") as connection:
        connection.receive()
        server.clock.move(351)
        assert connection.receive()["reason"] == "warning"
        server.clock.move(10)
        assert connection.receive()["reason"] == "refresh_requested"


@gives_up_soon
def a_half_open_socket_stays_up_and_says_nothing(server: Server, wire: BareSocket) -> None:
    server.trouble.mute_sockets()
    assert server.person("chen").types("/ship status").failed == "operation_timeout"
    wire.raw.ping("are you there")
    assert wire.hears_nothing()
    assert server.socket_count == 1


def a_cut_socket_ends_without_a_word(server: Server, wire: BareSocket) -> None:
    server.trouble.cut_sockets()
    with pytest.raises((websocket.WebSocketException, ConnectionError)):
        wire.receive()
    server.workspace.wait_until(lambda: server.socket_count == 0, what="the end of the connection")


@pytest.mark.parametrize("server", [3.0], indirect=True, ids=["gives up as Slack does"])
def a_bolt_app_survives_a_refresh(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        server.trouble.disconnect("refresh_requested")
        server.workspace.wait_until(lambda: len(server.workspace.log.calls("apps.connections.open")) >= 2)
        assert "you typed: status" in _tries(server)
        assert app.heard == []


def _tries(server: Server) -> Iterator[str | None]:
    """The SDK may change sockets once more, as with Slack: who typed meanwhile types again."""
    for _ in range(5):
        server.wait_for_sockets()
        yield server.person("chen").types("/ship status").text


def a_bolt_app_answers_commands_clicks_and_reactions(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        chen = server.person("chen")
        answer = chen.types("/ship done 1b")
        assert (answer.failed, answer.text, answer.ephemeral) == (None, "you typed: done 1b", True)
        assert answer.message is not None
        assert chen.clicks(answer.message, text="Sign").wait(PATIENCE).text == "signed 1b"
        assert [message.text for message in chen.sees()] == ["signed 1b"]
        message = server.person("fu").says("look")
        chen.reacts("✅", on=message)
        server.wait_for_calm()
        assert [body["event"]["type"] for body in app.heard] == ["message", "reaction_added"]


@gives_up_soon
def an_event_nobody_listens_to_is_gone_after_three_retries(server: Server, chen: Person) -> None:
    """Socket Mode keeps nothing: at once, after a minute, after five more, and never again."""
    chen.says("early")
    server.wait_for_calm()
    server.leap(61)
    server.wait_for_calm()
    chen.says("late")
    server.wait_for_calm()
    server.leap(301)
    server.wait_for_calm()
    attempts = [delivery.attempt for delivery in server.workspace.log.deliveries("message")]
    assert sorted(attempts) == [0, 0, 1, 1, 2, 2, 3]
    with bare_socket(server) as connection:
        connection.receive()
        server.leap(301)
        assert connection.receive()["payload"]["event"]["text"] == "late"
        server.leap(3600)
        assert connection.hears_nothing()
