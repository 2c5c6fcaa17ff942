"""Slack's payloads in, commands out, answered after the commit.

Nothing here calls Slack but to open a form, and to ask who somebody is the first time that they are met.
Few listeners, hottest first: each one registered is tried for every request behind it.
"""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.record.service import Caller, Emoji
from bot.slack.abilities import Abilities
from bot.slack.acquaintance import Acquaintance
from bot.slack.channels import Channels
from bot.slack.desk import Desk
from bot.slack.documented import MalformedError, as_documented, stamp, text
from bot.slack.messages import Vanished, Words, heard, thread_of
from bot.slack.pictures import documents, forms
from bot.slack.pictures.answers import Answers
from bot.slack.pictures.blocks import surely_taken
from bot.slack.pictures.buttons import CONFIRMED, asked_by, said_by, seen_by
from bot.slack.pictures.workflows import FOR_EXECUTION
from bot.talk.answered import DocumentView, PersonalAnswer
from bot.talk.conversation import Conversation
from bot.talk.forms.form import NOTE, Form
from bot.talk.forms.registry import FORMS
from bot.talk.grammar.markup import MENTION, as_typed
from bot.talk.grammar.staffing import WHO
from bot.talk.understanding import SaidLine
from bot.talk.workflows import FUNCTIONS, Execution, Workflows

log = structlog.get_logger(__name__)

Body = dict[str, Any]


