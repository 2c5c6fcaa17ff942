"""chat.*: what may be said where, changed and taken back, and what Slack cuts."""

import pytest
from slack_sdk import WebClient

from sandbox import Server, running
from tests.sandbox.office import PEOPLE, actions, button, client_of, error, manifest, section


def a_message_needs_something_to_say(client: WebClient, channel: str) -> None:
    assert error(client, "chat.postMessage", channel=channel) == "no_text"
    assert error(client, "chat.postMessage", channel=channel, text="", blocks=[]) == "no_text"


def a_channel_is_named_by_id_or_name_and_must_exist(client: WebClient, channel: str) -> None:
    assert client.chat_postMessage(channel="#office", text="a")["channel"] == channel
    assert client.chat_postMessage(channel="office", text="b")["channel"] == channel
    assert error(client, "chat.postMessage", channel="C0NOWHERE", text="c") == "channel_not_found"


def the_bot_posts_only_where_it_is_a_member(server: Server, client: WebClient) -> None:
    general = server.workspace.channel("general").id
    assert error(client, "chat.postMessage", channel=general, text="a") == "not_in_channel"
    client.conversations_join(channel=general)
    assert client.chat_postMessage(channel=general, text="a")["ok"]


def every_timestamp_is_unique_and_grows(client: WebClient, channel: str) -> None:
    stamps = [client.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(5)]
    assert stamps == sorted(set(stamps))
    assert all(len(ts.partition(".")[2]) == 6 for ts in stamps)


def a_text_beyond_40000_characters_is_cut(client: WebClient, channel: str) -> None:
    posted = client.chat_postMessage(channel=channel, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000


@pytest.mark.parametrize(("longest", "longer"), [("x" * 4_000, "x"), ("测" * 1_333, "xx"), ("测" * 1_333, "é")])
def an_update_of_more_than_4000_bytes_is_too_long(client: WebClient, channel: str, longest: str, longer: str) -> None:
    ts = client.chat_postMessage(channel=channel, text=longest + longer)["ts"]
    assert client.chat_update(channel=channel, ts=ts, text=longest)["ok"]
    assert error(client, "chat.update", channel=channel, ts=ts, text=longest + longer) == "msg_too_long"


def an_update_with_text_alone_removes_the_blocks(client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="a", blocks=[section()])["ts"]
    changed = client.chat_update(channel=channel, ts=ts, text="b")
    assert "blocks" not in changed["message"]
    assert changed["message"]["edited"]["user"] == changed["message"]["user"]


def only_the_bots_own_messages_can_be_updated_or_deleted(server: Server, client: WebClient, channel: str) -> None:
    hers = server.person("chen").says("mine")
    assert error(client, "chat.update", channel=channel, ts=hers.ts, text="x") == "cant_update_message"
    assert error(client, "chat.delete", channel=channel, ts=hers.ts) == "cant_delete_message"
    assert error(client, "chat.update", channel=channel, ts="1.000001", text="x") == "message_not_found"


def an_update_takes_the_conversations_id_not_the_persons(server: Server, client: WebClient) -> None:
    chen = server.person("chen").id
    posted = client.chat_postMessage(channel=chen, text="psst")
    assert posted["channel"].startswith("D")
    assert error(client, "chat.update", channel=chen, ts=posted["ts"], text="x") == "channel_not_found"
    assert client.chat_update(channel=posted["channel"], ts=posted["ts"], text="x")["ok"]


def an_ephemeral_is_seen_by_one_and_gone_after_a_reload(server: Server, client: WebClient, channel: str) -> None:
    chen, fu = server.person("chen"), server.person("fu")
    ts = client.chat_postEphemeral(channel=channel, user=chen.id, text="only you")["message_ts"]
    assert [message.text for message in chen.sees()] == ["only you"]
    assert fu.sees() == []
    assert error(client, "chat.update", channel=channel, ts=ts, text="x") == "message_not_found"
    assert client.conversations_history(channel=channel)["messages"] == []
    chen.reloads()
    assert chen.sees() == []


def an_ephemeral_needs_somebody_in_the_channel(server: Server, client: WebClient, channel: str) -> None:
    server.person("fu").leaves("office")
    fu = server.person("fu").id
    assert error(client, "chat.postEphemeral", channel=channel, user=fu, text="a") == "user_not_in_channel"
    assert error(client, "chat.postEphemeral", channel=channel, user="U0NOBODY", text="a") == "user_not_in_channel"


def a_deleted_message_is_gone(client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="a")["ts"]
    client.chat_delete(channel=channel, ts=ts)
    assert error(client, "chat.delete", channel=channel, ts=ts) == "message_not_found"


def a_permalink_leads_to_the_message(client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="a")["ts"]
    link = client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/{channel}/p{ts.replace('.', '')}")


def a_reply_to_a_reply_joins_the_same_thread(client: WebClient, channel: str) -> None:
    root = client.chat_postMessage(channel=channel, text="root")["ts"]
    first = client.chat_postMessage(channel=channel, text="first", thread_ts=root)["ts"]
    second = client.chat_postMessage(channel=channel, text="second", thread_ts=first)
    assert second["message"]["thread_ts"] == root


def an_answer_to_a_message_that_is_gone_stands_in_the_channel(client: WebClient, channel: str) -> None:
    root = client.chat_postMessage(channel=channel, text="root")["ts"]
    client.chat_delete(channel=channel, ts=root)
    answered = client.chat_postMessage(channel=channel, text="answer", thread_ts=root)["message"]
    assert "thread_ts" not in answered
    assert error(client, "conversations.replies", channel=channel, ts=root) == "thread_not_found"
    assert [each["text"] for each in client.conversations_history(channel=channel)["messages"]] == ["answer"]


def the_metadata_of_a_message_is_kept_and_checked(client: WebClient, channel: str) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"key": "1b"}}
    client.chat_postMessage(channel=channel, text="a", metadata=metadata)
    plain = client.conversations_history(channel=channel)["messages"][0]
    whole = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert whole["metadata"] == metadata
    large = {"event_type": "outbox", "event_payload": {"key": "x" * 9_000}}
    assert error(client, "chat.postMessage", channel=channel, text="a", metadata=large) == "metadata_too_large"
    wrong = {"event_type": "outbox"}
    assert error(client, "chat.postMessage", channel=channel, text="a", metadata=wrong) == "invalid_metadata_schema"


