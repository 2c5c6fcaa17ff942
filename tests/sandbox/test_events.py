"""Which events the app hears, with what in them."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Clock, Patience, Person, Server, running
from tests.sandbox.office import EVENTS, PEOPLE, bare_socket, client_of, error, manifest


def events(server: Server, kind: str) -> list[dict[str, Any]]:
    server.wait_for_calm()
    return [delivery.payload["event"] for delivery in server.workspace.log.deliveries(kind) if delivery.attempt == 0]


def the_app_hears_messages_of_people_and_its_own(server: Server, client: WebClient, channel: str) -> None:
    server.person("chen").says("good morning @fu & co")
    client.chat_postMessage(channel=channel, text="hello")
    hers, own = events(server, "message")
    assert hers["user"] == server.person("chen").id
    assert hers["text"] == f"good morning <@{server.person('fu').id}> &amp; co"
    assert (hers["channel"], hers["channel_type"]) == (channel, "channel")
    assert own["bot_id"] == server.workspace.bot.bot_id


def a_change_and_a_deletion_carry_what_was_before(server: Server) -> None:
    chen = server.person("chen")
    message = chen.says("first")
    chen.edits(message, "second")
    chen.deletes(message)
    _, changed, deleted = events(server, "message")
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "second"
    assert changed["previous_message"]["text"] == "first"
    assert deleted["subtype"] == "message_deleted"
    assert deleted["deleted_ts"] == message.ts


def a_reaction_and_its_removal_are_heard(server: Server, client: WebClient, channel: str) -> None:
    client.chat_postMessage(channel=channel, text="card")
    chen = server.person("chen")
    card = chen.sees()[0]
    chen.reacts("✅", on=card)
    chen.unreacts("white_check_mark", on=card)
    (added,), (removed,) = events(server, "reaction_added"), events(server, "reaction_removed")
    assert (added["reaction"], added["user"]) == ("white_check_mark", chen.id)
    assert added["item"] == {"type": "message", "channel": channel, "ts": card.ts}
    assert added["item_user"] == server.workspace.bot.user_id
    assert removed["reaction"] == "white_check_mark"


def nothing_is_heard_from_a_channel_the_bot_is_not_in(server: Server) -> None:
    server.person("chen").says("secret", channel="#general")
    assert events(server, "message") == []


def nothing_is_heard_without_a_subscription() -> None:
    only = [event for event in EVENTS if not event.startswith("message")]
    with running(people=PEOPLE, manifest=manifest(events=only)) as server:
        message = server.person("chen").says("hello")
        server.person("fu").reacts("eyes", on=message)
        assert events(server, "message") == []
        assert len(events(server, "reaction_added")) == 1


def a_direct_message_to_the_bot_is_an_im(server: Server) -> None:
    chen = server.person("chen")
    chen.says("hello", channel="dm")
    (heard,) = events(server, "message")
    assert heard["channel_type"] == "im"
    assert str(heard["channel"]).startswith("D")
    assert [message.text for message in chen.dm()] == ["hello"]
    assert server.person("fu").dm() == []


def the_opening_of_the_home_is_heard_with_what_is_published_there(server: Server, client: WebClient) -> None:
    chen = server.person("chen")
    assert chen.opens_home() is None
    client.views_publish(user_id=chen.id, view={"type": "home", "blocks": []})
    assert chen.opens_home() == chen.home
    first, second = events(server, "app_home_opened")
    assert "view" not in first
    assert second["view"]["type"] == "home"


def a_newcomer_and_a_changed_profile_are_heard(server: Server) -> None:
    server.welcome("zhou", name="周周", email="zhou@office.example")
    server.change_user("fu", email="fucheng@office.example")
    (joined,), (changed,) = events(server, "team_join"), events(server, "user_change")
    assert joined["user"]["profile"]["email"] == "zhou@office.example"
    assert changed["user"]["profile"]["email"] == "fucheng@office.example"
    assert server.person("zhou").sees("general") == []


def a_person_who_joins_the_channel_is_heard(server: Server, channel: str) -> None:
    fu = server.person("fu")
    fu.leaves("office")
    fu.joins("office")
    (joined,) = events(server, "member_joined_channel")
    assert (joined["user"], joined["channel"]) == (fu.id, channel)


def the_envelope_of_an_event_names_app_team_and_bot(server: Server) -> None:
    with bare_socket(server) as connection:
        connection.receive()
        server.person("chen").says("hello")
        payload = connection.receive()["payload"]
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["api_app_id"] == server.workspace.bot.app_id
    assert payload["authorizations"][0]["user_id"] == server.workspace.bot.user_id


def a_scheduled_message_posts_when_its_time_comes(server: Server, client: WebClient, channel: str) -> None:
    soon = int(server.clock.now()) + 600
    client.chat_scheduleMessage(channel=channel, text="later", post_at=soon)
    marked = {"event_type": "a", "event_payload": {}}
    client.chat_scheduleMessage(channel=channel, text="never", post_at=soon, metadata=marked)
    assert [entry["text"] for entry in client.chat_scheduledMessages_list()["scheduled_messages"]] == ["later", "never"]
    assert server.person("chen").sees() == []
    server.clock.move(601)
    server.workspace.wait_until(lambda: not server.workspace.scheduled, what="the scheduled messages' time")
    assert [message.text for message in server.person("chen").sees()] == ["later"]


def the_moment_of_a_scheduled_message_is_checked(server: Server, client: WebClient, channel: str) -> None:
    now = int(server.clock.now())
    said: dict[str, Any] = {"channel": channel, "text": "a"}
    assert error(client, "chat.scheduleMessage", **said, post_at=now - 1) == "time_in_past"
    assert error(client, "chat.scheduleMessage", **said, post_at=now + 121 * 86_400) == "time_too_far"
    assert error(client, "chat.scheduleMessage", **said, post_at="noon") == "invalid_time"
    for _ in range(30):
        client.chat_scheduleMessage(**said, post_at=now + 1_000)
    assert error(client, "chat.scheduleMessage", **said, post_at=now + 1_100) == "restricted_too_many"
    assert client.chat_scheduleMessage(**said, post_at=now + 2_000)["ok"]


def a_scheduled_message_can_be_taken_back(server: Server, client: WebClient, channel: str) -> None:
    soon = int(server.clock.now()) + 600
    name = client.chat_scheduleMessage(channel=channel, text="later", post_at=soon)["scheduled_message_id"]
    client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=name)
    again = error(client, "chat.deleteScheduledMessage", channel=channel, scheduled_message_id=name)
    assert again == "invalid_scheduled_message_id"
    assert client_of(server).chat_scheduledMessages_list()["scheduled_messages"] == []


def a_mention_of_the_app_is_said_to_it_again(server: Server, chen: Person, channel: str) -> None:
    bot = server.workspace.bot.user_id
    said = chen.says("@Porter what is open?")
    chen.says("@Porter hello", "dm")
    chen.says("@fu hello")
    (mention,) = events(server, "app_mention")
    assert (mention["text"], mention["ts"], mention["channel"]) == (f"<@{bot}> what is open?", said.ts, channel)
    assert len(events(server, "message")) == 3


def an_app_is_not_told_of_its_own_mentions(server: Server, client: WebClient, channel: str) -> None:
    client.chat_postMessage(channel=channel, text=f"I am <@{server.workspace.bot.user_id}>")
    assert events(server, "app_mention") == []


def a_file_with_words_is_a_file_share(server: Server, client: WebClient, chen: Person, channel: str) -> None:
    shared = chen.shares("proof.txt", b"it works", "here is the proof")
    (heard,) = events(server, "message")
    assert (heard["subtype"], heard["text"], heard["upload"]) == ("file_share", "here is the proof", True)
    (file,) = heard["files"]
    assert (file["name"], file["user"]) == ("proof.txt", chen.id)
    assert file["permalink"].endswith(f"/files/{chen.id}/{file['id']}/proof.txt")
    (read,) = client.conversations_history(channel=channel)["messages"]
    assert read["ts"] == shared.ts
    assert "subtype" not in read


def a_reply_shown_in_the_channel_is_a_thread_broadcast(
    server: Server, client: WebClient, chen: Person, channel: str
) -> None:
    root = chen.says("root")
    chen.says("for everybody", thread=root, broadcast=True)
    _, heard = events(server, "message")
    assert (heard["subtype"], heard["thread_ts"]) == ("thread_broadcast", root.ts)
    shown = client.conversations_history(channel=channel)["messages"]
    assert [message["text"] for message in shown] == ["for everybody", "root"]


def a_line_about_oneself_is_a_me_message(server: Server, chen: Person) -> None:
    assert chen.types("/me signs 1b").failed is None
    (heard,) = events(server, "message")
    assert (heard["subtype"], heard["text"], heard["user"]) == ("me_message", "signs 1b", chen.id)


def an_unfurled_link_changes_the_message_and_not_its_text(server: Server, chen: Person) -> None:
    said = chen.says("look: https://ci.example/1")
    server.unfurl(said, title="Build 1")
    _, heard = events(server, "message")
    now, before = heard["message"], heard["previous_message"]
    assert heard["subtype"] == "message_changed"
    assert now["text"] == before["text"] == said.text
    assert "edited" not in now
    assert "attachments" not in before
    (attachment,) = now["attachments"]
    assert (attachment["from_url"], attachment["title"]) == ("https://ci.example/1", "Build 1")
    with pytest.raises(LookupError, match="no link"):
        server.unfurl(chen.says("nothing here"))


def a_deleted_message_with_replies_becomes_a_tombstone(
    server: Server, client: WebClient, chen: Person, channel: str
) -> None:
    root = chen.says("root")
    reply = chen.says("reply", thread=root)
    chen.deletes(root)
    heard = events(server, "message")[-1]
    stone = heard["message"]
    assert heard["subtype"] == "message_changed"
    assert heard["previous_message"]["text"] == "root"
    assert (stone["subtype"], stone["ts"], stone["hidden"]) == ("tombstone", root.ts, True)
    assert (stone["user"], stone["reply_count"]) == ("USLACKBOT", 1)
    thread = client.conversations_replies(channel=channel, ts=root.ts)["messages"]
    assert [message.get("subtype") for message in thread] == ["tombstone", None]
    chen.deletes(reply)
    assert events(server, "message")[-1]["subtype"] == "message_deleted"


def an_apps_message_with_replies_is_deleted_only_once(client: WebClient, chen: Person, channel: str) -> None:
    ts = client.chat_postMessage(channel=channel, text="root")["ts"]
    chen.says("reply", thread=chen.sees()[0])
    client.chat_delete(channel=channel, ts=ts)
    assert error(client, "chat.delete", channel=channel, ts=ts) == "message_not_found"
    assert error(client, "chat.update", channel=channel, ts=ts, text="a") == "message_not_found"
    assert error(client, "reactions.add", channel=channel, timestamp=ts, name="eyes") == "message_not_found"


def a_change_of_any_profile_is_heard(server: Server, chen: Person) -> None:
    chen.sets_status("at lunch", ":rice:")
    server.change_user("fu", tz="Europe/Paris")
    heard = [event["user"] for event in events(server, "user_change")]
    assert [user["name"] for user in heard] == ["chen", "fu"]
    assert heard[0]["profile"]["status_text"] == "at lunch"


def an_event_beyond_the_hours_limit_is_dropped_and_the_app_is_told_once_a_minute() -> None:
    # Three events an hour, as 30,000 take a minute to send.
    few, noon = Patience(events_an_hour=3), Clock(source=lambda: 1_622_520_000.0)
    with running(people=PEOPLE, manifest=manifest(), patience=few, clock=noon) as server:

        def said(times: int) -> list[str]:
            before = len(server.workspace.log.deliveries())
            for number in range(times):
                server.person("chen").says(f"hello {number}")
            server.wait_for_calm()
            return [each.kind for each in server.workspace.log.deliveries()[before:] if each.attempt == 0]

        assert said(5) == ["message", "message", "message", "app_rate_limited"]
        server.clock.move(60)
        assert said(2) == ["app_rate_limited"]
        told = [each.payload for each in server.workspace.log.deliveries("app_rate_limited") if each.attempt == 0]
        assert [payload["minute_rate_limited"] for payload in told] == [1_622_520_000, 1_622_520_060]
        assert "event" not in told[0]
        server.clock.move(3600)
        assert said(1) == ["message"]
