"""A quality gate in words: its counts against its limits, what keeps it shut and who is to act, what changed since."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import assert_never

from bot.domain.events import AlertTold, WatchTurned
from bot.domain.reading.gates import in_the_way, open_bugs, shut
from bot.domain.state.bugs import is_unsolved
from bot.domain.state.deployments import Deployment
from bot.domain.state.gates import Shut
from bot.domain.state.release import Release
from bot.speech import bugs as bugs_words
from bot.speech import tracker, watching
from bot.speech.voice import Voice

NAMED = 3  # bugs named within a sentence
LISTED = 10


def counts(voice: Voice, release: Release, gate: str) -> str:
    """`A 0/0 · B 1/0 · C 3/5`: open bugs against what is allowed."""
    limits = release.plan.gates[gate].bugs
    found = open_bugs(release, gate)
    return " · ".join(f"{voice.quote(severity)} {count}/{limits.get(severity, 0)}" for severity, count in found.items())


def tally(voice: Voice, found: Mapping[str, int]) -> str:
    """`A 0 · B 1 · C 3`."""
    return " · ".join(f"{voice.quote(severity)} {count}" for severity, count in found.items())


def bugs_open(voice: Voice, release: Release) -> str:
    """How many bugs are unsolved, wherever; "" where the plan has no bugs or none is open."""
    plan = release.plan.bugs
    unsolved = [bug for bug in release.bugs.values() if plan and is_unsolved(bug, plan.defer)]
    if not plan or not unsolved:
        return ""
    each = {key: sum(bug.severity == key for bug in unsolved) for key in plan.severities}
    return voice.count(
        "🐞 {n} bug open: {tally} · {line}",
        "🐞 {n} bugs open: {tally} · {line}",
        len(unsolved),
        tally=tally(voice, each),
        line=voice.line("bug list"),
    )


def of_phase(voice: Voice, release: Release, phase: int) -> Iterator[str]:
    """A line for each gate of the phase whose turn has come, whether it holds or not."""
    for key in release.layout.phases[phase]:
        gate = release.item(key).step.gate
        if gate and release.standing(key) != "waiting":
            yield f"🚦 {_named(voice, release, key)} {state(voice, release, key, gate)}"


def asked(voice: Voice, release: Release, key: str) -> str:
    """What whoever signs the item answers for; "" for an item without a gate."""
    gate = release.item(key).step.gate
    return f"🚦 {state(voice, release, key, gate)}" if gate else ""


def state(voice: Voice, release: Release, key: str, gate: str) -> str:
    """`ready for preheat: A 0/0 · B 1/0 · C 3/5 — not met`."""
    name, found = voice.quote(release.plan.gates[gate].name.in_(voice.language)), counts(voice, release, gate)
    closed = shut(release, gate)
    if closed is None:
        return voice.say("{gate}: {counts} — met", gate=name, counts=found)
    if release.records[key].waiver:
        return voice.say("{gate}: {counts} — not met, waived", gate=name, counts=found)
    if closed.over:
        return voice.say("{gate}: {counts} — not met", gate=name, counts=found)
    if not closed.misses_standard:
        return voice.say("{gate}: {counts} — met, but something is wrong there", gate=name, counts=found)
    return voice.say("{gate}: {counts} — not known to be met", gate=name, counts=found)


def blocking(voice: Voice, release: Release, key: str) -> str:
    """Why the item's gate is shut, with the bugs in the way, within a list; "" where no gate shuts it."""
    gate = release.item(key).step.gate
    closed = shut(release, gate) if gate else None
    if gate is None or closed is None:
        return ""
    since = voice.moment(release.records[key].since or release.started_at)
    bugs = voice.few([bugs_words.short(voice, bug) for bug in in_the_way(release, gate)], NAMED)
    told = voice.say("{gate}, since {moment}", gate=state(voice, release, key, gate), moment=since)
    words = voice.list(filter(None, (bugs, voice.few(list(wrong(voice, release, closed)), NAMED))))
    return voice.say("{told}: {words}", told=told, words=words) if words else told


