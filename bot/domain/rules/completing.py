"""What follows by itself when an item's last signature is there: a mail is owed, a deployment made, a gate passed."""

import re
from collections.abc import Iterator

from bot.domain import events as e
from bot.domain.plan.layout import Item
from bot.domain.reading.code import branch_named, to_go
from bot.domain.reading.gates import open_bugs
from bot.domain.reading.hotfixes import carries
from bot.domain.reading.mails import step_of
from bot.domain.rules.facts import Facts
from bot.domain.state.release import Release

VERSION = re.compile(r"(?=\D*\d)\S{1,80}")


def completed(release: Release, item: Item, note: str, fact: Facts) -> Iterator[e.Event]:
    """`release`: the state in which the item is done. `note`: what its last signature said."""
    step = item.step
    if step.gate:
        yield e.GatePassed(**fact.header, item=item.id, gate=step.gate, counts=open_bugs(release, step.gate))
    if item.system and (step.deploys or item.rollback):
        yield deployment(release, item, note, fact, instead_of=release.records[item.id].signatures[-1].instead_of)
    if item.hotfix:
        yield from _mended(release, item, fact)
    if step.mail and not step.answers and step.meeting != "minutes":  # minutes go out as soon as they are settled
        yield _mail(release, item, note, fact)


def answered(release: Release, item: Item, note: str, fact: Facts) -> Iterator[e.Event]:
    """Everybody who signs a step that answers a mail answers it in their own name (3c)."""
    if item.step.mail and item.step.answers:
        yield _mail(release, item, note, fact)


def deployment(
    release: Release, item: Item, note: str, fact: Facts, failed: str = "", instead_of: str = ""
) -> e.Deployed:
    """Branch and commit as the words name them, else those the system was submitted (or hotfixed) with.

    Of a system without branches one word with a number in it names the version. What is taken back runs as it did
    before; where nothing did, the system is off.
    """
    rollback = release.rollbacks.get(item.rollback)
    branch, commit = to_go(release, item) if rollback else _named(release, item, note)
    return e.Deployed(
        **fact.header,
        system=item.system or "",
        environment=rollback.environment if rollback else item.step.deploys or "",
        branch=branch,
        commit=commit,
        item=item.id,
        failed=failed,
        rollback=item.rollback,
        instead_of=instead_of,
    )


def _named(release: Release, item: Item, note: str) -> tuple[str, str]:
    planned = release.plan.systems[item.system or ""].branch
    branch, commit = to_go(release, item)
    if named := branch_named(note, branch or planned or ""):
        return named
    return branch, note if planned is None and VERSION.fullmatch(note) else commit


def _mended(release: Release, item: Item, fact: Facts) -> Iterator[e.Event]:
    """The bug a hotfix mends goes its way with the checklist: fixed by the developer, verified by the tester.

    A test given anew verifies it anew, as long as what it tested stands.
    """
    fix, path = release.hotfixes[item.hotfix], release.plan.hotfix
    bug = release.bugs.get(fix.bug)
    if path is None or bug is None or bug.ref or not carries(release, fix, bug):
        return
    roles = {slot.role for slot in item.slots}
    developed = (key for key in fix.items if path.developer in {slot.role for slot in release.item(key).slots})
    if path.developer in roles and bug.state == "open":
        yield e.BugFixed(**fact.header, bug=bug.id, note=f"{fix.id} {fix.branch} {fix.commit}".strip())
    elif path.tester in roles and not item.step.deploys and bug.fixer not in ("", fact.actor.person):
        tested = bug.state == "open" and all(release.standing(key) == "done" for key in developed)
        if tested or bug.state == "fixed":
            yield e.BugVerified(**fact.header, bug=bug.id)


def _mail(release: Release, item: Item, note: str, fact: Facts) -> e.MailOwed:
    """To everybody in the roles it goes to; as an answer, to the last mail of the step it answers.

    The call of a meeting goes to all who are invited, too.
    """
    mail = item.step.mail
    invited = release.meeting.invited if release.meeting and item.step.meeting == "call" else ()
    roles = mail.to if mail else ()
    people = (person for role in roles for person in release.holders(role, None))
    asked = ((each.id, step_of(release, each)) for each in release.mails.values())
    answered = [key for key, asking in asked if asking and asking.id == item.step.answers]
    return e.MailOwed(
        **fact.header,
        mail=f"M{len(release.mails) + 1}",
        item=item.id,
        to=tuple(dict.fromkeys((*invited, *people))),
        reply=answered[-1] if answered else "",
        text=note,
    )
