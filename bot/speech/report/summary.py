"""The report's first look: what was released, when, how it ended, and its numbers."""

from bot.domain.report import Report
from bot.locales import msgid
from bot.speech.report import cells
from bot.speech.report.page import Cell, Facts, Mono, Section
from bot.speech.voice import Voice

STATES = {
    "running": msgid("running"),
    "paused": msgid("paused"),
    "aborted": msgid("aborted before its end"),
    "finished": msgid("finished"),
}


def summary(voice: Voice, report: Report) -> Section:
    release = report.release
    rows: list[tuple[str, Cell]] = [
        (voice.say("Release"), voice.quote(release.id)),
        (voice.say("State"), _state(voice, report)),
        (voice.say("Led by"), cells.people(voice, release, release.leads)),
        (voice.say("Started"), cells.at(voice, release.started_at)),
        (voice.say("Go-live"), _go_live(voice, report)),
        (voice.say("Ended") if report.is_final else voice.say("So far"), cells.at(voice, report.until)),
        (voice.say("Lasted"), voice.span(report.until - release.started_at)),
        (voice.say("Numbers"), _numbers(voice, report)),
    ]
    if report.anchor:
        rows.append((voice.say("Anchor of the record"), Mono(report.anchor)))
    if trouble := _trouble(voice, report):
        rows.insert(2, (voice.say("What went wrong"), trouble))
    return Section("summary", voice.say("At a glance"), (Facts(tuple(rows)),))


def _state(voice: Voice, report: Report) -> str:
    release = report.release
    state = voice.say(STATES[release.state])
    if release.reason and release.state in ("paused", "aborted"):
        return voice.say("{told}: {words}", told=state, words=cells.words(voice, release.reason))
    if release.state == "running":
        phase = release.plan.phases[release.phase].name.in_(voice.language)
        return voice.say("{state}, phase {phase}", state=state, phase=voice.quote(phase))
    return state


def _trouble(voice: Voice, report: Report) -> str:
    """What a reader must not have to look for further down: failed deployments, rollbacks, outages, bugs left open."""
    failed = sum(bool(told.deployment.failed) for told in report.deployments)
    outages = sum(each.what == "down" for each in report.golive.incidents)
    late = len(report.bugs.late)
    rollbacks, unsolved = len(report.release.rollbacks), len(report.bugs.unsolved) if report.is_final else 0
    return voice.list(
        part
        for n, part in (
            (failed, voice.count("{n} deployment failed", "{n} deployments failed", failed)),
            (rollbacks, voice.count("{n} rollback", "{n} rollbacks", rollbacks)),
            (outages, voice.count("{n} outage", "{n} outages", outages)),
            (late, voice.count("{n} bug found after the end", "{n} bugs found after the end", late)),
            (unsolved, voice.count("{n} bug unsolved at the end", "{n} bugs unsolved at the end", unsolved)),
        )
        if n
    )


def _go_live(voice: Voice, report: Report) -> str:
    moment = cells.at(voice, report.release.go_live)
    if report.release.go_live == report.planned:
        return moment
    return voice.say("{moment}, first planned for {planned}", moment=moment, planned=cells.at(voice, report.planned))


def _numbers(voice: Voice, report: Report) -> str:
    items = report.course.items
    waived, settled = (sum(item.standing == state for item in items) for state in ("waived", "done"))
    return voice.list(
        (
            voice.count("{n} of {total} item done", "{n} of {total} items done", settled, total=len(items)),
            voice.count("{n} waived", "{n} waived", waived),
            voice.count("{n} signature", "{n} signatures", len(report.signatures)),
            voice.count("{n} bug", "{n} bugs", len(report.bugs.bugs)),
            voice.count("{n} deployment", "{n} deployments", len(report.deployments)),
            voice.count("{n} hotfix", "{n} hotfixes", len(report.hotfixes)),
            voice.count("{n} mail", "{n} mails", len(report.mails)),
        )
    )
