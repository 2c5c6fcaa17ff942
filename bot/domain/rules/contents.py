"""Documents, reviews, branches and scripts: who may change them, and what is complete (1a-3, 1a-4, 1a-5, P5)."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.content import delivered, outdated
from bot.domain.documents import missing
from bot.domain.history import replay
from bot.domain.layout import Item
from bot.domain.naming import near
from bot.domain.release import Release
from bot.domain.rules.evidence import delivery
from bot.domain.rules.facts import Facts
from bot.domain.rules.signing import sign
from bot.domain.standing import claims, voters

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
        return r.NotYourRole(item.id, _takes(release, [item]))
    known = delivered(release, item)
    if known and known.draft == command.draft:
        return _signed(release, item, actor, now) or r.Unchanged(item.id)
    if overtaken := _overtaken(release, command):
        return overtaken
    if lacking := missing(release.plan.documents[document], command.draft):
        return r.Incomplete(item.id, document, lacking)
    happened = delivery(release, item, command.draft, Facts(actor, now))
    return (*happened, *_signed(replay(happened, release), item, actor, now))


def _overtaken(release: Release, command: c.Write) -> r.Overtaken | None:
    """What somebody else delivered meanwhile is not replaced unseen."""
    newest = next(reversed(release.documents.get(command.item, ())), None)
    if newest is None or command.over is None or newest.number <= command.over:
        return None
    return r.Overtaken(command.item, newest.number, newest.person, newest.at)


def _signed(release: Release, item: Item, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """The signature of who brought what the item asks for; () where they may not give one now."""
    if release.state == "paused" and not item.hotfix:
        return ()
    signed = sign(release, c.Sign(item.id), actor, now)
    return signed if isinstance(signed, tuple) else ()


def send_back(release: Release, command: c.SendBack, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """Whoever may approve may say what is wrong instead: what was reviewed is to be done again (1a-5)."""
    item = release.item(command.item)
    if item.step.reviews is None:
        return r.NothingToReview(item.id)
    may = release.standing(item.id) == "open" and actor.person in (v.person for v in voters(release, item, now))
    if not may:
        refused = sign(release, c.Sign(item.id), actor, now)
        return refused if not isinstance(refused, tuple) else r.NotYourRole(item.id, _takes(release, [item]))
    if not command.reason.strip():
        return r.Lacks("reason", f"/release sendback {item.id}")
    reviewed = tuple(
        key
        for key in release.layout.of_step[item.step.reviews]
        if item.system is None or release.item(key).system in (None, item.system)
    )
    return (e.SentBack(**Facts(actor, now).header, item=item.id, reviewed=reviewed, reason=command.reason.strip()),)


def submit_code(
    release: Release, command: c.SubmitCode, actor: c.Actor, now: datetime
) -> tuple[e.Event, ...] | r.Refused:
    """What is to be deployed from now on; it signs the item that asks for it where whoever says so may."""
    submitting = [item for item in _own_items(release, command.system) if _asks_branch(item)]
    if not any(claims(release, item, actor.person, now) for item in submitting):
        return r.NotTheirs(command.system, _takes(release, submitting))
    known = release.sources.get(command.system)
    happened: tuple[e.Event, ...] = ()
    fact = Facts(actor, now)
    if known is None or (known.branch, known.commit) != (command.branch, command.commit):
        happened = (
            e.CodeSubmitted(**fact.header, system=command.system, branch=command.branch, commit=command.commit),
        )
        changed = dict(outdated(replay(happened, release)))
        own = (item.id for item in submitting if item.id in changed)
        happened += tuple(e.Outdated(**fact.header, item=key, content=changed[key]) for key in own)
    for item in submitting:
        happened += _signed(replay(happened, release), item, actor, now)
    return happened or r.Unchanged(command.system)


def attach(release: Release, command: c.AttachScript, actor: c.Actor, now: datetime) -> tuple[e.Event, ...] | r.Refused:
    """A script is known by its name and its hash: neither comes twice."""
    if refused := touches_no_scripts(release, command.system, actor, now):
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
    if refused := touches_no_scripts(release, command.system, actor, now):
        return refused
    known = [script.name for script in release.scripts.get(command.system, ())]
    if command.name not in known:
        return r.NoSuchName("script", command.name, near(command.name, known) or tuple(known))
    if not command.reason.strip():
        return r.Lacks("reason", f"/release script remove {command.system} {command.name}")
    return (
        e.ScriptRemoved(
            **Facts(actor, now).header, system=command.system, name=command.name, reason=command.reason.strip()
        ),
    )


def touches_no_scripts(release: Release, system: str, actor: c.Actor, now: datetime) -> r.Refused | None:
    """The scripts of a system are its developers', and those of who alone operates it (P5)."""
    operated = release.plan.kinds[release.plan.systems[system].kind].by is not None
    own = _own_items(release, system)
    items = [item for item in own if _asks_branch(item) or (operated and item.step.deploys)] or own
    if actor.person in release.leads or any(claims(release, item, actor.person, now) for item in items):
        return None
    return r.NotTheirs(system, _takes(release, items))


def _own_items(release: Release, system: str) -> list[Item]:
    items = (release.item(key) for key in release.layout.of_system[system])
    return [item for item in items if not item.hotfix]


def _asks_branch(item: Item) -> bool:
    return item.step.asks is not None and item.step.asks.kind == "branch"


def _takes(release: Release, items: Iterable[Item]) -> tuple[r.RoleHolders, ...]:
    """Everybody who may act for one of the items, whoever has signed already."""
    return tuple(
        dict.fromkeys(
            r.RoleHolders(slot.role, item.system, release.holders_for(item, slot.role))
            for item in items
            for slot in item.slots
        )
    )