class Listeners:
    def __init__(  # noqa: PLR0913, PLR0917 - whom it hands things to
        self,
        conversation: Conversation,
        answers: Answers,
        desk: Desk,
        client: WebClient,
        abilities: Abilities,
        acquaintance: Acquaintance,
        channels: Channels,
        workflows: Workflows,
    ) -> None:
        self._conversation = conversation
        self._answers = answers
        self._desk = desk
        self._client = client
        self._abilities = abilities
        self._acquaintance = acquaintance
        self._channels = channels
        self._workflows = workflows

    def typed(self, ack: Ack, body: Body, context: BoltContext) -> None:
        with as_documented():
            said = SaidLine(
                text(body.get("text") or ""),
                Caller(text(body["user_id"]), "slash", f"slash:{body['trigger_id']}"),
                channel=text(body.get("channel_id") or ""),
                team=_team(context),
                opener="typed",
            )
            reply_to = _reply_to(said.caller.user, said.channel, "", body.get("response_url", ""))
        answered = self._answer(said)
        if opened := _opened(answered, said.channel, reply_to):
            self._open(body, opened)
            ack()
            return
        picture = surely_taken(self._answers.paint(answered))
        blocks = self._abilities.blocks(picture)
        ack(text=picture.text, blocks=list(blocks) or None, response_type="ephemeral")
        log.debug("command.answered", cause=said.caller.cause)

    def clicked(self, ack: Ack, body: Body, context: BoltContext) -> None:
        with as_documented():
            said = _of_click(body, _team(context))
        answered = self._answer(said)
        if opened := _opened(answered, said.channel, said.reply_to, said.seen):
            self._open(body, opened)
        elif not said.reply_to:
            self._open(body, forms.told(self._answers.paint(answered)))
        ack()
        log.debug("command.answered", cause=said.caller.cause)

    def shortcut(self, ack: Ack, body: Body, context: BoltContext) -> None:
        """The shortcut, on a message or anywhere, opens a form; without a meeting it says how one is called."""
        with as_documented():
            said = SaidLine(
                "meeting",
                Caller(text(body["user"]["id"]), "button", f"shortcut:{body['trigger_id']}"),
                channel=text((body.get("channel") or {}).get("id", "")),
                team=_team(context),
                note=as_typed(text((body.get("message") or {}).get("text", ""))),
                opener="shortcut",
            )
            thread = (body.get("message") or {}).get("thread_ts", "")
            reply_to = _reply_to(said.caller.user, said.channel, thread, body.get("response_url", ""))
        answered = self._answer(said)
        self._open(body, _opened(answered, said.channel, reply_to) or forms.told(self._answers.paint(answered)))
        ack()
        log.debug("command.answered", cause=said.caller.cause)

    def executed(self, event: Body, context: BoltContext) -> None:
        """A step of a workflow: what it asks for is asked, and its end is owed."""
        with as_documented():
            inputs = {name: str(value) for name, value in event.get("inputs", {}).items()}
            called, run = text(event["function"]["callback_id"]), text(event["function_execution_id"])
        execution = Execution(run, called, inputs, _team(context))
        self._acquaintance.introduce(*filter(None, [inputs.get("person")]))
        self._workflows.run(execution)
        log.debug("command.answered", cause=execution.caller.cause)

    def _answer(self, said: SaidLine) -> PersonalAnswer:
        """Answer somebody who is known by now, as are those they mention."""
        self._acquaintance.introduce(said.caller.user, *MENTION.findall(said.text), said.fields.get(WHO, ""))
        return self._conversation.answer(said)

    def _open(self, body: Body, view: Body) -> None:
        """Show a view; where a modal was clicked in, in its place."""
        with as_documented():
            clicked = body.get("view") or {}
            shown = text(clicked["id"]) if clicked.get("type") == "modal" else ""
            trigger = text(body["trigger_id"])
        try:
            if shown:
                self._client.views_update(view_id=shown, view=view)
            else:
                self._client.views_open(trigger_id=trigger, view=view)
        except SlackApiError as error:  # a trigger that is no longer, or never was, one
            raise MalformedError(f"no form could be opened: {error.response['error']}") from error

    def submitted(self, ack: Ack, body: Body, context: BoltContext) -> None:
        with as_documented():
            said = _of_form(body, _team(context))
        answered = self._answer(said)
        if answered.refused:
            words = self._answers.paint(answered).text
            ack(response_action="errors", errors=forms.errors(answered.voice, body["view"], answered.refused, words))
        elif said.reply_to:
            ack()
        else:
            ack(response_action="update", view=forms.told(self._answers.paint(answered)))
        log.debug("command.answered", cause=said.caller.cause)

    def reacted(self, event: Body, body: Body, context: BoltContext) -> None:
        with as_documented():
            mark, user = _emoji(event, present=event["type"] == "reaction_added"), text(event["user"])
            cause = f"event:{body['event_id']}"
        self._desk.reacted(mark, user, cause, _team(context))
        log.debug("command.answered", cause=f"event:{body['event_id']}")

    def spoke(self, event: Body, body: Body, context: BoltContext) -> None:
        """Words in a channel or to the bot; where they mention it, Slack tells of them twice, as of two events."""
        with as_documented():
            told = heard(event, context.bot_user_id or "")
            if told:
                _ = text(told.channel), stamp(told.ts)
        match told:
            case Words() as words:
                self._desk.spoke(words, _team(context))
            case Vanished() as gone:
                self._desk.deleted(gone, _team(context))
            case None:
                pass
        log.debug("command.answered", cause=f"event:{body.get('event_id')}")

    def opened_home(self, event: Body) -> None:
        with as_documented():
            user = text(event["user"])
        if event.get("tab") == "home":
            self._desk.opened_home(user)

    def changed_member(self, event: Body) -> None:
        with as_documented():
            user = event["user"]
            text(user["id"])
        self._acquaintance.changed(user)

    def returned(self, event: Body, context: BoltContext) -> None:
        """A channel takes messages again: the bot was let in, or it is no longer archived."""
        if event.get("type") != "member_joined_channel" or event.get("user") == context.bot_user_id:
            self._channels.returned()

    def left_channel(self, event: Body) -> None:
        """Told of the bot alone."""
        with as_documented():
            channel = text(event["channel"])
        self._channels.left(channel)

    def renamed_channel(self, event: Body) -> None:
        with as_documented():
            channel, name = text(event["channel"]["id"]), text(event["channel"]["name"])
        self._channels.renamed(channel, name)

    def moved_channel(self, event: Body) -> None:
        with as_documented():
            old, new = text(event["old_channel_id"]), text(event["new_channel_id"])
        self._channels.moved(old, new)


def listen(app: App, listeners: Listeners, command: str) -> None:
    """Register everything the manifest subscribes to; `command` is the slash command's name."""
    app.command(command)(listeners.typed)
    app.action(re.compile(r"^release\."))(listeners.clicked)
    app.event("reaction_added")(listeners.reacted)
    app.event("reaction_removed")(listeners.reacted)
    app.event(re.compile(r"^(message|app_mention)$"))(listeners.spoke)
    app.view(re.compile(rf"^({'|'.join(form.name for form in FORMS)})$"))(listeners.submitted)
    app.shortcut("add_to_minutes")(listeners.shortcut)
    app.function(re.compile(rf"^({'|'.join(FUNCTIONS)})$"))(listeners.executed)
    app.event("app_home_opened")(listeners.opened_home)
    app.event(re.compile(r"^(member_joined_channel|channel_unarchive|group_unarchive)$"))(listeners.returned)
    app.event(re.compile(r"^(team_join|user_change)$"))(listeners.changed_member)
    app.event(re.compile(r"^(channel|group)_left$"))(listeners.left_channel)
    app.event(re.compile(r"^(channel|group)_rename$"))(listeners.renamed_channel)
    app.event("channel_id_changed")(listeners.moved_channel)


