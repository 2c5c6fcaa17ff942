"""A story told in the workspace beside its people: a line for each of them, and what can be asked of whoever tells it.

The workspace knows none by itself: a program that opens it may set `workspace.story`.
"""

from typing import Protocol

from sandbox.state.records import Json, User


class Story(Protocol):
    """What the page shows above the channels. All its words come from here, in the person's language.

    After a change the teller calls `workspace.tell(StoryTold())`.
    """

    def told_to(self, user: User) -> Json:
        """Answers at once and takes no lock: it is called while the workspace is held.

        `line`; `step` of `steps`, 0 where nobody is guided; `go`: `{"as", "in", "label"}` or null; `type`: a line to
        type, or ""; `busy`; `skips`: `{"to", "label", "at", "off"}`; `words`: the labels of the controls.
        """
        ...

    def asked(self, user: User, wanted: Json) -> None:
        """`{"ask": "skip", "to": …}` or `{"ask": "reset"}`. ValueError, with a sentence, for what cannot be done."""
        ...
