"""What an app says in answer to a command or click: in a command's acknowledgement, or through its response_url."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.api.methods.content import checked_attachments, checked_blocks
from sandbox.blockkit import is_too_long
from sandbox.changes.membership import open_direct
from sandbox.changes.posting import Draft, change, delete, post, remove_ephemeral, replace_ephemeral, show_ephemeral
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Channel, Json, Message, ResponseUrl
from sandbox.state.workspace import Workspace

MOST_USES = 5
LIFETIME = 30 * 60
_KNOWN = frozenset(
    [
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "mrkdwn",
        "metadata",
        "unfurl_links",
        "unfurl_media",
    ]
)


class ResponseUrls:
    """`response_url`: plain `ok`, or Slack's error name with 404 or 400."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def respond(self, request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        try:
            with self._workspace.change():
                use_response_url(self._workspace, request.path_params["token"], body)
        except SlackError as refusal:
            status = 404 if refusal.error.endswith("_url") else 400
            return JSONResponse(refusal.answer(), status)
        return PlainTextResponse("ok")


def use_response_url(workspace: Workspace, token: str, body: Any) -> None:
    """One answer through a response_url; raise Slack's refusal of it."""
    url = workspace.response_urls.get(token)
    if url is None:
        raise SlackError("invalid_url")
    if workspace.clock.now() - url.given_at > LIFETIME:
        raise SlackError("expired_url")
    if url.uses >= MOST_USES:
        raise SlackError("used_url")
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    url.uses += 1
    original = original_message(workspace, url)
    if body.get("delete_original"):
        _remove(workspace, original)
    elif body.get("replace_original") and original is not None:
        _replace(workspace, original, read_answer(body))
    else:
        show_answer(workspace, url.channel, url.user, body)


def show_answer(workspace: Workspace, channel: str, user: str, body: Json) -> Message:
    """Ephemeral unless the app says `in_channel`."""
    draft = read_answer(body)
    if body.get("response_type", "ephemeral") == "in_channel":
        return post(workspace, _where(workspace, channel, user), workspace.bot.user_id, draft)
    return show_ephemeral(workspace, channel, user, draft)


def answer_in_place(workspace: Workspace, message: Message, user: str, body: Json) -> None:
    """What comes with the acknowledgement of an older attachment's action: it replaces the message, if it may.

    https://docs.slack.dev/legacy/legacy-messaging/legacy-message-buttons
    """
    with workspace.change():
        if body.get("delete_original"):
            _remove(workspace, message)
        elif body.get("replace_original", True):
            _replace(workspace, message, read_answer(body))
        else:
            show_answer(workspace, message.channel, user, {"response_type": "in_channel", **body})


def read_answer(body: Json) -> Draft:
    unknown = sorted(set(body) - _KNOWN)
    if unknown:
        raise SlackError("invalid_payload", [f"[ERROR] invalid additional property: {name}" for name in unknown])
    blocks = checked_blocks(body.get("blocks") or [])
    text, attachments = str(body.get("text") or ""), checked_attachments(body.get("attachments") or [])
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if blocks and is_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    return Draft(
        text, tuple(blocks), tuple(attachments), thread_ts=body.get("thread_ts"), metadata=body.get("metadata")
    )


def original_message(workspace: Workspace, url: ResponseUrl) -> Message | None:
    """The message that was clicked, as it is now; ephemeral or not."""
    for message in workspace.ephemerals:
        if message.ts == url.message_ts and message.ephemeral_to == url.user:
            return message
    return workspace.message(url.channel, url.message_ts or "")


def _replace(workspace: Workspace, original: Message, draft: Draft) -> None:
    if original.ephemeral_to:
        replace_ephemeral(workspace, original, draft)
    else:
        change(workspace, original, text=draft.text, blocks=draft.blocks, attachments=draft.attachments)


def _remove(workspace: Workspace, original: Message | None) -> None:
    if original is None:
        raise SlackError("message_not_found")
    if original.ephemeral_to:
        remove_ephemeral(workspace, original)
    else:
        delete(workspace, original)


def _where(workspace: Workspace, channel: str, user: str) -> Channel:
    return workspace.channels.get(channel) or open_direct(workspace, user)
