"""What is kept of a version, and what the command line of today tells of it."""

import gzip
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.processes import command_line

HERE: Final = Path(__file__).parent
LANGUAGES: Final = {"en": "en_GB.UTF-8", "zh-CN": "zh_CN.UTF-8"}


class Told(NamedTuple):
    status: int
    out: str
    errors: str


@dataclass(frozen=True)
class Version:
    """A folder; its `kept.json` says what the others hold, and when it is looked at."""

    folder: Path

    @cached_property
    def about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self.folder / "kept.json").read_text(encoding="utf-8"))
        return about

    @property
    def releases(self) -> list[str]:
        return list(self.about["releases"])

    @property
    def looked_at(self) -> datetime:
        return datetime.fromisoformat(self.about["looked_at"])

    @property
    def archives(self) -> list[Path]:
        return sorted((self.folder / "archives").glob("*.zip"))

    def journal(self, release: str) -> list[dict[str, Any]]:
        """Its entries, as `log --json` told them."""
        lines = (self.folder / "journals" / f"{release}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def view(self, name: str) -> Path:
        return self.folder / "views" / name

    def database(self, place: Path) -> Path:
        """A copy to work with."""
        file = place / "releases.sqlite"
        file.write_bytes(gzip.decompress((self.folder / "releases.sqlite.gz").read_bytes()))
        return file

    def says(self, database: Path, commands: Iterable[Sequence[str]], *, language: str = "en") -> list[Told]:
        """What `python -m bot` tells, command by command, on this database when the version is looked at."""
        known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        told = command_line(
            (self.looked_at.isoformat(), json.dumps([list(words) for words in commands])),
            {
                **known,
                "DATABASE_URL": f"sqlite:///{database}",
                "PLAN": str(self.folder / "plan.yaml"),
                "LC_ALL": LANGUAGES[language],
                "LOG_LEVEL": "WARNING",
            },
            program="tests.versions.at",
        )
        assert told.returncode == 0, told.stderr
        return [Told(*each) for each in json.loads(told.stdout)]

    def views(self, database: Path) -> dict[str, str]:
        """What is shown of it today, by the name it is kept under."""
        wanted: dict[str, tuple[str, ...]] = {"verify.txt": ("verify",)}
        wanted |= {f"{name}.json": ("show", name, "--json") for name in self.releases}
        wanted |= {f"{name}.log.txt": ("log", name) for name in self.releases}
        found = _answers(wanted, self.says(database, wanted.values()))
        for language in LANGUAGES:
            reports = {f"{name}.report.{language}.md": ("report", name, "--markdown") for name in self.releases}
            found |= _answers(reports, self.says(database, reports.values(), language=language))
        return found


def _answers(names: Iterable[str], told: Iterable[Told]) -> dict[str, str]:
    found = {}
    for name, each in zip(names, told, strict=True):
        assert each.status == 0, (name, each)
        found[name] = each.out
    return found


def versions() -> list[Version]:
    return [Version(found.parent) for found in sorted(HERE.glob("*/kept.json"))]
