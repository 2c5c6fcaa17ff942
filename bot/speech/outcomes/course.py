"""The course of a release: started, paused, moved, ended; and what its state, or a moment, does not allow."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.reading.standing import late_at_once, vacancies
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import checks, lines, meetings
from bot.speech.course import left
from bot.speech.outcomes import given
from bot.speech.voice import Voice

OVER = {
    "aborted": msgid("The release was aborted, so nothing changes any more. What happened: `{command} log`"),
    "finished": msgid("The release is finished, so nothing changes any more. What happened: `{command} log`"),
    "running": msgid("The release is not paused, so there is nothing to resume. Where it stands: `{command} status`"),
}
LATER = {
    "start": "start at",
    "reschedule": "reschedule to",
    "meeting": "meeting at",
    "goon": "goon until",
}


def told(voice: Voice, done: Done, event: e.CourseEvent) -> str:
    release = done.after
    match event:
        case e.Started():
            return _started(voice, release, event.at)
        case e.Paused():
            return voice.say(
                "The release is paused: nothing is signed and nobody is reminded. To go on: `{command} resume`"
            )
        case e.Resumed():
            goes_on = voice.say("The release goes on. Where it stands: `{command} status`")
            return voice.sentences(goes_on, _gone_by(voice, release, event.at))
        case e.Aborted():
            return voice.sentences(
                voice.say("The release is aborted for good."),
                *left(voice, release),
                voice.say("Its record stays: `{command} log`"),
            )
        case e.Rescheduled():
            moved = voice.say(
                "Go-live is moved to {moment}, in {span}; every due time moves with it.",
                moment=voice.wall(event.go_live, release.plan.zone),
                span=voice.span(event.go_live - event.at),
            )
            return voice.sentences(moved, *_odd(voice, release, event.at), meetings.too_late(voice, release))
        case e.Finished():
            return voice.say("{what}.", what=what(voice, release, event))
        case _:
            assert_never(event)


def _gone_by(voice: Voice, release: Release, now: datetime) -> str:
    """A go-live that has passed while nothing could move; not where something went live by then."""
    went_live = any(release.plan.environments[each.environment].live for each in release.deployments)
    if release.go_live > now or went_live:
        return ""
    return voice.say(
        "Its go-live, {moment}, has passed meanwhile. To set another one: {line}",
        moment=voice.wall(release.go_live, release.plan.zone),
        line=lines.usage(voice, "reschedule to WHEN"),
    )


def _started(voice: Voice, release: Release, now: datetime) -> str:
    return voice.sentences(
        voice.say(
            "Started {release}: go-live is {moment}, in {span}. The checklist is kept in {channel}.",
            release=voice.quote(release.id),
            moment=voice.wall(release.go_live, release.plan.zone),
            span=voice.span(release.go_live - now),
            channel=voice.quote(release.plan.channel),
        ),
        *_odd(voice, release, now),
        _unlinked(voice, release),
        _empty(voice, release),
    )


def _odd(voice: Voice, release: Release, now: datetime) -> Iterator[str]:
    """What whoever chose this go-live may not have meant: a time nobody works at, items that are late by it at once."""
    yield checks.odd_hours(voice, release, "go-live", release.go_live)
    if late := late_at_once(release, now):
        yield voice.count(
            "{n} item was due before that moment came: {items}. It counts as late now; {line} moves every due time.",
            "{n} items were due before that moment came: {items}. They count as late now; {line} moves every due time.",
            len(late),
            items=voice.shorts(release, late),
            line=lines.usage(voice, "reschedule to WHEN"),
        )


def _unlinked(voice: Voice, release: Release) -> str:
    """People who cannot be asked in Slack, because no account has the plan's address."""
    missing = [key for key in release.plan.people if key not in release.links]
    if not missing:
        return ""
    return voice.say(
        "No Slack account is known yet for {people}, and I go on looking. To name one: {line}",
        people=voice.people(release, missing),
        line=lines.link(voice, release, missing[0]),
    )


