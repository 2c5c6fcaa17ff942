"""Documents, reviews, gates, bugs, mails, the report, hotfixes: what steps speak of is there, and can be done."""

from collections.abc import Iterator

from bot.domain.plan import Plan
from bot.domain.plan.check.finding import Finding, Path, error
from bot.domain.plan.check.known import known, repeated, steps_of
from bot.domain.plan.steps import Step

CONTENTS = ("branch", "scripts", "bugs")
ENCLOSURES = ("scripts", "branches", "bugs", "deferred")


def check_work(plan: Plan) -> Iterator[Finding]:
    for path, step in steps_of(plan):
        yield from _step(plan, path, step)
    yield from _bugs(plan)
    for key, gate in plan.gates.items():
        severities = plan.bugs.severities if plan.bugs else {}
        yield from known("severity", gate.bugs if severities else (), severities, ("gates", key, "bugs"))
        if not plan.bugs:
            yield error(("gates", key), "gate-without-bugs", gate=key)
    yield from _hotfix(plan)
    yield from known("role", plan.report_to, plan.roles, ("report_to",))


def _step(plan: Plan, path: Path, step: Step) -> Iterator[Finding]:
    yield from _asks(plan, path, step)
    yield from _lists(plan, path, step)
    if step.ahead and not step.needs:
        yield error((*path, "ahead"), "ahead-of-nothing", step=step.id)
    yield from known("content", step.rests_on, (*plan.documents, *CONTENTS), (*path, "rests_on"))
    if "bugs" in step.rests_on and not plan.bugs:
        yield error((*path, "rests_on"), "gate-without-bugs", gate=step.id)
    enclosed = step.mail.encloses if step.mail else ()
    yield from known("content", enclosed, (*plan.documents, *ENCLOSURES), (*path, "mail", "encloses"))
    for key, other in (("reviews", step.reviews), ("answers", step.answers)):
        yield from known("step", [other] if other else [], plan.steps, (*path, key))
    if step.reviews == step.id:
        yield error((*path, "reviews"), "reviews-itself", step=step.id)
    if step.answers and step.answers in plan.steps and plan.steps[step.answers].mail is None:
        yield error((*path, "answers"), "answers-nothing", step=step.id, other=step.answers)
    if step.answers and step.mail is None:
        yield error((*path, "answers"), "answers-nobody", step=step.id)


def _asks(plan: Plan, path: Path, step: Step) -> Iterator[Finding]:
    asks = step.asks
    if asks is None:
        return
    here = (*path, "asks")
    if asks.kind == "document":
        if asks.document is None:
            yield error(here, "which-document", step=step.id)
        else:
            yield from known("document", [asks.document], plan.documents, (*here, "document"))
    elif asks.document:
        yield error((*here, "document"), "no-document-kind", step=step.id)
    if asks.kind == "branch" and not step.each:
        yield error(here, "branch-of-what", step=step.id)


def _lists(plan: Plan, path: Path, step: Step) -> Iterator[Finding]:
    lists = step.lists
    if lists is None:
        return
    here = (*path, "lists")
    yield from known("document", [lists.document], plan.documents, (*here, "document"))
    if document := plan.documents.get(lists.document):
        yield from known("section", [lists.section], document.sections, (*here, "section"))
        if not any(other.asks and other.asks.document == lists.document for other in plan.steps.values()):
            yield error((*here, "document"), "lists-unwritten", step=step.id, document=lists.document)
    if lists.asks and lists.asks.kind not in ("note", "link"):
        yield error((*here, "asks"), "lists-asks", step=step.id)


def _bugs(plan: Plan) -> Iterator[Finding]:
    bugs = plan.bugs
    if bugs is None:
        return
    for key, role in (("owner", bugs.owner), ("verifier", bugs.verifier)):
        yield from known("role", [role], plan.roles, ("bugs", key))
    yield from known("severity", bugs.defer, bugs.severities, ("bugs", "defer"))


def _hotfix(plan: Plan) -> Iterator[Finding]:
    path = plan.hotfix
    if path is None:
        return
    for key, role in (("developer", path.developer), ("tester", path.tester)):
        yield from known("role", [role], plan.roles, ("hotfix", key))
        if role in plan.roles and plan.roles[role].per is None:
            yield error(("hotfix", key), "role-not-per-system", role=role)
    ids = [step.id for step in path.steps]
    yield from repeated("step", [(("hotfix", "steps", number, "id"), step) for number, step in enumerate(ids)])
    for number, step in enumerate(path.steps):
        here = ("hotfix", "steps", number)
        yield from known("role", [slot.role for slot in step.by], plan.roles, (*here, "by"))
        yield from known("step", step.not_by, ids, (*here, "not_by"))
        yield from known("step", step.counted_from, ids[:number], (*here, "not_before"))
        if step.each not in (None, "environment"):
            yield error((*here, "each"), "hotfix-each", step=step.id)
        if not step.by and step.each != "environment":
            yield error(here, "by-nobody", step=step.id)
