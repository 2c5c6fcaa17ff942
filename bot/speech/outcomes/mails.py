"""Mails: owed, sent, come back, answered, not to be placed."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.mails import UNANSWERABLE
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.mails import doubt, refused, subject_of
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.MailEvent) -> str:
    """Whoever signed reads where their mail goes."""
    if isinstance(event, e.MailOwed):
        return _goes_to(voice, done.after, event)
    return voice.say("{what}.", what=what(voice, done.after, event))


def _goes_to(voice: Voice, release: Release, event: e.MailOwed) -> str:
    mail = release.mails[event.mail]
    if mail.report:
        people = voice.people(release, mail.to) or voice.say("nobody")
        return voice.say("Its report is mailed to {people}.", people=people)
    if mail.corrects:
        return voice.say(
            "A correction of the mail {subject} goes to {people}.",
            subject=subject_of(voice, release, mail),
            people=voice.people(release, mail.to) or voice.say("nobody"),
        )
    return voice.say(
        "In your name the mail {subject} goes to {people}.",
        subject=subject_of(voice, release, mail),
        people=voice.people(release, mail.to),
    )


def what(voice: Voice, release: Release, event: e.MailEvent) -> str:
    match event:
        case e.MailOwed():
            mail = release.mails[event.mail]
            people = voice.people(release, mail.to) or voice.say("nobody")
            if mail.corrects:
                return voice.say(
                    "owes {people} a correction of the mail {subject}",
                    people=people,
                    subject=subject_of(voice, release, mail),
                )
            return voice.say(
                "owes {people} the mail {subject}", people=people, subject=subject_of(voice, release, mail)
            )
        case e.MailSent():
            return _sent(voice, release, event)
        case e.MailBounced():
            return voice.say(
                "the mail {subject} came back from {person}",
                subject=subject_of(voice, release, release.mails[event.mail]),
                person=voice.person(release, event.person),
            )
        case e.MailAnswered():
            return voice.say(
                "answered the mail {subject}", subject=subject_of(voice, release, release.mails[event.mail])
            )
        case e.MailUnclear():
            sender, why = voice.quote(event.sender), doubt(voice, event)
            if event.why in UNANSWERABLE:
                return voice.say("a mail from {sender} signs nothing: {why}", sender=sender, why=why)
            return voice.say("a mail from {sender} is for the lead to place, because {why}", sender=sender, why=why)
        case _:
            assert_never(event)


def _sent(voice: Voice, release: Release, event: e.MailSent) -> str:
    mail = release.mails[event.mail]
    left_out = {*dict(event.refused), *event.deferred}
    reached = [person for person in mail.to if person not in left_out]
    subject = subject_of(voice, release, mail)
    parts = [
        voice.say("the mail {subject} went to {people}", subject=subject, people=voice.people(release, reached))
        if reached
        else voice.say("the mail {subject} could be handed over for nobody", subject=subject),
        *refused(voice, release, dict(event.refused)),
    ]
    if event.deferred:
        parts.append(voice.say("not yet for {people}", people=voice.people(release, event.deferred)))
    return "; ".join(parts) if voice.language == "en" else "；".join(parts)


def words(event: e.MailEvent) -> str:
    match event:
        case e.MailOwed() | e.MailAnswered() | e.MailUnclear():
            return event.text
        case e.MailBounced():
            return event.reason
        case e.MailSent():
            return ""
        case _:
            assert_never(event)


def items(event: e.MailEvent) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, e.MailOwed) else ()


def refusal(voice: Voice, release: Release, refused: r.MailRefusal) -> str:
    """Of what the post says, which nobody but the record reads."""
    return voice.say(
        "{release} has no mail {mail} of which that is still to be told. Its mails: `{command} mail`",
        release=voice.quote(release.id),
        mail=voice.code(refused.mail),
    )
