"""`python -m tests.versions.at MOMENT COMMANDS`: `python -m bot`, command after command, as if it were then.

COMMANDS is a JSON list with the words of each; printed is one with the exit status, the output and the errors of each.
The clock stands still.
"""

import io
import json
import runpy
import sys
from contextlib import redirect_stderr, redirect_stdout

from freezegun import freeze_time


def main() -> None:
    moment, commands = sys.argv[1:]
    with freeze_time(moment):
        told = [_run(words) for words in json.loads(commands)]
    json.dump(told, sys.stdout)


def _run(words: list[str]) -> tuple[int, str, str]:
    out, errors, status = io.StringIO(), io.StringIO(), 0
    sys.argv = ["bot", *words]
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            runpy.run_module("bot", run_name="__main__")
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, out.getvalue(), errors.getvalue()


if __name__ == "__main__":
    main()
