"""Socket Mode's oddities in the SDK that is pinned."""

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from websocket import WebSocketApp, WebSocketConnectionClosedException

from bot.slack.socket import Socket


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
