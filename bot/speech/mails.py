"""The mails a release owes in words: to whom they go, what became of them, and who has still to answer."""

from collections.abc import Iterator, Mapping

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.reading.mails import answered_by, awaiting, step_of, unreached, unsent
from bot.domain.state.mails import UNANSWERABLE, Doubt, Mail
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.lines import on_item
from bot.speech.meetings import Labels
from bot.speech.prompts import idle_title
from bot.speech.voice import Voice

WHY: Mapping[Doubt, str] = {
    "thread": msgid("it answers no mail that I know"),
    "sender": msgid("nobody of the release has the address it comes from"),
    "not-addressed": msgid("the mail it answers was not written to them"),
    "several": msgid("it could be meant for more than one item, or come from more than one person"),
    "evidence": msgid("it lacks what the item asks for"),
    "halted": msgid("nothing can be signed just now"),
    "too-long": msgid("it is too long for the record; the whole of it is in the mailbox"),
    "bounce": msgid("a mail came back that I cannot place"),
    "unreadable": msgid("I cannot read it; look into the mailbox"),
    "outdated": msgid("the meeting it answers has been moved, or is over"),
    "unasked": msgid("nothing waits for an answer of theirs"),
    "early": msgid("its turn has not come; the words are kept, and can be signed with then"),
    "failure": msgid("it says that something failed"),
}
"""By the code that `MailUnclear.why` carries; within a sentence."""


def matter(voice: Voice, release: Release, mail: Mail) -> str:
    """What the plan calls the mail."""
    step = step_of(release, mail)
    if step is None:
        return voice.say("Release report")
    return voice.quote((step.mail.subject if step.mail else step.title).in_(voice.language))


def taken_back(voice: Voice, corrected: Mail) -> tuple[str, tuple[str, ...]]:
    """What is told to whoever got a mail that holds no more: the heading, and what stands below it."""
    said = voice.say(
        "What the mail of {moment} said no longer holds: the signature behind it was taken back, or has ended.",
        moment=voice.moment(corrected.at),
    )
    return voice.say("Taken back"), (said, voice.say("Once it is signed again, you get a new mail."))


def refused(voice: Voice, release: Release, refused: Mapping[str, str]) -> Iterator[str]:
    for person, why in refused.items():
        yield voice.say("not to {person} ({why})", person=voice.person(release, person), why=_reason(voice, why))


def _reason(voice: Voice, why: str) -> str:
    return voice.quote(why, 160) if why else voice.say("no mail address is known")


def doubt(voice: Voice, event: e.MailUnclear) -> str:
    """Why the mail could not be placed; within a sentence."""
    known = next((words for code, words in WHY.items() if code == event.why), "")
    return voice.say(known) if known else voice.quote(event.why)


def status(voice: Voice, release: Release) -> str:
    """Mails that have not gone out, did not arrive, or wait for answers; "" where there are none."""
    late, lost = len(unsent(release)), len(unreached(release))
    people = dict.fromkeys(person for mail in release.mails.values() for person in awaiting(release, mail))
    parts = [
        voice.count("{n} mail has not gone out", "{n} mails have not gone out", late) if late else "",
        voice.count("{n} did not reach everybody", "{n} did not reach everybody", lost) if lost else "",
        voice.say("an answer is awaited from {people}", people=voice.people(release, people)) if people else "",
    ]
    found = voice.list(part for part in parts if part)
    return voice.say("✉️ {found}: `{command} mail`", found=found) if found else ""


def title(voice: Voice, n: int) -> str:
    if not n:
        return voice.say("The release has owed nobody a mail yet.")
    return voice.count("{n} mail in one thread", "{n} mails in one thread", n)


def entry(voice: Voice, release: Release, mail: Mail, stuck: str) -> str:
    """One mail of the list. `stuck`: why it has not gone out, where the reader is to know."""
    head = voice.say(
        "{subject} · {item} · {person} to {people}",
        subject=subject_of(voice, release, mail),
        item=voice.quote(voice.short(release, mail.item)) if mail.item else voice.say("end of the release"),
        person=voice.person(release, mail.person),
        people=voice.people(release, mail.to) or voice.say("nobody"),
    )
    waited = awaiting(release, mail)
    lines = [
        head,
        _course(voice, release, mail, stuck),
        *(f"⚠️ {line}" for line in refused(voice, release, mail.refused)),
        voice.say("answered: {people}", people=voice.people(release, _answered(mail))) if mail.answers else "",
        voice.say("⏳ has still to answer: {people}", people=voice.people(release, waited)) if waited else "",
    ]
    return "\n".join(line for line in lines if line)


