"""The agenda of the deployment meeting in words: titled sections, for a message, a mail, a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.state.bugs import Bug
from bot.domain.state.going_live import Previous
from bot.domain.state.minutes import Agenda, Minute, Responsible, Topic
from bot.domain.state.release import Release
from bot.speech.code import backup
from bot.speech.deployments import environment, source
from bot.speech.voice import Voice

DIGEST = 12  # characters of a script's hash that are shown


@dataclass(frozen=True, slots=True)
class Titled:
    title: str
    lines: tuple[str, ...]


def agenda(voice: Voice, release: Release, about: Agenda) -> tuple[Titled, ...]:
    """What the plan wants talked about (§上线阶段 3a), whatever is empty said to be so."""
    nothing = none(voice)
    return (
        Titled(voice.say("Go-live"), (voice.wall(about.go_live, release.plan.zone),)),
        Titled(voice.say("Who is responsible"), tuple(_responsible(voice, release, about))),
        Titled(voice.say("Order of deployment and associations"), tuple(_order(voice, release, about)) or nothing),
        Titled(voice.say("Database scripts"), tuple(_scripts(voice, release, about)) or nothing),
        Titled(voice.say("Rollback of the database"), tuple(_database_back(voice, release, about)) or nothing),
        Titled(voice.say("Rollback of the applications"), tuple(_applications_back(voice, release, about)) or nothing),
        Titled(voice.say("Open risks"), tuple(_risks(voice, release, about)) or nothing),
        Titled(voice.say("Deferred bugs"), tuple(_bug(voice, release, bug) for bug in about.deferred) or nothing),
        Titled(voice.say("Waived checks"), tuple(_waived(voice, release, about)) or nothing),
    )


def none(voice: Voice) -> tuple[str, ...]:
    return (voice.say("None."),)


def numbered(voice: Voice, taken: Iterable[Minute]) -> Iterator[str]:
    for minute in taken:
        yield voice.say("{n}. {text}", n=minute.number, text=voice.quote(minute.text, 500))


def everybody(voice: Voice, release: Release, people: Iterable[str]) -> str:
    """Minutes name everybody, however many they are."""
    return voice.list(voice.person(release, person) for person in people)


def _responsible(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for each in about.responsible:
        yield _holders(voice, release, each)
    for topic in about.topics:
        held = voice.list(_holders(voice, release, each) for each in topic.responsible)
        if held:
            yield voice.say("{system}: {people}", system=voice.system(release.plan, topic.system), people=held)


def _holders(voice: Voice, release: Release, each: Responsible) -> str:
    people = everybody(voice, release, each.people) or voice.say("nobody yet")
    return voice.say("{role} ({people})", role=voice.role(release.plan, each.role), people=people)


def _order(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for number, topic in enumerate(about.topics, 1):
        what = " ".join(filter(None, (_name(voice, release, topic.system), source(voice, topic.branch, topic.commit))))
        needs = voice.list(_name(voice, release, need) for need in topic.needs)
        yield (
            voice.say("{n}. {system}, after {needs}", n=number, system=what, needs=needs)
            if needs
            else voice.say("{n}. {system}", n=number, system=what)
        )


def _name(voice: Voice, release: Release, system: str) -> str:
    return voice.system(release.plan, system)


def _scripts(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for topic in about.topics:
        for script in topic.scripts:
            yield voice.say(
                "{system}: {script}, SHA-256 {digest}",
                system=_name(voice, release, topic.system),
                script=voice.quote(script.name),
                digest=script.digest[:DIGEST],
            )


def _database_back(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for topic in about.topics:
        for script in topic.scripts:
            words = {"system": _name(voice, release, topic.system), "script": voice.quote(script.name)}
            if script.rollback:
                yield voice.say(
                    "{system}: {script} is taken back by SHA-256 {digest}", **words, digest=script.rollback[:DIGEST]
                )
            else:
                yield voice.say("⚠️ {system}: {script} has no rollback script yet", **words)
        if topic.backup:
            yield backup(voice, release, topic.system, topic.backup)


def _applications_back(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    """In the order in which they are taken back."""
    topics = {topic.system: topic for topic in about.topics}
    for number, system in enumerate(about.way_back, 1):
        yield voice.say(
            "{n}. {system}{back}", n=number, system=_name(voice, release, system),
            back="".join(_back(voice, release, topics[system])),
        )  # fmt: skip


def _back(voice: Voice, release: Release, topic: Topic) -> Iterator[str]:
    for name, previous in topic.previous:
        yield voice.say(
            ", {environment}: {previous}",
            environment=environment(voice, release, name),
            previous=_before(voice, previous),
        )


def _before(voice: Voice, previous: Previous | None) -> str:
    if previous is None:
        return voice.say("⚠️ nobody has said yet what ran before")
    if previous.nothing:
        return voice.say("it was not there before")
    return voice.say("back to {source}", source=source(voice, previous.branch, previous.commit))


def _risks(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    yield from numbered(voice, about.risks)
    yield from (_bug(voice, release, bug) for bug in about.bugs)


def _bug(voice: Voice, release: Release, bug: Bug) -> str:
    return voice.say(
        "{bug} {severity} {system}: {title}",
        bug=voice.quote(bug.id),
        severity=voice.quote(bug.severity),
        system=voice.system(release.plan, bug.system),
        title=voice.quote(bug.title, 150),
    )


def _waived(voice: Voice, release: Release, about: Agenda) -> Iterator[str]:
    for key, mark in about.waived:
        yield voice.say(
            "{item}: {person}, {reason}", item=voice.named(release, key), person=voice.person(release, mark.person),
            reason=voice.said(mark.reason),
        )  # fmt: skip
