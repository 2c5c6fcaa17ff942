"""What is said when something was done about going live, and how the record has it."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech.deployments import environment
from bot.speech.going_live import deployed
from bot.speech.lacking import before, still_lacking
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent) -> str:
    """What is answered to whoever asked for it."""
    release = done.after
    match event:
        case e.DeploymentOrdered():
            return voice.sentences(
                _sentence(voice, release, event),
                voice.say("When it has succeeded, it is signed in your name; its progress is in the card's thread."),
            )
        case e.WentOn():
            return voice.say("More time until {moment}; before that you are asked again.",
                             moment=voice.moment(event.until))  # fmt: skip
        case e.RollbackOpened():
            opened = release.item(next(iter(event.items.values())))
            return voice.sentences(
                voice.say("{rollback} has begun: {systems}, in this order.", rollback=event.rollback,
                          systems=order(voice, release, event.systems)),
                voice.say("First: {item}", item=voice.item(release, opened.id)),
            )  # fmt: skip
        case e.Overridden():
            return voice.sentences(
                _sentence(voice, release, event),
                voice.say("That stays visible in every view and report."),
            )
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded():
            still = still_lacking(voice, release, event.system)
            return voice.sentences(_sentence(voice, release, event), still)
        case e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded() | e.DecisionAsked():
            return _sentence(voice, release, event)
        case _:
            assert_never(event)


def _sentence(voice: Voice, release: Release, event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent) -> str:
    happened = what(voice, release, event)
    return voice.say("{what}.", what=happened[:1].upper() + happened[1:])


def what(voice: Voice, release: Release, event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent) -> str:  # noqa: PLR0911 - one flat table of events
    """What happened, for the record, without who and when; no full stop."""
    match event:
        case e.DeploymentOrdered():
            known = release.runs[event.run]
            return voice.say("had {platform} deploy {what} ({run})", platform=voice.quote(event.platform),
                             what=deployed(voice, release, known), run=event.run)  # fmt: skip
        case e.DeploymentStarted():
            known = release.runs[event.run]
            return voice.say("{platform} began {run}", platform=voice.quote(known.platform), run=event.run)
        case e.DeploymentEnded():
            return voice.say("{run} failed", run=event.run) if event.failed else voice.say(
                "{run} succeeded", run=event.run
            )  # fmt: skip
        case e.DeploymentDoubted():
            told = msgid("nobody can tell how {run} stands") if event.why else msgid("{run} can be followed again")
            return voice.say(told, run=event.run)
        case e.DecisionAsked():
            return voice.say("asked the lead to go on or to roll back: the problem in {place} has time until {moment}",
                             place=environment(voice, release, event.environment),
                             moment=voice.moment(event.until))  # fmt: skip
        case e.WentOn():
            return voice.say("gave the problem in {place} time until {moment}",
                             place=environment(voice, release, event.environment),
                             moment=voice.moment(event.until))  # fmt: skip
        case e.RollbackOpened():
            return voice.say("decided to roll back {place} ({rollback}): {systems}",
                             place=environment(voice, release, event.environment), rollback=event.rollback,
                             systems=order(voice, release, event.systems))  # fmt: skip
        case e.Overridden():
            return voice.say("let {item} go live outside of its window", item=voice.named(release, event.item))
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded():
            return _prepared(voice, release, event)
        case _:
            assert_never(event)


def _prepared(
    voice: Voice, release: Release, event: e.PreviousRecorded | e.RollbackScripted | e.ScriptReviewed | e.BackupRecorded
) -> str:
    system = voice.system(release.plan, event.system)
    match event:
        case e.PreviousRecorded():
            known = Previous(event.branch, event.commit, event.nothing)
            place = environment(voice, release, event.environment)
            return voice.say("recorded what {system} ran in {place} before: {previous}", system=system, place=place,
                             previous=before(voice, known))  # fmt: skip
        case e.RollbackScripted():
            return voice.say("added the script that takes {script} of {system} back",
                             script=voice.quote(event.name), system=system)  # fmt: skip
        case e.ScriptReviewed():
            return voice.say("read {script} of {system} as the second pair of eyes",
                             script=voice.quote(event.name), system=system)  # fmt: skip
        case e.BackupRecorded():
            return voice.say("recorded the backup of {system}: {backup}", system=system,
                             backup=voice.quote(event.backup))  # fmt: skip
        case _:
            assert_never(event)


def order(voice: Voice, release: Release, systems: tuple[str, ...]) -> str:
    return " → ".join(voice.system(release.plan, key) for key in systems)
