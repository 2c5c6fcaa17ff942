"""Branches and scripts: who may change them (1a-3, P5)."""

import re
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.reading.code import is_same
from bot.domain.reading.content import outdated
from bot.domain.reading.naming import near
from bot.domain.reading.standing import claims, roles_of
from bot.domain.rules.documents import own_items, signed_by
from bot.domain.rules.evidence import misnamed
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release

DIGEST = re.compile(r"(?:sha256:)?([0-9a-fA-F]{64})")


def decide(release: Release, command: c.CodeCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.SubmitCode():
            return submit_code(release, command, actor, now)
        case c.AttachScript():
            return attach(release, command, actor, now)
        case c.RemoveScript():
            return remove(release, command, actor, now)
        case _:
            assert_never(command)


def submit_code(release: Release, command: c.SubmitCode, actor: c.Actor, now: datetime) -> Decided:
    """What is to be deployed from now on; it signs the item that asks for it where whoever says so may."""
    submitting = [item for item in own_items(release, command.system) if _asks_branch(item)]
    if not any(claims(release, item, actor.person, now) for item in submitting):
        return r.NotTheirs(command.system, roles_of(release, *submitting))
    if wrong := misnamed(command.branch, command.commit):
        return wrong
    known = next(release.through(command.system), None)
    happened: tuple[e.Event, ...] = ()
    fact = Facts(actor, now)
    if known is None or known.branch != command.branch or not is_same(known.commit, command.commit):
        happened = (
            e.CodeSubmitted(**fact.header, system=command.system, branch=command.branch, commit=command.commit),
        )
        # Before it is signed: where a test of the earlier code was needed for that, the new code is to be tested first.
        changed = outdated(replay(happened, release))
        happened += tuple(e.Outdated(**fact.header, item=key, content=content) for key, content in changed)
    for item in submitting:
        happened += signed_by(replay(happened, release), item, actor, now)
    return happened or r.Unchanged(command.system)


def attach(release: Release, command: c.AttachScript, actor: c.Actor, now: datetime) -> Decided:
    """A script is known by its name and its hash: neither comes twice, nor as what takes another back."""
    if refused := touches_no_scripts(release, command.system, actor, now):
        return refused
    digest = DIGEST.fullmatch(command.digest.strip())
    if digest is None:
        return r.NotADigest(command.digest)
    name, hexadecimal = command.name.strip(), digest[1].lower()
    for script in release.scripts.get(command.system, ()):
        if hexadecimal in (script.digest, script.rollback):
            return r.ScriptThere(command.system, script.name, same=True)
        if script.name == name:
            return r.ScriptThere(command.system, script.name, same=False)
    return (
        e.ScriptAttached(
            **Facts(actor, now).header, system=command.system, name=name, digest=hexadecimal, link=command.link
        ),
    )


def remove(release: Release, command: c.RemoveScript, actor: c.Actor, now: datetime) -> Decided:
    if refused := touches_no_scripts(release, command.system, actor, now):
        return refused
    known = [script.name for script in release.scripts.get(command.system, ())]
    if command.name not in known:
        return r.NoSuchName("script", command.name, near(command.name, known) or tuple(known))
    if not gives_something(command.reason):
        return r.Lacks("reason", f"script remove {command.system} {command.name}")
    reason = command.reason.strip()
    return (e.ScriptRemoved(**Facts(actor, now).header, system=command.system, name=command.name, reason=reason),)


def touches_no_scripts(release: Release, system: str, actor: c.Actor, now: datetime) -> r.Refused | None:
    """The scripts of a system are its developers', and those of who alone operates it (P5)."""
    operated = release.plan.kinds[release.plan.systems[system].kind].by is not None
    own = own_items(release, system)
    items = [item for item in own if _asks_branch(item) or (operated and item.step.deploys)] or own
    if actor.person in release.leads or any(claims(release, item, actor.person, now) for item in items):
        return None
    return r.NotTheirs(system, roles_of(release, *items))


def _asks_branch(item: Item) -> bool:
    return item.step.asks is not None and item.step.asks.kind == "branch"
