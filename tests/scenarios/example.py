"""`make examples`: the reports in docs/examples, written anew from the boying release played to its end.

The same story gives the same bytes; that the kept files are those of the story is a test.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.logs import configure
from tests.scenarios.outside import outside
from tests.scenarios.stage import ROOT, Stage
from tests.scenarios.to_the_end import the_story

FOLDER: Final = ROOT / "docs" / "examples"
REPORTS: Final = (
    ("boying-1.0.0.report.md", "--markdown", "zh_CN.UTF-8"),
    ("boying-1.0.0.report.html", "--html", "zh_CN.UTF-8"),
    ("boying-1.0.0.report.en.md", "--markdown", "en_GB.UTF-8"),
)

ANCHOR: Final = re.compile(r"(boying-1\.0\.0@\d+:)[0-9a-f]{20}")
"""The hash covers ids that the workspace makes up anew; everything else is the story's."""


def reports(s: Stage) -> Iterator[tuple[str, str]]:
    """The file's name and what `python -m bot report` prints for it."""
    for name, layout, language in REPORTS:
        told = s.runs("report", layout, LC_ALL=language, PYTHONUTF8="1")
        assert told.returncode == 0, told.stderr
        yield name, ANCHOR.sub(rf"\g<1>{'0' * 20}", told.stdout)


def main() -> None:
    configure("WARNING", "console")
    with TemporaryDirectory() as folder, outside(Path(folder)) as o:
        the_story(o)
        FOLDER.mkdir(exist_ok=True)
        for name, text in reports(o.stage):
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
