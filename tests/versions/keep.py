"""`python -m tests.versions.keep`: keeps what this version writes, for those that come after it.

The same code keeps the same. What was kept is not changed: remove the folder to keep a version anew.
"""

import gzip
import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot import VERSION
from bot.logs import configure
from bot.plans.file import read_plan
from tests.processes import ROOT
from tests.scenarios.outside import PLATFORM, WATCH
from tests.versions.kept import HERE, Version
from tests.versions.story import ABORTED, CONTINUED, ENDED, LOOKED_AT, RUNNING, lived

ADDED: Final = (
    ("# platforms:\n", PLATFORM.format(command='["deploy"]')),
    ("# watches:\n", WATCH.format(address="https://boying.example/health")),
)


def main() -> None:
    configure("CRITICAL", "console")
    folder = HERE / VERSION
    if folder.exists():
        raise SystemExit(f"{folder.name} is kept already; remove {folder.relative_to(ROOT)} to keep it anew")
    folder.mkdir()
    _plan(folder)
    _database(folder)
    _about(folder)
    version = Version(folder)
    with TemporaryDirectory() as place:
        database = version.database(Path(place))
        _journals(version, database)
        _archives(version, database)
        _views(version, database)


def _plan(folder: Path) -> None:
    """The shipped one, with a platform and a watch in the places of its examples."""
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    for example, added in ADDED:
        assert text.count(example) == 1, example
        text = text.replace(example, added + example)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def _database(folder: Path) -> None:
    plan = read_plan(folder / "plan.yaml").plan
    assert plan is not None
    with TemporaryDirectory() as place:
        file = Path(place) / "releases.sqlite"
        lived(file, plan).core.database.close()
        with closing(sqlite3.connect(file)) as whole:
            whole.execute("VACUUM INTO ?", (f"{place}/vacuumed",))
        compact = gzip.compress((Path(place) / "vacuumed").read_bytes(), mtime=0)
    (folder / "releases.sqlite.gz").write_bytes(compact)


def _about(folder: Path) -> None:
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    about = {
        "commit": commit.strip(),
        "looked_at": LOOKED_AT.isoformat(),
        "releases": [ENDED, ABORTED, RUNNING],
        "running": RUNNING,
        "continued": CONTINUED,
    }
    (folder / "kept.json").write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _journals(version: Version, database: Path) -> None:
    (version.folder / "journals").mkdir()
    told = version.says(database, [("log", name, "--json") for name in version.releases])
    for name, each in zip(version.releases, told, strict=True):
        lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in json.loads(each.out))
        (version.folder / "journals" / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def _archives(version: Version, database: Path) -> None:
    """Of what is over."""
    folder = version.folder / "archives"
    folder.mkdir()
    over = [name for name in version.releases if name != RUNNING]
    for told in version.says(database, [("export", name, "--to", str(folder / f"{name}.zip")) for name in over]):
        assert told.status == 0, told


def _views(version: Version, database: Path) -> None:
    version.view("").mkdir()
    for name, text in version.views(database).items():
        version.view(name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
