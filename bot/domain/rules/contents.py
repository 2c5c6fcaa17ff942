"""Documents, reviews, branches and scripts: who may change them, and what is complete (1a-3, 1a-4, 1a-5, P5)."""

import re
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.documents import Draft, missing
from bot.domain.history import evolve
from bot.domain.layout import Item
from bot.domain.release import Release
from bot.domain.rules.facts import Facts
from bot.domain.rules.signing import sign
from bot.domain.standing import claims, missing_roles, voters

DIGEST = re.compile(r"(?:sha256:)?([0-9a-fA-F]{64})")


def write(release: Release, command: c.Write, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """Deliver a document, complete; a new version ends what was signed for the old one, its own item first.

    Whoever may sign the item then signs it by writing.
    """
    item = release.item(command.item)
    document = item.step.asks.document if item.step.asks else None
    if document is None:
        return r.NoDocument(item.id)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item))
    if lacking := missing(release.plan.documents[document], command.draft):
        return r.Incomplete(item.id, document, lacking)
    if _is_current(release, item, command.draft):
        return r.Unchanged(item.id)
    fact, draft = Facts(actor, now), command.draft
    happened: list[e.Event] = [
        e.Written(**fact.header, item=item.id, sections=draft.sections, link=draft.link, held=draft.held)
    ]
    if release.records[item.id].signatures:
        happened.append(e.Outdated(**fact.header, item=item.id, content=document))
    after = release
    for event in happened:
        after = evolve(after, event)
    signed = sign(after, c.Sign(item.id), actor, now)
    return (*happened, *signed) if isinstance(signed, tuple) else tuple(happened)


def _is_current(release: Release, item: Item, draft: Draft) -> bool:
    versions = release.documents.get(item.id, ())
    return any(draft == Draft(newest.sections, newest.link, newest.held) for newest in versions[-1:])


def send_back(release: Release, command: c.SendBack, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """Whoever may approve may say what is wrong instead: what was reviewed is to be done again (1a-5)."""
    item = release.item(command.item)
    if item.step.reviews is None:
        return r.NothingToReview(item.id)
    if not command.reason.strip():
        return r.Lacks("reason", f"/release sendback {item.id}")
    if release.standing(item.id) != "open":
        signed = sign(release, c.Sign(item.id), actor, now)
        return signed if not isinstance(signed, tuple) else r.NothingToReview(item.id)
    if not any(vote.person == actor.person for vote in voters(release, item, now)):
        refused = sign(release, c.Sign(item.id), actor, now)
        return refused if not isinstance(refused, tuple) else r.NotYourRole(item.id, missing_roles(release, item))
    reviewed = tuple(
        key for key in release.layout.of_step[item.step.reviews] if item.system in (None, release.item(key).system)
    )
    return (e.SentBack(**Facts(actor, now).header, item=item.id, reviewed=reviewed, reason=command.reason.strip()),)


def submit_code(
    release: Release, command: c.SubmitCode, actor: c.Actor, now: datetime
) -> tuple[e.Event, ...] | r.Refused:
    """What is to be deployed has changed: the system's developers say so, or who submitted it."""
    submitting = [
        release.item(key)
        for key in release.layout.of_system[command.system]
        if (asks := release.item(key).step.asks) and asks.kind == "branch" and not release.item(key).hotfix
    ]
    if not any(claims(release, item, actor.person, now) for item in submitting):
        takes = tuple(missing for item in submitting for missing in missing_roles(release, item))
        return r.NotYourRole(submitting[0].id if submitting else "", takes)
    known = release.sources.get(command.system)
    if known and (known.branch, known.commit) == (command.branch, command.commit):
        return r.Unchanged(command.system)
    return (
        e.CodeSubmitted(
            **Facts(actor, now).header, system=command.system, branch=command.branch, commit=command.commit
        ),
    )


def attach(release: Release, command: c.AttachScript, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """A script is known by its name and its hash: neither comes twice."""
    if refused := _touches_no_scripts(release, command.system, actor, now):
        return refused
    digest = DIGEST.fullmatch(command.digest.strip())
    if digest is None:
        return r.NotADigest(command.digest)
    name, hexadecimal = command.name.strip(), digest[1].lower()
    for script in release.scripts.get(command.system, ()):
        if script.digest == hexadecimal:
            return r.ScriptThere(command.system, script.name, same=True)
        if script.name == name:
            return r.ScriptThere(command.system, script.name, same=False)
    return (
        e.ScriptAttached(
            **Facts(actor, now).header, system=command.system, name=name, digest=hexadecimal, link=command.link
        ),
    )


def remove(release: Release, command: c.RemoveScript, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    if refused := _touches_no_scripts(release, command.system, actor, now):
        return refused
    known = [script.name for script in release.scripts.get(command.system, ())]
    if command.name not in known:
        return r.NoSuchName("script", command.name, tuple(known))
    return (
        e.ScriptRemoved(
            **Facts(actor, now).header, system=command.system, name=command.name, reason=command.reason.strip()
        ),
    )


def _touches_no_scripts(release: Release, system: str, actor: c.Actor, now: datetime) -> r.Refused | None:
    """The scripts of a system are its developers', and those of who alone operates it (P5)."""
    items = [release.item(key) for key in release.layout.of_system[system] if not release.item(key).hotfix]
    if actor.person in release.leads or any(claims(release, item, actor.person, now) for item in items):
        return None
    takes = (missing for item in items for missing in missing_roles(release, item))
    return r.NotYourRole(items[0].id if items else "", tuple(dict.fromkeys(takes)))
