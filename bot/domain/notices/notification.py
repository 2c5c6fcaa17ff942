"""What every notice is: strict, frozen, and read back from the outbox by its `kind`."""

from pydantic import BaseModel, ConfigDict


class Notification(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
