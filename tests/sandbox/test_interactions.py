"""Buttons, menus, modals, the Home tab and response_urls, as people and apps work them."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from sandbox import NoSuchControlError, Person, Server, running
from tests.sandbox.clicking import card, done, interaction
from tests.sandbox.office import (
    PEOPLE,
    SUBMIT,
    BareSocket,
    actions,
    button,
    client_of,
    error,
    in_background,
    manifest,
    modal,
    refusal,
    section,
    text_input,
)

Json = dict[str, Any]
OPTIONS = [
    {"text": {"type": "plain_text", "text": "One"}, "value": "1"},
    {"text": {"type": "plain_text", "text": "Two"}, "value": "2"},
]
CONFIRM = {
    "title": {"type": "plain_text", "text": "Abort?"},
    "text": {"type": "plain_text", "text": "This undoes all."},
    "confirm": {"type": "plain_text", "text": "Abort"},
    "deny": {"type": "plain_text", "text": "Keep"},
}


def a_click_carries_message_container_and_action(
    server: Server, client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button(value="1b"), button("skip", "Skip"))
    shown = chen.sees()[0]
    payload, answer = done(wire, lambda: chen.clicks(shown, text="Sign"))
    assert answer.failed is None
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == chen.id
    assert payload["channel"] == {"id": channel, "name": "office"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": channel,
        "is_ephemeral": False,
    }
    assert payload["message"]["text"] == "card"
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"], action["type"]) == (
        "sign",
        "acts",
        "1b",
        "button",
    )
    assert payload["response_url"].startswith(f"{server.page}/actions/")


def a_click_on_an_ephemeral_carries_no_message(client: WebClient, channel: str, chen: Person, wire: BareSocket) -> None:
    client.chat_postEphemeral(channel=channel, user=chen.id, text="a", blocks=[actions(button())])
    payload, _ = done(wire, lambda: chen.clicks(chen.ephemerals[0], action_id="sign"))
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def a_button_that_is_gone_cannot_be_clicked_but_a_stale_one_can(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button())
    stale = chen.sees()[0]
    client.chat_update(channel=channel, ts=stale.ts, text="settled")
    with pytest.raises(NoSuchControlError, match="nothing to click"):
        chen.clicks(stale, text="Sign")
    payload, _ = done(wire, lambda: chen.clicks(stale, text="Sign", stale=True))
    assert payload["actions"][0]["action_id"] == "sign"


def a_button_that_asks_first_sends_nothing_when_declined(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button("abort", "Abort", confirm=CONFIRM))
    assert chen.declines(chen.sees()[0], action_id="abort") == "This undoes all."
    payload, _ = done(wire, lambda: chen.clicks(chen.sees()[0], action_id="abort"))
    assert payload["actions"][0]["action_id"] == "abort"


@pytest.mark.parametrize(
    ("element", "choice", "seen"),
    [
        ({"type": "static_select", "options": OPTIONS}, "Two", {"selected_option": OPTIONS[1]}),
        ({"type": "overflow", "options": OPTIONS}, "1", {"selected_option": OPTIONS[0]}),
        ({"type": "radio_buttons", "options": OPTIONS}, "2", {"selected_option": OPTIONS[1]}),
        ({"type": "checkboxes", "options": OPTIONS}, ["1", "2"], {"selected_options": OPTIONS}),
        ({"type": "multi_static_select", "options": OPTIONS}, ["2"], {"selected_options": OPTIONS[1:]}),
        ({"type": "datepicker"}, "2021-06-14", {"selected_date": "2021-06-14"}),
        ({"type": "timepicker"}, "12:00", {"selected_time": "12:00"}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_users_select"}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
    ],
)
def a_choice_arrives_as_its_element_says(
    client: WebClient, channel: str, chen: Person, wire: BareSocket, element: Json, choice: Any, seen: Json
) -> None:
    card(client, channel, {**element, "action_id": "pick"})
    payload, _ = done(wire, lambda: chen.picks(chen.sees()[0], choice, action_id="pick"))
    action = payload["actions"][0]
    assert {key: action[key] for key in seen} == {
        key: [_plain(item) for item in value] if isinstance(value, list) else _plain(value)
        for key, value in seen.items()
    }


def _plain(value: Any) -> Any:
    """An option as Slack keeps it, with `emoji` filled in."""
    return {**value, "text": {"emoji": True, **value["text"]}} if isinstance(value, dict) else value


def no_interaction_is_sent_where_the_manifest_has_none() -> None:
    with running(people=PEOPLE, manifest=manifest(interactivity=False)) as server:
        client = client_of(server)
        card(client, "#office", button())
        chen = server.person("chen")
        assert chen.clicks(chen.sees()[0], text="Sign").failed == "interactivity_disabled"


def opened(client: WebClient, chen: Person, wire: BareSocket, view: Json) -> Json:
    """Open `view` for chen by a command; the payload's trigger is fresh."""
    with in_background(lambda: chen.types("/ship")) as typing:
        envelope = interaction(wire)
        answer = client.views_open(trigger_id=envelope["payload"]["trigger_id"], view=view)
        wire.ack(envelope)
        typing.result()
    return dict(answer["view"])


