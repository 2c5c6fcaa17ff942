"""The documents of a release in all their versions, and which of them a signature rests on."""

from dataclasses import dataclass

from bot.domain.report.chronicle import Chronicle
from bot.domain.state.documents import Version


@dataclass(frozen=True, slots=True)
class Paper:
    """`document` is the plan's key, `item` the one it was written for; `versions` from the first."""

    document: str
    item: str
    versions: tuple[Version, ...]


def papers(told: Chronicle) -> tuple[Paper, ...]:
    release = told.release
    found = ((key, release.item(key).step.asks, versions) for key, versions in release.documents.items())
    return tuple(Paper(asks.document, key, versions) for key, asks, versions in found if asks and asks.document)
