"""What a signature is given for, as lines that can be compared: documents, branches, scripts, the bug list (1a-5).

A signature keeps the fingerprint of each content its item rests on; another fingerprint ends it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Final

from bot.domain.plan import Plan
from bot.domain.plan.layout import CODE, Item
from bot.domain.reading.code import found_out_about, to_go
from bot.domain.reading.documents import PREFACE
from bot.domain.reading.gates import open_bugs
from bot.domain.state.code import Source
from bot.domain.state.deployments import Deployment
from bot.domain.state.documents import Version
from bot.domain.state.release import Release

SEEN: Final = 8  # digits of a fingerprint that travels with what shows it
UNSEEN: Final = "unseen"
"""The fingerprint of nothing: what carries it is shown once more before anything is signed by it."""


def named(release: Release, item: Item) -> tuple[str, ...]:
    """The contents the item rests on: what the plan says, what it delivers itself or reviews, and code."""
    step = item.step
    found = [*step.rests_on]
    reviewed = release.layout.of_step[step.reviews][:1] if step.reviews else ()
    asked = (step.asks, *(release.item(key).step.asks for key in reviewed))
    found.extend(asks.document for asks in asked if asks and asks.document)
    return tuple(dict.fromkeys((*found, *release.layout.code[item.id])))


def lines(release: Release, item: Item, content: str) -> tuple[str, ...]:
    """The content as the item has it: of its own system, or of all where the item is for the whole."""
    systems = (item.system,) if item.system else tuple(release.plan.systems)
    match content:
        case "branch":
            known = ((system, found_out_about(release, system)) for system in systems)
            return tuple(f"{system}: {source.branch} {source.commit}" for system, source in known if source)
        case "scripts":
            return tuple(
                f"{system}: {script.name} {script.digest}"
                for system in systems
                for script in release.scripts.get(system, ())
            )
        case "bugs":
            return tuple(
                f"{bug.id} {bug.severity} {bug.system} {bug.title} ({bug.state})"
                for bug in release.bugs.values()
                if bug.environment in release.layout.environments[item.phase]
            )
        case _:
            return tuple(_document(release, item, content))


def _document(release: Release, item: Item, document: str) -> Iterator[str]:
    for key, version in _versions(release, item, document).items():
        system = release.item(key).system
        if system and not item.system:
            yield f"[{system}]"
        yield from written(release.plan, document, version)


def _versions(release: Release, item: Item, document: str) -> Mapping[str, Version]:
    """The newest version of a document for this item, by the items that delivered it."""
    found: dict[str, Version] = {}
    for key, versions in release.documents.items():
        other = release.item(key)
        asks = other.step.asks
        if asks and asks.document == document and (item.system in (None, other.system) or not other.system):
            found[key] = versions[-1]
    return found


def written(plan: Plan, document: str, version: Version) -> Iterator[str]:
    """A version line by line: its link, then each line of each section after the section's title."""
    if version.link:
        yield version.link
    yield from version.sections.get(PREFACE, "").splitlines()
    for section, title in plan.documents[document].sections.items():
        words = version.sections.get(section, "").splitlines()
        held = [""] if section in version.held and not words else []
        yield from (f"{title.in_(plan.language)}: {line}".rstrip() for line in (*words, *held))


def delivered(release: Release, item: Item) -> Version | None:
    """The newest version of the item's document, unless its signatures have ended since: then a new one is due."""
    reopened = release.records[item.id].reopened
    versions = release.documents.get(item.id, ())[-1:]
    return next((version for version in versions if reopened is None or version.at >= reopened), None)


def fingerprints(release: Release, item: Item) -> Mapping[str, str]:
    """What a signature of the item given now would be bound to.

    What is found out before the code is submitted is bound to what is submitted first: see `history/code`.
    """
    found = {name: lines(release, item, name) for name in named(release, item)}
    left_out = CODE if _is_submitted_later(release, item) else ("branch",)
    return {name: fingerprint(content) for name, content in found.items() if content or name not in left_out}


def _is_submitted_later(release: Release, item: Item) -> bool:
    if item.system is None or item.system in release.sources:
        return False
    asked = (release.item(key).step.asks for key in release.layout.of_system[item.system])
    return any(asks and asks.kind == "branch" for asks in asked)


def shown(release: Release, item: Item) -> Mapping[str, tuple[str, ...]]:
    """All that a signature of the item would rest on or bring about now, by its name: what its surfaces show."""
    found = {name: lines(release, item, name) for name in named(release, item)}
    if item.system and (item.hotfix or item.rollback or item.step.deploys):
        where = " ".join(filter(None, (item.system, item.step.deploys)))
        found["deployment"] = (f"{where}: {' '.join(to_go(release, item))}".rstrip(),)
    if item.step.gate:
        counts = open_bugs(release, item.step.gate)
        found["gate"] = tuple(f"{severity}: {count}" for severity, count in counts.items())
    return found


def seen(release: Release, key: str) -> str:
    """The fingerprint of what is shown of the item now: a button, an emoji, a form carry that of what they showed."""
    found = shown(release, release.item(key))
    return fingerprint(f"{name} {line}" for name, content in found.items() for line in content)[:SEEN]


def script_shown(release: Release, system: str, name: str) -> tuple[str, ...]:
    """What whoever reads a script reads: the script, and the one that takes it back."""
    known = (script for script in release.scripts.get(system, ()) if script.name == name)
    return tuple(
        line
        for script in known
        for line in (f"{name} {script.digest}", *([f"{name} ↩ {script.rollback}"] if script.rollback else ()))
    )


def script_seen(release: Release, system: str, name: str) -> str:
    """The fingerprint of that: the button that says it has been read carries it."""
    return fingerprint(script_shown(release, system, name))[:SEEN]


def doubt_seen(doubted: Deployment) -> str:
    """The fingerprint of a deployment that was taken back: the buttons that tell whether it was done carry it."""
    return fingerprint((doubted.branch, doubted.commit, doubted.at.isoformat()))[:SEEN]


def known_to(release: Release, key: str, person: str, before: Release) -> str:
    """The fingerprint of what somebody knows of the item who saw `before`, and what they have brought since."""
    item = release.item(key)
    if key not in before.layout.items:
        return UNSEEN
    then, now = shown(before, item), shown(release, item)
    changed = [name for name in now if now[name] != then.get(name)]
    own = all(_brought(release, item, name) == {person} for name in changed)
    return seen(release if own else before, key)


def _brought(release: Release, item: Item, name: str) -> set[str]:
    """Who brought a content as it is now; nobody in particular where it is counted, as bugs are."""
    systems = (item.system,) if item.system else tuple(release.plan.systems)
    match name:
        case "branch":
            return {code.person for system in systems if (code := found_out_about(release, system))}
        case "deployment":
            code = _goes_by(release, item)
            return {code.person} if code else set()
        case "scripts":
            return {script.person for system in systems for script in release.scripts.get(system, ())}
        case _:
            return {version.person for version in _versions(release, item, name).values()}


def _goes_by(release: Release, item: Item) -> Source | None:
    """The submission of what the item deploys; none of what ran before, to which a rollback goes."""
    system = item.system or ""
    if item.rollback:
        return None
    if item.hotfix:
        return next((each for each in reversed(release.submitted.get(system, ())) if each.hotfix == item.hotfix), None)
    return next(release.through(system), None)


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
    old, new = list(before), list(after)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        mark + line
        for kind, start, end, new_start, new_end in changes
        if kind != "equal"
        for mark, lines in (("- ", old[start:end]), ("+ ", new[new_start:new_end]))
        for line in lines
    )