def _opened(answered: PersonalAnswer, channel: str, reply_to: Mapping[str, str], seen: str = "") -> Body | None:
    """The view of what is to be filled in, or read, where the answer is one. It knows where it was opened, and why.

    What was `seen` where it was opened is what is filled in for, as is the message whose emoji it answers.
    """
    match answered.about:
        case Form() as form:
            view = forms.view(answered.voice, form)
        case DocumentView() as form:
            view = documents.reading(answered.voice, form.release, form.item)
        case _:
            return None
    opened = f"{channel}|{seen}|{answered.message}".rstrip("|")
    return {**view, "private_metadata": _with_place(form.line, opened, reply_to)}


def _with_place(line: str, channel: str, reply_to: Mapping[str, str]) -> str:
    """The line, and below it where its answer belongs; the response_url only as far as there is room for it."""
    place = f"{line}\n{channel} {reply_to.get('thread', '')}"
    whole = f"{place} {reply_to.get('response_url', '')}"
    return (whole if len(whole) <= forms.METADATA else place).rstrip(" ")


def _place_of(metadata: str, user: str) -> tuple[str, str, str, str, dict[str, str]]:
    """The line a form serves, the channel it was opened in, what was seen there, whose emoji asked for it.

    And the places of its answer.
    """
    line, _, place = metadata.rpartition("\n")
    opened, thread, url, *_ = *place.split(" "), "", ""
    channel, seen, message, *_ = *opened.split("|"), "", ""
    return line, channel, seen, message, _reply_to(user, channel, thread, url)


def _reply_to(user: str, channel: str, thread: str, url: str, execution: str = "") -> dict[str, str]:
    """Where one person may be answered; nowhere, where they acted outside of any channel.

    `execution`: of a workflow, which waits for the answer.
    """
    places = {"whisper_to": user, "channel": channel, "thread": thread, "response_url": url, "execution": execution}
    return {part: text(place) for part, place in places.items() if place} if channel or url else {}


def _team(context: BoltContext) -> str:
    """The team somebody acts from; "" where Slack does not say, as in some events of shared channels."""
    return context.actor_team_id or ""


def _of_click(body: Body, team: str) -> SaidLine:
    action, user = body["actions"][0], body["user"]["id"]
    cause = f"click:{body['trigger_id']}:{action['action_id']}:{action.get('action_ts', '')}"
    execution = action["action_id"].removeprefix(FOR_EXECUTION) if action["action_id"].startswith(FOR_EXECUTION) else ""
    if execution:  # a line that a workflow waits for is said, and confirmed, once, however often it is pressed
        confirmed = CONFIRMED.search(text(action["value"]))
        cause = f"click:{execution}{confirmed[0] if confirmed else ''}"
    channel, clicked = (body.get("channel") or {}).get("id", ""), body.get("container") or {}
    thread = thread_of(clicked, clicked.get("message_ts", "")).get("thread", "")
    line, note = said_by(action["action_id"], text(action["value"]))
    return SaidLine(
        line,
        Caller(text(user), "button", cause),
        channel=text(channel),
        team=team,
        note=note,
        reply_to=_reply_to(user, channel, thread, body.get("response_url", ""), execution),
        opener="clicked",
        seen=seen_by(action["action_id"]),
        message=asked_by(action["action_id"]),
    )


def _of_form(body: Body, team: str) -> SaidLine:
    """What was done is told where the form was opened; one opened from the Home tab tells it itself."""
    view, user = body["view"], body["user"]["id"]
    line, channel, seen, message, reply_to = _place_of(view["private_metadata"], user)
    fields = {block: _given(state) for block, inputs in view["state"]["values"].items() for state in inputs.values()}
    return SaidLine(
        line,
        Caller(text(user), "button", f"form:{view['id']}:{view['hash']}:{body['trigger_id']}"),
        channel=channel,
        team=team,
        medium="plain",
        note=fields.pop(NOTE, ""),
        fields=fields,
        reply_to=reply_to,
        seen=seen,
        message=message,
    )


def _given(state: Body) -> str:
    """What one input holds: its text, the chosen value, moment or person, or the checked ones, one to a line."""
    if state.get("selected_date_time"):
        return str(state["selected_date_time"])
    if state.get("selected_user"):
        return str(state["selected_user"])
    if state.get("selected_option"):
        return str(state["selected_option"]["value"])
    if "selected_options" in state:
        return "\n".join(option["value"] for option in state["selected_options"])
    return text(state.get("value") or "")


def _emoji(event: Mapping[str, Any], *, present: bool) -> Emoji:
    item = event["item"]
    place = text(item.get("channel", "")), text(item.get("ts", ""))
    return Emoji(*place, text(event["reaction"]), present, stamp(event["event_ts"]))