def a_trigger_serves_once_and_for_three_seconds(
    server: Server, client: WebClient, chen: Person, wire: BareSocket
) -> None:
    payload, _ = done(wire, lambda: chen.types("/ship"))
    view = modal(section())
    client.views_open(trigger_id=payload["trigger_id"], view=view)
    assert error(client, "views.open", trigger_id=payload["trigger_id"], view=view) == "exchanged_trigger_id"
    payload, _ = done(wire, lambda: chen.types("/ship"))
    server.clock.move(3.5)
    assert error(client, "views.open", trigger_id=payload["trigger_id"], view=view) == "expired_trigger_id"
    assert error(client, "views.open", trigger_id="1.2.3", view=view) == "invalid_trigger_id"
    assert error(client, "views.open", view=view) == "invalid_arguments"


def a_bad_view_does_not_spend_the_trigger(client: WebClient, chen: Person, wire: BareSocket) -> None:
    payload, _ = done(wire, lambda: chen.types("/ship"))
    told = refusal(client, "views.open", trigger_id=payload["trigger_id"], view=modal(text_input()))
    assert told["error"] == "invalid_arguments"
    assert "missing required field: submit" in told["response_metadata"]["messages"][0]
    assert client.views_open(trigger_id=payload["trigger_id"], view=modal(section()))["ok"]


def a_view_of_more_than_250_kilobytes_is_too_large(client: WebClient, chen: Person, wire: BareSocket) -> None:
    payload, _ = done(wire, lambda: chen.types("/ship"))
    large = modal(*[section("x" * 2_900, block_id=str(number)) for number in range(90)])
    assert error(client, "views.open", trigger_id=payload["trigger_id"], view=large) == "view_too_large"


def a_submission_carries_state_and_closes_the_view(client: WebClient, chen: Person, wire: BareSocket) -> None:
    select = {"type": "static_select", "action_id": "grade", "options": OPTIONS, "initial_option": OPTIONS[0]}
    form = modal(
        text_input(), section(block_id="menu", accessory=select), **SUBMIT, callback_id="block", private_metadata="1b"
    )
    opened(client, chen, wire, form)
    payload, answer = done(wire, lambda: chen.submits(values={"typed": "it burns"}))
    assert payload["type"] == "view_submission"
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("block", "1b")
    values = payload["view"]["state"]["values"]
    assert values["note"]["typed"] == {"type": "plain_text_input", "value": "it burns"}
    assert values["menu"]["grade"]["selected_option"]["value"] == "1"
    assert (answer.modal, chen.modal) == (None, None)


def a_required_field_left_empty_is_caught_by_the_client(client: WebClient, chen: Person, wire: BareSocket) -> None:
    opened(client, chen, wire, modal(text_input(), **SUBMIT))
    assert chen.submits().errors == {"note": "Please complete this required field."}
    assert chen.modal is not None
    with pytest.raises(NoSuchControlError, match="note/typed"):
        chen.submits(values={"other": "a"})


def an_app_may_answer_a_submission_with_errors_update_push_or_clear(
    client: WebClient, chen: Person, wire: BareSocket
) -> None:
    opened(client, chen, wire, modal(text_input(), **SUBMIT))
    fill = {"typed": "x"}
    errors = {"response_action": "errors", "errors": {"note": "Say more."}}
    _, answer = done(wire, lambda: chen.submits(values=fill), errors)
    assert answer.errors == {"note": "Say more."}
    updated = modal(text_input("second"), **SUBMIT, callback_id="updated")
    _, answer = done(wire, lambda: chen.submits(values=fill), {"response_action": "update", "view": updated})
    assert answer.modal is not None
    assert answer.modal.callback_id == "updated"
    pushed = modal(text_input("third"), **SUBMIT, callback_id="pushed")
    _, answer = done(wire, lambda: chen.submits(values=fill), {"response_action": "push", "view": pushed})
    assert answer.modal is not None
    assert answer.modal.callback_id == "pushed"
    _, answer = done(wire, lambda: chen.submits(values=fill), {"response_action": "clear"})
    assert answer.modal is None


def an_error_beside_no_field_is_a_failure(client: WebClient, chen: Person, wire: BareSocket) -> None:
    opened(client, chen, wire, modal(text_input(), **SUBMIT))
    wrong = {"response_action": "errors", "errors": {"nowhere": "Say more."}}
    _, answer = done(wire, lambda: chen.submits(values={"typed": "x"}), wrong)
    assert answer.failed == "invalid_response_action"
    assert chen.modal is not None


