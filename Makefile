# Everything the project does, from an empty clone: Python 3.11 or later, make and git are enough.
# PYTHON=python3.12 chooses another interpreter, WORKERS=0 runs the tests in one process,
# ARGS='-k signing' reaches pytest, ARGS='--no-open' the demo.

PYTHON ?= python3
ARGS ?=
WORKERS ?= 4
KILLS ?= 300

VENV := .venv
BIN := $(VENV)/bin
LOCK_TOOLS := build/lock-tools
COMPILE := --quiet --generate-hashes --strip-extras --allow-unsafe --extra postgres \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# Where it is set, every process of the tests would compile the whole house anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test lint kills screenshots examples bench test-postgres lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/run.lock ## what the bot needs, into .venv

demo: $(VENV)/run.lock ## a local workspace in the browser, the boying release under way
	$(BIN)/python -m bot demo $(ARGS)

test: $(VENV)/dev.lock ## every test (those of PostgreSQL too if POSTGRES_TEST_URL names a server)
	@$(BIN)/python -m compileall -q bot sandbox storage # once, and not by every worker
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/dev.lock ## style, types, and the walls between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest tests/walls

screenshots: $(VENV)/dev.lock ## the pictures of the page in docs/images, taken anew (needs chromium)
	$(BIN)/python -m tests.browser.screenshots

examples: $(VENV)/dev.lock ## the reports in docs/examples, of the boying release played to its end
	$(BIN)/python -m tests.scenarios.example

bench: $(VENV)/dev.lock ## the benchmarks
	$(BIN)/python -m bench $(ARGS)

kills: $(VENV)/dev.lock ## release after release whose bot is killed, KILLS=300 times in all (some 25 minutes)
	$(BIN)/python -m tests.faults.kills $(KILLS)

test-postgres: $(VENV)/dev.lock ## the PostgreSQL tests, against a server of their own
	tools/with-postgres $(BIN)/python -m pytest -m postgres $(ARGS)

# The lock is resolved with Python 3.11, the oldest one supported. What it pins has wheels for, and has been installed with, 3.12 and 3.13 too.
lock: $(LOCK_TOOLS)/bin/pip-compile ## resolve pyproject.toml anew into requirements/
	rm -f requirements/run.txt requirements/dev.txt
	CUSTOM_COMPILE_COMMAND="make lock" $< $(COMPILE) --output-file requirements/run.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $< $(COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean: ## forget the virtual environment, caches and the demo's state
	rm -rf $(VENV) build .demo .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each lock file: installed again only when the lock has changed.
$(VENV)/%.lock: requirements/%.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python cannot make virtual environments here; install the package python3-venv" >&2; exit 1; }

$(LOCK_TOOLS)/bin/pip-compile:
	python3.11 -m venv $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/pip install --quiet --disable-pip-version-check pip-tools==7.6.2
