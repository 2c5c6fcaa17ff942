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


LONGEST = ("test_kills", "test_to_the_end", "test_rehearse", "test_story", "test_whole_run", "test_trouble")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no process is left alone with them at the end; each beginning is made once."""
    for item in items:
        if _shares_its_beginning(item):
            item.add_marker(pytest.mark.xdist_group(item.location[0]))
    items.sort(key=lambda item: next((n for n, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))


def _shares_its_beginning(item: pytest.Item) -> bool:
    """Whether it uses what is made once for its file, and would be made anew in each process that had a part of it."""
    known = getattr(item, "_fixtureinfo", None)  # pytest tells scopes nowhere else
    return known is not None and any(made[-1].scope == "module" for made in known.name2fixturedefs.values() if made)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and not os.environ.get("POSTGRES_TEST_URL"):
        pytest.skip("needs PostgreSQL: run `make test-postgres`, or set POSTGRES_TEST_URL")
