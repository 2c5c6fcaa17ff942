"""Private, renamed and archived channels, and who comes and goes: what the app is told, and what it may do there."""

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient

from sandbox import Person, Server, SetupError, running
from sandbox.setup.team import team_from
from tests.sandbox.office import EVENTS, PEOPLE, SCOPES, Json, client_of, error, manifest, read_error

BOT = "Porter"


def heard(server: Server, kind: str) -> list[Json]:
    server.wait_for_calm()
    return [delivery.payload["event"] for delivery in server.workspace.log.deliveries(kind) if delivery.attempt == 0]


@pytest.fixture
def vault(chen: Person) -> str:
    """A private channel that the app is not in."""
    return chen.creates("vault", private=True).id


def a_private_channel_does_not_exist_for_an_app_that_is_not_in_it(client: WebClient, chen: Person, vault: str) -> None:
    said = chen.says("psst", channel="vault")
    assert read_error(client, "conversations.info", channel=vault) == "channel_not_found"
    assert read_error(client, "conversations.members", channel=vault) == "channel_not_found"
    assert read_error(client, "conversations.history", channel=vault) == "channel_not_found"
    assert read_error(client, "reactions.get", channel=vault, timestamp=said.ts) == "channel_not_found"
    assert error(client, "chat.postMessage", channel=vault, text="a") == "channel_not_found"
    assert error(client, "chat.postMessage", channel="#vault", text="a") == "channel_not_found"
    kinds = "public_channel,private_channel"
    assert vault not in [channel["id"] for channel in client.conversations_list(types=kinds)["channels"]]
    hers = client.users_conversations(user=chen.id, types=kinds)["channels"]
    assert vault not in [channel["id"] for channel in hers]


def nothing_is_heard_from_a_private_channel_without_the_app(server: Server, chen: Person, vault: str) -> None:
    card = chen.says("psst", channel="vault")
    chen.reacts("✅", on=card)
    chen.invites("fu", "vault")
    assert heard(server, "message") == []
    assert heard(server, "reaction_added") == []
    assert heard(server, "member_joined_channel") == []
    assert vault.startswith("C")


def no_app_joins_a_private_channel_on_its_own(client: WebClient, chen: Person, vault: str) -> None:
    refused = error(client, "conversations.join", channel=vault)
    assert refused == "method_not_supported_for_channel_type"
    chen.invites(BOT, "vault")
    assert client.chat_postMessage(channel=vault, text="here")["channel"] == vault


def an_app_invited_to_a_private_channel_is_one_of_its_members(
    server: Server, client: WebClient, chen: Person, vault: str
) -> None:
    assert chen.types(f"/invite @{BOT}", channel="vault").failed is None
    (joined,) = heard(server, "member_joined_channel")
    assert (joined["user"], joined["inviter"], joined["channel_type"]) == (server.workspace.bot.user_id, chen.id, "G")
    shown = client.conversations_info(channel=vault)["channel"]
    assert (shown["is_private"], shown["is_channel"], shown["is_group"], shown["is_member"]) == (
        True,
        True,
        False,
        True,
    )
    listed = client.conversations_list(types="private_channel")["channels"]
    assert [channel["id"] for channel in listed] == [vault]
    assert vault not in [channel["id"] for channel in client.users_conversations()["channels"]]
    chen.says("welcome", channel="vault")
    assert [(said["channel"], said["channel_type"]) for said in heard(server, "message")] == [(vault, "group")]
    assert client.conversations_history(channel=vault)["messages"][0]["text"] == "welcome"


def a_command_in_a_private_channel_names_it_privategroup(server: Server, chen: Person, vault: str) -> None:
    chen.types("/ship", channel="vault")
    (sent,) = server.workspace.log.deliveries("slash_commands")
    assert (sent.payload["channel_id"], sent.payload["channel_name"]) == (vault, "privategroup")


