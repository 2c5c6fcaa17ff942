"""What holds for every test: what it needs and has not got it says; how busy the machine is decides nothing."""

import logging
import os

import pytest
import structlog
from hypothesis import HealthCheck, settings

structlog.configure(
    wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    processors=[  # the library's own traceback shows every variable: of a whole release that takes a minute
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ],
)

settings.register_profile(
    "ours", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ours")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: "test_kills" not in item.nodeid)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and not os.environ.get("POSTGRES_TEST_URL"):
        pytest.skip("needs PostgreSQL: run `make test-postgres`, or set POSTGRES_TEST_URL")