def why(voice: Voice, release: Release, key: str, now: datetime) -> Iterator[str]:
    """What an item's gate counts, each bug in the way with whose turn it is, the difference to when it was passed."""
    gate = release.item(key).step.gate
    if gate is None:
        return
    closed = shut(release, gate)
    if closed is None or release.records[key].waiver:
        yield f"🚦 {state(voice, release, key, gate)}"
    yield from in_detail(voice, release, gate, closed, now)
    passed = release.passed.get(key)
    if passed and closed:
        yield voice.say(
            "When it was passed ({person}, {moment}): {before}. Now: {after}",
            person=voice.person(release, passed.person),
            moment=voice.moment(passed.at),
            before=tally(voice, passed.counts),
            after=tally(voice, open_bugs(release, gate)),
        )


def in_detail(voice: Voice, release: Release, gate: str, closed: Shut | None, now: datetime) -> Iterator[str]:
    """The bugs in the way, and what a tracker leaves unknown."""
    bugs = in_the_way(release, gate)
    yield from (
        f"• {bugs_words.head(voice, release, bug)} — {bugs_words.standing(voice, release, bug, now)}"
        for bug in bugs[:LISTED]
    )
    if len(bugs) > LISTED:
        yield voice.say("… and {n} more: {line}", n=len(bugs) - LISTED, line=voice.line("bug list"))
    yield from tracker.unknown(voice, release, closed) if closed else ()
    if closed:
        yield from (f"• {each}" for each in wrong(voice, release, closed))
        yield from time_left(voice, closed)


def fell(
    voice: Voice, release: Release, key: str, passed: Mapping[str, int], found: Mapping[str, int], now: datetime
) -> Iterator[str]:
    """The standard an item was signed for does not hold: the difference, what is in the way; or that it holds again."""
    gate = release.item(key).step.gate or ""
    item = _named(voice, release, key)
    closed = shut(release, gate)
    if closed is None:
        yield f"✅ {item} {state(voice, release, key, gate)}"
        return
    yield voice.say("⛔ {item} is shut again: its standard is not met any more, and its signatures ended.", item=item)
    if passed:
        yield voice.say(
            "When it was passed: {before}. Then: {after}", before=tally(voice, passed), after=tally(voice, found)
        )
    yield state(voice, release, key, gate)
    yield from in_detail(voice, release, gate, closed, now)


def shut_for(voice: Voice, release: Release, gate: str, closed: Shut, passed: Mapping[str, int]) -> Iterable[str]:
    """Sentences for whoever wanted to sign: what is over the limit, what was counted before, what is not known."""
    if closed.over:
        pairs = ((severity, *pair) for severity, pair in closed.over.items())
        over = voice.list(
            voice.say("{n} {severity} (allowed: {most})", severity=voice.quote(severity), n=n, most=most)
            for severity, n, most in pairs
        )
        bugs = voice.few([bugs_words.short(voice, bug) for bug in in_the_way(release, gate)], NAMED)
        yield voice.say("Open bugs: {over}: {bugs}.", over=over, bugs=bugs)
    if passed:
        yield voice.say("When it was passed before: {before}.", before=tally(voice, passed))
    yield from tracker.unknown(voice, release, closed)
    yield from (voice.say("{what}.", what=each) for each in wrong(voice, release, closed))
    yield from time_left(voice, closed)


def wrong(voice: Voice, release: Release, closed: Shut) -> Iterator[str]:
    """What keeps it shut besides bugs, one by one: what failed or is down where it looks."""
    for each in closed.wrong:
        match each:
            case str():
                failed = release.records[each].failed
                yield voice.say("{item} failed: {reason}", item=voice.named(release, each),
                                reason=voice.said(failed.reason if failed else ""))  # fmt: skip
            case Deployment():
                system = voice.system(release.plan, each.system)
                yield voice.say("{system} failed to deploy: {reason}", system=system, reason=voice.said(each.failed))
            case WatchTurned():
                yield watching.lasting(voice, release, each)
            case AlertTold():
                yield next(watching.alert(voice, release, each))
            case _:
                assert_never(each)


def time_left(voice: Voice, closed: Shut) -> Iterator[str]:
    if closed.until:
        yield voice.say("What is wrong there has until {moment} to be mended.", moment=voice.moment(closed.until))


def _named(voice: Voice, release: Release, key: str) -> str:
    return voice.bold(voice.quote(voice.short(release, key)))
