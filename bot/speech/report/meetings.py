"""The deployment meeting: when and where, who was there, and its minutes with what became of the actions."""

from collections.abc import Iterator

from bot.domain.report import Report
from bot.domain.report.meetings import MeetingTold
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Minute
from bot.locales import msgid
from bot.speech.report import cells
from bot.speech.report.page import Cell, Facts, Section, Table, table, unless_empty
from bot.speech.voice import Voice

STATES = {
    "called": msgid("called"),
    "closed": msgid("held"),
    "cancelled": msgid("cancelled"),
}
TAKEN = {
    "decision": msgid("decision"),
    "action": msgid("action"),
    "risk": msgid("risk"),
    "note": msgid("note"),
}


def meeting(voice: Voice, report: Report) -> Section | None:
    told = report.meeting
    if told is None:
        return None
    facts = Facts(tuple(_facts(voice, report, told)))
    tables = unless_empty(_minutes(voice, report, told.meeting), _objections(voice, report, told))
    return Section("meeting", voice.say("Deployment meeting"), (facts, *tables))


def _facts(voice: Voice, report: Report, told: MeetingTold) -> Iterator[tuple[str, Cell]]:
    held, release = told.meeting, report.release
    state = voice.say(STATES[held.state])
    yield (
        voice.say("State"),
        voice.say("{told}: {words}", told=state, words=cells.words(voice, held.reason)) if held.reason else state,
    )
    yield (
        voice.say("When"),
        voice.say("{since} to {until}", since=cells.at(voice, held.at), until=cells.at(voice, held.until)),
    )
    yield voice.say("Place"), cells.words(voice, held.place)
    yield voice.say("Called by"), cells.person(voice, release, held.caller)
    yield voice.say("Present"), cells.people(voice, release, told.minutes.there)
    if told.minutes.absent:
        yield voice.say("Absent"), cells.people(voice, release, told.minutes.absent)
    if told.minutes.silent:
        yield voice.say("Did not answer"), cells.people(voice, release, told.minutes.silent)
    if held.version:
        yield voice.say("Minutes"), _agreed(voice, report, held)


def _agreed(voice: Voice, report: Report, held: Meeting) -> str:
    posted = voice.say("version {n}, posted {moment}", n=held.version, moment=cells.at(voice, held.posted_at))
    if held.settled_at is None:
        return posted
    people = cells.people(voice, report.release, sorted(held.agreed))
    settled = voice.say(
        "settled {moment}, agreed to by {people}", moment=cells.at(voice, held.settled_at), people=people
    )
    return voice.list((posted, settled))


def _minutes(voice: Voice, report: Report, held: Meeting) -> Table:
    """In the order in which they were taken down; what was struck stands here with the reason."""
    return table(
        (
            voice.say("No."), voice.say("What"), voice.say("Text"), voice.say("Taken down"), voice.say("Owner"),
            voice.say("Due"), voice.say("State"),
        ),
        (_minute(voice, report, minute) for minute in held.minutes),
        voice.say("Minutes"),
        numbers=(0,),
    )  # fmt: skip


def _objections(voice: Voice, report: Report, told: MeetingTold) -> Table:
    return table(
        (voice.say("When"), voice.say("Person"), voice.say("Version"), voice.say("Objection")),
        (
            (
                cells.clock(voice, each.at),
                cells.person(voice, report.release, each.by),
                str(each.version),
                cells.words(voice, each.reason),
            )
            for each in told.objections
        ),
        voice.say("Objections to the minutes"),
        numbers=(2,),
    )


def _minute(voice: Voice, report: Report, minute: Minute) -> tuple[Cell, ...]:
    release = report.release
    return (
        str(minute.number),
        voice.say(TAKEN[minute.taken]),
        cells.words(voice, minute.text),
        cells.by(voice, release, minute.person, minute.at),
        cells.people(voice, release, [minute.owner] if minute.owner else []),
        cells.clock(voice, minute.due),
        _stands(voice, report, minute),
    )


def _stands(voice: Voice, report: Report, minute: Minute) -> str:
    if minute.struck:
        return voice.say("struck: {reason}", reason=cells.words(voice, minute.struck))
    if not minute.item:
        return cells.NONE
    standing = voice.say(cells.STANDINGS[report.release.standing(minute.item)])
    return voice.say("{item}: {state}", item=cells.item(voice, report.release, minute.item), state=standing)
