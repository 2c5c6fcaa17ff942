"""What the post says of the release's mails: taken, given back, answered, or not to be placed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.reading.mails import in_name_of, step_of, taken_back
from bot.domain.reading.standing import claims
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.meetings import attend
from bot.domain.rules.signature import sign
from bot.domain.state.mails import Doubt, Mail
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED


def decide(release: Release, command: c.MailCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.ConfirmMail():
            return confirm(release, command, actor, now)
        case c.ReturnMail():
            return give_back(release, command, actor, now)
        case c.ReceiveReply():
            return receive(release, command, actor, now)
        case c.ReceiveAttendance():
            return attended(release, command, actor, now)
        case c.ReceiveUnclear():
            return set_aside(command, actor, now)
        case _:
            assert_never(command)


def corrected(release: Release, happened: Sequence[e.Event], fact: Facts) -> Iterator[e.MailOwed]:
    """What a mail said no longer holds: everybody it went to is told so, below it.

    In the name of whoever took its signature back; where another act ended it, of who had sent the mail.
    """
    if not release.mails:
        return
    after = replay(happened, release)
    for number, mail in enumerate(taken_back(release, after), len(after.mails) + 1):
        taken = [each for each in happened if isinstance(each, e.Withdrawn) and each.item == mail.item]
        author = next((each.by for each in taken if each.by), "") or in_name_of(after, mail.person)
        yield e.MailOwed(
            **{**fact.header, "by": author},
            mail=f"M{number}",
            item=mail.item,
            to=mail.to,
            reply=mail.id,
            text=next((each.reason for each in taken), ""),
            corrects=mail.id,
        )


def confirm(release: Release, command: c.ConfirmMail, actor: c.Actor, now: datetime) -> Decided:
    mail = release.mails.get(command.mail)
    if mail is None or not mail.still_to_send:
        return r.NoSuchMail(command.mail)
    return (
        e.MailSent(
            **Facts(actor, now).header,
            mail=mail.id,
            message_id=command.message_id,
            refused=command.refused,
            deferred=command.deferred,
            apart=not mail.message_id or mail.apart,
        ),
    )


def give_back(release: Release, command: c.ReturnMail, actor: c.Actor, now: datetime) -> Decided:
    mail = release.mails.get(command.mail)
    if mail is None or command.person not in mail.to or command.person in mail.refused:
        return r.NoSuchMail(command.mail)
    return (e.MailBounced(**Facts(actor, now).header, mail=mail.id, person=command.person, reason=command.reason),)


def receive(release: Release, command: c.ReceiveReply, actor: c.Actor, now: datetime) -> Decided:
    """A reply is recorded; it also signs the one item that answers this mail and that the person may sign.

    Where it may not be signed yet, the words are kept for it. What signs nothing is read by somebody.
    """
    mail, fact = release.mails.get(command.mail), Facts(actor, now)
    if mail is None:
        return r.NoSuchMail(command.mail)
    answered = e.MailAnswered(**fact.header, mail=mail.id, text=command.text, message_id=command.message_id)
    tried = {key: sign(release, c.Sign(key, command.text), actor, now) for key in awaits(release, mail)}
    signed = [events for events in tried.values() if isinstance(events, tuple)]
    is_halted = release.state != "running" and any(release.standing(key) == "open" for key in tried)
    if len(signed) == 1 and not is_halted:
        return (answered, *signed[0])
    early = tuple(key for key, came in tried.items() if _comes_early(release, key, came, actor, now))
    why = (
        "halted" if is_halted else "several" if signed else _doubt(tried.values()) or ("early" if early else "unasked")
    )
    kept = (e.Noted(**fact.header, item=key, text=command.text) for key in early if why == "early")
    answered = answered.model_copy(update={"signs": False})
    return (answered, *kept, unclear(release, command, actor, fact, why))


def _comes_early(release: Release, key: str, came: Decided, actor: c.Actor, now: datetime) -> bool:
    """Whether the item is this person's to sign, only not now."""
    theirs = bool(claims(release, release.item(key), actor.person, now))
    return theirs and not isinstance(came, tuple | r.NotYourRole | r.FourEyes | r.AlreadyDone)


def _doubt(tried: Iterable[Decided]) -> Doubt | None:
    """Why the words do not sign what they could sign now."""
    for came in tried:
        if isinstance(came, r.MissingEvidence | r.Incomplete):
            return "evidence"
        if isinstance(came, r.Confirm):
            return "failure"
    return None


def awaits(release: Release, mail: Mail) -> tuple[str, ...]:
    """The items that an answer to the mail may sign, now or later. One that holds no more, or says so, has none."""
    asked = step_of(release, mail)
    if asked is None or mail.corrects or any(other.corrects == mail.id for other in release.mails.values()):
        return ()
    return tuple(
        item.id
        for item in release.layout.items.values()
        if item.step.answers == asked.id and release.standing(item.id) not in SETTLED
    )


def proposed(release: Release, mail: str, text: str, actor: c.Actor, now: datetime) -> tuple[str, ...]:
    """The items that these words would sign if they were this person's, or would with what they still lack."""
    known = release.mails.get(mail)
    tried = ((key, sign(release, c.Sign(key, text), actor, now)) for key in (awaits(release, known) if known else ()))
    theirs = (tuple, r.MissingEvidence, r.Incomplete, r.Confirm)
    return tuple(key for key, came in tried if isinstance(came, theirs))


def attended(release: Release, command: c.ReceiveAttendance, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """What a calendar answers counts as said in Slack; an answer to what no longer stands is for the lead to read."""
    meeting = release.meeting
    if meeting is not None and meeting.sequence == command.sequence:
        answered = attend(release, c.Attend(command.coming), actor, now)
        if isinstance(answered, tuple):
            return answered
    return (unclear(release, command, actor, Facts(actor, now), "outdated"),)


def unclear(
    release: Release, command: c.ReceiveReply | c.ReceiveAttendance, actor: c.Actor, fact: Facts, why: Doubt
) -> e.MailUnclear:
    known = release.people[actor.person]
    return e.MailUnclear(**fact.header, sender=known.email, subject="", text=command.text, why=why, mail=command.mail)


def set_aside(command: c.ReceiveUnclear, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """A mail nobody can be bound to for sure: the lead decides."""
    return (
        e.MailUnclear(
            **Facts(actor, now).header,
            sender=command.sender,
            subject=command.subject,
            text=command.text,
            why=command.why,
            mail=command.mail,
        ),
    )
