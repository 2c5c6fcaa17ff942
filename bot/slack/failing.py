"""What people are answered when serving them failed.

The details are in the log. Events are not acknowledged then, so that Slack delivers them again.
"""

import json
from http import HTTPStatus
from traceback import walk_tb
from typing import Any

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.record.service import Unserved
from bot.slack.documented import UNREADABLE, MalformedError
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Sender
from bot.speech.failing import not_recorded, went_wrong
from bot.speech.voice import Voice

log = structlog.get_logger(__name__)

Body = dict[str, Any]


def apologise(app: App, sender: Sender, voice: Voice) -> None:
    """Answer whatever a listener could not serve. `voice`: the plan's, as nobody's own can be looked up now."""

    def answered(error: Exception, body: Body) -> BoltResponse:
        if isinstance(error, MalformedError) or _is_unreadable(error):
            log.warning("payload.malformed", why=str(error))
            return BoltResponse(status=HTTPStatus.BAD_REQUEST, body="not as Slack documents it")
        if isinstance(error, BoltUnhandledRequestError):
            log.warning("payload.unhandled", type=body.get("type"), tells=(body.get("event") or {}).get("type"))
            return BoltResponse(status=HTTPStatus.NOT_FOUND, body="nothing here listens to that")
        unserved = isinstance(error, Unserved)
        if unserved:
            log.error("command.not_recorded", why=str(error))
        else:
            log.error("command.failed", exc_info=error)
        sentence = not_recorded(voice) if unserved else went_wrong(voice)
        match body:
            case {"command": _}:
                return _json({"response_type": "ephemeral", "text": sentence})
            case {"type": "view_submission", "view": {"blocks": [{"block_id": block}, *_]}}:
                return _json({"response_action": "errors", "errors": {block: sentence}})
            case {"type": "block_actions", "response_url": str(url)}:
                # The one answer that is sent from a listener: it cannot be owed, as the database does not serve.
                told = sender.respond(url, Picture(sentence), (body.get("container") or {}).get("thread_ts"))
                log.debug("command.apologised", told=told)
                return BoltResponse(status=HTTPStatus.OK, body="")
            case _:
                return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, body="")

    app.error(answered)


def _is_unreadable(error: Exception) -> bool:
    """Whether Bolt itself stumbled over the payload, before any of our listeners had it."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    read_by_bolt = modules[-1].startswith("slack_bolt.") and "bot.slack.listeners" not in modules
    return read_by_bolt and isinstance(error, UNREADABLE)


def _json(body: Body) -> BoltResponse:
    return BoltResponse(
        status=HTTPStatus.OK,
        body=json.dumps(body, ensure_ascii=False),
        headers={"content-type": "application/json; charset=utf-8"},
    )
