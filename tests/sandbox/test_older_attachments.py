"""Attachments with buttons and menus from before Block Kit: shown, pressed, heard by a Bolt app, and replaced."""

from typing import Any

import pytest
from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from sandbox import Person, Server
from tests.sandbox.clicking import done
from tests.sandbox.office import BareSocket, Json, actions, app_in_socket_mode, button

COLOURS = [{"text": "Red", "value": "red"}, {"text": "Green", "value": "green"}]
GAME: Json = {
    "text": "Choose a game",
    "callback_id": "game",
    "actions": [
        {"name": "game", "text": "Chess", "type": "button", "value": "chess"},
        {"name": "game", "text": "War", "type": "button", "value": "war", "style": "danger",
         "confirm": {"text": "Wouldn't you prefer chess?", "ok_text": "War", "dismiss_text": "Chess"}},
        {"name": "rules", "text": "Rules", "type": "button", "url": "https://games.example/rules"},
    ],
}  # fmt: skip
PAINT: Json = {
    "callback_id": "paint",
    "actions": [
        {"name": "colour", "text": "Colour", "type": "select", "options": COLOURS},
        {"name": "shade", "text": "Shade", "type": "select", "option_groups": [{"text": "All", "options": COLOURS}]},
        {"name": "who", "text": "Painter", "type": "select", "data_source": "users"},
    ],
}


def posted(client: WebClient, channel: str, chen: Person) -> Any:
    client.chat_postMessage(channel=channel, text="games", attachments=[GAME, PAINT])
    return chen.sees()[-1]


def a_press_names_the_action_and_what_its_attachment_is_called_back_by(
    server: Server, client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    shown = posted(client, channel, chen)
    payload, answer = done(wire, lambda: chen.clicks(shown, text="Chess"))
    assert answer.failed is None
    assert (payload["type"], payload["callback_id"]) == ("interactive_message", "game")
    assert payload["actions"] == [{"name": "game", "type": "button", "value": "chess"}]
    assert (payload["message_ts"], payload["attachment_id"]) == (shown.ts, "1")
    assert payload["user"]["id"] == chen.id
    assert payload["channel"] == {"id": channel, "name": "office"}
    seen = payload["original_message"]["attachments"]
    assert [action["id"] for each in seen for action in each["actions"]] == ["1", "2", "3", "4", "5", "6"]
    assert payload["response_url"].startswith(f"{server.page}/actions/")
    assert not {"container", "message", "state"} & set(payload)


@pytest.mark.parametrize(("number", "choice", "chosen"), [(4, "Green", "green"), (5, "red", "red"), (6, "U1", "U1")])
def a_choice_in_a_menu_is_told_by_its_value(
    client: WebClient, channel: str, chen: Person, wire: BareSocket, number: int, choice: str, chosen: str
) -> None:
    shown = posted(client, channel, chen)
    payload, _ = done(wire, lambda: chen.picks(shown, choice, action_id=str(number)))
    name = PAINT["actions"][number - 4]["name"]
    assert payload["actions"] == [{"name": name, "type": "select", "selected_options": [{"value": chosen}]}]
    assert payload["attachment_id"] == "2"


def a_button_that_asks_first_and_one_that_leads_elsewhere_tell_the_app_nothing(
    server: Server, client: WebClient, channel: str, chen: Person
) -> None:
    shown = posted(client, channel, chen)
    assert chen.declines(shown, text="War") == "Wouldn't you prefer chess?"
    assert chen.clicks(shown, text="Rules").failed is None
    assert server.workspace.log.deliveries("interactive") == []


def a_press_on_what_she_alone_sees_carries_no_message(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    client.chat_postEphemeral(channel=channel, user=chen.id, text="games", attachments=[GAME])
    payload, _ = done(wire, lambda: chen.clicks(chen.ephemerals[0], text="Chess"), {"text": "Chess it is."})
    assert "original_message" not in payload
    assert [message.text for message in chen.ephemerals] == ["Chess it is."]


@pytest.mark.parametrize(
    ("answered", "seen"),
    [
        ({"text": "Chess it is."}, ["Chess it is."]),
        ({"text": "Chess it is.", "replace_original": False}, ["games", "Chess it is."]),
        ({"delete_original": True}, []),
        ({}, ["games"]),
    ],
)
def what_comes_with_the_acknowledgement_stands_in_its_place(
    client: WebClient, channel: str, chen: Person, wire: BareSocket, answered: Json, seen: list[str]
) -> None:
    shown = posted(client, channel, chen)
    done(wire, lambda: chen.clicks(shown, text="Chess"), answered)
    assert [message.text for message in chen.sees()] == seen


def a_bolt_app_hears_of_it_and_answers(server: Server, client: WebClient, channel: str, chen: Person) -> None:
    with app_in_socket_mode(server) as app:

        @app.bolt.attachment_action("game")
        def play(ack: Ack, action: Json) -> None:
            ack({"text": f"Let us play {action['value']}.", "attachments": [PAINT]})

        @app.bolt.attachment_action("paint")
        def paint(ack: Ack, action: Json, respond: Respond) -> None:
            ack()
            respond(f"All {action['selected_options'][0]['value']}.", replace_original=True, attachments=[])

        shown = posted(client, channel, chen)
        assert chen.clicks(shown, text="Chess").failed is None
        (played,) = chen.sees()
        assert played.text == "Let us play chess."
        assert chen.picks(played, "green", action_id="1").failed is None
        assert server.workspace.wait_until(lambda: chen.sees()[0].text == "All green.")


def what_slack_cannot_show_is_not_there(client: WebClient, channel: str, chen: Person) -> None:
    one = {"name": "a", "text": "A", "type": "button"}
    wrong = [{"text": "nameless", "type": "button"}, {**one, "type": "datepicker"}, "A"]
    attachments: list[Json] = [
        {"text": "not called back", "actions": [one]},
        {"callback_id": "a", "actions": [*wrong, *[one] * 6]},
    ]
    client.chat_postMessage(channel=channel, text="a", attachments=attachments)
    first, second = chen.sees()[-1].attachments
    assert "actions" not in first
    assert [action["id"] for action in second["actions"]] == ["1", "2", "3", "4", "5"]


def what_is_attached_to_an_answer_is_held_to_slacks_rules_too(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    shown = posted(client, channel, chen)
    wrong = {"text": "a", "attachments": [{"blocks": [actions(button(label="x" * 76))]}]}
    _, answer = done(wire, lambda: chen.clicks(shown, text="Chess"), wrong)
    assert answer.failed == "invalid_blocks"
