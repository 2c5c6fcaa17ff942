"""What a workflow of Slack's cannot wait for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooManyWait:
    """So many executions wait for the same items that it can only be a workflow that runs over and over."""

    items: tuple[str, ...]
    count: int


WorkflowRefusal = TooManyWait