def _empty(voice: Voice, release: Release) -> str:
    """Roles that steps need and nobody holds, in the plan's order."""
    vacant = vacancies(release)
    if not vacant:
        return ""
    return voice.say(
        "Nobody is named yet for {roles}: {line}",
        roles=voice.few([voice.role_for(release.plan, role, system) for role, system in vacant]),
        line=lines.assign(voice, release.plan, *vacant[0]),
    )


def what(voice: Voice, release: Release, event: e.CourseEvent) -> str:
    match event:
        case e.Started():
            return voice.say(
                "started {release}, go-live {moment}",
                release=voice.quote(event.release),
                moment=voice.wall(event.go_live, event.plan.zone),
            )
        case e.Paused():
            return voice.say("paused the release")
        case e.Resumed():
            return voice.say("resumed the release")
        case e.Aborted():
            return voice.say("aborted the release")
        case e.Rescheduled():
            return voice.say("moved go-live to {moment}", moment=voice.wall(event.go_live, release.plan.zone))
        case e.Finished():
            return voice.say("with that the release is finished")
        case _:
            assert_never(event)


def words(event: e.CourseEvent) -> str:
    match event:
        case e.Paused() | e.Aborted() | e.Rescheduled():
            return event.reason
        case e.Started() | e.Resumed() | e.Finished():
            return ""
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release | None, refused: r.CourseRefusal, plan: Plan | None) -> str:
    match refused:
        case r.NotRunning("paused"):
            why = voice.said(release.reason) if release and release.reason else voice.say("no reason given")
            return voice.say(
                "The release is paused ({why}): nothing moves until the lead types `{command} resume`.", why=why
            )
        case r.NotRunning(state):
            return voice.sentences(voice.say(OVER[state]), _since(voice, release) if release else "")
        case r.PastMoment():
            return _past(voice, refused, plan)
        case r.EndsRelease():
            return _ends(voice, given(release, refused), refused)
        case r.AlreadyRunning(name):
            return voice.say(
                "{release} is running already. Where it stands: `{command} status`", release=voice.quote(name)
            )
        case _:
            assert_never(refused)


def _since(voice: Voice, release: Release) -> str:
    """What is told of a release that has ended; "" of one that has not."""
    if not release.ended_at:
        return ""
    bug = ("bug SEVERITY SYSTEM TITLE",) if release.plan.bugs else ()
    told = (lines.usage(voice, each) for each in (*bug, "deploy SYSTEM ENVIRONMENT BRANCH COMMIT"))
    return voice.say("What was found or deployed since is still put on record: {lines}", lines=voice.list(told))


def _past(voice: Voice, refused: r.PastMoment, plan: Plan | None) -> str:
    zone = plan.zone if plan else voice.zone
    gone = voice.say("{moment} is already past.", moment=voice.wall(refused.moment, zone))
    suggested = voice.wall(refused.suggest, zone).partition(" (")[0]
    if refused.verb == "standin":
        line = voice.line(f"standin @user for @user until {suggested}")
        return voice.sentences(gone, voice.say("Name a later end, for instance: {line}", line=line))
    line = voice.line(f"{LATER[refused.verb]} {suggested}")
    if refused.verb in ("meeting", "goon"):
        return voice.sentences(gone, voice.say("Choose a later time, for instance: {line}", line=line))
    return voice.sentences(gone, voice.say("Choose a later go-live, for instance: {line}", line=line))


def _ends(voice: Voice, release: Release, refused: r.EndsRelease) -> str:
    """What an abort, still to be confirmed, leaves undone, and what goes on all the same."""
    meeting = release.meeting and release.meeting.state == "called"
    return voice.sentences(
        voice.count(
            "This ends the release for good, with {n} item left undone.",
            "This ends the release for good, with {n} items left undone.",
            len(refused.left),
        ),
        *left(voice, release),
        voice.say("The meeting is called off, in calendars too.") if meeting else "",
        voice.say("If it is to end, type {line}", line=lines.confirmed(voice, release, refused)),
    )
