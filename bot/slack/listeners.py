"""Slack's payloads in, commands out, answered after the commit. Nothing here calls Slack, opening a form excepted.

Few listeners, hottest first: each one registered is tried for every request behind it.
"""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.release import Release
from bot.service import Caller, Emoji
from bot.slack import views
from bot.slack.desk import Desk
from bot.slack.members import member_of
from bot.slack.reception import Ask

log = structlog.get_logger(__name__)

NOTE = "note"  # the input's block_id and action_id in every form of ours

Body = dict[str, Any]


def listen(app: App, desk: Desk, client: WebClient) -> None:
    """Register everything the manifest subscribes to."""

    @app.command("/release")
    def typed(ack: Ack, body: Body) -> None:
        ask = Ask(
            body.get("text", ""),
            Caller(body["user_id"], "slash", f"slash:{body['trigger_id']}"),
            channel=body.get("channel_id", ""),
            team=body.get("team_id", ""),
        )
        log.debug("command.received", cause=ask.caller.cause)
        picture = desk.reception.serve(ask).picture
        ack(text=picture.text, blocks=list(picture.blocks) or None, response_type="ephemeral")
        log.debug("command.answered", cause=ask.caller.cause)

    @app.action(re.compile(r"^release\."))
    def clicked(ack: Ack, body: Body) -> None:
        ask = _of_click(body)
        lacking = desk.reception.lacks_words(ask)
        if lacking:
            client.views_open(trigger_id=body["trigger_id"], view=_form(desk, ask, *lacking))
        else:
            desk.reception.serve(ask)
        ack()
        log.debug("command.answered", cause=ask.caller.cause)

    @app.view(re.compile("^(evidence|reason)$"))
    def submitted(ack: Ack, body: Body) -> None:
        ask = _of_form(body)
        answer = desk.reception.serve(ask)
        if answer.went == "done":
            ack()
        else:
            ack(response_action="errors", errors={NOTE: answer.picture.text})
        log.debug("command.answered", cause=ask.caller.cause)

    @app.event("reaction_added")
    def reacted(event: Body, body: Body) -> None:
        desk.reacted(_emoji(event, present=True), event["user"], body["event_id"], body.get("team_id", ""))

    @app.event("reaction_removed")
    def unreacted(event: Body, body: Body) -> None:
        desk.reacted(_emoji(event, present=False), event["user"], body["event_id"], body.get("team_id", ""))

    @app.event("message")
    def spoke(event: Body, body: Body) -> None:
        match event.get("subtype"):
            case None | "file_share" | "thread_broadcast":
                desk.spoke(event, body["event_id"], body.get("team_id", ""))
            case "message_changed":
                desk.spoke({**event["message"], "channel": event["channel"]}, body["event_id"], body.get("team_id", ""))
            case "message_deleted":
                desk.deleted(event["channel"], event["deleted_ts"])
            case _:
                pass

    @app.event("app_home_opened")
    def opened_home(event: Body) -> None:
        if event.get("tab") == "home":
            desk.opened_home(event["user"])

    @app.event(re.compile(r"^(team_join|user_change)$"))
    def changed_member(event: Body) -> None:
        desk.records.learn_members([member_of(event["user"])])


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


def _form(desk: Desk, ask: Ask, release: Release, verb: str, item: str) -> Body:
    """The form for what a line lacks: evidence where it signs, a reason elsewhere."""
    voice = desk.reception.voice(ask, release)
    return (views.evidence if verb == "done" else views.reason)(voice, release, item, ask.text)


def _of_form(body: Body) -> Ask:
    view = body["view"]
    note = view["state"]["values"][NOTE][NOTE]["value"] or ""
    cause = f"form:{view['id']}:{view['hash']}:{body['trigger_id']}"
    return Ask(
        view["private_metadata"],
        Caller(body["user"]["id"], "button", cause),
        team=(body.get("team") or {}).get("id", ""),
        medium="plain",
        note=note,
    )


def _emoji(event: Mapping[str, Any], *, present: bool) -> Emoji:
    item = event["item"]
    return Emoji(item.get("channel", ""), item.get("ts", ""), event["reaction"], present, event["event_ts"])
