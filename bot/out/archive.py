"""What is kept of a release when it is over: its report, its plan as it travelled, its documents, its whole record.

Everything follows from the record, so that the same record gives the same bytes; a running release's report is of the
moment of its last entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

import yaml

from bot import VERSION
from bot.domain.plan import Document, Language, Plan, as_data
from bot.domain.reading.documents import PREFACE
from bot.domain.report import Report
from bot.domain.state.documents import Version
from bot.out.report import files
from bot.record.keys import Flaw, Keys
from bot.record.lookup import Anchor, Entry
from storage import anchors, archive

Examined = archive.Examined


def examine(content: bytes) -> Examined:
    """The archive held against itself, and its files against the record in it where this very program wrote them.

    Another version words a report otherwise, which says nothing of the record.
    """
    found = archive.examine(content)
    if found.faults or found.program != VERSION:
        return found
    try:
        made = archive.examine(packed(found.record, found.signed)).files
    except ValueError:  # an entry that no version of this program writes
        return replace(found, faults=(archive.Fault("altered", archive.JOURNAL),))
    other = sorted({*made, *found.files} - {name for name in made if made[name] == found.files.get(name)})
    return replace(found, faults=tuple(archive.Fault("contradicts", name) for name in other))


def lost(found: Examined, kept: Sequence[Anchor]) -> list[tuple[str, str]]:
    """Which of these anchors the record of a whole archive does not hold, and what is wrong."""
    hashes = [entry.hash for entry in found.record]
    missing = ((str(each), anchors.missing(each, found.release, hashes)) for each in kept)
    return [(word, what) for word, what in missing if what]


def misigned(found: Examined, keys: Keys) -> Flaw | None:
    """What keeps the record of a whole archive from being signed by one of these keys."""
    last = found.record[-1]
    return keys.flaw(last.release, last.number, last.hash, found.signed)


def packed(entries: Sequence[Entry], signed: str = "") -> bytes:
    """The archive of a release with these entries, all of them, in the plan's own language.

    `signed`: the signature of the last one, if there is one.
    """
    found = files.told(entries)
    plan = found.release.plan
    as_page, as_markdown = files.files(found)
    documents = {name: files.written(text) for name, text in _documents(found, plan.language)}
    return archive.pack(
        entries,
        {
            "report.md": as_markdown.content,
            "report.html": as_page.content,
            "plan.yaml": files.written(plan_yaml(plan)),
            **documents,
        },
        VERSION,
        signed,
    )


def plan_yaml(plan: Plan) -> str:
    """The plan as a file that can be read again; its comments did not travel."""
    return yaml.safe_dump(as_data(plan), allow_unicode=True, sort_keys=False, width=110)


def _documents(told: Report, language: Language) -> Iterator[tuple[str, str]]:
    for paper in told.papers:
        folder = "/".join(("documents", *map(_path, paper.item.split("/"))))
        for version in paper.versions:
            text = "\n".join(_written(told.release.plan.documents[paper.document], version, language))
            yield f"{folder}/v{version.number}.txt", text + "\n"


def _written(document: Document, version: Version, language: Language) -> Iterator[str]:
    """The version as its writer wrote it, each section under its title."""
    yield document.name.in_(language)
    if version.link:
        yield version.link
    if preface := version.sections.get(PREFACE):
        yield preface
    for section, title in document.sections.items():
        if section in version.sections or section in version.held:
            yield from ("", title.in_(language), version.sections.get(section, version.link))


def _path(name: str) -> str:
    """The name as part of a path that leads nowhere else, and that every file system can hold."""
    return quote(name, safe="").replace(".", "%2E") if name.startswith(".") else quote(name, safe="")
