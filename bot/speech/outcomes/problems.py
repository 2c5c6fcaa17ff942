"""Problems in production: the lead asked to decide, more time given; and where there is none."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.deployments import environment
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.ProblemEvent) -> str:
    match event:
        case e.WentOn():
            until = voice.wall(event.until, done.after.plan.zone)
            return voice.say("More time until {moment}; before that you are asked again.", moment=until)
        case e.DecisionAsked():
            return voice.sentence(what(voice, done.after, event))
        case _:
            assert_never(event)


def what(voice: Voice, release: Release, event: e.ProblemEvent) -> str:
    place, until = environment(voice, release, event.environment), voice.moment(event.until)
    match event:
        case e.DecisionAsked():
            return voice.say("asked the lead to go on or to roll back: the problem in {place} has time until {moment}",
                             place=place, moment=until)  # fmt: skip
        case e.WentOn():
            return voice.say("gave the problem in {place} time until {moment}", place=place, moment=until)
        case _:
            assert_never(event)


def words(event: e.ProblemEvent) -> str:
    return event.reason if isinstance(event, e.WentOn) else ""


def refusal(voice: Voice, _release: Release, _refused: r.ProblemRefusal) -> str:
    return voice.say("There is no problem in production, so there is nothing to decide. Where it stands: "
                     "`{command} status`")  # fmt: skip
