"""A browser for all tests, a fresh workspace with the real bot and a started release for each that asks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import chromium
from tests.scenarios.stage import Stage, stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.window import Window

Opener = Callable[..., "Window"]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    with chromium() as opened:
        yield opened


@contextmanager
def started() -> Iterator[Stage]:
    """The boying release, started thirteen days before its go-live; everybody has been told."""
    with stage() as opened:
        opened.person("shijiasheng").types("/release start at 2021-06-14 12:00")
        opened.settle()
        yield opened


@pytest.fixture
def release(browser: "Browser") -> Iterator[Stage]:  # noqa: ARG001 - without a browser the bot need not start
    """A release of the test's own, to carry on."""
    with started() as opened:
        yield opened


@pytest.fixture(scope="session")
def office(browser: "Browser") -> Iterator[Stage]:  # noqa: ARG001 - the same
    """The same for all tests that only look and talk."""
    with started() as opened:
        yield opened


@pytest.fixture
def window(browser: "Browser") -> Iterator[Opener]:
    """`window(address, size=…)` opens one; all are closed, and must have run without a complaint."""
    from tests.browser.window import window as opened  # noqa: PLC0415 - needs playwright, which may be missing

    with ExitStack() as stack:

        def open_window(address: str, **how: Any) -> "Window":
            return stack.enter_context(opened(browser, address, **how))

        yield open_window