def every_block_gets_the_ids_it_lacks(server: Server, client: WebClient, channel: str) -> None:
    client.chat_postMessage(channel=channel, text="a", blocks=[section(), actions(button())])
    card = server.person("chen").sees()[0]
    assert all(block["block_id"] for block in card.blocks)
    assert card.blocks[1]["elements"][0]["action_id"] == "sign"


def a_closed_messages_tab_takes_no_direct_message() -> None:
    with running(people=PEOPLE, manifest=manifest(messages_tab=False)) as server:
        chen = server.person("chen").id
        assert error(client_of(server), "chat.postMessage", channel=chen, text="a") == "messages_tab_disabled"


@pytest.mark.parametrize(
    ("text", "pings"),
    [
        ("hello <!channel>", "channel"),
        ("hello <!here|here>", "here"),
        ("hello <!everyone>", "everyone"),
        ("hello &lt;!channel&gt;", None),
        ("hello @channel", None),
    ],
)
def a_mention_is_what_slack_would_notify(
    server: Server, client: WebClient, channel: str, text: str, pings: str
) -> None:
    client.chat_postMessage(channel=channel, text=text)
    client.chat_postMessage(channel=channel, text="in blocks", blocks=[section(text)])
    for message in server.person("chen").sees():
        assert message.mentions.nobody is (pings is None)
        assert pings is None or getattr(message.mentions, pings)


def a_mention_in_plain_text_notifies_nobody(server: Server, client: WebClient, channel: str) -> None:
    fu = server.person("fu").id
    header = {"type": "header", "text": {"type": "plain_text", "text": f"<@{fu}> <!channel>"}}
    client.chat_postMessage(channel=channel, text="a", blocks=[header])
    assert server.person("chen").sees()[-1].mentions.nobody
    client.chat_postMessage(channel=channel, text=f"<@{fu}|fu> please")
    assert server.person("chen").sees()[-1].mentions.users == {fu}
