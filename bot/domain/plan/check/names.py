"""Names: that each one is known where it is used, and stands for one thing only."""

from collections.abc import Iterator

from bot.domain.plan import Plan, System
from bot.domain.plan.check.finding import Finding, Path, error, warning
from bot.domain.plan.check.known import known, repeated, steps_of
from bot.domain.plan.code import is_branch
from bot.domain.plan.steps import Step

SNAPSHOT = "snapshot"


def check_names(plan: Plan) -> Iterator[Finding]:
    yield from _lead(plan)
    for key, role in plan.roles.items():
        yield from known("person", role.people, plan.people, ("roles", key, "people"))
        yield from known("role", role.never_with, plan.roles, ("roles", key, "never_with"))
    for key, environment in plan.environments.items():
        yield from known("role", [environment.by], plan.roles, ("environments", key, "by"))
    for key, kind in plan.kinds.items():
        yield from known("role", [kind.by] if kind.by else [], plan.roles, ("kinds", key, "by"))
    for key, system in plan.systems.items():
        yield from _system(plan, key, system)
    for key, gate in plan.gates.items():
        yield from known("environment", [gate.environment], plan.environments, ("gates", key, "environment"))
    for path, step in steps_of(plan):
        yield from _step(plan, path, step)
    yield from _twice(plan)


def _lead(plan: Plan) -> Iterator[Finding]:
    yield from known("role", [plan.lead], plan.roles, ("lead",))
    lead = plan.roles.get(plan.lead)
    if lead and lead.per == "system":
        yield error(("roles", plan.lead, "per"), "lead-per-system", role=plan.lead)
    elif lead and not lead.people:
        yield error(("roles", plan.lead), "lead-empty", role=plan.lead)


def _system(plan: Plan, key: str, system: System) -> Iterator[Finding]:
    path = ("systems", key)
    yield from known("kind", [system.kind], plan.kinds, (*path, "kind"))
    yield from known("system", system.needs, plan.systems, (*path, "needs"))
    for role, person in system.holders.items():
        here = (*path, "holders", role)
        yield from known("role", [role], plan.roles, here)
        yield from known("person", [person], plan.people, here)
        if role in plan.roles and plan.roles[role].per is None:
            yield error(here, "role-not-per-system", role=role)
    if system.branch and not is_branch(system.branch):
        yield error((*path, "branch"), "not-a-branch", system=key, branch=system.branch)
    if SNAPSHOT in system.version.casefold():
        yield warning((*path, "version"), "snapshot", system=key, version=system.version)


def _step(plan: Plan, path: Path, step: Step) -> Iterator[Finding]:
    yield from known("role", [slot.role for slot in step.by], plan.roles, (*path, "by"))
    yield from known("step", step.needs, plan.steps, (*path, "needs"))
    yield from known("step", step.counted_from, plan.steps, (*path, "not_before"))
    yield from known("step", step.not_by, plan.steps, (*path, "not_by"))
    yield from known("role", step.mail.to if step.mail else (), plan.roles, (*path, "mail", "to"))
    yield from known("gate", [step.gate] if step.gate else [], plan.gates, (*path, "gate"))
    yield from known("environment", [step.deploys] if step.deploys else [], plan.environments, (*path, "deploys"))
    if step.each:
        yield from known("kind", [step.each], {**plan.kinds, "system": None}, (*path, "each"))
    elif step.deploys:
        yield error((*path, "deploys"), "deploys-what", step=step.id)
    if not step.by and not step.deploys:
        yield error(path, "by-nobody", step=step.id)


def _twice(plan: Plan) -> Iterator[Finding]:
    """Items are named forgivingly, so ids that differ in capitals only are the same."""
    yield from repeated("step", [((*path, "id"), step.id) for path, step in steps_of(plan)])
    yield from repeated("phase", [(("phases", number, "id"), phase.id) for number, phase in enumerate(plan.phases)])
    yield from repeated("system", [(("systems", key, "name"), system.name) for key, system in plan.systems.items()])
    yield from repeated("email", [(("people", key, "email"), person.email) for key, person in plan.people.items()])
    yield from repeated("person", [(("people", key), key) for key in plan.people])
    yield from repeated("role", [(("roles", key), key) for key in plan.roles])
    yield from repeated("system", [(("systems", key), key) for key in plan.systems])
