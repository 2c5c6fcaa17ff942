"""Problems in production in words: their clock, and what the lead decides about them."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.reading.problems import failed_tests, failures, grave_bugs, outages
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import bugs, checklist, rollback, watching
from bot.speech.deployments import environment
from bot.speech.voice import Label, Voice


class Labels(Label):
    GO_ON_30_MIN = msgid("30 min more")
    GO_ON_1_H = msgid("1 h more")
    ROLL_BACK = msgid("Roll back…")


def clocks(voice: Voice, release: Release) -> Iterator[str]:
    """The clock of each problem, and each rollback that is not through."""
    yield from (clock(voice, release, key, problem) for key, problem in release.problems.items())
    yield from rollback.under_way(voice, release)


def clock(voice: Voice, release: Release, place: str, problem: Problem) -> str:
    return voice.say(
        "⏱️ Problem in {place} since {since}: until {until} it is mended, or the lead decides",
        place=environment(voice, release, place),
        since=voice.moment(problem.since),
        until=voice.moment(problem.until),
    )


def title(voice: Voice, release: Release, place: str) -> str:
    return voice.say("⏱️ Go on, or roll back {place}?", place=environment(voice, release, place))


def undecided(voice: Voice, release: Release, place: str) -> str:
    """To the channel, with those mentioned who decide."""
    return voice.say(
        "⏱️ The time for the problem in {place} is over, and nobody has decided. {people}: go on, or roll back?",
        place=environment(voice, release, place),
        people=voice.list(voice.mention(release, lead) for lead in release.leads),
    )


def decision(voice: Voice, release: Release, place: str, until: datetime) -> str:
    """What failed, until when it may take, and what was decided since."""
    problem = release.problems.get(place)
    if problem is None or problem.until != until:
        return decided(voice, release, place)
    failed = [voice.say("{system}: {reason}", system=voice.system(release.plan, each.system),
                        reason=voice.said(each.failed)) for each in failures(release, place)]  # fmt: skip
    tried = [f"{voice.item(release, key)} {checklist.failed(voice, release, key)}"
             for key in failed_tests(release, place)]  # fmt: skip
    down = [watching.lasting(voice, release, turned) for turned in outages(release, place)]
    found = [bugs.head(voice, release, bug) for bug in grave_bugs(release, place)]
    asking = (
        msgid("Not mended since {since}. The time it had ended {until}, and you are asked again until you decide; "
              "nothing is rolled back unless you say so.")
        if problem.asked and problem.asked >= until
        else msgid("Not mended since {since}. The planned time ends {until}; nothing is rolled back unless you say so.")
    )  # fmt: skip
    return "\n".join((
        voice.say(asking, since=voice.moment(problem.since), until=voice.moment(until)),
        *map(checklist.bullet, (*failed, *tried, *found, *down)),
    ))  # fmt: skip


def decided(voice: Voice, release: Release, place: str) -> str:
    """What became of a problem since somebody was asked about it."""
    if problem := release.problems.get(place):
        return voice.say("It was given more time, until {moment}.", moment=voice.moment(problem.until))
    under_way = release.rolling_back(place)
    return (
        voice.say("{rollback} was decided: {line}", rollback=under_way.id, line=voice.line("rollback"))
        if under_way
        else voice.say("The problem is over.")
    )


def reason(voice: Voice, release: Release, problem: Problem, place: str) -> str:
    """As a lead would type it; plain words, since it becomes part of a line."""
    return voice.say(
        "{place} has been failing since {since}",
        place=release.plan.environments[place].name.in_(voice.language),
        since=Voice("en", "plain", release.plan.zone).moment(problem.since),
    )


def began(voice: Voice, done: Done) -> str:
    """The clock that starts with what was done, "" where none does."""
    known = done.before.problems if done.before else {}
    fresh = [(key, problem) for key, problem in done.after.problems.items() if key not in known]
    return voice.sentences(*(
        voice.say("It is a problem in {place}: until {moment} it is mended and verified, or the lead decides.",
                  place=environment(voice, done.after, key), moment=voice.moment(problem.until))
        for key, problem in fresh
    ))  # fmt: skip
