"""What will do as evidence for any item: words for a note, a commit for a branch, every section of a document. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.state.release import Release


def evidence(release: Release, key: str, words: str) -> str:
    """What a person types to sign the item. `words` hold a link, so that they will do where one is asked for."""
    asks = release.item(key).step.asks
    if asks is None:
        return ""
    match asks.kind:
        case "note" | "link":
            return words
        case "branch":
            return f"{_branch(release, key)} {_commit(key)}".strip()
        case "document":
            sections = release.plan.documents[asks.document or ""].sections.values()
            return "\n".join(f"{title.in_(release.plan.language)}: {words}" for title in sections)


def fields(release: Release, key: str, words: str, blocks: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    """What a person puts into the form that has opened for the item: every section of a document, else the note."""
    asks = release.item(key).step.asks
    if asks is None or asks.kind != "document":
        return {"note": evidence(release, key, words)}
    texts = (each for each in blocks if each["type"] == "input" and each["element"]["type"] == "plain_text_input")
    return {each["block_id"]: words for each in texts if each["block_id"] != "link"}


def _branch(release: Release, key: str) -> str:
    system, fix = release.item(key).system, release.hotfixes.get(release.item(key).hotfix)
    return fix.branch if fix else (release.plan.systems[system].branch or "" if system else "")


def _commit(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:10]
