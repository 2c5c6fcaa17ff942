"""The release that the page is shown with: the real bot, started thirteen days before the go-live."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.scenarios.stage import Stage, stage


@contextmanager
def started() -> Iterator[Stage]:
    """The boying release has begun; everybody has been told. Time stands still until it is moved."""
    with stage() as opened:
        opened.person("shijiasheng").types("/release start at 2021-06-14 12:00")
        opened.settle()
        yield opened