def _course(voice: Voice, release: Release, mail: Mail, stuck: str) -> str:
    if not mail.to:
        return voice.say("⚠️ nobody holds the roles it is for")
    sent = voice.say("✅ sent {moment}", moment=voice.moment(mail.sent_at)) if mail.sent_at else ""
    if not mail.still_to_send:
        return sent if len(mail.refused) < len(mail.to) else ""
    why = voice.quote(stuck, 160)
    if mail.sent_at:
        people = voice.people(release, mail.deferred)
        late = voice.say("📭 not yet handed over for {people}", people=people)
    else:
        late = voice.say("📭 not sent yet")
    return " · ".join(part for part in (sent, f"{late} ({why})" if why else late) if part)


def _answered(mail: Mail) -> Iterator[str]:
    return iter(dict.fromkeys(reply.person for reply in mail.answers))


def trouble(voice: Voice, release: Release, mail: Mail, people: tuple[str, ...]) -> str:
    """To a lead: whom a mail did not reach, why, and what to do."""
    subject = subject_of(voice, release, mail)
    item = voice.named(release, mail.item) if mail.item else voice.quote(release.id)
    if not people:
        return voice.say(
            "✉️ The mail {subject} of {item} has nobody to go to: nobody holds the roles it is for. "
            "Name someone for the next one with `{command} assign`, and tell whom it concerns.",
            subject=subject,
            item=item,
        )
    return voice.say(
        "✉️ The mail {subject} of {item} did not reach {people}. Please tell them another way; "
        "the address is corrected in the plan, for the next release.",
        subject=subject,
        item=item,
        people=voice.list(_lost(voice, release, person, mail.refused.get(person, "")) for person in people),
    )


def _lost(voice: Voice, release: Release, person: str, why: str) -> str:
    return voice.say("{person} ({why})", person=voice.person(release, person), why=_reason(voice, why))


def unsure(voice: Voice, release: Release, event: e.MailUnclear) -> str:
    """To a lead: a mail that I could not place. To whom it answers, or a lead: what it says and does not sign."""
    mail = release.mails.get(event.mail)
    if mail and event.why in UNANSWERABLE:
        return voice.sentences(
            voice.say(
                "✉️ {sender} answered the mail {subject}. That signs nothing: {why}.",
                sender=voice.person(release, event.by) if event.by else voice.quote(event.sender),
                subject=subject_of(voice, release, mail),
                why=doubt(voice, event),
            ),
            *(
                voice.say(
                    "What is signed stands until it is taken back: {line}", line=on_item(voice, release, "undo", key)
                )
                for key in answered_by(release, mail)
            ),
        )
    about = voice.say("It seems to answer {subject}.", subject=subject_of(voice, release, mail)) if mail else ""
    return voice.sentences(
        voice.say(
            "✉️ A mail from {sender} is for you to place, because {why}.",
            sender=voice.quote(event.sender) or voice.say("an unknown sender"),
            why=doubt(voice, event),
        ),
        about,
        voice.say("Whoever is to sign does it in Slack: `{command} mine`"),
    )


def to_confirm(voice: Voice, release: Release, notice: n.ReplyToConfirm, n_open: int, *, by_button: bool) -> str:
    """To whom a mail seems to be from: what it would sign, and how."""
    if not n_open:
        return idle_title(voice, release, notice.items, n_open)
    told = voice.say(
        "✉️ A mail from {sender} answers {subject} as you. Whether you wrote it I cannot tell, so it has signed "
        "nothing.",
        sender=voice.quote(notice.sender) or voice.say("an unknown sender"),
        subject=subject_of(voice, release, release.mails[notice.mail]),
    )
    if by_button:
        return voice.sentences(told, voice.say("Are these your words? Then sign with them here; else leave it."))
    return voice.sentences(told, voice.say("Are these your words? Then sign in Slack: `{command} mine`"))


def attendance_to_confirm(voice: Voice, release: Release, notice: n.AttendanceToConfirm, *, is_open: bool) -> str:
    """To whom a calendar's answer seems to be from. `is_open`: it would still change something."""
    meeting = release.meeting
    if not is_open or meeting is None:
        return voice.say("Settled: nothing is left to do here")
    return voice.say(
        "✉️ A mail says for you “{answer}” to the deployment meeting of {moment}. Whether it is yours I cannot tell, so "
        "it has changed nothing. If it is, say so here; else leave it.",
        answer=coming(voice, notice.coming),
        moment=voice.moment(meeting.at),
    )


def coming(voice: Voice, said: bool | None) -> str:  # noqa: FBT001 - what a calendar says
    return voice.label({True: Labels.COMING, False: Labels.NOT_COMING, None: Labels.PERHAPS}[said])


def subject_of(voice: Voice, release: Release, mail: Mail) -> str:
    return f"“{matter(voice, release, mail)}”"
