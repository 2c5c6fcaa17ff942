"""`report`, `export` and `verify` as an operator types them, on a record in a database and on a file without one."""

import os
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from sqlalchemy import text

from bot.core import open_core
from bot.domain.events import dump
from storage import journal
from storage.journal import Header
from tests.domain.kiosk import MONDAY, finished
from tests.processes import command_line

SETTINGS = ("DATABASE_URL", "PLAN", "LC_ALL", "LC_MESSAGES", "LANG")


class Operator:
    """Types commands in an empty directory, with a database that holds the kiosk's release."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.database = f"sqlite:///{place / 'kiosk.db'}"
        events = [dump(event) for event in finished().history]
        header = Header("kiosk-1", "kiosk", "The kiosk", "#kiosk", "running", 0, None, MONDAY)
        ended: dict[str, Any] = {"at": MONDAY, "cause": "test", "state": "finished", "next_due": None}
        core = open_core(self.database)
        core.database.write(lambda conn: journal.create(conn, header))
        core.database.write(lambda conn: journal.append(conn, "kiosk-1", 0, events, **ended))
        core.database.close()

    def types(self, *words: str, database: str | None = None) -> CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        environment = {**kept, "DATABASE_URL": database or self.database, "LANG": "en"}
        return command_line(words, environment, self.place)


@pytest.fixture(name="operator", scope="module")
def an_operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return Operator(tmp_path_factory.mktemp("kiosk"))


def the_report_is_printed_as_markdown_or_as_a_page(operator: Operator) -> None:
    text, page = operator.types("report"), operator.types("report", "kiosk-1", "--html")
    assert (text.returncode, text.stderr) == (0, "")
    assert text.stdout.startswith("# The kiosk\n\n**Release report**\n")
    assert page.stdout.startswith("<!doctype html>")
    assert page.stdout.rstrip().endswith("</html>")


def an_export_is_whole_wherever_it_is_checked(operator: Operator) -> None:
    told = operator.types("export", "--to", "kept.zip")
    assert (told.returncode, told.stderr) == (0, "")
    checked = operator.types("verify", "kept.zip", database="sqlite:////nowhere/at/all.db")
    assert checked.returncode == 0
    assert checked.stdout.startswith(f"The archive of kiosk-1 is whole: {len(finished().history)} entries.")
    assert checked.stdout.split()[-1] == told.stdout.split()[-1]
    assert not list(operator.place.glob("*.part"))


def an_archive_in_which_a_file_was_changed_is_found(operator: Operator) -> None:
    operator.types("export")
    with zipfile.ZipFile(operator.place / "kiosk-1.zip", "a") as archive:
        archive.writestr("more.txt", "something else")
    checked = operator.types("verify", "kiosk-1.zip")
    assert checked.returncode == 1
    assert checked.stdout.splitlines() == [
        "more.txt was added",
        "The archive is not as it was written: 1 fault. Fetch another copy, or export it again.",
    ]


def what_cannot_be_written_or_read_is_said_in_one_sentence(operator: Operator) -> None:
    lost, absent = operator.types("export", "--to", "nowhere/x.zip"), operator.types("verify", "absent.zip")
    assert (lost.returncode, absent.returncode) == (1, 1)
    assert lost.stderr == "nowhere/x.zip cannot be written (No such file or directory); name another with --to.\n"
    assert absent.stderr == "absent.zip cannot be read (No such file or directory).\n"


def a_release_that_is_none_is_not_called_whole_nor_is_an_anchor_held_by_a_record_that_was_changed(
    tmp_path: Path,
) -> None:
    operator = Operator(tmp_path)
    none = operator.types("verify", "kiosk-7")
    assert (none.returncode, none.stdout, "kiosk-7" in none.stderr) == (1, "", True)
    core = open_core(operator.database)
    other = Header("kiosk-2", "kiosk", "The kiosk", "#kiosk", "running", 0, None, MONDAY)
    core.database.write(lambda conn: journal.create(conn, other))
    kept = str(core.records.anchor("kiosk-1", 3))
    core.database.write(lambda conn: conn.execute(text("UPDATE journal SET cause = 'other' WHERE number = 2")))
    core.database.close()
    assert operator.types("verify", "kiosk-2").returncode == 0
    held = operator.types("verify", "kiosk-2", "--against", kept)
    assert (held.returncode, "kiosk-1" in held.stdout) == (1, True)
