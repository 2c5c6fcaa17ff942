"""How a release's mails stand: which are on their way, which asked for an answer, and who has still to give it."""

from collections.abc import Iterator

from bot.domain.plan.layout import Item
from bot.domain.plan.steps import Step
from bot.domain.reading.staffing import addressed
from bot.domain.reading.standing import missing_slots
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def step_of(release: Release, mail: Mail) -> Step | None:
    """The step whose signature called for it; None for the closing report."""
    return release.item(mail.item).step if mail.item else None


def in_name_of(release: Release, person: str) -> str:
    """In whose name goes what is this person's to send: theirs, else whoever is there for them, else a lead's."""
    return next(iter(addressed(release, (person,)) or release.leads), person)


def unsent(release: Release) -> tuple[Mail, ...]:
    """The mails that the mail server does not have yet for everybody."""
    return tuple(mail for mail in release.mails.values() if mail.still_to_send)


def unreached(release: Release) -> tuple[Mail, ...]:
    """The mails that somebody they were for has not got, or that nobody was there to get."""
    return tuple(mail for mail in release.mails.values() if mail.refused or not mail.to)


def answering(release: Release, mail: Mail) -> Iterator[Item]:
    """The unsettled items that answer the mail, where it is the last of its step and the release goes on."""
    step = step_of(release, mail)
    if step is None or mail.corrects or release.state in ("aborted", "finished"):
        return
    stepwise = ((other.id, step_of(release, other)) for other in release.mails.values())
    of_step = [key for key, other in stepwise if other and other.id == step.id]
    if of_step[-1] != mail.id:
        return
    for key, item in release.layout.items.items():
        if item.step.answers == step.id and release.standing(key) not in SETTLED:
            yield item


def awaiting(release: Release, mail: Mail) -> tuple[str, ...]:
    """The people who can still give an answer it waits for; of a role, any of its holders."""
    return tuple(
        dict.fromkeys(
            person
            for item in answering(release, mail)
            for slot in missing_slots(release, item)
            for person in release.holders_for(item, slot.role)
        )
    )


def answered_by(release: Release, mail: Mail) -> tuple[str, ...]:
    """The items with which somebody has signed an answer to the mail."""
    step = step_of(release, mail)
    answers = (item.id for item in release.layout.items.values() if step and item.step.answers == step.id)
    return tuple(key for key in answers if release.records[key].signatures)


def asks(release: Release, mail: Mail) -> tuple[Item, ...]:
    """What it asks of its readers: the answer, else the unsettled items it opens the way for, if one of them signs.

    A correction asks nothing of anybody.
    """
    if mail.corrects:
        return ()
    expected = tuple(answering(release, mail))
    opened = (release.item(key) for key in release.layout.dependents.get(mail.item, ()))
    return expected or tuple(
        item for item in opened if release.standing(item.id) not in SETTLED and _concerns(release, item, mail)
    )


def _concerns(release: Release, item: Item, mail: Mail) -> bool:
    return any(person in mail.to for slot in item.slots for person in release.holders_for(item, slot.role))


def taken_back(before: Release, after: Release) -> Iterator[Mail]:
    """The mails that the signature behind them no longer bears out: of an answer its writer's, else the item's last.

    Those of a meeting tell how it stands: calling it off corrects them.
    """
    corrected = {mail.corrects for mail in before.mails.values()}
    for key in dict.fromkeys(mail.item for mail in before.mails.values() if mail.item):
        step = before.item(key).step
        sent = [mail for mail in before.mails.values() if mail.item == key and not mail.corrects]
        signed = {each.person for each in before.records[key].signatures}
        lost = signed - {each.person for each in after.records[key].signatures}
        ended = before.standing(key) == "done" and after.standing(key) not in SETTLED
        if step.answers:
            sent = [mail for mail in sent if mail.person in lost]
        elif not ended or step.meeting:
            continue
        yield from (mail for mail in sent[-1:] if mail.id not in corrected)
