"""Going live in words: runs of a platform, problems and their clock, rollbacks."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import events as e
from bot.domain.reading.going_live import under_way as live_run
from bot.domain.reading.problems import failures, grave_bugs, outages
from bot.domain.state.going_live import Previous, Run
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import bugs, lines, watching
from bot.speech import checklist as checklist_words
from bot.speech.deployments import environment, source
from bot.speech.lacking import before
from bot.speech.voice import Voice

STATES = {
    "ordered": msgid("⏳ ordered"),
    "started": msgid("🚀 running"),
    "succeeded": msgid("✅ succeeded"),
    "failed": msgid("❌ failed"),
}


def words(event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent) -> str:
    """What the person, or the platform, wrote with it."""
    match event:
        case e.WentOn() | e.RollbackOpened() | e.Overridden():
            return event.reason
        case e.DeploymentEnded():
            return event.failed
        case e.DeploymentDoubted():
            return event.why
        case _:
            return ""


def of_items(event: e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent) -> tuple[str, ...]:
    """The items it is part of the record of."""
    match event:
        case e.DeploymentOrdered() | e.Overridden():
            return (event.item,)
        case e.RollbackOpened():
            return tuple(event.items.values())
        case _:
            return ()


def deployed(voice: Voice, release: Release, run: Run) -> str:
    """`boying-user master@3f2a91c`."""
    system = release.item(run.item).system or ""
    return " ".join(filter(None, (voice.system(release.plan, system), source(voice, run.branch, run.commit))))


def run(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """A run as it stands: what is deployed where by which platform, who ordered it, how it goes, its own page."""
    known = release.runs[key]
    place = environment(voice, release, release.item(known.item).step.deploys or "")
    yield voice.say("{state} {run}: {what} to {place} through {platform}",
                    state=voice.say(STATES[known.state]), run=key,
                    what=checklist_words.bold(voice, deployed(voice, release, known)), place=place,
                    platform=voice.quote(known.platform))  # fmt: skip
    yield voice.say("ordered by {person}, {moment}", person=voice.person(release, known.person),
                    moment=voice.moment(known.at))  # fmt: skip
    if known.ended_at:
        yield voice.say("ended {moment}", moment=voice.moment(known.ended_at))
    if known.doubt:
        line = voice.code(f"/release deploy {voice.short(release, known.item)}")
        yield voice.say(
            "⚠️ {why}. If nobody else can tell, say how it ended: {line}", why=voice.quote(known.doubt), line=line
        )
    if known.failed:
        yield voice.said(known.failed)
    if known.digest:
        yield voice.code(known.digest)
    if known.url.startswith(("https://", "http://")) and voice.medium == "slack":
        yield f"<{known.url.replace('|', '%7C').replace('>', '%3E')}|{voice.say('Watch it there')}>"


def under_way(voice: Voice, release: Release) -> list[str]:
    """The runs that have not ended, each in a line."""
    return [next(run(voice, release, known.id)) for known in release.runs.values() if known.ended_at is None]


def of_item(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """A run that deploys it now, the clock of a problem where it goes, and what the lead allowed."""
    item = release.item(key)
    if at_work := live_run(release, item):
        yield from run(voice, release, at_work.id)
    if item.step.deploys in release.problems:
        yield from problems(voice, release)
    if mark := release.overridden.get(key):
        yield overridden(voice, release, key, mark.person, mark.reason, mark.at)


def problems(voice: Voice, release: Release) -> Iterator[str]:
    """The clock of each problem, and each rollback that is not through."""
    for key, problem in release.problems.items():
        yield voice.say("⏱️ Problem in {place} since {since}: until {until} it is mended, or the lead decides",
                        place=environment(voice, release, key), since=voice.moment(problem.since),
                        until=voice.moment(problem.until))  # fmt: skip
    for known in release.rollbacks.values():
        if (left := _left(release, known.id)) and release.state not in ("aborted", "finished"):
            yield voice.say("↩️ {rollback} of {place} is under way: {done} of {all} taken back", rollback=known.id,
                            place=environment(voice, release, known.environment), done=len(known.items) - left,
                            all=len(known.items))  # fmt: skip


def _left(release: Release, rollback: str) -> int:
    return sum(release.standing(key) not in SETTLED for key, _ in release.rollbacks[rollback].items)


def checklist(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """A rollback: why, by whom, and its steps with what runs again after each."""
    known = release.rollbacks[key]
    yield voice.say("{person}, {moment}: {reason}", person=voice.person(release, known.person),
                    moment=voice.moment(known.at), reason=voice.said(known.reason))  # fmt: skip
    for number, (item, system) in enumerate(known.items, 1):
        mark = {"done": "✅", "waived": "⚠️", "blocked": "⛔", "open": "✍️"}.get(release.standing(item), "⏳")
        yield voice.say("{mark} {n}. {system} — {goal} ({line})", mark=mark, n=number,
                        system=checklist_words.bold(voice, voice.system(release.plan, system)),
                        goal=_goal(voice, release.previous.get((system, known.environment))),
                        line=lines.on_item(voice, release, "done", item))  # fmt: skip


def _goal(voice: Voice, ran: Previous | None) -> str:
    if ran is None:
        return voice.say("back to what ran before")
    if ran.nothing:
        return voice.say("taken off: it was not there before")
    return voice.say("back to {source}", source=before(voice, ran))


def overrides(voice: Voice, release: Release, phase: int | None = None) -> Iterator[str]:
    """What the lead let go live outside of its window, for ever (T2)."""
    for key, mark in release.overridden.items():
        if phase is None or release.item(key).phase == phase:
            yield overridden(voice, release, key, mark.person, mark.reason, mark.at)


def overridden(voice: Voice, release: Release, key: str, person: str, reason: str, at: datetime) -> str:
    return voice.say("⚠️ {item}: outside of its window by {person}: {reason} · {moment}",
                     item=voice.named(release, key), person=voice.person(release, person),
                     reason=voice.said(reason), moment=voice.moment(at))  # fmt: skip


def decision_title(voice: Voice, release: Release, place: str) -> str:
    return voice.say("⏱️ Go on, or roll back {place}?", place=environment(voice, release, place))


def decision(voice: Voice, release: Release, place: str, until: datetime) -> str:
    """What failed, until when it may take, and what was decided since."""
    problem = release.problems.get(place)
    if problem is None:
        under_way = release.rolling_back(place)
        return (
            voice.say("{rollback} was decided: {line}", rollback=under_way.id, line=voice.code("/release rollback"))
            if under_way
            else voice.say("The problem is over.")
        )
    if problem.until != until:
        return voice.say("It was given more time, until {moment}.", moment=voice.moment(problem.until))
    failed = [voice.say("{system}: {reason}", system=voice.system(release.plan, each.system),
                        reason=voice.said(each.failed)) for each in failures(release, place)]  # fmt: skip
    down = [watching.lasting(voice, release, turned) for turned in outages(release, place)]
    found = [bugs.head(voice, release, bug) for bug in grave_bugs(release, place)]
    return "\n".join((
        voice.say("Not mended since {since}. The planned time ends {until}; nothing is rolled back unless you say so.",
                  since=voice.moment(problem.since), until=voice.moment(until)),
        *map(checklist_words.bullet, (*failed, *found, *down)),
    ))  # fmt: skip


def began(voice: Voice, done: Done) -> str:
    """The clock that starts with what was done, "" where none does."""
    known = done.before.problems if done.before else {}
    fresh = [(key, problem) for key, problem in done.after.problems.items() if key not in known]
    return voice.sentences(*(
        voice.say("It is a problem in {place}: until {moment} it is mended and verified, or the lead decides.",
                  place=environment(voice, done.after, key), moment=voice.moment(problem.until))
        for key, problem in fresh
    ))  # fmt: skip
