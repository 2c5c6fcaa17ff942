"""What a letter tells its readers: the matter, what is asked of them, and what is enclosed. Words only, no layout.

Taken from the release as it is when the letter is sent. What people wrote stays data, without steering characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.plan.spelling import visible
from bot.domain.plan.steps import Step
from bot.domain.reading.documents import LINK, PREFACE
from bot.domain.reading.gates import open_bugs
from bot.domain.reading.mails import answering, asks, step_of
from bot.domain.reading.meetings import is_off_for
from bot.domain.reading.minutes import agenda
from bot.domain.reading.minutes import minutes as minuted
from bot.domain.reading.standing import missing_slots
from bot.domain.state.bugs import Bug, tallied
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.speech import agenda as agenda_words
from bot.speech import checklist, meetings, minutes
from bot.speech.mails import matter, taken_back
from bot.speech.report import posting
from bot.speech.voice import STEERING, Voice


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that its readers are to sign: who, until when ("" without a time), with what, and the line to type."""

    item: str
    people: str
    due: str
    what: str
    line: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The newest version of a document; a section without lines stands in the linked one."""

    system: str
    number: int
    person: str
    at: str
    link: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class EnclosedDocument:
    """One document, in as many versions side by side as there are systems it was written for."""

    name: str
    versions: tuple[Enclosed, ...]


@dataclass(frozen=True, slots=True)
class Script:
    system: str
    name: str
    digest: str
    link: str


@dataclass(frozen=True, slots=True)
class Branch:
    system: str
    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class Defect:
    """A bug in one line; `word`: the reason it was deferred for."""

    id: str
    severity: str
    system: str
    title: str
    word: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Count:
    """The open bugs of a severity; `limit`: how many the step's gate allows, None where it has none."""

    severity: str
    n: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class Enclosures:
    """None where the plan's step encloses no such thing; empty where there is none of it."""

    documents: tuple[EnclosedDocument, ...]
    scripts: tuple[Script, ...] | None
    branches: tuple[Branch, ...] | None
    counts: tuple[Count, ...] | None
    bugs: tuple[Defect, ...]
    deferred: tuple[Defect, ...] | None


@dataclass(frozen=True, slots=True)
class Told:
    """`matter`: what the plan calls the mail; `words`: what its author says; `to_answer`: it asks for a reply.

    `is_answer`: it answers another mail itself. `item` is "" for the closing report. `sections`, with their titles: of
    a mail about the meeting, when, where and the agenda, or the minutes; of the report, what it brings.
    """

    matter: str
    release: str
    go_live: str
    person: str
    item: str
    signed: str
    is_answer: bool
    words: tuple[str, ...]
    asked: tuple[Asked, ...]
    to_answer: bool
    enclosed: Enclosures
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def told(voice: Voice, release: Release, mail: Mail) -> Told:
    step, off = step_of(release, mail), bool(mail.corrects)
    sections = (
        (Section(*taken_back(voice, release.mails[mail.corrects])),) if off else _sections(voice, release, mail, step)
    )
    return Told(
        matter=matter(voice, release, mail),
        release=voice.quote(f"{release.plan.name.in_(voice.language)} ({release.id})"),
        go_live=voice.moment(release.go_live),
        person=voice.person(release, mail.person),
        item=voice.item(release, mail.item) if step else "",
        signed=checklist.signed_by(voice, release, mail.item) if step and not step.answers and not off else "",
        is_answer=bool(step and step.answers) and not off,
        words=_lines(mail.text),
        asked=() if _is_off(release, mail, step) else tuple(_asked(voice, release, mail)),
        to_answer=any(True for _ in answering(release, mail)),
        enclosed=_enclosures(voice, release, None if off else step),
        sections=tuple((part.title, part.lines) for part in sections),
    )


def _sections(voice: Voice, release: Release, mail: Mail, step: Step | None) -> tuple[Section, ...]:
    """As the meeting stands when the letter is sent; the agenda is part of the minutes."""
    if step is None:
        return (Section(posting.how_it_ended(voice, release), (posting.attached(voice), posting.use(voice))),)
    meeting, part = release.meeting, step.meeting
    if meeting is None or part not in ("call", "minutes"):
        return ()
    if part == "call" and meeting.state == "called" and is_off_for(meeting, mail.to):
        return (Section(meetings.title(voice, meeting), (meetings.uninvited(voice, release, meeting),)),)
    asked = (meetings.asks(voice),) if part == "call" and meeting.state == "called" else ()
    facts = Section(meetings.title(voice, meeting), (*meetings.facts(voice, release, meeting), *asked))
    if part == "call" and meeting.state == "cancelled":
        return (facts,)
    if part == "minutes":
        held = minuted(release, meeting)
        spoken = (*minutes.minutes(voice, release, held), *agenda_words.agenda(voice, release, held.agenda))
    else:
        spoken = agenda_words.agenda(voice, release, agenda(release))
    return (facts, *(Section(each.title, each.lines) for each in spoken))


