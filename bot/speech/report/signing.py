"""Every signature, in order: who, in which role, for whom, how, with which words; and why one no longer counts."""

from bot.domain.report import Report
from bot.domain.report.signing import End, Ending, Given
from bot.locales import msgid
from bot.speech.documents import content
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, table, unless_empty
from bot.speech.voice import Voice

ENDS: dict[End, str] = {
    "withdrawn": msgid("taken back by {person}, {moment}"),
    "reopened": msgid("ended {moment}: {because} changed"),
    "rolled-back": msgid("ended {moment}: taken back by {because}"),
    "outdated": msgid("ended {moment}: {because} changed"),
    "gate-lost": msgid("ended {moment}: its gate was lost"),
    "sent-back": msgid("sent back by {person}, {moment}"),
}
REASONED = ("withdrawn", "sent-back")


def signatures(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("When"), voice.say("Item"), voice.say("Person"), voice.say("Role"), voice.say("By way of"),
            voice.say("Note"), voice.say("Counts"),
        ),
        (_row(voice, report, given) for given in report.signatures),
    )  # fmt: skip
    return Section("signatures", voice.say("Every signature"), unless_empty(every))


def _row(voice: Voice, report: Report, given: Given) -> tuple[Cell, ...]:
    release = report.release
    system = release.item(given.item).system
    return (
        cells.clock(voice, given.at),
        cells.item(voice, release, given.item),
        cells.person(voice, release, given.person, given.instead_of),
        voice.role_for(release.plan, given.role, system),
        voice.say(cells.VIAS[given.via]),
        cells.words(voice, given.note),
        _ended(voice, report, given.ended) if given.ended else voice.say("yes"),
    )


def _ended(voice: Voice, report: Report, ended: Ending) -> str:
    told = voice.say(
        ENDS[ended.why],
        person=cells.person(voice, report.release, ended.person),
        moment=cells.at(voice, ended.at),
        because=_because(voice, report, ended),
    )
    if ended.why in REASONED and ended.words:
        return voice.say("{told}: {words}", told=told, words=cells.words(voice, ended.words))
    return told


def _because(voice: Voice, report: Report, ended: Ending) -> str:
    match ended.why:
        case "reopened":
            return cells.item(voice, report.release, ended.words)
        case "rolled-back":
            return voice.quote(ended.words)
        case "outdated":
            return content(voice, report.release, ended.words)
        case _:
            return ""
