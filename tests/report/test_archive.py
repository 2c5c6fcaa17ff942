"""A release's archive: the same bytes for the same record, and nothing in it that could be changed unseen."""

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from bot import VERSION
from bot.__main__ import cli
from bot.domain import commands as c
from bot.domain.events import dump
from bot.domain.state.documents import Draft
from bot.out.archive import examine, packed
from bot.plans.file import read_plan
from bot.record.lookup import anchor_of
from storage.archive import JOURNAL, MANIFEST, NOTE, Fault, What, pack
from storage.chain import ORIGIN, digest
from storage.journal import Entry
from storage.signatures import Keys, made, note
from tests.domain.kiosk import after, finished, kiosk, opened, prepared
from tests.domain.story import Story


def entries(story: Story) -> list[Entry]:
    """The story as a journal holds it."""
    chain, previous = list[Entry](), ORIGIN
    for number, event in enumerate(story.history, start=1):
        kind, data = dump(event)
        chain.append(entry("kiosk-1", number, event.at, kind, data, previous))
        previous = chain[-1].hash
    return chain


def entry(release: str, number: int, at: datetime, kind: str, data: dict[str, Any], previous: str) -> Entry:
    cause = f"cause-{number}"
    sealed = digest(release=release, number=number, at=at, kind=kind, data=data, cause=cause, previous=previous)
    return Entry(release, number, at, kind, data, cause, hash=sealed, previous=previous)


@cache
def whole() -> bytes:
    return packed(entries(prepared()))


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened_archive:
        return {name: opened_archive.read(name) for name in opened_archive.namelist()}


