"""The two ways in which storage says no: somebody was faster, or the database cannot be used at all.

Nothing here is retried; whoever asked decides what to do with the answer.
"""


class Conflict(Exception):  # noqa: N818 - it is no error: the caller loads again and decides again
    """Somebody else wrote first: roll back, load again, decide again."""


class DatabaseUnusable(Exception):  # noqa: N818 - named as the operator reads it
    """The database cannot serve. The message is one sentence for the operator and says what to do next."""
