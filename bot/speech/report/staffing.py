"""Who took part: roles and their holders, stand-ins, and who took a role over on the way."""

from collections.abc import Iterator

from bot.domain.report import Report
from bot.domain.report.staffing import Cover
from bot.speech.report import cells
from bot.speech.report.page import Cell, Section, stacked, table, unless_empty
from bot.speech.voice import Voice


def people(voice: Voice, report: Report) -> Section:
    release, staff = report.release, report.staff
    holders = table((voice.say("Role"), voice.say("Held by")), _holders(voice, report))
    covers = table(
        (voice.say("Stand-in"), voice.say("For"), voice.say("From"), voice.say("Until"), voice.say("Named by")),
        (_cover(voice, report, each) for each in staff.covers),
        voice.say("Stand-ins"),
    )
    changes = table(
        (voice.say("When"), voice.say("Role"), voice.say("Held by"), voice.say("Named by")),
        (
            (
                cells.clock(voice, change.at),
                voice.role_for(release.plan, change.role, change.system),
                cells.people(voice, release, change.people),
                cells.person(voice, release, change.by),
            )
            for change in staff.changes
        ),
        voice.say("Roles given to others on the way"),
    )
    return Section("people", voice.say("People"), unless_empty(holders, covers, changes))


def _holders(voice: Voice, report: Report) -> Iterator[tuple[Cell, ...]]:
    """A row per role; of one held system by system, a line per system."""
    release = report.release
    for role in release.plan.roles:
        held = [holding for holding in report.staff.holdings if holding.role == role]
        lines = (
            voice.say(
                "{system}: {people}",
                system=voice.system(release.plan, holding.system),
                people=cells.people(voice, release, holding.people),
            )
            if holding.system
            else cells.people(voice, release, holding.people)
            for holding in held
        )
        yield voice.role(release.plan, role), stacked(lines) if held else voice.say("nobody")


def _cover(voice: Voice, report: Report, each: Cover) -> tuple[Cell, ...]:
    until = each.ended or each.until
    return (
        cells.person(voice, report.release, each.person),
        cells.person(voice, report.release, each.instead_of),
        cells.clock(voice, each.since),
        cells.clock(voice, until) if until else voice.say("the end"),
        cells.person(voice, report.release, each.by),
    )
