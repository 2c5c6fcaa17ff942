"""One bug in words: its line in a list, where it stands and whose turn it is, its life round by round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.events import Deferred
from bot.domain.reading.bugs import Act, turn
from bot.domain.state.bugs import Bug, BugState, Turn
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Label, Voice

TITLE = 120  # characters of a title in a list
DETAIL = 2_000
STATES: dict[BugState, str] = {
    "open": msgid("open"),
    "fixed": msgid("fixed, to be verified"),
    "verified": msgid("verified"),
    "deferred": msgid("deferred to the next release"),
    "gone": msgid("no longer in the tracker"),
}
NEXT: dict[BugState, str] = {
    "open": msgid("{people} to mend it"),
    "fixed": msgid("{people} to verify it"),
}
TURNS: dict[BugState, str] = {
    "open": msgid("opened again by {person}, {moment}"),
    "fixed": msgid("fixed by {person}, {moment}"),
    "verified": msgid("verified by {person}, {moment}"),
    "deferred": msgid("deferred by {person}, {moment}"),
    "gone": msgid("no longer in the tracker, {moment}"),
}

ACTS: Mapping[Act, str] = {
    "fix": msgid("Fixed…"),
    "verify": msgid("Verified"),
    "reopen": msgid("Not fixed…"),
    "defer": msgid("Defer…"),
}
"""What is pressed."""
REASON = msgid("Reason")
TITLES = {"reopen": msgid("Not fixed"), "defer": msgid("Defer this bug"), "grade": msgid("Grade this bug")}
"""Of the form that asks why."""


class Labels(Label):
    TAKE_ALL = msgid("Take all on")
    LEAVE = msgid("Leave them")
    FORM = msgid("Report a bug")
    REPORT = msgid("Report")
    SEVERITY = msgid("Severity")
    SYSTEM = msgid("System")
    ENVIRONMENT = msgid("Found in")
    TITLE = msgid("What is wrong")
    DETAIL = msgid("How to see it")


def act(voice: Voice, what: Act) -> str:
    return voice.say(ACTS[what])


def why_title(voice: Voice, what: str) -> str:
    """Of the form that asks why something is done about a bug."""
    return voice.say(TITLES.get(what, REASON))


def turn_title(voice: Voice, *, live: bool) -> str:
    return voice.say("Your turn with a bug") if live else voice.say("Nothing to do just now")


def list_title(voice: Voice, n: int) -> str:
    return voice.count("{n} bug", "{n} bugs", n) if n else voice.say("No bug fits")


def left_over_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ The bugs that earlier releases left over are answered for")
    return voice.count(
        "{n} bug was left over by an earlier release. Does it come along?",
        "{n} bugs were left over by earlier releases. Which come along?",
        left,
    )


def some_of_them(voice: Voice, first: Deferred) -> str:
    """How to take on only some of what was left over."""
    return voice.say("Or only some of them: {line}", line=voice.line(f"bug carry {first.release} {first.bug}"))


def waiting(voice: Voice, keys: Sequence[str], most: int) -> str:
    """How many bugs are the reader's to mend or to verify, and the lines that show them."""
    lines = voice.few([voice.line(f"bug {key}") for key in keys], most)
    return voice.count("🐞 {n} bug waits for you: {line}", "🐞 {n} bugs wait for you: {line}", len(keys), line=lines)


def short(voice: Voice, bug: Bug) -> str:
    """`*B3* A boying-user`: the bug within a sentence."""
    return f"{_id(voice, bug)} {voice.quote(bug.severity)} {voice.quote(bug.system)}"


def open_again(voice: Voice, release: Release, keys: tuple[str, ...]) -> str:
    """What a yes would open again; "" for none."""
    named = voice.few([short(voice, release.bugs[key]) for key in keys])
    return voice.say("Open again, for that fix no longer mends it: {bugs}.", bugs=named) if keys else ""