def _is_off(release: Release, mail: Mail, step: Step | None) -> bool:
    """A mail about a meeting that is cancelled, or that is for others now, asks nothing of anybody."""
    about = step is not None and step.meeting == "call"
    return about and release.meeting is not None and is_off_for(release.meeting, mail.to)


def _asked(voice: Voice, release: Release, mail: Mail) -> Iterator[Asked]:
    for item in asks(release, mail):
        people = (person for slot in missing_slots(release, item) for person in release.holders_for(item, slot.role))
        due = release.due(item.id)
        yield Asked(
            item=voice.item(release, item.id),
            people=voice.people(release, dict.fromkeys(people)),
            due=voice.moment(due) if due else "",
            what=voice.quote(item.step.asks.text.in_(voice.language)) if item.step.asks else "",
            line=voice.typed(f"done {voice.short(release, item.id)}"),
        )


def _enclosures(voice: Voice, release: Release, step: Step | None) -> Enclosures:
    named = step.mail.encloses if step and step.mail else ()
    gate = step.gate if step else None
    bugs = release.bugs.values()
    unsolved = tuple(_defect(voice, release, bug) for bug in bugs if bug.state in ("open", "fixed"))
    deferred = tuple(_defect(voice, release, bug) for bug in bugs if bug.state == "deferred")
    return Enclosures(
        documents=tuple(_document(voice, release, key) for key in named if key in release.plan.documents),
        scripts=tuple(_scripts(voice, release)) if "scripts" in named else None,
        branches=tuple(_branches(voice, release)) if "branches" in named else None,
        counts=tuple(_counts(voice, release, gate)) if "bugs" in named else None,
        bugs=unsolved if "bugs" in named else (),
        deferred=deferred if "deferred" in named else None,
    )


def _document(voice: Voice, release: Release, key: str) -> EnclosedDocument:
    kind = release.plan.documents[key]
    found = []
    for item, versions in release.documents.items():
        asked, version = release.item(item).step.asks, versions[-1]
        if asked is None or asked.document != key:
            continue
        preface = _lines(version.sections.get(PREFACE, ""))
        sections = (
            Section(voice.quote(title.in_(voice.language)), _lines(version.sections.get(section, "")))
            for section, title in kind.sections.items()
        )
        system = release.item(item).system
        found.append(
            Enclosed(
                system=voice.system(release.plan, system) if system else "",
                number=version.number,
                person=voice.person(release, version.person),
                at=voice.moment(version.at),
                link=_link(version.link),
                sections=(*((Section("", preface),) if preface else ()), *sections),
            )
        )
    return EnclosedDocument(voice.quote(kind.name.in_(voice.language)), tuple(found))


def _scripts(voice: Voice, release: Release) -> Iterator[Script]:
    for system, scripts in release.scripts.items():
        name = voice.system(release.plan, system)
        for script in scripts:
            yield Script(name, voice.quote(script.name), script.digest, _link(script.link))


def _branches(voice: Voice, release: Release) -> Iterator[Branch]:
    """Every system, in the order of deployment; what has not been submitted is blank."""
    for system in sorted(release.plan.systems, key=lambda key: release.plan.systems[key].order):
        branch, commit = release.source(system)
        yield Branch(voice.system(release.plan, system), voice.quote(branch), voice.quote(commit))


def _counts(voice: Voice, release: Release, gate: str | None) -> Iterator[Count]:
    severities = release.plan.bugs.severities if release.plan.bugs else {}
    unsolved = (bug for bug in release.bugs.values() if bug.state in ("open", "fixed"))
    counts = open_bugs(release, gate) if gate else tallied(unsolved, severities)
    limits = release.plan.gates[gate].bugs if gate else {}
    for severity, n in counts.items():
        limit = limits.get(severity, 0) if gate else None
        yield Count(_severity(voice, release, severity), n, limit)


def _severity(voice: Voice, release: Release, severity: str) -> str:
    known = release.plan.bugs.severities.get(severity) if release.plan.bugs else None
    return voice.quote(known.in_(voice.language) if known else severity)


def _defect(voice: Voice, release: Release, bug: Bug) -> Defect:
    return Defect(
        id=voice.quote(bug.id),
        severity=_severity(voice, release, bug.severity),
        system=voice.system(release.plan, bug.system),
        title=voice.quote(bug.title),
        word=voice.quote(bug.reason),
        is_fixed=bug.state == "fixed",
    )


def _link(text: str) -> str:
    """An address that may be pressed: http or https and nothing else."""
    return text if LINK.fullmatch(text) else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(visible(STEERING.sub("", line.expandtabs(4).rstrip())) for line in text.strip().splitlines())
