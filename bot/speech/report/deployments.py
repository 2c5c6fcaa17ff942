"""What was deployed where, environment by environment, with what ran there before; requests; hotfixes."""

from bot.domain.report import Report
from bot.domain.report.systems import DeploymentTold, HotfixTold
from bot.domain.state.deployments import Deployment
from bot.domain.state.going_live import Previous
from bot.domain.state.requests import Request
from bot.speech.deployments import source
from bot.speech.hotfixes import compared, course
from bot.speech.report import cells
from bot.speech.report.page import Cell, Mono, Section, Table, table, unless_empty
from bot.speech.voice import Voice, joined


def deployments(voice: Voice, report: Report) -> Section:
    places = dict.fromkeys(each.deployment.environment for each in report.deployments)
    tables = (_there(voice, report, environment) for environment in places)
    return Section("deployments", voice.say("Deployments"), unless_empty(*tables))


def _there(voice: Voice, report: Report, environment: str) -> Table:
    return table(
        (
            voice.say("When"), voice.say("System"), voice.say("Deployed"), voice.say("Before"), voice.say("By"),
            voice.say("Item"), voice.say("Outcome"),
        ),
        (_row(voice, report, each) for each in report.deployments if each.deployment.environment == environment),
        cells.environment(voice, report.release, environment),
    )  # fmt: skip


def _row(voice: Voice, report: Report, each: DeploymentTold) -> tuple[Cell, ...]:
    done = each.deployment
    outcome = (
        voice.say("failed: {reason}", reason=cells.words(voice, done.failed)) if done.failed else voice.say("succeeded")
    )
    return (
        cells.clock(voice, done.at),
        cells.system(voice, report.release, done.system),
        Mono(source(voice, done.branch, done.commit) or cells.NONE),
        _before(voice, each.before),
        cells.person(voice, report.release, done.person, done.instead_of),
        cells.item(voice, report.release, done.item),
        outcome,
    )


def _before(voice: Voice, before: Deployment | Previous | None) -> Cell:
    if isinstance(before, Previous) and before.nothing:
        return voice.say("nothing")
    return Mono((source(voice, before.branch, before.commit) if before else "") or cells.NONE)


def requests(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("Request"), voice.say("Item"), voice.say("Asked by"), voice.say("Of"), voice.say("What for"),
            voice.say("Outcome"),
        ),
        (_request(voice, report, each) for each in report.requests),
    )  # fmt: skip
    return Section("requests", voice.say("Requests"), unless_empty(every))


def _request(voice: Voice, report: Report, each: Request) -> tuple[Cell, ...]:
    release = report.release
    return (
        voice.quote(each.id),
        cells.item(voice, release, each.item),
        cells.by(voice, release, each.person, each.at),
        voice.role(release.plan, each.role),
        cells.words(voice, each.text),
        _answer(voice, report, each),
    )


def _answer(voice: Voice, report: Report, each: Request) -> str:
    if each.answered_at is None:
        return voice.say("not answered")
    by = cells.by(voice, report.release, each.answered_by, each.answered_at)
    said = voice.say("done: {by}", by=by) if each.state == "done" else voice.say("declined: {by}", by=by)
    return voice.say("{told}: {words}", told=said, words=cells.words(voice, each.answer)) if each.answer else said


def hotfixes(voice: Voice, report: Report) -> Section:
    every = table(
        (
            voice.say("Hotfix"), voice.say("System"), voice.say("Why"), voice.say("Opened"), voice.say("Fixed by"),
            voice.say("Tested by"), voice.say("Commit"), voice.say("Outcome"),
        ),
        (_hotfix(voice, report, each) for each in report.hotfixes),
    )  # fmt: skip
    return Section("hotfixes", voice.say("Hotfixes"), unless_empty(every))


def _hotfix(voice: Voice, report: Report, each: HotfixTold) -> tuple[Cell, ...]:
    release, fix = report.release, each.hotfix
    outcome = course(voice, release, fix)
    if each.landed:
        outcome = voice.say("{told}, {moment}", told=outcome, moment=cells.at(voice, each.landed))
    return (
        voice.quote(fix.id),
        cells.system(voice, release, fix.system),
        cells.words(voice, fix.reason),
        cells.by(voice, release, fix.person, fix.at),
        cells.people(voice, release, [fix.developer] if fix.developer else []),
        cells.people(voice, release, [fix.tester] if fix.tester else []),
        Mono(source(voice, fix.branch, fix.commit) or cells.NONE),
        joined(outcome, *compared(voice, release, fix)),
    )