def a_response_url_answers_where_the_app_is_no_member(server: Server, chen: Person, vault: str) -> None:
    for place in ("vault", "general"):
        chen.types("/ship", channel=place)
        sent = server.workspace.log.deliveries("slash_commands")[-1]
        assert httpx.post(sent.payload["response_url"], json={"text": "from outside"}, trust_env=False).text == "ok"
        assert chen.sees(place)[-1].text == "from outside"
    assert server.workspace.bot.user_id not in server.workspace.channels[vault].members


def a_private_channel_needs_the_scopes_for_groups() -> None:
    scopes = [scope for scope in SCOPES if not scope.startswith("groups:")]
    events = [event for event in EVENTS if "group" not in event]
    opened = running(people=PEOPLE, manifest=manifest(scopes=scopes, events=events))
    with opened as server:
        client, chen = client_of(server), server.person("chen")
        vault = chen.creates("vault", private=True).id
        chen.invites(BOT, "vault")
        chen.says("psst", channel="vault")
        assert heard(server, "message") == []
        assert heard(server, "member_joined_channel") == []
        assert read_error(client, "conversations.info", channel=vault) == "missing_scope"
        assert read_error(client, "conversations.history", channel=vault) == "missing_scope"
        assert read_error(client, "conversations.list", types="private_channel") == "missing_scope"
        assert client.chat_postMessage(channel=vault, text="writing is another scope")["ok"]


def an_app_sent_away_is_told_and_shut_out(server: Server, client: WebClient, chen: Person, vault: str) -> None:
    chen.invites(BOT, "vault")
    posted = client.chat_postMessage(channel=vault, text="a")["ts"]
    chen.removes(BOT, "vault")
    (left,) = heard(server, "group_left")
    assert left["channel"] == vault
    assert error(client, "chat.update", channel=vault, ts=posted, text="b") == "channel_not_found"
    office = server.workspace.home.id
    chen.removes(BOT)
    assert [event["channel"] for event in heard(server, "channel_left")] == [office]
    assert error(client, "chat.postMessage", channel=office, text="a") == "not_in_channel"


def a_person_who_leaves_a_channel_is_heard(server: Server, chen: Person, channel: str) -> None:
    chen.leaves("office")
    (left,) = heard(server, "member_left_channel")
    assert (left["user"], left["channel"], left["channel_type"]) == (chen.id, channel, "C")


def a_renamed_channel_keeps_its_id_and_loses_its_old_name(
    server: Server, client: WebClient, chen: Person, channel: str
) -> None:
    chen.renames("office", "the-office")
    (renamed,) = heard(server, "channel_rename")
    assert (renamed["channel"]["id"], renamed["channel"]["name"]) == (channel, "the-office")
    assert error(client, "chat.postMessage", channel="#office", text="a") == "channel_not_found"
    assert client.chat_postMessage(channel="#the-office", text="a")["channel"] == channel
    assert client.chat_postMessage(channel=channel, text="b")["channel"] == channel
    shown = client.conversations_info(channel=channel)["channel"]
    assert (shown["name"], shown["previous_names"]) == ("the-office", ["office"])
    assert [message.text for message in chen.sees()] == ["a", "b"]


def an_archived_channel_takes_nothing_until_it_is_brought_back(
    server: Server, client: WebClient, chen: Person, channel: str
) -> None:
    posted = client.chat_postMessage(channel=channel, text="a")["ts"]
    chen.archives("office")
    (archived,) = heard(server, "channel_archive")
    assert (archived["channel"], archived["user"]) == (channel, chen.id)
    assert error(client, "chat.postMessage", channel=channel, text="b") == "is_archived"
    assert error(client, "chat.postEphemeral", channel=channel, user=chen.id, text="b") == "is_archived"
    assert error(client, "conversations.join", channel=channel) == "is_archived"
    assert read_error(client, "conversations.history", channel=channel) == ""
    assert error(client, "chat.update", channel=channel, ts=posted, text="b") == "is_inactive"
    with pytest.raises(PermissionError, match="cannot write"):
        chen.says("anybody?")
    listed = client.conversations_list(exclude_archived=True)["channels"]
    assert channel not in [shown["id"] for shown in listed]
    chen.unarchives("office")
    assert [event["channel"] for event in heard(server, "channel_unarchive")] == [channel]
    assert client.chat_postMessage(channel=channel, text="b")["ok"]