def head(voice: Voice, release: Release, bug: Bug) -> str:
    """`*B3* A · boying-user · preheat · Cannot pay`."""
    where = environment(voice, release, bug.environment)
    parts = (f"{_id(voice, bug)} {voice.quote(bug.severity)}", voice.quote(bug.system), where)
    return " · ".join([*filter(None, parts), voice.quote(bug.title, TITLE)])


def environment(voice: Voice, release: Release, key: str) -> str:
    """By its name; one that the plan does not know as a tracker calls it."""
    known = release.plan.environments.get(key)
    return voice.quote(known.name.in_(voice.language) if known else key)


def entry(voice: Voice, release: Release, bug: Bug, now: datetime) -> str:
    """The bug in a list: what it is, and beneath that where it stands."""
    return f"{head(voice, release, bug)}\n• {standing(voice, release, bug, now)}"


def columns(voice: Voice) -> tuple[str, ...]:
    """Over the bugs in a table."""
    return (
        voice.say("Bug"), voice.say("Severity"), voice.say("System"), voice.say("Found in"),
        voice.say("What is wrong"), voice.say("State"), voice.say("Round"), voice.say("Whose turn"),
    )  # fmt: skip


def cells(voice: Voice, release: Release, bug: Bug, now: datetime) -> tuple[str | int, ...]:
    """The bug in a table."""
    return (
        voice.quote(bug.id),
        voice.quote(bug.severity),
        voice.quote(bug.system),
        environment(voice, release, bug.environment),
        voice.quote(bug.title, TITLE),
        voice.say(STATES[bug.state]),
        bug.round,
        whose_turn(voice, release, bug, now),
    )


def standing(voice: Voice, release: Release, bug: Bug, now: datetime) -> str:
    """`open, round 2 · Dora to mend it`."""
    state = voice.say(STATES[bug.state])
    rounds = voice.say("round {n}", n=bug.round) if bug.round > 1 else ""
    return " · ".join(filter(None, (state, rounds, whose_turn(voice, release, bug, now))))


def whose_turn(voice: Voice, release: Release, bug: Bug, now: datetime) -> str:
    """Who is to act on it, "" where nobody is."""
    if bug.state not in NEXT:
        return ""
    people = voice.people(release, turn(release, bug, now)) or voice.say("nobody yet")
    return voice.say(NEXT[bug.state], people=people)


def whole(voice: Voice, release: Release, bug: Bug, now: datetime) -> Iterator[str]:
    """Everything that is known of it, line by line."""
    yield head(voice, release, bug)
    yield voice.say(
        "Reported by {person}, {moment}",
        person=voice.person(release, bug.reporter) if bug.reporter else voice.say("the bug tracker"),
        moment=voice.moment(bug.at),
    )
    if bug.detail:
        yield f"> {voice.quote(bug.detail, DETAIL)}"
    if bug.carried:
        yield voice.say("Left over by {bug}", bug=voice.quote(bug.carried))
    if bug.url or bug.ref:
        yield voice.say("Kept in the tracker: {where}", where=voice.quote(bug.url or bug.ref))
    yield from (f"• {_turn(voice, release, each)}" for each in bug.turns)
    yield standing(voice, release, bug, now)


def _turn(voice: Voice, release: Release, each: Turn) -> str:
    person = voice.person(release, each.person) if each.person else voice.say("the bug tracker")
    if each.instead_of:
        person = voice.say("{person} for {other}", person=person, other=voice.person(release, each.instead_of))
    told = voice.say(TURNS[each.state], person=person, moment=voice.moment(each.at))
    return voice.say("{told}: {words}", told=told, words=voice.said(each.words)) if each.words else told


def left_over(voice: Voice, bugs: Iterable[Deferred]) -> Iterator[str]:
    """`B4 of boying-1.0.0 · C · boying-user · Typo`."""
    for bug in bugs:
        name = voice.say("{bug} of {release}", bug=voice.quote(bug.bug), release=voice.quote(bug.release))
        yield " · ".join((name, voice.quote(bug.severity), voice.quote(bug.system), voice.quote(bug.title, TITLE)))


def _id(voice: Voice, bug: Bug) -> str:
    return voice.bold(voice.quote(bug.id))
