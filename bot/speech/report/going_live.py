"""How it went live, in tables: what ran before, the database's packets, the platforms' runs, failures and rollbacks."""

from bot.domain.report import Report
from bot.domain.report.going_live import Happened, Incident, Packet
from bot.domain.state.code import Script
from bot.domain.state.going_live import Previous, Run
from bot.locales import msgid
from bot.speech import watching
from bot.speech.deployments import HASH, source
from bot.speech.report import cells
from bot.speech.report.page import Cell, Mono, Section, Table, linked, stacked, table, unless_empty
from bot.speech.voice import Voice

INCIDENTS: dict[Incident, str] = {
    "failed": msgid("deployment failed"),
    "down": msgid("outage"),
    "up": msgid("outage over"),
    "asked": msgid("decision asked for"),
    "went-on": msgid("decided to go on"),
    "rollback": msgid("decided to roll back"),
    "taken-back": msgid("taken back"),
}


def golive(voice: Voice, report: Report) -> Section | None:
    tables = unless_empty(
        _incidents(voice, report),
        _before(voice, report),
        _packets(voice, report),
        _runs(voice, report),
        _check_ins(voice, report),
    )
    return Section("golive", voice.say("How it went live"), tables) if tables else None


def _incidents(voice: Voice, report: Report) -> Table:
    return table(
        (
            voice.say("When"), voice.say("What"), voice.say("Where"), voice.say("By"), voice.say("Reason"),
            voice.say("Until"),
        ),
        (_incident(voice, report, each) for each in report.golive.incidents),
        voice.say("Failures, outages, decisions and rollbacks"),
    )  # fmt: skip


def _incident(voice: Voice, report: Report, each: Happened) -> tuple[Cell, ...]:
    release = report.release
    environment = cells.environment(voice, release, each.environment)
    return (
        cells.clock(voice, each.at),
        voice.say(INCIDENTS[each.what]),
        voice.list((cells.system(voice, release, each.system), environment)) if each.system else environment,
        cells.person(voice, release, each.person),
        watching.why(voice, each.why, each.words) if each.what == "down" else cells.words(voice, each.words),
        cells.clock(voice, each.until),
    )


def _before(voice: Voice, report: Report) -> Table:
    return table(
        (voice.say("System"), voice.say("Environment"), voice.say("Ran before")),
        (
            (
                cells.system(voice, report.release, system),
                cells.environment(voice, report.release, environment),
                _version(voice, previous),
            )
            for system, environment, previous in report.golive.before
        ),
        voice.say("What ran before, the way back"),
    )


def _version(voice: Voice, previous: Previous) -> Cell:
    return voice.say("nothing") if previous.nothing else Mono(source(voice, previous.branch, previous.commit))


def _packets(voice: Voice, report: Report) -> Table:
    return table(
        (
            voice.say("System"), voice.say("Script"), voice.say("SHA-256"), voice.say("By"), voice.say("Read by"),
            voice.say("Rollback script"), voice.say("Backup"),
        ),
        (row for packet in report.golive.packets for row in _packet(voice, report, packet)),
        voice.say("Database packets"),
    )  # fmt: skip


def _packet(voice: Voice, report: Report, packet: Packet) -> list[tuple[Cell, ...]]:
    system = cells.system(voice, report.release, packet.system)
    backup = voice.list(cells.words(voice, each) for each in packet.backups) or cells.NONE
    if not packet.scripts:
        return [(system, *[cells.NONE] * 5, backup)]
    return [(system, *_script(voice, report, script), backup) for script in packet.scripts]


def _script(voice: Voice, report: Report, script: Script) -> tuple[Cell, ...]:
    return (
        linked(voice.quote(script.name), script.link),
        Mono(script.digest[:HASH]),
        cells.person(voice, report.release, script.person),
        cells.people(voice, report.release, script.readers),
        Mono(script.rollback[:HASH]) if script.rollback else cells.NONE,
    )


def _runs(voice: Voice, report: Report) -> Table:
    return table(
        (
            voice.say("Run"), voice.say("Item"), voice.say("Platform"), voice.say("Deployed"), voice.say("Ordered"),
            voice.say("Ended"), voice.say("Outcome"),
        ),
        (_run(voice, report, run) for run in report.golive.runs),
        voice.say("Runs of deployment platforms"),
    )  # fmt: skip


def _run(voice: Voice, report: Report, run: Run) -> tuple[Cell, ...]:
    return (
        linked(voice.quote(run.reference if run.url else run.id), run.url),
        cells.item(voice, report.release, run.item),
        voice.quote(run.platform),
        stacked(Mono(each) for each in (source(voice, run.branch, run.commit), run.digest[: HASH + 7]) if each),
        cells.by(voice, report.release, run.person, run.at),
        cells.clock(voice, run.ended_at),
        _came(voice, run),
    )


def _came(voice: Voice, run: Run) -> str:
    match run.state:
        case "failed":
            return voice.say("failed: {reason}", reason=cells.words(voice, run.failed))
        case "succeeded":
            return voice.say("succeeded")
        case _:
            return voice.say("not known: {reason}", reason=cells.words(voice, run.doubt)) if run.doubt else cells.NONE


def _check_ins(voice: Voice, report: Report) -> Table:
    release = report.release
    return table(
        (voice.say("Item"), voice.say("Due"), voice.say("Signed"), voice.say("By"), voice.say("Said")),
        (
            (
                voice.named(release, each.item),
                cells.clock(voice, each.due),
                cells.clock(voice, each.at),
                cells.people(voice, release, [each.person] if each.person else []),
                cells.words(voice, each.words),
            )
            for each in report.golive.check_ins
        ),
        voice.say("What was due after go-live"),
    )
