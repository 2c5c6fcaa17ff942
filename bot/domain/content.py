"""What a signature is given for, as lines that can be compared: documents, branches, scripts, the bug list (1a-5).

A signature keeps the fingerprint of each content its item rests on; another fingerprint ends it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from difflib import ndiff

from bot.domain.layout import Item
from bot.domain.release import Release


def named(release: Release, item: Item) -> tuple[str, ...]:
    """The contents the item rests on: what the plan says, its own document, what it reviews, what it deploys."""
    step = item.step
    found = [*step.rests_on]
    asked = (step.asks, release.plan.steps[step.reviews].asks if step.reviews else None)
    found.extend(asks.document for asks in asked if asks and asks.document)
    if step.deploys and item.system and not item.hotfix:
        found.append("branch" if release.plan.systems[item.system].branch else "scripts")
    return tuple(dict.fromkeys(found))


def lines(release: Release, item: Item, content: str) -> tuple[str, ...]:
    """The content as the item has it: of its own system, or of all where the item is for the whole."""
    systems = (item.system,) if item.system else tuple(release.plan.systems)
    match content:
        case "branch":
            known = ((system, release.sources.get(system)) for system in systems)
            return tuple(f"{system}: {source.branch} {source.commit}" for system, source in known if source)
        case "scripts":
            return tuple(
                f"{system}: {script.name} {script.digest}"
                for system in systems
                for script in release.scripts.get(system, ())
            )
        case "bugs":
            return tuple(
                f"{bug.id} {bug.severity} {bug.system} {bug.title} ({bug.state})" for bug in release.bugs.values()
            )
        case _:
            return tuple(_document(release, item, content))


def _document(release: Release, item: Item, document: str) -> Iterator[str]:
    for key, versions in release.documents.items():
        other = release.item(key)
        asks = other.step.asks
        if not asks or asks.document != document or (item.system not in (None, other.system) and other.system):
            continue
        version = versions[-1]
        if other.system and not item.system:
            yield f"[{other.system}]"
        if version.link:
            yield version.link
        for section, title in release.plan.documents[document].sections.items():
            words = version.sections.get(section, "")
            if words or section in version.held:
                yield f"{title.in_(release.plan.language)}: {words}".rstrip()


def fingerprints(release: Release, item: Item) -> Mapping[str, str]:
    """What a signature of the item given now would be bound to."""
    return {name: fingerprint(lines(release, item, name)) for name in named(release, item)}


def fingerprint(content: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def outdated(release: Release) -> tuple[tuple[str, str], ...]:
    """The items with signatures that were given for other content than there is now, and the first such content."""
    found = []
    for key, record in release.records.items():
        given = [signature.content for signature in record.signatures if signature.content]
        if not given:
            continue
        now = fingerprints(release, release.item(key))
        changed = next((name for name in now if any(each.get(name, now[name]) != now[name] for each in given)), None)
        if changed:
            found.append((key, changed))
    return tuple(found)


def difference(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """What is no longer there (`- …`) and what is new (`+ …`), line by line."""
    return tuple(line.rstrip() for line in ndiff(list(before), list(after)) if line[:1] in "+-")