def zipped(held: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    fresh = BytesIO()
    with zipfile.ZipFile(fresh, "w", compression) as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return fresh.getvalue()


def found(archive: bytes) -> list[tuple[What, str]]:
    return [(fault.what, fault.file) for fault in examine(archive).faults]


def an_archive_holds_report_plan_documents_and_record_and_is_whole() -> None:
    held = files(packed(entries(finished())))
    assert list(held) == [
        MANIFEST, "documents/1a/v1.txt", JOURNAL, "plan.yaml", "report.html", "report.md",
    ]  # fmt: skip
    assert held["report.md"].decode().startswith("# The kiosk\n\n**Release report**\n")
    assert held["documents/1a/v1.txt"].decode() == "go-live plan\n\nOrder\napi, then web\n\nRollback\nthe old commit\n"
    seen = examine(packed(entries(finished())))
    assert (seen.release, seen.entries, seen.faults) == ("kiosk-1", len(finished().history), ())


def the_same_record_gives_the_same_bytes() -> None:
    assert packed(entries(finished())) == packed(entries(finished()))


def the_report_of_a_running_release_is_of_its_last_entry() -> None:
    assert "as of 2026-11-24 10:00" in files(whole())["report.md"].decode()


def the_plan_can_be_read_again_as_it_travelled(tmp_path: Any) -> None:
    (tmp_path / "plan.yaml").write_bytes(files(whole())["plan.yaml"])
    again = read_plan(tmp_path / "plan.yaml")
    assert (again.findings, again.plan) == ((), kiosk())


def every_version_of_a_document_is_kept_as_it_was_written() -> None:
    text = "<api> | *then* web\u2028next"
    story = after(
        opened(), 1, "lena", c.Write("1a", Draft({"order": text, "rollback": "none"}, "https://wiki.example/1"))
    )
    story = after(story, 1, "lena", c.Write("1a", Draft({"order": "web", "rollback": "none"})))
    archive = packed(entries(story))
    held = files(archive)
    assert text in held["documents/1a/v1.txt"].decode()
    assert "https://wiki.example/1" in held["documents/1a/v1.txt"].decode()
    assert "web" in held["documents/1a/v2.txt"].decode()
    assert found(archive) == []


def an_item_s_name_leads_nowhere_else() -> None:
    plan = kiosk().model_dump(mode="json", exclude_defaults=True)
    plan["systems"] = {"../x y": plan["systems"]["api"]}
    plan["phases"][0]["steps"][1] |= {"asks": {"kind": "document", "document": "plan", "text": "the plan"}}
    story = opened(type(kiosk()).model_validate(plan))
    story = after(
        story, 1, "dave", c.Write("1b/../x y", Draft({"order": "api, then web", "rollback": "the old commit"}))
    )
    names = [name for name in files(packed(entries(story))) if name.startswith("documents")]
    assert names == ["documents/1b/%2E%2E/x%20y/v1.txt"]


@settings(max_examples=100, deadline=None)
@whatever(st.data())
def no_byte_is_changed_unseen(data: st.DataObject) -> None:
    archive = bytearray(whole())
    place = data.draw(st.integers(0, len(archive) - 1))
    archive[place] ^= data.draw(st.integers(1, 255))
    assert examine(bytes(archive)).faults


@settings(max_examples=30, deadline=None)
@whatever(st.integers(0, 1 << 20), st.binary(max_size=40))
def nothing_is_cut_off_or_added_unseen(place: int, more: bytes) -> None:
    archive = whole()
    place %= len(archive)
    changed = archive[:place] + more
    assert examine(changed).faults
    assert not more or examine(archive + more).faults


@whatever(st.binary(max_size=300))
def no_file_makes_the_examination_fail(content: bytes) -> None:
    assert [fault.what for fault in examine(content).faults] == ["no-archive"]


def a_changed_a_missing_and_an_added_file_are_named() -> None:
    held = files(whole())
    assert found(zipped({**held, "report.md": held["report.md"].replace(b"Lena", b"Theo")})) == [
        ("altered", "report.md")
    ]
    assert found(zipped({name: held[name] for name in held if name != "plan.yaml"})) == [("missing", "plan.yaml")]
    assert found(zipped({**held, "more.txt": b""})) == [("extra", "more.txt")]
    assert found(zipped({name: held[name] for name in held if name != MANIFEST})) == [("altered", MANIFEST)]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": 2}', b"\xff", b"[" * 5000], ids=["", "[]", "{}", "2", "bytes", "deep"]
)
def a_manifest_that_is_none_is_found(content: bytes) -> None:
    assert found(zipped({**files(whole()), MANIFEST: content})) == [("altered", MANIFEST)]


def a_zip_that_was_packed_by_somebody_else_is_found() -> None:
    assert found(zipped(files(whole()))) == [("repacked", "")]
    assert found(zipped(files(whole()), zipfile.ZIP_DEFLATED)) == [("no-archive", "")]


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def rewritten(change: Callable[[list[Entry]], list[Entry]]) -> tuple[Fault, ...]:
    """What is found where somebody changed the record, and packed everything as `export` does."""
    return examine(pack(change(entries(prepared())), {"report.md": b"a report"}, "1")).faults


@pytest.mark.parametrize("name", ["report.md", "report.html", "plan.yaml"])
def a_file_that_says_other_than_the_record_is_found(name: str) -> None:
    """It is packed as `export` packs, so that every digest fits."""
    held = files(whole())
    told = {each: content for each, content in held.items() if each not in (MANIFEST, JOURNAL)}
    other = pack(entries(prepared()), {**told, name: told[name] + b"\nAll went well.\n"}, VERSION)
    assert found(other) == [("contradicts", name)]
    assert found(pack(entries(prepared()), told, VERSION)) == []
    more = pack(entries(prepared()), {**told, "more.txt": b""}, VERSION)
    assert found(more) == [("contradicts", "more.txt")]


def what_another_version_wrote_is_whole_and_says_by_which(tmp_path: Path) -> None:
    told = {each: content for each, content in files(whole()).items() if each not in (MANIFEST, JOURNAL)}
    other = pack(entries(prepared()), {**told, "report.md": b"in other words"}, "0.0.9")
    assert (examine(other).faults, examine(other).program) == ((), "0.0.9")
    (tmp_path / "kiosk.zip").write_bytes(other)
    said = run("verify", str(tmp_path / "kiosk.zip"))
    assert (said.exit_code, "0.0.9 of the program, and were not held against" in said.output) == (0, True)
    assert run("report", str(tmp_path / "kiosk.zip")).output == files(whole())["report.md"].decode()


def an_archive_made_anew_as_a_whole_is_known_by_an_anchor(tmp_path: Path) -> None:
    """What stands at the end of a card, a mail and the report."""
    chain, kept = entries(prepared()), str(anchor_of(entries(prepared())[-1]))
    assert kept in files(whole())["report.md"].decode()
    story = prepared()
    other = packed(entries(replace(story, history=story.history[:-1])))
    assert found(other) == []
    for name, content in (("whole", whole()), ("other", other)):
        (tmp_path / f"{name}.zip").write_bytes(content)
    sound = run("verify", str(tmp_path / "whole.zip"), "--against", kept, "--against", str(anchor_of(chain[2])))
    assert (sound.exit_code, "holds all its 2 anchors" in sound.output) == (0, True)
    lost = run("verify", str(tmp_path / "other.zip"), "--against", kept)
    assert (lost.exit_code, f"{kept}: the record ends before this entry" in lost.output) == (1, True)
    none = run("verify", str(tmp_path / "other.zip"), "--against", "boying")
    assert (none.exit_code, "“boying” is no anchor" in none.output) == (2, True)


def a_signed_archive_is_checked_with_the_public_key_alone(tmp_path: Path) -> None:
    chain, (ours, theirs) = entries(prepared()), map(made, ("acme-2026", "acme-2026"))
    last = chain[-1]
    signature = Keys((ours.public,), ours).signed(last.release, last.number, last.hash)
    forged = Keys((theirs.public,), theirs).signed(last.release, last.number, last.hash)
    earlier = Keys((ours.public,), ours).signed(last.release, last.number - 1, chain[-2].hash)
    archives = {
        "signed": packed(chain, signature),
        "unsigned": whole(),
        "forged": packed(chain, forged),
        "earlier": packed(chain, earlier),
    }
    for name, content in archives.items():
        (tmp_path / f"{name}.zip").write_bytes(content)
        assert found(content) == []

    def said(name: str, *more: str) -> tuple[int, str]:
        told = run("verify", str(tmp_path / f"{name}.zip"), *more)
        return told.exit_code, told.output.strip().splitlines()[-1]

    key = ("--key", str(ours.public))
    assert said("signed", *key, "--key", str(made("acme-2025").public)) == (0, "Its record is signed by acme-2026.")
    assert said("signed") == (
        0, "It says that it is signed by acme-2026; `--key` with their public key checks that."
    )  # fmt: skip
    told = {name: run("verify", str(tmp_path / f"{name}.zip"), *key).output for name in archives}
    assert "none of the keys vouches" in told["unsigned"]
    assert "which is none of the keys that were given" in told["forged"]
    assert "the signature does not fit" in told["earlier"]
    assert [said(name, *key)[0] for name in archives] == [0, 1, 1, 1]
    assert said("signed", "--key", ours.written())[0] == 2, "a private key is no public one"


def a_note_that_tells_of_another_end_is_found() -> None:
    chain, ours = entries(prepared()), made("acme-2026")
    last = chain[-1]
    signature = Keys((ours.public,), ours).signed(last.release, last.number, last.hash)
    other = note(last.release, last.number - 1, last.hash, signature).encode()
    held = {name: content for name, content in files(whole()).items() if name not in (MANIFEST, JOURNAL)}
    assert found(pack(chain, {**held, NOTE: other}, VERSION)) == [("contradicts", NOTE)]


def a_record_that_was_changed_before_it_was_packed_is_found() -> None:
    def other_words(chain: list[Entry]) -> list[Entry]:
        return [replace(each, data={**each.data, "by": "theo"}) if each.number == 3 else each for each in chain]

    assert rewritten(other_words) == (Fault("altered", JOURNAL, 3),)
    assert rewritten(lambda chain: chain[:4] + chain[5:]) == (Fault("gap", JOURNAL, 5), Fault("header", JOURNAL, 19))
    assert rewritten(lambda chain: [*chain[:-2], chain[-1], chain[-2]])[:2] == (
        Fault("gap", JOURNAL, 18), Fault("reordered", JOURNAL, 18),
    )  # fmt: skip
    assert rewritten(lambda chain: [chain[0], replace(chain[1], release="other"), *chain[2:]]) == (
        Fault("altered", JOURNAL),
    )


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[1]", b"null", b'{"number": 1000000000000}', b"\xff"],
    ids=["", "{}", "list", "null", "far", "bytes"],
)
def a_record_of_no_entries_is_found(line: bytes) -> None:
    held = files(whole())
    told = found(zipped({**held, JOURNAL: line + b"\n"}))
    assert told == [("altered", JOURNAL), ("altered", JOURNAL)]