def a_stack_of_views_ends_at_three(client: WebClient, chen: Person, wire: BareSocket) -> None:
    view = modal(actions(button()))
    first = opened(client, chen, wire, view)

    def trigger() -> str:
        shown = chen.modal
        assert shown is not None
        return str(done(wire, lambda: chen.clicks(shown, action_id="sign"))[0]["trigger_id"])

    second = client.views_push(trigger_id=trigger(), view=view)["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    client.views_push(trigger_id=trigger(), view=view)
    assert error(client, "views.push", trigger_id=trigger(), view=view) == "push_limit_reached"


def a_stale_hash_conflicts(client: WebClient, chen: Person, wire: BareSocket) -> None:
    view = opened(client, chen, wire, modal(section()))
    changed = client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("new")))["view"]
    assert changed["hash"] != view["hash"]
    stale = {"view_id": view["id"], "hash": view["hash"], "view": modal(section("late"))}
    assert error(client, "views.update", **stale) == "hash_conflict"
    assert error(client, "views.update", view_id="V0NONE", view=modal(section())) == "not_found"


def an_action_in_a_modal_carries_the_view(client: WebClient, chen: Person, wire: BareSocket) -> None:
    opened(client, chen, wire, modal(text_input(), actions(button()), **SUBMIT, callback_id="form"))
    shown = chen.modal
    assert shown is not None
    payload, _ = done(wire, lambda: chen.clicks(shown, action_id="sign"))
    assert payload["container"] == {"type": "view", "view_id": shown.id}
    assert payload["view"]["callback_id"] == "form"
    assert "response_url" not in payload


def a_closed_view_is_told_only_to_an_app_that_asked(client: WebClient, chen: Person, wire: BareSocket) -> None:
    opened(client, chen, wire, modal(section()))
    chen.closes()
    assert wire.hears_nothing()
    opened(client, chen, wire, modal(section(), notify_on_close=True))
    payload, _ = done(wire, chen.closes)
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert chen.modal is None


def the_home_tab_shows_what_was_published_last(client: WebClient, chen: Person, wire: BareSocket) -> None:
    home = {"type": "home", "blocks": [section("a"), actions(button())]}
    client.views_publish(user_id=chen.id, view=home)
    client.views_publish(user_id=chen.id, view={**home, "blocks": [section("b"), actions(button())]})
    shown = chen.home
    assert shown is not None
    assert shown.blocks[0]["text"]["text"] == "b"
    payload, _ = done(wire, lambda: chen.clicks(shown, action_id="sign"))
    assert payload["view"]["type"] == "home"
    assert error(client, "views.publish", user_id="U0NOBODY", view=home) == "invalid_arguments"


def no_home_is_published_where_the_manifest_has_none(chen: Person) -> None:
    with running(people=PEOPLE, manifest=manifest(home=False)) as server:
        home = {"type": "home", "blocks": []}
        assert error(client_of(server), "views.publish", user_id=chen.id, view=home) == "not_enabled"


def a_shortcut_of_a_message_comes_with_the_message_and_a_global_one_alone(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button(value="1b"))
    shown = chen.sees()[0]
    payload, answer = done(wire, lambda: chen.takes_shortcut("Keep", shown))
    assert (answer.failed, payload["type"], payload["callback_id"]) == (None, "message_action", "keep")
    assert (payload["message_ts"], payload["message"]["text"]) == (shown.ts, "card")
    assert payload["channel"] == {"id": channel, "name": "office"}
    assert httpx.post(payload["response_url"], json={"text": "kept"}, trust_env=False).text == "ok"
    assert [message.text for message in chen.ephemerals] == ["kept"]
    payload, _ = done(wire, lambda: chen.takes_shortcut("Write"))
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "write")
    assert not {"channel", "message", "response_url"} & set(payload)
    view = modal(text_input(), **SUBMIT)
    assert client.views_open(trigger_id=payload["trigger_id"], view=view)["ok"]


def a_shortcut_that_the_manifest_does_not_name_there_is_not_offered(chen: Person) -> None:
    with pytest.raises(LookupError, match="no global shortcut"):
        chen.takes_shortcut("Keep")


def a_button_in_an_attachment_is_pressed_like_any_other(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    attachments: list[Json] = [{"color": "good", "text": "older"}, {"blocks": [actions(button(value="1b"))]}]
    client.chat_postMessage(channel=channel, text="card", attachments=attachments)
    (shown,) = client.conversations_history(channel=channel)["messages"]
    assert [each["id"] for each in shown["attachments"]] == [1, 2]
    with in_background(lambda: chen.clicks(chen.sees()[0], text="Sign")):
        envelope = interaction(wire)
        wire.ack(envelope)
    payload, container = envelope["payload"], envelope["payload"]["container"]
    assert payload["actions"][0]["value"] == "1b"
    assert (container["type"], container["attachment_id"]) == ("message_attachment", 2)
    assert payload["message"]["attachments"][1]["blocks"][0]["block_id"] == payload["actions"][0]["block_id"]
