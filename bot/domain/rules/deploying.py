"""Deployments made by hand, and what those who alone may touch a thing are asked for (1c, 2a-1, P5)."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.release import Release
from bot.domain.rules.completing import deployment
from bot.domain.rules.facts import Facts
from bot.domain.rules.signing import sign
from bot.domain.standing import claims, missing_roles, waits_for, whose_turn

Decided = tuple[e.Event, ...] | r.Refused


def deploy(release: Release, command: c.Deploy, actor: c.Actor, now: datetime) -> Decided:
    """One that went well signs the item, or is one more of a signed one; one that failed shuts it."""
    item, fact = release.item(command.item), Facts(actor, now)
    words = f"{command.branch} {command.commit}".strip()
    if not command.failed:
        if release.standing(item.id) != "done":
            return sign(release, c.Sign(item.id, words), actor, now)
        if not claims(release, item, actor.person, now):
            return r.NotYourRole(item.id, missing_roles(release, item) or _roles(release, item.id))
        return (deployment(release, item, words, fact),)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, missing_roles(release, item) or _roles(release, item.id))
    if waiting := waits_for(release, item):
        return r.TooEarly(item.id, waiting, whose_turn(release, item, now))
    reason = command.failed.strip()
    happened: list[e.Event] = [deployment(release, item, words, fact, failed=reason)]
    if release.records[item.id].signatures:
        happened.append(e.Reopened(**fact.header, item=item.id, because=item.id))
    if not replay(happened, release).records[item.id].block:
        happened.append(e.Blocked(**fact.header, item=item.id, reason=reason))
    return tuple(happened)


def _roles(release: Release, key: str) -> tuple[r.RoleHolders, ...]:
    item = release.item(key)
    return tuple(r.RoleHolders(slot.role, item.system, release.holders_for(item, slot.role)) for slot in item.slots)


def ask(release: Release, command: c.Request, actor: c.Actor, now: datetime) -> Decided:
    """Whoever may sign an item may ask others for what it needs; it waits for their answer."""
    item = release.item(command.item)
    if not command.text.strip():
        return r.Lacks("text", f"/release ask {command.role} {item.id}")
    if not claims(release, item, actor.person, now) and actor.person not in release.leads:
        return r.NotYourRole(item.id, missing_roles(release, item) or _roles(release, item.id))
    if release.standing(item.id) == "done":
        last = release.records[item.id].signatures[-1]
        return r.AlreadyDone(item.id, last.person, last.role, last.at)
    if not release.holders(command.role, item.system):
        return r.Unasked(command.role, release.leads)
    return (
        e.Requested(
            **Facts(actor, now).header,
            request=f"R{len(release.requests) + 1}",
            role=command.role,
            item=item.id,
            text=command.text.strip(),
        ),
    )


def answer(release: Release, command: c.Answer, actor: c.Actor, now: datetime) -> Decided:
    """Done, or declined with a reason; whoever asked may take it back by declining it themselves."""
    request = release.requests[command.request]
    if request.state != "open":
        return r.AnsweredAlready(request.id, request.answered_by, request.state == "done")
    asked = release.holders(request.role, release.item(request.item).system)
    standing_in = any(s.person == actor.person and s.instead_of in asked and s.acts(now) for s in release.stand_ins)
    takes_back = actor.person == request.person and not command.done
    if actor.person not in asked and not standing_in and not takes_back:
        return r.NotAsked(request.id, asked)
    if not command.done and not command.text.strip():
        return r.Lacks("reason", f"/release decline {request.id}")
    return (e.Answered(**Facts(actor, now).header, request=request.id, text=command.text.strip(), done=command.done),)
