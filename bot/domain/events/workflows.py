"""Which workflows of Slack's wait for the release."""

from bot.domain.events.fact import Fact


class WorkflowWaits(Fact):
    """A workflow waits until the items are settled; it asked `person` ("" for nobody) to sign with `note`.

    `execution` is Slack's name for what it waits in.
    """

    items: tuple[str, ...]
    execution: str
    person: str = ""
    note: str = ""


WorkflowEvent = WorkflowWaits
