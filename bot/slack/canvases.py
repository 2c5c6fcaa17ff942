"""Canvases: made, kept true, opened to a channel. One call at a time.

Nobody sees a canvas of ours before it is opened to a channel, so that one whose id was lost does no harm.
https://docs.slack.dev/surfaces/canvases
"""

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack.abilities import Abilities
from bot.slack.sender import Limited, Miss, Unknown, network, refused

log = structlog.get_logger(__name__)

NOT_HERE: Final = frozenset(
    {
        "canvas_disabled_user_team",
        "feature_not_enabled",
        "free_teams_cannot_create_standalone_canvases",
        "free_teams_cannot_edit_standalone_canvases",
        "missing_scope",
        "not_allowed_token_type",
        "team_tier_cannot_create_standalone_canvases",
        "unknown_method",
    }
)
"""What Slack answers where the workspace has no canvases, or none for us."""


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
        answer = self._asked(lambda: self._client.canvases_create(title=title, document_content=content))
        return str(answer["canvas_id"]) if isinstance(answer, dict) else answer

    def rewrite(self, canvas: str, markdown: str) -> Refused | Miss | None:
        """Let it say this instead; None where it does."""
        content = {"type": "markdown", "markdown": markdown}
        whole = [{"operation": "replace", "document_content": content}]  # without a section: all there is
        answer = self._asked(lambda: self._client.canvases_edit(canvas_id=canvas, changes=whole))
        return None if isinstance(answer, dict) else answer

    def open_to(self, channel: str, canvas: str) -> Refused | Miss | None:
        """Whoever is in the channel may read it; None where they may."""
        answer = self._asked(
            lambda: self._client.canvases_access_set(canvas_id=canvas, access_level="read", channel_ids=[channel])
        )
        return None if isinstance(answer, dict) else answer

    def link(self, canvas: str) -> str:
        return f"{self._home}docs/{self._team}/{canvas}"

    def _asked(self, call: Callable[[], SlackResponse]) -> dict[str, Any] | Refused | Miss:
        try:
            answer = call()
        except SlackApiError as error:
            missed = refused(error)
            return missed if isinstance(missed, Limited | Unknown) else self._refused(error)
        except (URLError, HTTPException, OSError, SlackClientError) as error:
            return network(error)
        return dict(answer.data) if isinstance(answer.data, dict) else Unknown("not JSON")

    def _refused(self, error: SlackApiError) -> Refused:
        code = str(error.response.get("error", ""))
        if code in NOT_HERE:
            self._abilities.canvases = False
            log.info("slack.no_canvases", why=code)
        else:
            log.error("slack.refused_canvas", error=code, details=error.response.data)
        return Refused(code)
