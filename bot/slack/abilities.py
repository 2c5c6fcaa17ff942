"""What this workspace has that not every workspace has, as far as Slack has told this process."""

from http.client import HTTPException

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack.pictures import tables
from bot.slack.pictures.picture import Block, Picture

log = structlog.get_logger(__name__)


class Abilities:
    """`tables`: Slack has said that it takes them; nobody is shown one before. `canvases`: it has not said no yet."""

    def __init__(self) -> None:
        self.tables = False
        self.canvases = True

    def blocks(self, picture: Picture) -> tuple[Block, ...]:
        """The blocks of a message; a modal takes a picture's own."""
        return picture.tabled if self.tables and picture.tabled else picture.blocks

    def ask(self, client: WebClient) -> None:
        """Whether tables are taken. Of an answer to a typed command we never hear that Slack refused its blocks."""
        sample, _ = tables.table("-", ["-", "-"], [["-", 1]])
        try:
            # https://docs.slack.dev/reference/methods/blocks.validate
            client.blocks_validate(message={"blocks": sample})
        except (SlackClientError, HTTPException, OSError) as error:
            log.info("slack.no_tables", why=str(error))
        else:
            self.tables = True
