"""Somebody who may write to the database tries to change a record unnoticed: who notices, and by what."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

import pytest

from bot.core import Core, open_core
from bot.domain import commands as c
from bot.out.archive import examine, misigned, packed
from bot.record.keys import NOBODYS, Keys
from bot.rounds.record import RecordRounds
from storage.failures import DatabaseUnusable
from storage.journal import Entry
from storage.signatures import made
from tests.domain.harbour import harbour
from tests.migrated import migrated
from tests.platforms.test_deploying import live, say
from tests.platforms.tracked import Hand
from tests.tampering import rewritten, tampered

R = "harbour-1"
PAST, PRESENT = made("acme-2025"), made("acme-2026")
KEYS = Keys((PRESENT.public, PAST.public), PRESENT)
Attack = Callable[[Path], object]


def swap(file: Path) -> None:
    for number, away in ((2, -2), (3, 2), (-2, 3)):
        tampered(file, "update journal set number = ? where number = ?", away, number)


def cut(file: Path) -> None:
    rewritten(file, R, lambda entries: entries[:-1])


def replace_words(entries: list[Entry]) -> list[Entry]:
    return [*entries[:-1], replace(entries[-1], cause="another")]


def rewrite(file: Path) -> None:
    rewritten(file, R, replace_words)


def rewrite_unsigned(file: Path) -> None:
    rewrite(file)
    tampered(file, "update releases set signed = ''")


def rewrite_with_a_key_of_theirs(file: Path) -> None:
    rewrite(file)
    theirs = made("acme-2026")
    with closing(sqlite3.connect(file)) as database:
        ((number, head),) = database.execute("select version, head from releases").fetchall()
    tampered(file, "update releases set signed = ?", Keys((), theirs).signed(R, number, head))


def remove(file: Path) -> None:
    tampered(file, "delete from journal")
    tampered(file, "delete from releases")


def remove_the_header(file: Path) -> None:
    tampered(file, "delete from releases")


def end_it(file: Path) -> None:
    tampered(file, "update releases set state = 'ended'")


def restore(file: Path) -> None:
    copyfile(file.with_suffix(".older"), file)


@dataclass
class Place:
    file: Path
    clock: Hand

    @contextmanager
    def process(self, keys: Keys = NOBODYS) -> Iterator[Core]:
        core = open_core(f"sqlite:///{self.file}", self.clock, keys=keys)
        try:
            yield core
        finally:
            core.database.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A signed record with some entries, and a copy of it from before the last ones."""
    file = tmp_path / "releases.db"
    migrated(file)
    here = Place(file, Hand())
    with here.process(KEYS) as core:
        live(core, harbour())
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(file.with_suffix(".older"))) as older:
        now.backup(older)
    with here.process(KEYS) as core:
        say(core, c.Block("ship/gate", "not yet"), "olaf")
    yield here


def found(core: Core) -> list[str]:
    """What the bot's own look finds, by which it is not ready and deploys nothing."""
    rounds = RecordRounds(core.service, core.records, core.records._clock)  # noqa: SLF001 - the one it was opened with
    rounds.look()
    wrong = core.records.verify()
    assert (rounds.broken == (R,)) is bool(wrong) is bool(core.records.verify(R))
    return sorted({each.what for each in wrong})


@pytest.mark.parametrize(
    ("attack", "without_keys", "with_keys", "while_it_runs", "anchor"),
    [
        (swap, ["reordered"], ["reordered"], ["reordered"], None),
        (cut, [], ["bad-signature"], ["rewritten"], "shorter"),
        (rewrite, [], ["bad-signature"], ["rewritten"], "other"),
        (rewrite_unsigned, [], ["unsigned"], ["rewritten"], "other"),
        (rewrite_with_a_key_of_theirs, [], ["unknown-key"], ["rewritten"], "other"),
        (remove, [], [], ["rewritten"], "gone"),
        (remove_the_header, ["header"], ["header"], ["header"], None),
        (end_it, ["header"], ["header"], ["header"], None),
        (restore, [], [], ["rewritten"], "shorter"),
    ],
)
def what_somebody_changes_is_found_without_keys_with_them_in_passing_or_by_an_anchor_alone(
    place: Place,
    attack: Attack,
    without_keys: Sequence[str],
    with_keys: Sequence[str],
    while_it_runs: Sequence[str],
    anchor: str | None,
) -> None:
    with place.process() as running:
        assert running.records.verify() == []
        kept = running.records.anchor(R, running.records.look(R).version)
        running.database.close()  # nothing of it is open while the file changes
        attack(place.file)
        assert found(running) == while_it_runs
    with place.process() as fresh:
        assert found(fresh) == without_keys
        assert fresh.records.lost(kept) == anchor
    with place.process(KEYS) as keyed:
        assert found(keyed) == with_keys


def an_archive_carries_the_signature_that_was_made_when_its_last_entry_was_written(place: Place) -> None:
    """Whoever exports it needs no key."""
    with place.process() as unkeyed:
        content = packed(unkeyed.records.history(R), unkeyed.records.signature(R))
    assert misigned(examine(content), Keys((PRESENT.public,))) is None


def what_goes_on_is_signed_anew_and_never_unsigned(place: Place) -> None:
    with place.process(KEYS) as keyed:
        say(keyed, c.Unblock("ship/gate"), "olaf")
        assert keyed.records.verify() == []
    with place.process() as unkeyed, pytest.raises(DatabaseUnusable, match="SIGNING_KEY_FILE"):
        say(unkeyed, c.Block("ship/gate", "not yet"), "olaf")


def what_an_earlier_key_signed_holds_and_an_unsigned_record_is_signed_once(place: Place) -> None:
    rotated = Keys((made("acme-2027").public, PRESENT.public), None)
    with place.process(rotated) as core:
        assert core.records.verify() == []
    tampered(place.file, "update releases set signed = ''")
    with place.process(KEYS) as core:
        assert [each.what for each in core.records.verify()] == ["unsigned"]
        assert [core.records.sign(R), core.records.sign(R)] == [True, False]
        assert core.records.verify() == []
