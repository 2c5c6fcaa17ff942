"""A release's journal and the files made from it, as one zip that anybody can check without a database.

The same record gives the same bytes: nothing is compressed, no time of day is kept, files stand in a fixed order. So an
archive is whole when its files have the digests of its manifest, its chain of hashes holds, and packing what it holds
gives the very same bytes. It cannot show an archive that was made anew as a whole: for that, keep its SHA-256 apart, or
an anchor of its record.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final, Literal

from storage import chain
from storage.chain import Line, check
from storage.columns import json_text, moment_text
from storage.journal import Entry
from storage.signatures import note, signature_in

FORMAT: Final = 2
UNNAMED: Final = 1
"""The format whose manifest did not say which program wrote it."""
MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal.jsonl"
NOTE: Final = "head.note"
"""The end of the record with its signature, where there is one: a signed note, which other programs check as well."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
READABLE: Final = 0o100644 << 16
MOST_MISSING: Final = 1000  # entries that are told one by one
UNREADABLE: Final = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, OverflowError, ValueError)

What = Literal["no-archive", "missing", "extra", "altered", "repacked", "contradicts"] | chain.What


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an archive. `file` is "" for the archive itself; `number`: of the journal's entry, or 0.

    no-archive: it cannot be read as one. repacked: every file is whole, but the zip is not the one that was written.
    contradicts: it is not what the record in the archive gives. reordered, gap, header: of the journal's chain, as
    `chain.Broken` says.
    """

    what: What
    file: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """What an archive says it holds, and everything that is wrong with it. `digest`: the SHA-256 of all of it.

    `program`: the version that wrote it, "" where it does not say; `files` and the `record` are those of a whole one.
    `signed`: the signature of the record's end, "" where there is none; whose it is has not been asked.
    """

    release: str
    entries: int
    digest: str
    faults: tuple[Fault, ...]
    program: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    record: tuple[Entry, ...] = ()
    signed: str = ""


def pack(entries: Sequence[Entry], files: Mapping[str, bytes], program: str, signed: str = "") -> bytes:
    """The archive of a release that has entries. `files`: by relative path with `/`, beside journal and manifest.

    `program`: the version that made the files. `signed`: the signature of the record's end, if there is one.
    """
    last = entries[-1]
    noted = {NOTE: note(last.release, last.number, last.hash, signed).encode()} if signed else {}
    held = {**files, **noted, JOURNAL: "".join(_line(entry) for entry in entries).encode()}
    return _zipped(held, _manifest(held, (entries[0].release, len(entries), entries[-1].hash), program))


def examine(archive: bytes) -> Examined:
    """Never raises for what a file may hold."""
    digest = hashlib.sha256(archive).hexdigest()
    held = _held(archive)
    if held is None:
        return Examined("", 0, digest, (Fault("no-archive"),))
    manifest = _read_manifest(held.pop(MANIFEST, b""))
    if manifest is None:
        return Examined("", 0, digest, (Fault("altered", MANIFEST),))
    release, entries, head = manifest["release"], manifest["entries"], manifest["head"]
    program = manifest["program"] if manifest["format"] == FORMAT else ""
    lines = _lines(held.get(JOURNAL, b""))
    faults = (*_files(held, manifest["files"]), *_chain(lines, release, (entries, head)))
    if not faults and _zipped(held, _manifest(held, (release, entries, head), program)) != archive:
        faults = (Fault("repacked"),)
    said = held.get(NOTE, b"").decode("utf-8", "replace")
    signed = signature_in(said)
    if not faults and said and said != note(release, entries, head, signed):
        faults = (Fault("contradicts", NOTE),)
    if faults or lines is None:
        return Examined(release, entries, digest, faults, program)
    return Examined(release, entries, digest, (), program, held, tuple(_entry(line) for line in lines), signed)


def _line(entry: Entry) -> str:
    fields = {name: getattr(entry, name) for name in Entry.__slots__}
    return json_text({**fields, "at": moment_text(entry.at)}) + "\n"


def _manifest(held: Mapping[str, bytes], record: tuple[str, int, str], program: str) -> bytes:
    """`record`: the release, how many entries it has, and the hash of the last one."""
    files = {name: {"bytes": len(held[name]), "sha256": _digest(held[name])} for name in sorted(held)}
    written: dict[str, object] = {"format": FORMAT, "program": program} if program else {"format": UNNAMED}
    told = {**written, **dict(zip(("release", "entries", "head"), record, strict=True)), "files": files}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _zipped(held: Mapping[str, bytes], manifest: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((MANIFEST, manifest), *sorted(held.items())):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, READABLE  # 3: Unix, wherever it is packed
            archive.writestr(entry, content)
    return packed.getvalue()


def _held(archive: bytes) -> dict[str, bytes] | None:
    """Every file by its path; None for no such archive: damaged, compressed, with one path or one byte twice."""
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            entries = opened.infolist()
            stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
            if not stored or len({entry.filename for entry in entries}) < len(entries):
                return None
            # Entries that lie over one another would be read again and again: a gigabyte out of a megabyte.
            if sum(entry.file_size for entry in entries) > len(archive):
                return None
            return {entry.filename: _content(opened, entry) for entry in entries}
    except UNREADABLE:
        return None


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file as it is; one whose check sum is wrong counts as emptied, so that its digest tells."""
    try:
        return opened.read(entry)
    except zipfile.BadZipFile:
        return b""


def _read_manifest(content: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(content)
        named = ("program",) if told["format"] == FORMAT else ()
        known = told["format"] in (FORMAT, UNNAMED)
        shaped = known and {type(told[key]) for key in ("release", "head", *named)} == {str}
        whole = shaped and isinstance(told["entries"], int) and isinstance(told["files"], dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return told if whole else None


def _files(held: Mapping[str, bytes], listed: Mapping[str, Any]) -> Iterator[Fault]:
    for name in sorted({*held, *listed, JOURNAL}):
        if name not in held:
            yield Fault("missing", name)
        elif name not in listed:
            yield Fault("extra", name)
        elif listed[name] != {"bytes": len(held[name]), "sha256": _digest(held[name])}:
            yield Fault("altered", name)


def _chain(lines: Sequence[Line] | None, release: str, head: tuple[int, str]) -> Iterator[Fault]:
    if lines is None or any(line.release != release for line in lines):
        yield Fault("altered", JOURNAL)
        return
    yield from (Fault(broken.what, JOURNAL, broken.number) for broken in check(release, lines, head))


def _lines(journal: bytes) -> list[Line] | None:
    """The entries in the order they stand in; None where they are no entries, or most of the numbers are missing."""
    try:
        told = [json.loads(line) for line in journal.decode().removesuffix("\n").split("\n")]
        lines = [Line(**{**each, "data": json_text(each["data"])}) for each in told]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    numbered = all(type(line.number) is int and 0 < line.number <= len(lines) + MOST_MISSING for line in lines)
    worded = all(isinstance(value, str) for line in lines for value in (line.at, line.kind, line.cause, line.hash))
    return lines if numbered and worded else None


def _entry(line: Line) -> Entry:
    """Of a chain that holds, whose moments and data are therefore what they should be."""
    at = line.at if isinstance(line.at, datetime) else datetime.fromisoformat(line.at)
    data = json.loads(line.data)
    return Entry(line.release, line.number, at, line.kind, data, line.cause, hash=line.hash, previous=line.previous)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
