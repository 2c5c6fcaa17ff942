"""A bug tracker in words: why it cannot be asked, what it leaves unknown, and what came from it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.state.gates import Shut
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage
from bot.locales import msgid
from bot.speech.voice import Voice

TITLE = 60  # characters of an issue's title within a sentence
WHY: Mapping[str, str] = {
    "no-address": msgid("`at` in the plan is no address of such a tracker"),
    "insecure": msgid("`at` in the plan is not encrypted; write https://"),
    "not-allowed": msgid("it leads to the inside of a machine or of a cloud; correct the address in the plan"),
    "no-credentials": msgid("TRACKER_TOKEN is not set as this tracker needs it"),
    "not-permitted": msgid(
        "this installation's plan has another tracker or none, and no record alone is given TRACKER_TOKEN; "
        "the operator puts it under `tracker` of the plan file as the release has it, and starts the bot anew"
    ),
    "unreachable": msgid("it cannot be reached"),
    "timed-out": msgid("it takes too long to answer"),
    "redirected": msgid("it sends us on to another host; correct `at` in the plan"),
    "refused": msgid("it refuses our TRACKER_TOKEN"),
    "rate-limited": msgid("it asks us to rest, because it was called too often"),
    "not-found": msgid("it does not know what we ask for; check `at`, the labels of `query` and our rights"),
    "wrong-query": msgid("it does not understand `query`"),
    "failed": msgid("it answers with an error"),
    "too-large": msgid("its answer is too large; narrow `query`"),
    "too-many": msgid("`query` selects too many issues; narrow it"),
    "not-understood": msgid("its answer is not that of such a tracker"),
}
"""By the code that `Outage` carries."""
LACKS = {"severity": msgid("no severity"), "system": msgid("no system")}


def why(voice: Voice, outage: TrackerOutage) -> str:
    """Why it cannot be asked, with what it said itself; within a sentence."""
    reason = voice.say(WHY[outage.why])
    detail = voice.quote(outage.detail)
    return voice.say("{reason} ({detail})", reason=reason, detail=detail) if detail else reason


def unknown(voice: Voice, release: Release, shut: Shut) -> Iterator[str]:
    """What a gate cannot know, a sentence each and what to do about it; nothing where the tracker told all."""
    if shut.unheard:
        yield voice.say("The bug tracker {at} has not answered yet; it is being asked.", at=_at(voice, release))
    if shut.tracker:
        yield _silent(voice, release, shut.tracker)
    if shut.unsorted:
        yield unsorted(voice, shut.unsorted)


def unsorted(voice: Voice, issues: Sequence[e.Unsorted]) -> str:
    """The unsolved bugs the plan has no names for, and that they must be labelled."""
    return voice.count(
        "{n} open bug in the tracker has no label that the plan knows: {issues}. Label it there.",
        "{n} open bugs in the tracker have no label that the plan knows: {issues}. Label them there.",
        len(issues),
        issues=voice.few([_issue(voice, issue) for issue in issues]),
    )


def silent(voice: Voice, release: Release, notice: n.TrackerSilent) -> str:
    """To a lead: the tracker cannot be asked; and once it answers again, that it does."""
    known = release.tracking
    if known.lost and known.since == notice.since:
        return f"⚠️ {_silent(voice, release, known.lost)}"
    return "✅ " + voice.say("The bug tracker {at} answers again.", at=_at(voice, release))


def _silent(voice: Voice, release: Release, outage: TrackerOutage) -> str:
    return voice.say(
        "The bug tracker {at} cannot be asked: {why}. Gates stay shut until it answers.",
        at=_at(voice, release),
        why=why(voice, outage),
    )


def _at(voice: Voice, release: Release) -> str:
    bugs = release.plan.bugs
    return voice.quote(bugs.tracker.at) if bugs and bugs.tracker else ""


def _issue(voice: Voice, issue: e.Unsorted) -> str:
    """`#12 White page (no severity)`."""
    lacks = voice.list(voice.say(LACKS[what]) for what in issue.missing)
    return f"{voice.quote(issue.ref)} {voice.quote(issue.title, TITLE)} ({lacks})"
