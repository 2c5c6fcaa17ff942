"""Slack's payloads in, commands out, answered after the commit. Nothing here calls Slack, opening a form excepted.

Few listeners, hottest first: each one registered is tried for every request behind it.
"""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.record.service import Caller, Emoji
from bot.slack.desk import Desk
from bot.slack.members import member_of
from bot.slack.pictures import forms
from bot.talk.grammar.markup import as_typed
from bot.talk.reception import Ask
from bot.talk.wanting import Wanting

log = structlog.get_logger(__name__)

Body = dict[str, Any]


class Listeners:
    def __init__(self, desk: Desk, client: WebClient) -> None:
        self._desk = desk
        self._client = client

    def typed(self, ack: Ack, body: Body) -> None:
        ask = Ask(
            body.get("text", ""),
            Caller(body["user_id"], "slash", f"slash:{body['trigger_id']}"),
            channel=body.get("channel_id", ""),
            team=body.get("team_id", ""),
        )
        if wanting := self._desk.reception.asks_form(ask):
            self._open(body, self._form(ask, wanting))
            ack()
            return
        picture = self._desk.reception.serve(ask).picture
        ack(text=picture.text, blocks=list(picture.blocks) or None, response_type="ephemeral")
        log.debug("command.answered", cause=ask.caller.cause)

    def clicked(self, ack: Ack, body: Body) -> None:
        ask = _of_click(body)
        lacking = self._desk.reception.lacks_words(ask)
        answer = None if lacking else self._desk.reception.serve(ask)
        if lacking:
            self._open(body, self._form(ask, lacking))
        elif answer and not ask.reply_to:
            self._open(body, forms.told(answer.picture))
        ack()
        log.debug("command.answered", cause=ask.caller.cause)

    def shortcut(self, ack: Ack, body: Body) -> None:
        """The shortcut, on a message or anywhere, opens a form; without a meeting it says how one is called."""
        ask = Ask(
            "meeting",
            Caller(body["user"]["id"], "button", f"shortcut:{body['trigger_id']}"),
            channel=(body.get("channel") or {}).get("id", ""),
            team=(body.get("team") or {}).get("id", ""),
        )
        wanting = self._desk.reception.minute_wanted(ask, as_typed((body.get("message") or {}).get("text", "")))
        view = self._form(ask, wanting) if wanting else forms.told(self._desk.reception.serve(ask).picture)
        self._open(body, view)
        ack()
        log.debug("command.answered", cause=ask.caller.cause)

    def _form(self, ask: Ask, wanting: Wanting) -> Body:
        """The form for what a line lacks. It knows what it serves and where it was opened."""
        voice, line = self._desk.reception.voice(ask, wanting.release), wanting.line or ask.text
        return {**forms.form(voice, wanting, line), "private_metadata": f"{line}\n{ask.channel}"}

    def _open(self, body: Body, view: Body) -> None:
        """Show a view; where a modal was clicked in, in its place."""
        clicked = body.get("view") or {}
        if clicked.get("type") == "modal":
            self._client.views_update(view_id=clicked["id"], view=view)
        else:
            self._client.views_open(trigger_id=body["trigger_id"], view=view)

    def submitted(self, ack: Ack, body: Body) -> None:
        ask = _of_form(body)
        answer = self._desk.reception.serve(ask)
        if answer.went == "refused":
            voice = self._desk.reception.voice(ask, None)
            errors = forms.errors(voice, body["view"], answer.refused, answer.picture.text)
            ack(response_action="errors", errors=errors)
        elif ask.reply_to:
            ack()
        else:
            ack(response_action="update", view=forms.told(answer.picture))
        log.debug("command.answered", cause=ask.caller.cause)

    def reacted(self, event: Body, body: Body) -> None:
        mark = _emoji(event, present=event["type"] == "reaction_added")
        self._desk.reacted(mark, event["user"], body["event_id"], body.get("team_id", ""))
        log.debug("command.answered", cause=f"event:{body['event_id']}")

    def spoke(self, event: Body, body: Body) -> None:
        match event.get("subtype"):
            case None | "file_share" | "thread_broadcast":
                self._desk.spoke(event, body["event_id"], body.get("team_id", ""))
            case "message_changed":
                changed = {**event["message"], "channel": event["channel"]}
                self._desk.spoke(changed, body["event_id"], body.get("team_id", ""))
            case "message_deleted":
                self._desk.deleted(event["channel"], event["deleted_ts"])
            case _:
                pass
        log.debug("command.answered", cause=f"event:{body['event_id']}")

    def opened_home(self, event: Body) -> None:
        if event.get("tab") == "home":
            self._desk.opened_home(event["user"])

    def changed_member(self, event: Body) -> None:
        self._desk.records.learn_members([member_of(event["user"])])


def listen(app: App, desk: Desk, client: WebClient) -> None:
    """Register everything the manifest subscribes to."""
    listeners = Listeners(desk, client)
    app.command("/release")(listeners.typed)
    app.action(re.compile(r"^release\."))(listeners.clicked)
    app.event("reaction_added")(listeners.reacted)
    app.event("reaction_removed")(listeners.reacted)
    app.event("message")(listeners.spoke)
    app.view(re.compile(r"^(evidence|reason|document|bug|answer|minute|meeting|words)$"))(listeners.submitted)
    app.shortcut("add_to_minutes")(listeners.shortcut)
    app.event("app_home_opened")(listeners.opened_home)
    app.event(re.compile(r"^(team_join|user_change)$"))(listeners.changed_member)


def _of_click(body: Body) -> Ask:
    action = body["actions"][0]
    cause = f"click:{body['trigger_id']}:{action['action_id']}:{action.get('action_ts', '')}"
    url = body.get("response_url")
    return Ask(
        action["value"],
        Caller(body["user"]["id"], "button", cause),
        channel=(body.get("channel") or {}).get("id", ""),
        team=(body.get("team") or {}).get("id", ""),
        reply_to={"response_url": url} if url else {},
    )


def _of_form(body: Body) -> Ask:
    """What was done is told where the form was opened; one opened from the Home tab tells it itself."""
    view, user = body["view"], body["user"]["id"]
    line, _, channel = view["private_metadata"].rpartition("\n")
    fields = {block: _given(state) for block, inputs in view["state"]["values"].items() for state in inputs.values()}
    return Ask(
        line,
        Caller(user, "button", f"form:{view['id']}:{view['hash']}:{body['trigger_id']}"),
        channel=channel,
        team=(body.get("team") or {}).get("id", ""),
        medium="plain",
        note=fields.pop(forms.NOTE, ""),
        fields=fields,
        reply_to={"channel": channel, "whisper_to": user} if channel else {},
    )


def _given(state: Body) -> str:
    """What one input holds: its text, the chosen value or moment, or the checked ones, one to a line."""
    if state.get("selected_date_time"):
        return str(state["selected_date_time"])
    if state.get("selected_option"):
        return str(state["selected_option"]["value"])
    if "selected_options" in state:
        return "\n".join(option["value"] for option in state["selected_options"])
    return state.get("value") or ""


def _emoji(event: Mapping[str, Any], *, present: bool) -> Emoji:
    item = event["item"]
    return Emoji(item.get("channel", ""), item.get("ts", ""), event["reaction"], present, event["event_ts"])
