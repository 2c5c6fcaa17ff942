"""What earlier versions wrote is read, verified, shown and carried on as it was, for each version that is kept.

UPDATE_SNAPSHOTS=1 keeps the views anew, where words or a layout were changed on purpose; the data never changes.
"""

import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core import open_core
from bot.domain.events import KINDS, dump, load
from tests.versions.kept import Version, versions

of_each = pytest.mark.parametrize("version", versions(), ids=lambda version: version.folder.name)
LATER = timedelta(days=2)


def log(version: Version, database: Path) -> dict[str, list[dict[str, Any]]]:
    """The record of each release, as `log --json` tells it."""
    told = version.says(database, [("log", name, "--json") for name in version.releases])
    return {name: json.loads(each.out) for name, each in zip(version.releases, told, strict=True)}


def kept_log(version: Version) -> dict[str, list[dict[str, Any]]]:
    return {name: version.journal(name) for name in version.releases}


def there_is_a_version_that_is_kept() -> None:
    assert versions()


UNRELEASED = {  # kept with the version that brings them
    "AccountTold",
    "ChannelLost",
    "ChannelRegained",
    "DeploymentAnswered",
    "DeploymentWithdrawn",
    "HotfixCompared",
    "LinkAsked",
    "MomentCame",
    "ResultFailed",
    "Retried",
    "Uninvited",
    "Unsaid",
    "WorkflowWaits",
}


def every_kind_of_event_is_in_the_kept_journals() -> None:
    """A new kind is kept with the version that brings it: see the README."""
    kept = {entry["kind"] for version in versions() for name in version.releases for entry in version.journal(name)}
    assert set(KINDS) - kept == UNRELEASED


@of_each
def every_entry_of_each_version_is_understood_and_means_the_same_when_it_is_written_again(version: Version) -> None:
    for name in version.releases:
        for entry in version.journal(name):
            event = load(entry["kind"], entry["data"])
            assert load(*dump(event)) == event


@of_each
def the_record_in_a_database_of_each_version_is_the_one_that_was_kept(version: Version, tmp_path: Path) -> None:
    assert log(version, version.database(tmp_path)) == kept_log(version)


@of_each
def a_database_of_each_version_is_read_verified_and_shown_as_it_was(version: Version, tmp_path: Path) -> None:
    """`show --json`, the lines of the record, and the report in both languages, to the byte."""
    seen = version.views(version.database(tmp_path))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        for name, text in seen.items():
            version.view(name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in version.view("").iterdir()}
    assert set(seen) == set(kept)
    assert [name for name in seen if seen[name] != kept[name]] == []


@of_each
def a_release_of_each_version_is_continued(version: Version, tmp_path: Path) -> None:
    """People say what comes next, the clock strikes; what had been written stays, and the chain holds."""
    database, running = version.database(tmp_path), version.about["running"]
    lines = [("do", "--as", who, "--", *line.split()) for who, line in version.about["continued"]]
    said = version.says(database, lines)
    assert [told for told in said if told.status] == []
    later = version.looked_at + LATER
    core = open_core(f"sqlite:///{database}", lambda: later)
    assert core.service.tick(later) == 1
    core.database.close()
    (verified,) = version.says(database, [("verify",)])
    assert verified.status == 0, verified
    kept, now = kept_log(version)[running], log(version, database)[running]
    assert now[: len(kept)] == kept
    assert len(now) > len(kept) + len(said)
    assert now[-1]["cause"] == "clock"


@of_each
def an_archive_of_each_version_is_examined_and_whole(version: Version, tmp_path: Path) -> None:
    assert version.archives
    nowhere = tmp_path / "nothing.sqlite"
    for told in version.says(nowhere, [("verify", str(archive)) for archive in version.archives]):
        assert told.status == 0, told
    assert not nowhere.exists()


@of_each
def what_is_exported_of_each_version_holds_the_record_of_its_archive(version: Version, tmp_path: Path) -> None:
    database = version.database(tmp_path)
    fresh = [tmp_path / archive.name for archive in version.archives]
    version.says(database, [("export", file.stem, "--to", str(file)) for file in fresh])
    for archive, file in zip(version.archives, fresh, strict=True):
        with zipfile.ZipFile(archive) as kept, zipfile.ZipFile(file) as now:
            assert now.read("journal.jsonl") == kept.read("journal.jsonl")


@of_each
def the_plan_of_each_version_is_usable(version: Version, tmp_path: Path) -> None:
    (checked,) = version.says(tmp_path / "nothing.sqlite", [("check", str(version.folder / "plan.yaml"))])
    assert checked.status == 0, checked
