"""What holds for every test: what it needs and has not got it says; how busy the machine is decides nothing."""

import gc
import logging
import os
import signal
from pathlib import Path

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


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in the background deaf to interrupts; the processes that tests interrupt must hear them.
    signal.signal(signal.SIGINT, signal.default_int_handler)


LONGEST = (
    "test_whole_run", "test_rehearse", "test_to_the_end", "test_story", "test_kills", "test_crowd", "test_trouble",
    "test_demo", "test_elements", "test_doctor", "test_workspaces", "test_limits", "test_reactions", "test_course",
    "test_newcomer", "test_windows", "test_versions", "test_clicks", "test_reports", "test_command_line",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Each worker begins to collect in another folder: what it comes to later, the others have compiled meanwhile."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and (worker := getattr(config, "workerinput", None)):
        folders = sorted({str(file.parent) for file in Path(__file__).parent.glob("*/test_*.py")})
        first = len(folders) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        config.args = folders[first:] + folders[:first]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first, so that no process is left alone with one at the end."""
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (rank.get(item.path.stem, len(LONGEST)), item.path))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look at it again and again."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and not os.environ.get("POSTGRES_TEST_URL"):
        pytest.skip("needs PostgreSQL: run `make test-postgres`, or set POSTGRES_TEST_URL")
