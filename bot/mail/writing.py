"""Writes each reader's copy of a mail that a release owes, in the language of its plan: the headers, and two templates.

The copies say the same, so the plan's language and zone serve all readers; their ids differ, so that a reply tells
whose copy it answers. All mails of a release bear one subject
and refer to its first: docs/decisions/2026-11-22-one-thread-one-subject.md says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.domain.plan import Plan
from bot.domain.reading.mails import step_of
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.mail.addresses import Mailbox, SmtpServer, sender_of
from bot.mail.calendar import Invitation, Organizer, invitation, uid
from bot.mail.contents import told
from bot.mail.letter import Attachment, Letter
from bot.mail.seals import Seals
from bot.mail.threads import Thread, subject
from bot.speech.mails import matter
from bot.speech.voice import COMMAND, Voice

NAME: Final = "Release Captain"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The address that sends. `takes_replies`: whether its mailbox is read, so that replies must reach it.

    `seals`: by which the replies are known again. `command`: what is typed in Slack, where readers are asked to do
    something there.
    """

    sender: Mailbox
    takes_replies: bool
    seals: Seals
    command: str = COMMAND

    @property
    def domain(self) -> str:
        return self.sender.address.rpartition("@")[2]


def author_of(plan: Plan, given: Mailbox | None, server: SmtpServer | None) -> Mailbox:
    """Whose mails the plan's are. `given`: what MAIL_FROM says."""
    lead = next(iter(plan.roles[plan.lead].people), next(iter(plan.people)))
    return sender_of(given, server, plan.people[lead].email)


def written(
    release: Release,
    mail: Mail,
    office: Letterhead,
    addresses: Mapping[str, str],
    reader: str,
    enclosed: Iterable[Attachment] = (),
    anchor: str = "",
) -> Letter:
    """The copy of one reader, as the release stands now. `addresses`: the people it can be handed over for, and theirs.

    `enclosed`: the report, where the mail brings it. `anchor`: of the record as the release stands now.
    """
    thread = Thread(release.id, next(iter(release.mails)), office.domain)
    place = thread.place_of_answer(mail.reply) if mail.reply else thread.place_of(mail.id)
    calendar = _calendar(release, mail, office, addresses, reader)
    author = Mailbox(release.people[mail.person].name, addresses.get(mail.person, ""))
    text, html = _rendered(release, mail, office, anchor)
    return Letter(
        message_id=thread.copy_of(mail.id, office.seals.of_copy(release.id, mail.id, reader)),
        date=mail.at.astimezone(ZoneInfo(release.plan.zone)),
        sender=Mailbox(f"{author.name} ({office.sender.name or NAME})", office.sender.address),
        to=tuple(Mailbox(release.people[who].name, addresses[who]) for who in mail.to if who in addresses),
        reader=addresses[reader],
        subject=subject(release, mail),
        text=text,
        html=html,
        reply_to=(office.sender, author) if office.takes_replies else (author,),
        in_reply_to=place.in_reply_to,
        references=place.references,
        forms=(calendar.form,) if calendar else (),
        attachments=(*((calendar.file,) if calendar else ()), *enclosed),
    )


def _calendar(
    release: Release, mail: Mail, office: Letterhead, addresses: Mapping[str, str], reader: str
) -> Invitation | None:
    """Whatever mail tells of the meeting tells it to the reader's calendar too, as it is called now."""
    step = step_of(release, mail)
    if release.meeting is None or step is None or step.meeting != "call":
        return None
    organizer = Organizer(office.sender, office.takes_replies)
    meant = uid(release, reader, office.domain, office.seals)
    return invitation(release, release.meeting, mail, organizer, addresses, _matter(release, mail, office), meant)


def _matter(release: Release, mail: Mail, office: Letterhead) -> str:
    return f"{subject(release, mail).removeprefix('Re: ')}: {matter(_voice(release, office), release, mail)}"


def _voice(release: Release, office: Letterhead) -> Voice:
    return Voice(release.plan.language, "plain", release.plan.zone, office.command)


def _rendered(release: Release, mail: Mail, office: Letterhead, anchor: str) -> tuple[str, str]:
    voice = _voice(release, office)
    words = {
        "told": told(voice, release, mail),
        "say": voice.say,
        "language": voice.language,
        "takes_replies": office.takes_replies,
        "anchor": anchor,
    }
    text, html = (_templates().get_template(f"letter.{kind}.jinja").render(words) for kind in ("txt", "html"))
    return text, html


@cache
def _templates() -> Environment:
    """HTML is escaped; a name that nobody gives is an error and never a gap."""
    return Environment(
        loader=PackageLoader("bot.mail"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
