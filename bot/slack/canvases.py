"""Canvases: made, kept true, opened to a channel. One call at a time.

Nobody sees a canvas of ours before it is opened to a channel, so that one whose id was lost does no harm.
https://docs.slack.dev/surfaces/canvases
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.domain.state.delivery import Mend
from bot.slack.abilities import Abilities
from bot.slack.errors import Means, verdict
from bot.slack.sender import Barred, Failed, Limited, Miss, Unknown, network, refused

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack says that there is no such canvas to be had; it need not be asked for again."""

    why: str


class Canvases:
    """`client` must come with `retry_handlers=[]`. `home` is the workspace's address, `team` its id, for links."""

    def __init__(self, client: WebClient, home: str, team: str, abilities: Abilities) -> None:
        self._client = client
        self._home = home
        self._team = team
        self._abilities = abilities

    def create(self, title: str, markdown: str) -> str | Refused | Miss:
        """The id of a canvas that nobody sees yet."""
        if not self._abilities.canvases:
            return Refused("no canvases here")
        content = {"type": "markdown", "markdown": markdown}
        # Without a channel: in one it would be a tab that everybody may write in, and a free workspace has but one.
        asked = partial(self._client.canvases_create, title=title, document_content=content)
        answer = self._asked("canvases.create", asked)
        return str(answer["canvas_id"]) if isinstance(answer, dict) else answer

    def rewrite(self, canvas: str, markdown: str) -> Refused | Miss | None:
        """Let it say this instead; None where it does."""
        content = {"type": "markdown", "markdown": markdown}
        whole = [{"operation": "replace", "document_content": content}]  # without a section: all there is
        answer = self._asked("canvases.edit", partial(self._client.canvases_edit, canvas_id=canvas, changes=whole))
        return None if isinstance(answer, dict) else answer

    def open_to(self, channel: str, canvas: str) -> Refused | Miss | None:
        """Whoever is in the channel may read it; None where they may."""
        read = partial(self._client.canvases_access_set, access_level="read", channel_ids=[channel])
        answer = self._asked("canvases.access.set", partial(read, canvas_id=canvas))
        return None if isinstance(answer, dict) else answer

    def link(self, canvas: str) -> str:
        return f"{self._home}docs/{self._team}/{canvas}"

    def _asked(self, method: str, call: Callable[[], SlackResponse]) -> dict[str, Any] | Refused | Miss:
        try:
            answer = call()
        except SlackApiError as error:
            return self._refused(method, error)
        except (URLError, HTTPException, OSError, SlackClientError) as error:
            return network(error)
        return dict(answer.data) if isinstance(answer.data, dict) else Unknown("not JSON")

    def _refused(self, method: str, error: SlackApiError) -> Refused | Miss:
        """What passes, and what keeps our messages away too, is waited for; for anything else there is no canvas."""
        code = str(error.response.get("error", ""))
        match refused(method, error):
            case Limited() | Unknown() | Failed() as missed:
                return missed
            case Barred(mend=mend) as missed if mend is Mend.TOKEN or mend.is_the_channels:
                return missed
            case _ if verdict(method, code) is Means.ABSENT:
                self._abilities.canvases = False
                log.info("slack.no_canvases", why=code)
            case _:
                log.error("slack.refused_canvas", error=code, details=error.response.data)
        return Refused(code)
