"""Problems in production: the lead asked to decide, more time given; and where there is none."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.problems import present_end
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech.deployments import environment
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.ProblemEvent) -> str:
    match event:
        case e.WentOn():
            known = done.before.problems.get(event.environment) if done.before else None
            over = known is None or known.until <= event.at
            words = (
                msgid("More time until {moment}: {span} from now. You are asked again before that.")
                if over
                else msgid("More time until {moment}: {span} after the end it had. You are asked again before that.")
            )
            counted_from = present_end(known, event.at) if known else event.at
            until = voice.wall(event.until, done.after.plan.zone)
            return voice.say(words, moment=until, span=voice.span(event.until - counted_from))
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


def refusal(voice: Voice, release: Release, refused: r.ProblemRefusal) -> str:
    match refused:
        case r.NothingFailed():
            return voice.say("There is no problem in production, so there is nothing to decide. Where it stands: "
                             "`{command} status`")  # fmt: skip
        case r.NoLonger():
            return voice.say(
                "The problem in {place} has time until {until} already, and {moment} is no later. "
                "For more: `{command} goon +30m`",
                place=environment(voice, release, refused.environment),
                until=voice.moment(refused.until),
                moment=voice.moment(refused.moment),
            )
        case _:
            assert_never(refused)