def a_number_far_away_is_not_counted_up_to() -> None:
    last = entries(prepared())[-1]
    assert rewritten(lambda chain: [*chain, replace(last, number=10**15)]) == (Fault("altered", JOURNAL),)


def a_record_that_was_changed_everywhere_takes_no_longer_to_look_through_than_it_is_long() -> None:
    """Were each entry tried at each number, this test would take hours."""
    last = entries(prepared())[-1]
    changed = [replace(last, number=number, data={"n": number}) for number in range(1, 20_001)]
    assert {fault.what for fault in rewritten(lambda _: changed)} == {"altered"}


def no_byte_of_an_archive_is_read_twice() -> None:
    inner = zipped({"b": b"x" * 1000})
    with zipfile.ZipFile(BytesIO(inner)) as opened_archive:
        (within,) = opened_archive.infolist()
    fresh = BytesIO()
    with zipfile.ZipFile(fresh, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a"), inner[: inner.index(b"PK\1\2")])
        within.header_offset = len("PK..") + 26 + len("a")  # behind the head of the file that holds it
        archive.filelist.append(within)
    assert found(fresh.getvalue()) == [("no-archive", "")]


def the_manifest_says_what_the_archive_holds() -> None:
    told = json.loads(files(whole())[MANIFEST])
    assert (told["release"], told["entries"], told["head"]) == ("kiosk-1", 19, entries(prepared())[-1].hash)
    assert set(told["files"]) == set(files(whole())) - {MANIFEST}
