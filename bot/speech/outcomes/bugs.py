"""Bugs: reported, passed on, judged, left over, told anew by a tracker; and why nothing is done about one."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.bugs import turn
from bot.domain.state.bugs import BugState
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import bugs as bugs_words
from bot.speech import lines
from bot.speech.consequences import next_up
from bot.speech.problems import began
from bot.speech.voice import Voice

IS: dict[BugState, str] = {
    "open": msgid("{bug} is open: its developer mends it first. Its life: {line}"),
    "fixed": msgid("{bug} is fixed already; a tester verifies it or opens it again. Its life: {line}"),
    "verified": msgid("{bug} is verified; only a tester opens it again, with a reason. Its life: {line}"),
    "deferred": msgid("{bug} is deferred to the next release. Its life: {line}"),
    "gone": msgid("{bug} is no longer in the tracker, so nothing can be done with it here. Its life: {line}"),
}


def told(voice: Voice, done: Done, event: e.BugEvent, actor: str) -> str:
    """What follows from a changed bug is told with it."""
    match event:
        case e.BugReported():
            return "" if event.carried else voice.sentences(_reported(voice, done.after, event), began(voice, done))
        case e.BugFixed() | e.BugReopened():
            return voice.sentences(_passed_on(voice, done.after, event), began(voice, done))
        case e.BugVerified() | e.BugDeferred() | e.BugGraded():
            judged = _judged(voice, done.after, event)
            return voice.sentences(judged, began(voice, done), next_up(voice, done, event.at, actor))
        case e.DeferralsCarried():
            return _carried(voice, done)
        case e.BugRevised() | e.BugGone():
            return voice.say("{what}.", what=what(voice, done.after, event))
        case _:
            assert_never(event)


def _reported(voice: Voice, release: Release, event: e.BugReported) -> str:
    bug = release.bugs[event.bug]
    people = voice.people(release, turn(release, bug, event.at))
    reported = voice.say("Reported: {bug}.", bug=bugs_words.head(voice, release, bug))
    if not people:
        line = lines.assign(voice, release.plan, release.plan.bugs.owner, bug.system) if release.plan.bugs else ""
        return voice.sentences(reported, voice.say("Nobody mends bugs of this system yet: {line}", line=line))
    over = voice.say("The release is over: it stands in its report as found after the end, and the next one is asked.")
    return voice.sentences(
        reported, voice.say("To mend it: {people}.", people=people), over if release.ended_at else ""
    )


def _passed_on(voice: Voice, release: Release, event: e.BugFixed | e.BugReopened) -> str:
    bug = release.bugs[event.bug]
    people = voice.people(release, turn(release, bug, event.at)) or voice.say("nobody yet")
    name = bugs_words.short(voice, bug)
    if isinstance(event, e.BugFixed):
        return voice.say("{bug} is fixed. To verify it: {people}.", bug=name, people=people)
    return voice.say("{bug} is open again, round {n}. To mend it: {people}.", bug=name, n=bug.round, people=people)


def _judged(voice: Voice, release: Release, event: e.BugVerified | e.BugDeferred | e.BugGraded) -> str:
    name = bugs_words.short(voice, release.bugs[event.bug])
    match event:
        case e.BugVerified():
            return voice.say("{bug} is verified.", bug=name)
        case e.BugDeferred():
            return voice.say("{bug} is deferred: you signed for it, and the next release is asked about it.", bug=name)
        case e.BugGraded():
            return voice.say("{bug}: that is its severity now.", bug=name)
        case _:
            assert_never(event)


def _carried(voice: Voice, done: Done) -> str:
    taken = [event for event in done.events if isinstance(event, e.BugReported)]
    left = (len(done.before.left_over) if done.before else 0) - len(taken)
    names = voice.few([bugs_words.short(voice, done.after.bugs[event.bug]) for event in taken])
    return voice.sentences(
        voice.say("Taken on: {bugs}.", bugs=names) if taken else "",
        voice.count("{n} bug stays behind.", "{n} bugs stay behind.", left) if left else "",
    )


def what(voice: Voice, release: Release, event: e.BugEvent) -> str:
    match event:
        case e.BugReported():
            bug = voice.quote(event.bug)
            where = bugs_words.environment(voice, release, event.environment)
            told = " · ".join(filter(None, (voice.quote(event.severity), voice.quote(event.system), where)))
            return voice.say("reported {bug} ({told}): {title}", bug=bug, told=told, title=voice.said(event.title))
        case e.BugFixed() | e.BugVerified() | e.BugReopened() | e.BugDeferred() | e.BugGraded():
            done = _act(voice, event)
            if not event.instead_of:
                return done
            absent = voice.person(release, event.instead_of)
            return voice.say("{what}, standing in for {absent}", what=done, absent=absent)
        case e.DeferralsCarried():
            left = voice.few([voice.quote(each) for each in event.offered])
            return voice.say("answered for what was left over: {bugs}", bugs=left)
        case e.BugRevised():
            return voice.say(
                "{bug} is now told as a bug of {system}, found in {environment}: {title}",
                bug=voice.quote(event.bug),
                system=voice.system(release.plan, event.system),
                environment=voice.quote(event.environment),
                title=voice.said(event.title),
            )
        case e.BugGone():
            return voice.say("{bug} is no longer among this release's bugs in the tracker", bug=voice.quote(event.bug))
        case _:
            assert_never(event)


def _act(voice: Voice, event: e.BugFixed | e.BugVerified | e.BugReopened | e.BugDeferred | e.BugGraded) -> str:
    bug = voice.quote(event.bug)
    match event:
        case e.BugFixed():
            return voice.say("fixed {bug}", bug=bug)
        case e.BugVerified():
            return voice.say("verified {bug}", bug=bug)
        case e.BugReopened():
            return voice.say("opened {bug} again", bug=bug)
        case e.BugDeferred():
            return voice.say("deferred {bug} to the next release", bug=bug)
        case e.BugGraded():
            return voice.say("graded {bug} as {severity}", bug=bug, severity=voice.quote(event.severity))
        case _:
            assert_never(event)


def words(event: e.BugEvent) -> str:
    match event:
        case e.BugReported():
            return event.detail
        case e.BugFixed():
            return event.note
        case e.BugReopened() | e.BugDeferred() | e.BugGraded():
            return event.reason
        case e.BugVerified() | e.BugRevised() | e.BugGone() | e.DeferralsCarried():
            return ""
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.BugRefusal) -> str:
    match refused:
        case r.NoBugs():
            return voice.say(
                "This plan does not say who mends and verifies bugs, so none are kept. It needs a part `bugs`."
            )
        case r.KeptElsewhere():
            return _elsewhere(voice, refused)
        case r.BugIs(bug, state):
            return voice.say(IS[state], bug=voice.quote(bug), line=voice.line(f"bug {bug}"))
        case r.NotYourBug():
            return _not_yours(voice, release, refused)
        case r.OwnFix():
            return _own_fix(voice, release, refused)
        case r.NotDeferrable():
            return _not_deferrable(voice, refused)
        case r.GradedAlready(bug, severity):
            return voice.say(
                "{bug} is a {severity} already. To grade it otherwise: {line}",
                bug=voice.quote(bug),
                severity=voice.quote(severity),
                line=lines.usage(voice, f"bug grade {bug} SEVERITY REASON"),
            )
        case r.NothingLeftOver():
            return voice.say(
                "No bug of an earlier release is left to answer for. Those of this one: `{command} bug list`"
            )
        case _:
            assert_never(refused)


def _elsewhere(voice: Voice, refused: r.KeptElsewhere) -> str:
    where = voice.quote(refused.at)
    if refused.bug:
        return voice.say(
            "{bug} is kept in the tracker: change it there, {where}", bug=voice.quote(refused.bug), where=where
        )
    return voice.say("Bugs are kept in the tracker: report it there, {where}", where=where)


def _not_yours(voice: Voice, release: Release, refused: r.NotYourBug) -> str:
    bug, plan = release.bugs[refused.bug], release.plan
    if not refused.role:
        return refusal(voice, release, r.NoBugs())
    held = r.RoleHolders(refused.role, bug.system, refused.people)
    if refused.people:
        return voice.say(
            "{bug} is for another role: {holders}. Its life: {line}",
            bug=voice.quote(bug.id),
            holders=voice.holders(release, held),
            line=voice.line(f"bug {bug.id}"),
        )
    return voice.say(
        "{bug} is for another role, which nobody holds who may: {role}. The lead names somebody: {line}",
        bug=voice.quote(bug.id),
        role=voice.role_for(plan, refused.role, bug.system),
        line=lines.assign(voice, plan, refused.role, bug.system),
    )


def _own_fix(voice: Voice, release: Release, refused: r.OwnFix) -> str:
    own = voice.say(
        "You have a part in mending {bug}, and it takes a second pair of eyes.", bug=voice.quote(refused.bug)
    )
    if refused.may:
        return voice.sentences(
            own, voice.say("It can be judged by {people}.", people=voice.people(release, refused.may))
        )
    bugs = release.plan.bugs
    line = lines.assign(voice, release.plan, bugs.verifier, release.bugs[refused.bug].system) if bugs else ""
    return voice.sentences(own, voice.say("Nobody else can judge it, so the lead names a tester: {line}", line=line))


def _not_deferrable(voice: Voice, refused: r.NotDeferrable) -> str:
    allowed = voice.list(voice.quote(severity) for severity in refused.allowed) or voice.say("none")
    return voice.say(
        "{bug} is a {severity}, and such bugs do not wait (those that may: {allowed}). If it is graded wrongly: {line}",
        bug=voice.quote(refused.bug),
        severity=voice.quote(refused.severity),
        allowed=allowed,
        line=lines.usage(voice, f"bug grade {refused.bug} SEVERITY REASON"),
    )
