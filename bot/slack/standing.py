"""Whether Slack takes the app's token: asked every minute, for nothing else may be sent for days."""

from collections.abc import Callable
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.sender import Barred, refused


class Standing:
    """`returned` is called when the token is taken again after it was not."""

    def __init__(self, client: WebClient, returned: Callable[[], None]) -> None:
        self._client = client
        self._returned = returned
        self.refused: Barred | None = None

    def ask(self) -> None:
        """That Slack cannot be reached says nothing of the token."""
        was = self.refused
        try:
            self._client.auth_test()
        except SlackApiError as error:
            came = refused("auth.test", error)
            self.refused = came if isinstance(came, Barred) else was
        except (SlackClientError, HTTPException, OSError):
            return
        else:
            self.refused = None
        if was and not self.refused:
            self._returned()
