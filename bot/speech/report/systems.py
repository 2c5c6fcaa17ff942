"""What was released: each system with its version, branch and commit, its scripts, and what runs where at the end."""

from collections.abc import Iterator

from bot.domain.report import Report
from bot.domain.report.systems import SystemTold
from bot.domain.state.deployments import Deployment
from bot.speech.report import cells
from bot.speech.report.page import Cell, Mono, Section, linked, table, unless_empty
from bot.speech.voice import Voice


def systems(voice: Voice, report: Report) -> Section:
    places = report.release.plan.environments
    every = table(
        (voice.say("Order"), voice.say("System"), voice.say("Version"), voice.say("Branch"), voice.say("Commit")),
        (_row(voice, report, each) for each in report.systems),
        numbers=(0,),
    )
    running = table(
        (voice.say("System"), *(cells.environment(voice, report.release, key) for key in places)),
        (
            (cells.system(voice, report.release, each.key), *(_runs(voice, there) for _, there in each.running))
            for each in report.systems
            if any(there for _, there in each.running)
        ),
        voice.say("What runs where"),
    )
    scripts = table(
        (voice.say("System"), voice.say("Script"), "SHA-256", voice.say("Brought by"), voice.say("When")),
        _scripts(voice, report),
        voice.say("Database scripts"),
    )
    return Section("systems", voice.say("Systems"), unless_empty(every, running, scripts))


def _row(voice: Voice, report: Report, each: SystemTold) -> tuple[Cell, ...]:
    system = report.release.plan.systems[each.key]
    branch, commit = each.source
    return (
        str(system.order),
        voice.quote(system.name),
        voice.quote(system.version),
        cells.words(voice, branch),
        cells.commit(voice, commit),
    )


def _runs(voice: Voice, there: Deployment | None) -> Cell:
    if there is None:
        return cells.NONE
    if there.unsure_since:
        return voice.say("not known")
    return cells.commit(voice, there.commit) if there.commit else cells.clock(voice, there.at)


def _scripts(voice: Voice, report: Report) -> Iterator[tuple[Cell, ...]]:
    for each in report.systems:
        for script in each.scripts:
            yield (
                cells.system(voice, report.release, each.key),
                linked(cells.words(voice, script.name), script.link),
                Mono(voice.quote(script.digest)),
                cells.person(voice, report.release, script.person),
                cells.clock(voice, script.at),
            )
