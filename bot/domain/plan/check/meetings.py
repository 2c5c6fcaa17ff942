"""The deployment meeting: that its parts are there, once each, and that the plan says who is invited."""

from collections.abc import Iterator

from bot.domain.plan import Meeting, Plan
from bot.domain.plan.check.finding import Finding, error
from bot.domain.plan.check.known import known, steps_of


def check_meeting(plan: Plan) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, step in steps_of(plan):
        part = step.meeting
        if part is None:
            continue
        here = (*path, "meeting")
        if plan.meeting is None:
            yield error(here, "meeting-of-nobody", step=step.id)
        if part in seen:
            yield error(here, "meeting-part-twice", step=step.id, part=part, other=seen[part])
        if step.each:
            yield error(here, "meeting-per-system", step=step.id)
        seen.setdefault(part, step.id)
    if plan.meeting is not None:
        yield from _invited(plan, plan.meeting)
        yield from (
            error(("meeting",), "meeting-part-missing", part=part) for part in ("call", "hold") if part not in seen
        )


def _invited(plan: Plan, meeting: Meeting) -> Iterator[Finding]:
    for key, roles in (("invites", meeting.invites), ("required", meeting.required)):
        yield from known("role", roles, plan.roles, ("meeting", key))
    for role in meeting.required:
        if role in plan.roles and role not in meeting.invites:
            yield error(("meeting", "required"), "required-uninvited", role=role)
