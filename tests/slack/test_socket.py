"""Socket Mode's oddities in the SDK that is pinned."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from structlog.testing import capture_logs
from websocket import WebSocketApp, WebSocketConnectionClosedException

from bot.slack.documented import refuse_what_is_no_text
from bot.slack.socket import Socket
from tests.faults.garbage import DONE, HOSTILE, LINE, RAW, TEXTS, TOLD, spoilt


def an_answer_that_finds_no_session_says_so_and_nothing_else() -> None:
    socket = Socket(App(client=WebClient("xoxb-1"), token_verification_enabled=False), "xapp-1", ping=30)
    client = socket._client  # noqa: SLF001 - as it stands while one session gives way to the next
    client.current_session = WebSocketApp("ws://127.0.0.1:9/")
    client.current_session.has_done_teardown = True
    try:
        with pytest.raises(WebSocketConnectionClosedException):
            client.send_message("{}")
    finally:
        socket.close()


def _is_one(payload: Any) -> bool:
    return isinstance(payload, dict)


ENVELOPES = [("events_api", TOLD), ("interactive", DONE), ("slash_commands", [LINE])]
OTHERS = st.dictionaries(TEXTS, HOSTILE, max_size=3)
BROUGHT = st.sampled_from(ENVELOPES).flatmap(
    lambda known: st.tuples(st.just(known[0]), st.sampled_from(known[1]).flatmap(spoilt).filter(_is_one) | OTHERS)
)
"""The SDK itself takes none whose payload is no object."""


@settings(deadline=None, max_examples=80)
@given(BROUGHT, RAW.map(lambda raw: raw.decode("latin-1") + '"disconnect"'))
def nothing_that_a_socket_brings_ends_in_an_exception(brought: tuple[str, Any], message: str) -> None:
    """What a listener makes of it is tried over HTTP: both ways lead to the same door."""
    who = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B0", bot_user_id="U0")  # noqa: S106
    app = App(authorize=lambda: who)
    refuse_what_is_no_text(app)
    socket = Socket(app, "xapp-1", ping=30)
    client: Any = socket._client  # noqa: SLF001 - as the SDK calls it
    client.send_message = lambda _answer: None
    kind, payload = brought
    try:
        with capture_logs() as logged:
            for serve in client.socket_mode_request_listeners:
                serve(client, SocketModeRequest(kind, "e1", payload))
            for hear in client.on_message_listeners:
                hear(client.current_session, message)
        assert not [line for line in logged if line.get("exc_info")]
    finally:
        socket.close()
