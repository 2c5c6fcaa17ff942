"""The bot as a process: starts, tells what keeps it from starting, ends well on SIGTERM."""

import signal
import threading
from collections.abc import Callable
from http.client import HTTPException
from itertools import chain, repeat
from typing import TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import Bot
from bot.domain.plan import Plan
from bot.logs import configure
from bot.record.keys import Keys
from bot.settings import SlackSettings
from bot.speech import terminal
from bot.speech.voice import Voice
from bot.web import PortTaken
from storage.failures import DatabaseUnusable

log = structlog.get_logger(__name__)

T = TypeVar("T")

WRONG_TOKENS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "missing_scope"})
RETRY_SECONDS = (1, 2, 5, 15, 30)


def serve(settings: SlackSettings, plan: Plan, keys: Keys, voice: Voice) -> str:
    """Run until told to stop; "" then, or the sentence that says why it cannot run."""
    configure(settings.log_level, settings.log_format)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        bot = _patiently(lambda: Bot(settings, plan, keys=keys), stopped)
        if bot:
            try:
                _patiently(bot.start, stopped)
                stopped.wait()
            finally:
                bot.stop()
    except (DatabaseUnusable, PortTaken) as unusable:
        return str(unusable)
    except SlackApiError as refused:
        return terminal.refused_tokens(voice, str(refused.response.get("error")))
    return ""


def _patiently(step: Callable[[], T], stopped: threading.Event) -> T | None:
    """Slack may be out of reach at start: try again until it answers. Wrong tokens do not get better by waiting."""
    for wait in chain(RETRY_SECONDS, repeat(RETRY_SECONDS[-1])):
        try:
            return step()
        except (SlackClientError, HTTPException, OSError) as error:
            if isinstance(error, SlackApiError) and error.response.get("error") in WRONG_TOKENS:
                raise
            log.warning("slack.unreachable", error=str(error), again_in=wait)
        if stopped.wait(wait):
            return None
    return None
