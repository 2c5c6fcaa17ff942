"""What those who alone may touch a thing are asked for (P5)."""

from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.evidence import gives_something
from bot.domain.reading.staffing import acting, votes
from bot.domain.reading.standing import asked_of, claims, missing_roles, roles_of
from bot.domain.rules.facts import Decided, Facts
from bot.domain.state.release import Release


def decide(release: Release, command: c.RequestCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Request():
            return ask(release, command, actor, now)
        case c.Answer():
            return answer(release, command, actor, now)
        case _:
            assert_never(command)


def ask(release: Release, command: c.Request, actor: c.Actor, now: datetime) -> Decided:
    """Whoever may sign an item may ask others for what it needs; it waits for their answer."""
    item = release.item(command.item)
    record = release.records[item.id]
    if not gives_something(command.text):
        return r.Lacks("text", f"ask {command.role} {item.id}")
    if not claims(release, item, actor.person, now) and actor.person not in release.leads:
        return r.NotYourRole(item.id, missing_roles(release, item) or roles_of(release, item))
    if record.waiver:
        return r.AlreadyDone(item.id, record.waiver.person, "", record.waiver.at, waived=True)
    if record.standing == "done":
        last = record.signatures[-1]
        return r.AlreadyDone(item.id, last.person, last.role, last.at)
    if not any(votes(release, command.role, release.named_for(item, command.role), acting(release, now))):
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
    asked = asked_of(release, request, now)
    takes_back = actor.person == request.person and not command.done
    if actor.person not in asked and not takes_back:
        return r.NotAsked(request.id, asked)
    if not command.done and not gives_something(command.text):
        return r.Lacks("reason", f"decline {request.id}")
    return (e.Answered(**Facts(actor, now).header, request=request.id, text=command.text.strip(), done=command.done),)
