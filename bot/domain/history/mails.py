"""What becomes of a release's mails."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.state.mails import Mail, Reply
from bot.domain.state.release import Release


def evolve(release: Release, event: e.MailEvent) -> Release:
    match event:
        case e.MailUnclear():
            return replace(release, unclear=(*release.unclear, event))
        case _:
            mail = _posted(release.mails, event)
            return replace(release, mails={**release.mails, mail.id: mail})


def _posted(mails: Mapping[str, Mail], event: e.MailOwed | e.MailSent | e.MailBounced | e.MailAnswered) -> Mail:
    """The mail after one more event."""
    match event:
        case e.MailOwed():
            mail = Mail(event.mail, event.item, event.by, event.to, event.at, event.reply, event.text)
            return replace(mail, report=event.report, corrects=event.corrects)
        case e.MailSent():
            known = mails[event.mail]
            return replace(
                known,
                message_id=event.message_id,
                sent_at=known.sent_at or event.at,
                refused={**known.refused, **dict(event.refused)},
                deferred=event.deferred,
                apart=event.apart,
            )
        case e.MailBounced():
            known = mails[event.mail]
            return replace(known, refused={**known.refused, event.person: event.reason})
        case e.MailAnswered():
            known = mails[event.mail]
            reply = Reply(event.by, event.text, event.at, event.message_id, event.signs)
            return replace(known, answers=(*known.answers, reply))
        case _:
            assert_never(event)
