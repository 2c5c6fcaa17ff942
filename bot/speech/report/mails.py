"""The mails: to whom, in whose name, sent when, who answered, who still owes an answer, whom they did not reach."""

from collections.abc import Iterator

from bot.domain.report import Report
from bot.domain.report.mails import MailTold
from bot.speech.mails import matter
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, stacked, table, unless_empty
from bot.speech.voice import Voice


def mails(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("Mail"), voice.say("Item"), voice.say("In the name of"), voice.say("To"), voice.say("Sent"),
            voice.say("Answers"),
        ),
        (_row(voice, report, each) for each in report.mails),
    )  # fmt: skip
    return Section("mails", voice.say("Mails"), unless_empty(every))


def _row(voice: Voice, report: Report, each: MailTold) -> tuple[Cell, ...]:
    release, mail = report.release, each.mail
    answers = tuple(_answers(voice, report, each))
    return (
        matter(voice, release, mail),
        cells.item(voice, release, mail.item),
        cells.person(voice, release, mail.person),
        cells.people(voice, release, mail.to),
        cells.clock(voice, mail.sent_at) if mail.sent_at else voice.say("not sent"),
        stacked(answers) if answers else cells.NONE,
    )


def _answers(voice: Voice, report: Report, each: MailTold) -> Iterator[str]:
    release = report.release
    for reply in each.mail.answers:
        said = cells.by(voice, release, reply.person, reply.at)
        yield voice.say("{told}: {words}", told=said, words=cells.words(voice, reply.text)) if reply.text else said
    if each.awaiting:
        yield voice.say("still owed by {people}", people=cells.people(voice, release, each.awaiting))
    if each.mail.refused:
        yield voice.say("did not reach {people}", people=cells.people(voice, release, each.mail.refused))
