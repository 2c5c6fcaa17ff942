"""What every fact has in common."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Via = Literal["slash", "button", "reaction", "message", "mail", "webhook", "workflow", "cli", "clock"]


class Fact(BaseModel):
    """`by` is a person's key ("" when the clock acted), `user` the Slack user id it came from ("" where none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    by: str
    user: str = ""
    via: Via
