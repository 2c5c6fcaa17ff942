"""Failed tests, waivers, overrides, blocks, pauses, another go-live: what did not go by the plan, by whom and why."""

from collections.abc import Mapping
from typing import Final

from bot.domain.report import Report
from bot.domain.report.exceptions import Exceptional, Kind
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.deployments import attempt
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, table, unless_empty
from bot.speech.voice import Voice

KINDS: dict[Kind, str] = {
    "failed": msgid("the test failed"),
    "waiver": msgid("waived"),
    "override": msgid("let go live outside of its window"),
    "block": msgid("blocked"),
    "pause": msgid("release paused"),
    "reschedule": msgid("go-live moved"),
    "abort": msgid("release aborted"),
    "link": msgid("account linked"),
    "lead": msgid("another lead named"),
    "in-doubt": msgid("deployment taken back: whether it was done is not known"),
    "was-done": msgid("deployment taken back: it was done all the same"),
    "nothing-done": msgid("deployment taken back: nothing was done"),
    "struck": msgid("told by mistake and struck"),
}
LASTING: Final[Mapping[Kind, str]] = {
    "failed": msgid("has not passed since"),
    **dict.fromkeys(("waiver", "block", "pause"), msgid("not taken back")),
}


def exceptions(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("When"), voice.say("What"), voice.say("Item"), voice.say("By"), voice.say("Reason"),
            voice.say("Until"),
        ),
        (_row(voice, report, each) for each in report.exceptions),
    )  # fmt: skip
    return Section("exceptions", voice.say("Waivers, overrides, blocks and changes of plan"), unless_empty(every))


def _row(voice: Voice, report: Report, each: Exceptional) -> tuple[Cell, ...]:
    return (
        cells.clock(voice, each.at),
        _what(voice, report.release, each),
        cells.item(voice, report.release, each.item),
        cells.person(voice, report.release, each.person),
        cells.words(voice, each.reason),
        _until(voice, report, each),
    )


def _what(voice: Voice, release: Release, each: Exceptional) -> str:
    said = voice.say(KINDS[each.kind])
    if each.people:
        people = voice.people(release, each.people)
        whom = voice.say("{person} ({account})", person=people, account=each.account) if each.account else people
        return voice.say("{told}: {whom}", told=said, whom=whom)
    if each.struck:
        return voice.say("{told}: {whom}", told=said, whom=attempt(voice, release, each.struck))
    if each.moved is None:
        return said
    before, after = (cells.at(voice, moment) for moment in each.moved)
    return voice.say("{told}: {before} → {after}", told=said, before=before, after=after)


def _until(voice: Voice, report: Report, each: Exceptional) -> str:
    if each.ended is None or each.length is None:
        return voice.say(LASTING[each.kind]) if each.kind in LASTING else cells.NONE
    return voice.say(
        "{moment}, {person} (after {span})",
        moment=cells.at(voice, each.ended),
        person=cells.person(voice, report.release, each.ended_by),
        span=voice.span(each.length),
    )
