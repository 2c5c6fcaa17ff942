"""Our answers and payloads against Slack's published samples: our keys a subset of theirs, of the same types."""

import json
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Person, Server
from tests.sandbox.office import SUBMIT, actions, bare_socket, button, in_background, modal, section, text_input
from tests.sandbox.shapes import EVENT_SAMPLES, SHAPES, strangers

Json = dict[str, Any]

pytestmark = pytest.mark.skipif(not SHAPES.exists(), reason="Slack's samples (../shared/slack-truth) are not here")


@pytest.fixture(scope="module")
def shapes() -> Json:
    return dict(json.loads(SHAPES.read_text(encoding="utf-8")))


@pytest.fixture
def answers(server: Server, client: WebClient, channel: str) -> dict[str, Json]:
    """One good answer of each method."""
    chen = server.person("chen")
    blocks = [section(), actions(button())]
    metadata = {"event_type": "card", "event_payload": {"key": "1b"}}
    posted = client.chat_postMessage(channel=channel, text="a", blocks=blocks, metadata=metadata)
    ts = posted["ts"]
    reply = client.chat_postMessage(channel=channel, text="b", thread_ts=ts, reply_broadcast=True)
    chen.reacts("✅", on=chen.sees()[0])
    soon = int(server.clock.now()) + 600
    scheduled = client.chat_scheduleMessage(channel=channel, text="later", post_at=soon)
    upload = client.files_getUploadURLExternal(filename="a.md", length=1)
    client.files_upload_v2(channel=channel, content="x", filename="b.md")
    known: dict[str, Any] = {
        "auth.test": client.auth_test(),
        "team.info": client.team_info(),
        "bots.info": client.bots_info(bot=server.workspace.bot.bot_id),
        "apps.connections.open": client.apps_connections_open(app_token=server.app_token),
        "chat.postMessage": posted,
        "chat.update": client.chat_update(channel=channel, ts=ts, text="c", blocks=blocks),
        "chat.postEphemeral": client.chat_postEphemeral(channel=channel, user=chen.id, text="d"),
        "chat.getPermalink": client.chat_getPermalink(channel=channel, message_ts=ts),
        "chat.scheduleMessage": scheduled,
        "chat.scheduledMessages.list": client.chat_scheduledMessages_list(),
        "conversations.open": client.conversations_open(users=chen.id, return_im=True),
        "conversations.info": client.conversations_info(channel=channel, include_num_members=True),
        "conversations.list": client.conversations_list(types="public_channel,im"),
        "conversations.members": client.conversations_members(channel=channel),
        "conversations.join": client.conversations_join(channel=channel),
        "conversations.history": client.conversations_history(channel=channel, include_all_metadata=True, limit=2),
        "conversations.replies": client.conversations_replies(channel=channel, ts=ts, include_all_metadata=True),
        "users.conversations": client.users_conversations(types="public_channel,im"),
        "users.list": client.users_list(include_locale=True),
        "users.info": client.users_info(user=chen.id, include_locale=True),
        "users.lookupByEmail": client.users_lookupByEmail(email="chen@office.example"),
        "reactions.get": client.reactions_get(channel=channel, timestamp=ts),
        "files.getUploadURLExternal": upload,
        "views.publish": client.views_publish(user_id=chen.id, view={"type": "home", "blocks": blocks}),
        "chat.deleteScheduledMessage": client.chat_deleteScheduledMessage(
            channel=channel, scheduled_message_id=scheduled["scheduled_message_id"]
        ),
        "chat.delete": client.chat_delete(channel=channel, ts=reply["ts"]),
    }
    return {method: dict(answer.data) for method, answer in known.items()}


def every_answer_has_only_slacks_keys_with_slacks_types(answers: dict[str, Json], shapes: Json) -> None:
    found = {method: strangers(answer, shapes["api"][method]) for method, answer in answers.items()}
    assert {method: paths for method, paths in found.items() if paths} == {}


def every_event_has_only_slacks_keys_with_slacks_types(server: Server, client: WebClient, shapes: Json) -> None:
    chen = server.person("chen")
    message = chen.says("hello")
    chen.reacts("✅", on=message)
    chen.unreacts("✅", on=message)
    chen.deletes(chen.edits(chen.says("once"), "twice"))
    client.chat_postMessage(channel="#office", text="from the bot", blocks=[section()])
    client.views_publish(user_id=chen.id, view={"type": "home", "blocks": []})
    chen.opens_home()
    server.welcome("zhou").joins("office")
    server.change_user("fu", email="fucheng@office.example")
    server.wait_for_calm()
    seen = {}
    for delivery in server.workspace.log.deliveries():
        event = delivery.payload["event"]
        name = str(event.get("subtype") or event["type"])
        seen[name] = strangers(delivery.payload, shapes["events"][EVENT_SAMPLES[name]])
    assert {name: paths for name, paths in seen.items() if paths} == {}
    assert set(seen) == set(EVENT_SAMPLES)


def every_interaction_has_only_slacks_keys_with_slacks_types(server: Server, client: WebClient, shapes: Json) -> None:
    chen = server.person("chen")
    with bare_socket(server) as wire:
        wire.receive()

        def payload_of(act: Any) -> Json:
            with in_background(act):
                envelope = wire.receive()
                while envelope["type"] == "events_api":
                    wire.ack(envelope)
                    envelope = wire.receive()
                wire.ack(envelope)
            return dict(envelope["payload"])

        command = payload_of(lambda: chen.types("/ship status"))
        client.chat_postMessage(channel="#office", text="card", blocks=[section(), actions(button(value="1"))])
        click = payload_of(lambda: chen.clicks(chen.sees()[0], text="Sign"))
        form = modal(text_input(), **SUBMIT, notify_on_close=True)
        client.views_open(trigger_id=click["trigger_id"], view=form)
        submission = payload_of(lambda: chen.submits(values={"typed": "x"}))
        closed = _closed(client, chen, payload_of, form)
        kept = payload_of(lambda: chen.takes_shortcut("Keep", chen.sees()[0]))
    backend = shapes["app-backend"]
    # a form knows strings only; the sample shows the field as Java reads it
    assert strangers(command, backend["SlashCommandPayload"]) == ["is_enterprise_install: string, not boolean"]
    assert strangers(submission, backend["ViewSubmissionPayload"]) == []
    assert strangers(click, backend["BlockActionPayload"]) == []
    assert strangers(closed, backend["ViewClosedPayload"]) == []
    assert strangers(kept, backend["MessageShortcutPayload"]) == []


def _closed(client: WebClient, chen: Person, payload_of: Any, form: Json) -> Json:
    command = payload_of(lambda: chen.types("/ship status"))
    client.views_open(trigger_id=command["trigger_id"], view=form)
    return dict(payload_of(chen.closes))
