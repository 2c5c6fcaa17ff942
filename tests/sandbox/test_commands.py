"""Slash commands: what the app is sent, and what the person sees of its answer."""

from dataclasses import replace
from typing import Any

import pytest

from sandbox import Server, running
from sandbox.people.composing import command_text, message_text
from tests.sandbox.office import PEOPLE, BareSocket, bare_socket, button, in_background, manifest, section


def typed(
    server: Server, wire: BareSocket, line: str, payload: Any = None, channel: str | None = None
) -> tuple[Any, Any]:
    """The payload the app got for `line`, and what chen saw of `payload` as its answer."""
    with in_background(lambda: server.person("chen").types(line, channel)) as typing:
        envelope = wire.receive()
        wire.ack(envelope, payload)
        return envelope["payload"], typing.result()


@pytest.fixture
def wire(server: Server) -> Any:
    with bare_socket(server) as connection:
        connection.receive()
        yield connection


def a_command_carries_exactly_slacks_fields(server: Server, wire: BareSocket, channel: str) -> None:
    payload, _ = typed(server, wire, "/ship done 1b  all good ")
    chen = server.person("chen")
    assert payload == {
        "token": server.workspace.verification_token,
        "team_id": server.workspace.id,
        "team_domain": "local-workspace",
        "channel_id": channel,
        "channel_name": "office",
        "user_id": chen.id,
        "user_name": "chen",
        "command": "/ship",
        "text": "done 1b  all good",
        "api_app_id": server.workspace.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": payload["response_url"],
        "trigger_id": payload["trigger_id"],
    }
    assert payload["response_url"].startswith(server.page)


def a_command_in_the_bots_conversation_is_a_direct_message(server: Server, wire: BareSocket) -> None:
    payload, answer = typed(server, wire, "/ship", {"text": "hi"}, channel="dm")
    assert (payload["channel_name"], payload["channel_id"][0]) == ("directmessage", "D")
    assert answer.text == "hi"


def a_mention_arrives_escaped_when_the_manifest_says_so(server: Server, wire: BareSocket, channel: str) -> None:
    payload, _ = typed(server, wire, "/ship assign dba @fu in #office & <soon>")
    fu = server.person("fu").id
    assert payload["text"] == f"assign dba <@{fu}|fu> in <#{channel}|office> &amp; &lt;soon&gt;"


def a_mention_arrives_plain_otherwise() -> None:
    with running(people=PEOPLE, manifest=manifest(escape=False)) as server:
        fu = server.person("fu").id
        typed_text = f"assign dba <@{fu}> or @chen & more"
        assert command_text(server.workspace, typed_text, escape=False) == "assign dba @fu or @chen & more"


def a_mention_may_be_by_full_name_or_of_nobody(server: Server) -> None:
    lead = server.person("lead").id
    assert command_text(server.workspace, "ask @石稼晟", escape=True) == f"ask <@{lead}|lead>"
    assert command_text(server.workspace, "ask @stranger", escape=True) == "ask @stranger"
    assert command_text(server.workspace, "ask @no such person", escape=True) == "ask @no such person"


def a_mention_may_be_of_a_name_of_several_words(server: Server) -> None:
    bot, fu = server.workspace.bot.user_id, server.person("fu").id
    server.workspace.users[bot] = replace(server.workspace.users[bot], name="Night Porter")
    assert message_text(server.workspace, "@Night Porter 我的 & @fu") == f"<@{bot}> 我的 &amp; <@{fu}>"
    assert message_text(server.workspace, "@channel now, @Night porter") == "<!channel> now, @Night porter"


def an_empty_acknowledgement_shows_nothing(server: Server, wire: BareSocket) -> None:
    _, answer = typed(server, wire, "/ship")
    assert (answer.failed, answer.text, answer.message) == (None, "", None)
    assert server.person("chen").sees() == []


def an_answer_is_ephemeral_unless_the_app_says_in_channel(server: Server, wire: BareSocket) -> None:
    _, quiet = typed(server, wire, "/ship", {"text": "only you"})
    _, loud = typed(server, wire, "/ship", {"text": "all of you", "response_type": "in_channel"})
    assert (quiet.ephemeral, loud.ephemeral) == (True, False)
    assert [message.text for message in server.person("fu").sees()] == ["all of you"]
    assert [message.text for message in server.person("chen").sees()] == ["only you", "all of you"]


def an_answer_with_bad_blocks_is_not_shown(server: Server, wire: BareSocket) -> None:
    _, answer = typed(server, wire, "/ship", {"blocks": [section("")]})
    assert answer.failed == "invalid_blocks"
    assert server.person("chen").sees() == []


def an_answer_may_have_blocks_with_buttons(server: Server, wire: BareSocket) -> None:
    _, answer = typed(server, wire, "/ship", {"text": "a", "blocks": [section(accessory=button())]})
    assert answer.blocks[0]["accessory"]["action_id"] == "sign"


def a_command_the_manifest_does_not_know_never_reaches_the_app(server: Server, wire: BareSocket) -> None:
    assert server.person("chen").types("/deploy now").failed == "not_a_command"
    assert wire.hears_nothing()


def nobody_types_into_a_channel_she_is_not_in(server: Server) -> None:
    fu = server.person("fu")
    fu.leaves("office")
    with pytest.raises(PermissionError):
        fu.types("/ship")
    assert fu.sees() == []