def what_becomes_of_a_private_channel_its_members_alone_hear(server: Server, chen: Person, vault: str) -> None:
    chen.renames("vault", "cellar")
    assert heard(server, "group_rename") == []
    chen.invites(BOT, "cellar")
    chen.renames("cellar", "attic")
    chen.archives("attic")
    chen.unarchives("attic")
    assert [event["channel"]["name"] for event in heard(server, "group_rename")] == ["attic"]
    for kind in ("group_archive", "group_unarchive"):
        assert [event["channel"] for event in heard(server, kind)] == [vault]
    assert heard(server, "channel_rename") == []


def a_new_public_channel_is_heard_of_and_a_private_one_is_not(server: Server, chen: Person, vault: str) -> None:
    hall = chen.creates("hall").id
    assert vault
    assert [event["channel"]["id"] for event in heard(server, "channel_created")] == [hall]


def an_ephemeral_needs_the_app_and_the_person_in_the_channel(server: Server, client: WebClient, chen: Person) -> None:
    """`chat:write.public` lets an app post where it is not; it shows nothing to one person there."""
    public = running(people=PEOPLE, manifest=manifest(scopes=[*SCOPES, "chat:write.public"]))
    general = server.workspace.channel("general").id
    assert error(client, "chat.postEphemeral", channel=general, user=chen.id, text="a") == "not_in_channel"
    with public as open_house:
        outside = client_of(open_house)
        assert outside.chat_postMessage(channel=general, text="a")["ok"]
        assert error(outside, "chat.postEphemeral", channel=general, user=chen.id, text="a") == "not_in_channel"


@pytest.fixture
def described() -> Iterator[Server]:
    """Channels as the file of people describes them."""
    channels: Json = {
        "office": {"private": True, "members": ["chen"], "id": "GOFFICE001"},
        "cellar": {"archived": True},
        "hall": {"bot": True},
    }
    with running(people={**PEOPLE, "channels": channels}, manifest=manifest()) as opened:
        yield opened


def the_channels_of_a_file_are_there_from_the_start(described: Server) -> None:
    client = client_of(described)
    office = client.conversations_info(channel="GOFFICE001")["channel"]
    assert (office["name"], office["is_private"], office["is_group"], office["is_channel"]) == (
        "office",
        True,
        True,
        False,
    )
    assert described.person("fu").sees("office") == []
    assert described.person("chen").says("alone at last").channel == "GOFFICE001"
    assert error(client, "chat.postMessage", channel="cellar", text="a") == "is_archived"
    assert client.chat_postMessage(channel="hall", text="a")["ok"]


def a_channel_may_be_named_by_its_id(client: WebClient) -> None:
    assert [spec.id for spec in team_from({**PEOPLE, "channel": "C0123456789"}).channels] == ["", "C0123456789"]
    assert client


def a_member_of_a_channel_must_be_somebody() -> None:
    with pytest.raises(SetupError, match="members who are not among `people`: zhou"):
        team_from({**PEOPLE, "channels": {"hall": {"members": ["zhou"]}}})


def a_person_does_what_slacks_client_lets_her(server: Server, chen: Person, vault: str) -> None:
    fu = server.person("fu")
    assert vault
    with pytest.raises(PermissionError, match="is private"):
        fu.joins("vault")
    with pytest.raises(PermissionError, match="not in a channel"):
        fu.invites("lead", "vault")
    with pytest.raises(ValueError, match="already in"):
        chen.invites("chen", "vault")
    with pytest.raises(ValueError, match="already"):
        chen.renames("vault", "office")
    with pytest.raises(ValueError, match="no name of a channel"):
        chen.creates("The Vault")
    with pytest.raises(PermissionError, match="cannot be archived"):
        chen.archives("general")
    assert chen.types("/rename cellar", channel="vault").failed is None
    assert chen.types("/leave", channel="cellar").failed is None
    assert chen.sees("cellar") == []
