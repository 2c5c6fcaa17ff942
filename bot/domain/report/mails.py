"""The mails of a release: to whom, sent when, who answered, who never did, whom they did not reach."""

from dataclasses import dataclass

from bot.domain.reading.mails import awaiting
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.mails import Mail


@dataclass(frozen=True, slots=True)
class MailTold:
    """`awaiting`: the people who can still give an answer it waits for."""

    mail: Mail
    awaiting: tuple[str, ...]


def mails(told: Chronicle) -> tuple[MailTold, ...]:
    return tuple(MailTold(mail, awaiting(told.release, mail)) for mail in told.release.mails.values())
