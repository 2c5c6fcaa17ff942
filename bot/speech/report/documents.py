"""The documents and their versions; what they say is filed beside the report."""

from bot.domain.report import Report
from bot.domain.report.documents import Paper
from bot.domain.state.documents import Version
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, linked, table, unless_empty
from bot.speech.voice import Voice


def papers(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("Document"), voice.say("Item"), voice.say("Version"), voice.say("Written by"), voice.say("When"),
            voice.say("Sections"), voice.say("Where"),
        ),
        (_row(voice, report, paper, version) for paper in report.papers for version in paper.versions),
        numbers=(2,),
    )  # fmt: skip
    return Section("documents", voice.say("Documents"), unless_empty(every))


def _row(voice: Voice, report: Report, paper: Paper, version: Version) -> tuple[Cell, ...]:
    document = report.release.plan.documents[paper.document]
    told = [key for key in document.sections if version.sections.get(key) or key in version.held]
    titles = voice.list(voice.quote(document.sections[key].in_(voice.language)) for key in told)
    return (
        voice.quote(document.name.in_(voice.language)),
        cells.item(voice, report.release, paper.item),
        str(version.number),
        cells.person(voice, report.release, version.person),
        cells.clock(voice, version.at),
        titles or cells.NONE,
        linked(cells.words(voice, version.link), version.link) if version.link else voice.say("in the record"),
    )
