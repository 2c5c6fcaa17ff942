"""How a workspace says that it cannot be opened as asked."""


class SetupError(Exception):
    """The workspace cannot be opened as asked: each of `problems` says what is wrong and where."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
