"""A workspace for each test, with Slack's own rates off unless the test is about them."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox import Patience, Person, Rates, Server, running
from sandbox.api.reference import references
from tests.sandbox.office import LONG_ENOUGH, PEOPLE, BareSocket, bare_socket, client_of, manifest


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Waits long for the app, unless a test parametrizes it with the seconds after which it gives up."""
    patience = Patience(ack_timeout=getattr(request, "param", LONG_ENOUGH))
    # A test asks for more in a moment than an app may; what rates do is `test_rates`.
    with running(people=PEOPLE, manifest=manifest(), rates=Rates.off(), patience=patience) as opened:
        yield opened
        assert unknown_refusals(opened) == []


def unknown_refusals(server: Server) -> list[tuple[str, str]]:
    """What was refused with an error that Slack's reference of that method does not have; `api.test` echoes any."""
    refused = (
        (call.method, str(call.answer["error"]))
        for call in server.workspace.log.calls()
        if call.answer.get("ok") is False and not call.fault and call.method in references()
    )
    return [(name, error) for name, error in refused if name != "api.test" and error not in references()[name].errors]


@pytest.fixture
def client(server: Server) -> WebClient:
    return client_of(server)


@pytest.fixture
def channel(server: Server) -> str:
    return server.workspace.channel("office").id


@pytest.fixture
def chen(server: Server) -> Person:
    return server.person("chen")


@pytest.fixture
def wire(server: Server) -> Iterator[BareSocket]:
    """A socket that hears interactions; events are acknowledged on the way."""
    with bare_socket(server) as connection:
        connection.receive()
        yield connection
