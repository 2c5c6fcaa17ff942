"""Somebody else's Bolt app: its own manifest, `python -m sandbox`, and what the announcement says; nothing else.

And what public apps live on: a shortcut, a form that changes under one's hands, an answer where the form says.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox import Person, Server
from tests.sandbox.office import SUBMIT, Json, actions, app_in_socket_mode, button, modal, text_input

ROOT = Path(__file__).parents[2]
MANIFEST = """
display_information: {name: Coffee}
features:
  bot_user: {display_name: coffee}
  slash_commands: [{command: /coffee, description: asks for coffee}]
oauth_config: {scopes: {bot: [commands, chat:write]}}
settings: {socket_mode_enabled: true}
"""

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@contextmanager
def workspace(manifest: Path) -> Iterator[Json]:
    """The announcement of one that runs on its own."""
    line = [sys.executable, "-m", "sandbox", "--manifest", str(manifest), "--port", "0"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def connected(known: Json) -> Iterator[None]:
    """An app as the README starts it."""
    app = App(client=WebClient(known["bot_token"], base_url=known["api_url"]))

    @app.command("/coffee")
    def brew(ack: Ack, command: Json) -> None:
        ack(f"One {command['text']}, coming.")

    handler: Any = SocketModeHandler(app, known["app_token"])
    handler.connect()
    try:
        yield
    finally:
        handler.client.auto_reconnect_enabled = False
        closing = threading.Thread(target=handler.close, daemon=True)
        closing.start()
        closing.join(2)


def a_bolt_app_runs_on_its_manifest_and_the_announcement_alone(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    with workspace(manifest) as known, connected(known):
        act = {"person": "ada", "do": "command", "text": "/coffee espresso"}
        outcome = httpx.post(f"{known['page']}sandbox/act", json=act, trust_env=False).json()
    assert (outcome["answer"]["failed"], outcome["answer"]["text"]) == (None, "One espresso, coming.")


def form(title: str) -> Json:
    where = {"type": "conversations_select", "action_id": "picked", "response_url_enabled": True}
    label = {"type": "plain_text", "text": "Where to"}
    picker = {"type": "input", "block_id": "where", "label": label, "element": where}
    blocks = [text_input(), picker, actions(button("change", "Change"))]
    return modal(*blocks, callback_id="form", **SUBMIT) | {"title": {"type": "plain_text", "text": title}}


def an_app_of_forms_asks_changes_posts_and_answers_where_the_form_says(
    server: Server, channel: str, chen: Person
) -> None:
    with app_in_socket_mode(server) as app:

        @app.bolt.shortcut("write")
        def write(ack: Ack, body: Json, client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=form("First"))

        @app.bolt.action("change")
        def change(ack: Ack, body: Json, client: WebClient) -> None:
            ack()
            client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=form("Second"))

        @app.bolt.view("form")
        def sent(ack: Ack, view: Json, client: WebClient, respond: Respond) -> None:
            ack()
            values = view["state"]["values"]
            client.chat_postMessage(
                channel=values["where"]["picked"]["selected_conversation"], text=values["note"]["typed"]["value"]
            )
            respond("It is there.")

        def titled(title: str) -> bool:
            return chen.modal is not None and chen.modal.content["title"]["text"] == title

        chen.takes_shortcut("Write")
        server.workspace.wait_until(lambda: titled("First"), timeout=30)
        assert chen.modal is not None
        chen.clicks(chen.modal, text="Change")
        server.workspace.wait_until(lambda: titled("Second"), timeout=30)
        assert chen.submits(values={"note": "hello", "where": channel}).errors == {}
        server.workspace.wait_until(lambda: chen.ephemerals, timeout=30)
    assert [message.text for message in chen.sees()] == ["hello", "It is there."]
