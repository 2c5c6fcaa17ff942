"""Processes of the bot that begin in milliseconds: children of one parent that has imported everything."""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from runpy import run_module
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PATIENCE = 100.0  # seconds of the machine's time


def warm() -> ForkServerContext:
    """Where they begin."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm", "tests.faults.life", "pytest"])
    return context


def command_line(
    words: Sequence[str], environment: Mapping[str, str] = os.environ, place: Path = ROOT, *, program: str = "bot"
) -> CompletedProcess[str]:
    """`python -m bot …` in this environment and directory, to its end."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = warm().Process(
            target=_command, args=(program, tuple(words), dict(environment), place, out, err), daemon=True
        )
        process.start()
        process.join(PATIENCE)
        code = process.exitcode
        if code is None:
            process.kill()
            raise AssertionError(f"{words} has not ended")
        return CompletedProcess(words, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _command(
    program: str, words: Sequence[str], environment: Mapping[str, str], place: Path, out: Path, err: Path
) -> None:
    os.chdir(place)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
    sys.argv = [program, *words]
    sys.modules.pop(f"{program}.__main__", None)  # loaded for what it imports
    run_module(program, run_name="__main__", alter_sys=True)
