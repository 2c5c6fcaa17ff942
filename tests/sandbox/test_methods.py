"""History, threads, channels, people, reactions and files as an app reads and writes them."""

import pytest
from slack_sdk import WebClient

from sandbox import Server
from tests.sandbox.office import error


def the_history_is_newest_first_and_pages_by_cursor(client: WebClient, channel: str) -> None:
    for number in range(5):
        client.chat_postMessage(channel=channel, text=str(number))
    first = client.conversations_history(channel=channel, limit=2)
    second = client.conversations_history(channel=channel, limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert [message["text"] for message in second["messages"]] == ["2", "1"]
    assert first["has_more"] is True
    assert error(client, "conversations.history", channel=channel, cursor="nonsense") == "invalid_cursor"


def the_history_keeps_to_its_bounds(client: WebClient, channel: str) -> None:
    stamps = [client.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(3)]
    after = client.conversations_history(channel=channel, oldest=stamps[0])["messages"]
    with_end = client.conversations_history(channel=channel, oldest=stamps[0], inclusive=True)["messages"]
    before = client.conversations_history(channel=channel, latest=stamps[1])["messages"]
    assert [message["text"] for message in after] == ["2", "1"]
    assert [message["text"] for message in with_end] == ["2", "1", "0"]
    assert [message["text"] for message in before] == ["0"]
    assert error(client, "conversations.history", channel=channel, oldest="yesterday") == "invalid_ts_oldest"


def a_reply_stands_in_its_thread_and_a_broadcast_in_both(server: Server, client: WebClient, channel: str) -> None:
    root = client.chat_postMessage(channel=channel, text="root")["ts"]
    client.chat_postMessage(channel=channel, text="quiet", thread_ts=root)
    client.chat_postMessage(channel=channel, text="loud", thread_ts=root, reply_broadcast=True)
    shown = client.conversations_history(channel=channel)["messages"]
    assert [message["text"] for message in shown] == ["loud", "root"]
    assert shown[0]["subtype"] == "thread_broadcast"
    assert shown[1]["reply_count"] == 2
    thread = client.conversations_replies(channel=channel, ts=root)["messages"]
    assert [message["text"] for message in thread] == ["root", "quiet", "loud"]
    assert thread[1]["parent_user_id"] == server.workspace.bot.user_id
    assert error(client, "conversations.replies", channel=channel, ts="1.000001") == "thread_not_found"


def a_channel_is_read_by_its_members_only(server: Server, client: WebClient) -> None:
    general = server.workspace.channel("general").id
    assert error(client, "conversations.history", channel=general) == "not_in_channel"
    assert error(client, "conversations.history", channel="C0NOWHERE") == "channel_not_found"


def the_bot_is_in_the_plans_channel_only(client: WebClient, channel: str) -> None:
    listed = {entry["name"]: entry["is_member"] for entry in client.conversations_list()["channels"]}
    assert listed == {"general": False, "office": True}
    assert [entry["id"] for entry in client.users_conversations()["channels"]] == [channel]
    assert client.conversations_info(channel=channel, include_num_members=True)["channel"]["num_members"] == 4
    first = client.conversations_members(channel=channel, limit=3)
    rest = client.conversations_members(channel=channel, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"] + rest["members"]) == 4


def a_second_joining_is_a_warning(client: WebClient, channel: str) -> None:
    assert client.conversations_join(channel=channel)["warning"] == "already_in_channel"


def a_direct_conversation_opens_once(server: Server, client: WebClient) -> None:
    chen = server.person("chen").id
    first = client.conversations_open(users=chen)
    again = client.conversations_open(users=chen, return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"] is True
    assert again["channel"]["user"] == chen
    assert error(client, "conversations.open", users="U0NOBODY") == "user_not_found"
    assert error(client, "conversations.open") == "users_list_not_supplied"


def every_person_has_a_locale_and_a_zone(server: Server, client: WebClient) -> None:
    by_name = {person["name"]: person for person in client.users_list(include_locale=True)["members"]}
    assert (by_name["lead"]["locale"], by_name["lead"]["tz"], by_name["lead"]["tz_offset"]) == (
        "zh-CN",
        "Asia/Shanghai",
        28800,
    )
    assert (by_name["chen"]["locale"], by_name["chen"]["tz"]) == ("en-GB", "Europe/Paris")
    assert by_name["porter"]["is_bot"] is True
    assert "locale" not in client.users_info(user=server.person("fu").id)["user"]


def a_person_is_found_by_email(server: Server, client: WebClient) -> None:
    found = client.users_lookupByEmail(email="CHEN@office.example")["user"]
    assert found["id"] == server.person("chen").id
    assert found["profile"]["email"] == "chen@office.example"
    assert error(client, "users.lookupByEmail", email="nobody@office.example") == "users_not_found"
    assert error(client, "users.info", user="U0NOBODY") == "user_not_found"


def the_same_reaction_counts_once(server: Server, client: WebClient, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="a")["ts"]
    client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert error(client, "reactions.add", channel=channel, timestamp=ts, name="eyes") == "already_reacted"
    server.person("chen").reacts("👀", on=server.person("chen").sees()[0])
    shown = client.reactions_get(channel=channel, timestamp=ts)["message"]["reactions"]
    assert [(entry["name"], entry["count"]) for entry in shown] == [("eyes", 2)]
    client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert error(client, "reactions.remove", channel=channel, timestamp=ts, name="eyes") == "no_reaction"


def a_reaction_needs_a_name_and_a_message(client: WebClient, channel: str) -> None:
    assert error(client, "reactions.add", name="eyes") == "no_item_specified"
    assert error(client, "reactions.add", channel=channel, timestamp="1.0", name="eyes") == "message_not_found"
    assert error(client, "reactions.add", channel=channel, timestamp="1.0", name="✅") == "invalid_name"


def one_person_may_react_in_several_skin_tones(server: Server, client: WebClient, channel: str) -> None:
    client.chat_postMessage(channel=channel, text="a")
    chen = server.person("chen")
    card = chen.sees()[0]
    for emoji in ("👍", "👍🏼", "+1::skin-tone-5"):
        chen.reacts(emoji, on=card)
    assert [reaction.name for reaction in chen.sees()[0].reactions] == ["+1", "+1::skin-tone-3", "+1::skin-tone-5"]
    with pytest.raises(ValueError, match="already reacted"):
        chen.reacts("👍", on=card)


def a_file_is_uploaded_in_three_steps(server: Server, client: WebClient, channel: str) -> None:
    uploaded = client.files_upload_v2(
        channel=channel, content="lines", filename="report.md", initial_comment="the report"
    )
    known = client.files_info(file=uploaded["file"]["id"])["file"]
    assert (known["name"], known["size"], known["channels"]) == ("report.md", 5, [channel])
    shared = server.person("chen").sees()[-1]
    assert (shared.text, shared.files) == ("the report", (known["id"],))
    assert error(client, "files.completeUploadExternal", files=[{"id": "F0NONE"}]) == "file_not_found"


def the_team_and_the_bot_introduce_themselves(server: Server, client: WebClient) -> None:
    assert client.team_info()["team"]["id"] == server.workspace.id
    assert client.bots_info(bot=server.workspace.bot.bot_id)["bot"]["user_id"] == server.workspace.bot.user_id
    assert error(client, "bots.info", bot="B0NONE") == "bot_not_found"
    assert client.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert error(client, "api.test", error="my_error") == "my_error"
