"""A browser for all tests, and a workspace with the real bot and a started release for each that asks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.opening import started
from tests.browser.window import Window
from tests.browser.window import window as opened_window
from tests.scenarios.stage import Stage

Opener = Callable[..., Window]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def release(browser: Browser) -> Iterator[Stage]:  # noqa: ARG001 - without a browser the bot need not start
    """A release of the test's own, to carry on."""
    with started() as opened:
        yield opened


@pytest.fixture(scope="session")
def office(browser: Browser) -> Iterator[Stage]:  # noqa: ARG001 - the same
    """The same for all tests that only look and talk."""
    with started() as opened:
        yield opened


@pytest.fixture
def window(browser: Browser) -> Iterator[Opener]:
    """`window(address, size=…)` opens one; all are closed, and must have run without a complaint."""
    with ExitStack() as stack:

        def open_window(address: str, **how: Any) -> Window:
            return stack.enter_context(opened_window(browser, address, **how))

        yield open_window
