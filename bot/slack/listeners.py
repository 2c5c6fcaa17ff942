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
from bot.slack.abilities import Abilities
from bot.slack.desk import Desk
from bot.slack.members import member_of
from bot.slack.pictures import documents, forms
from bot.slack.pictures.answers import Answers
from bot.talk.answered import DocumentView, PersonalAnswer
from bot.talk.conversation import Conversation
from bot.talk.forms.form import NOTE, Form
from bot.talk.forms.registry import FORMS
from bot.talk.grammar.markup import as_typed
from bot.talk.understanding import SaidLine

log = structlog.get_logger(__name__)

Body = dict[str, Any]


class Listeners:
    def __init__(
        self, conversation: Conversation, answers: Answers, desk: Desk, client: WebClient, abilities: Abilities
    ) -> None:
        self._conversation = conversation
        self._answers = answers
        self._desk = desk
        self._client = client
        self._abilities = abilities

    def typed(self, ack: Ack, body: Body) -> None:
        said = SaidLine(
            body.get("text", ""),
            Caller(body["user_id"], "slash", f"slash:{body['trigger_id']}"),
            channel=body.get("channel_id", ""),
            team=body.get("team_id", ""),
            opener="typed",
        )
        answered = self._conversation.answer(said)
        if opened := _opened(answered, said):
            self._open(body, opened)
            ack()
            return
        picture = self._answers.paint(answered)
        blocks = self._abilities.blocks(picture)
        ack(text=picture.text, blocks=list(blocks) or None, response_type="ephemeral")
        log.debug("command.answered", cause=said.caller.cause)

    def clicked(self, ack: Ack, body: Body) -> None:
        said = _of_click(body)
        answered = self._conversation.answer(said)
        if opened := _opened(answered, said):
            self._open(body, opened)
        elif not said.reply_to:
            self._open(body, forms.told(self._answers.paint(answered)))
        ack()
        log.debug("command.answered", cause=said.caller.cause)

    def shortcut(self, ack: Ack, body: Body) -> None:
        """The shortcut, on a message or anywhere, opens a form; without a meeting it says how one is called."""
        said = SaidLine(
            "meeting",
            Caller(body["user"]["id"], "button", f"shortcut:{body['trigger_id']}"),
            channel=(body.get("channel") or {}).get("id", ""),
            team=(body.get("team") or {}).get("id", ""),
            note=as_typed((body.get("message") or {}).get("text", "")),
            opener="shortcut",
        )
        answered = self._conversation.answer(said)
        self._open(body, _opened(answered, said) or forms.told(self._answers.paint(answered)))
        ack()
        log.debug("command.answered", cause=said.caller.cause)

    def _open(self, body: Body, view: Body) -> None:
        """Show a view; where a modal was clicked in, in its place."""
        clicked = body.get("view") or {}
        if clicked.get("type") == "modal":
            self._client.views_update(view_id=clicked["id"], view=view)
        else:
            self._client.views_open(trigger_id=body["trigger_id"], view=view)

    def submitted(self, ack: Ack, body: Body) -> None:
        said = _of_form(body)
        answered = self._conversation.answer(said)
        if answered.refused:
            text = self._answers.paint(answered).text
            ack(response_action="errors", errors=forms.errors(answered.voice, body["view"], answered.refused, text))
        elif said.reply_to:
            ack()
        else:
            ack(response_action="update", view=forms.told(self._answers.paint(answered)))
        log.debug("command.answered", cause=said.caller.cause)

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


def listen(
    app: App, conversation: Conversation, answers: Answers, desk: Desk, client: WebClient, abilities: Abilities
) -> None:
    """Register everything the manifest subscribes to."""
    listeners = Listeners(conversation, answers, desk, client, abilities)
    app.command("/release")(listeners.typed)
    app.action(re.compile(r"^release\."))(listeners.clicked)
    app.event("reaction_added")(listeners.reacted)
    app.event("reaction_removed")(listeners.reacted)
    app.event("message")(listeners.spoke)
    app.view(re.compile(rf"^({'|'.join(form.name for form in FORMS)})$"))(listeners.submitted)
    app.shortcut("add_to_minutes")(listeners.shortcut)
    app.event("app_home_opened")(listeners.opened_home)
    app.event(re.compile(r"^(team_join|user_change)$"))(listeners.changed_member)


def _opened(answered: PersonalAnswer, said: SaidLine) -> Body | None:
    """The view of what is to be filled in, or read, where the answer is one. It knows where it was opened, and why."""
    match answered.about:
        case Form() as form:
            view = forms.view(answered.voice, form)
        case DocumentView() as form:
            view = documents.reading(answered.voice, form.release, form.item)
        case _:
            return None
    return {**view, "private_metadata": f"{form.line}\n{said.channel}"}


def _of_click(body: Body) -> SaidLine:
    action = body["actions"][0]
    cause = f"click:{body['trigger_id']}:{action['action_id']}:{action.get('action_ts', '')}"
    url = body.get("response_url")
    return SaidLine(
        action["value"],
        Caller(body["user"]["id"], "button", cause),
        channel=(body.get("channel") or {}).get("id", ""),
        team=(body.get("team") or {}).get("id", ""),
        reply_to={"response_url": url} if url else {},
        opener="clicked",
    )


def _of_form(body: Body) -> SaidLine:
    """What was done is told where the form was opened; one opened from the Home tab tells it itself."""
    view, user = body["view"], body["user"]["id"]
    line, _, channel = view["private_metadata"].rpartition("\n")
    fields = {block: _given(state) for block, inputs in view["state"]["values"].items() for state in inputs.values()}
    return SaidLine(
        line,
        Caller(user, "button", f"form:{view['id']}:{view['hash']}:{body['trigger_id']}"),
        channel=channel,
        team=(body.get("team") or {}).get("id", ""),
        medium="plain",
        note=fields.pop(NOTE, ""),
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
