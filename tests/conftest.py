"""What holds for every test: one that needs PostgreSQL says how to give it one."""

import os

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and not os.environ.get("POSTGRES_TEST_URL"):
        pytest.skip("needs PostgreSQL: run `make test-postgres`, or set POSTGRES_TEST_URL")
