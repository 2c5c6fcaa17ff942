"""The report in words, section by section: a file here, and a line in `SECTIONS`. None: nothing of this in the plan."""

from collections.abc import Callable
from typing import Final

from bot.domain.plan import Language
from bot.domain.report import Report
from bot.speech.report import cells
from bot.speech.report.bugs import bugs
from bot.speech.report.course import course, every_item
from bot.speech.report.deployments import deployments, hotfixes, requests
from bot.speech.report.documents import papers
from bot.speech.report.exceptions import exceptions
from bot.speech.report.gates import gates
from bot.speech.report.going_live import golive
from bot.speech.report.mails import mails
from bot.speech.report.meetings import meeting
from bot.speech.report.page import Page, Section
from bot.speech.report.signing import signatures
from bot.speech.report.staffing import people
from bot.speech.report.summary import summary
from bot.speech.report.systems import systems
from bot.speech.report.watching import monitoring
from bot.speech.voice import Voice

SECTIONS: Final[tuple[Callable[[Voice, Report], Section | None], ...]] = (
    summary, people, systems, course, exceptions, gates, bugs, meeting, golive, deployments, hotfixes, monitoring,
    requests, mails, papers, signatures, every_item,
)  # fmt: skip


def page(report: Report, language: Language) -> Page:
    """The whole report; moments are on the clock of the plan's zone."""
    voice = Voice(language, "plain", report.release.plan.zone)
    name = voice.quote(report.release.plan.name.in_(language))
    heading = voice.say("Release report") if report.is_final else voice.say("Release report, so far")
    return Page(
        language=language,
        title=name,
        subtitle=heading,
        note=voice.say(
            "Written from the record of {release}, as of {moment}. All times are {zone}.",
            release=voice.quote(report.release.id),
            moment=cells.at(voice, report.at),
            zone=voice.quote(voice.zone),
        ),
        nothing=voice.say("Nothing to tell."),
        sections=tuple(told for section in SECTIONS if (told := section(voice, report))),
    )
