"""Going live in words: runs of a platform, and what was let go outside of its window."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.reading.going_live import under_way as live_run
from bot.domain.state.going_live import Run
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import problems
from bot.speech.deployments import environment, source
from bot.speech.voice import Voice

STATES = {
    "ordered": msgid("⏳ ordered"),
    "started": msgid("🚀 running"),
    "succeeded": msgid("✅ succeeded"),
    "failed": msgid("❌ failed"),
}


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
                    what=voice.bold(deployed(voice, release, known)), place=place,
                    platform=voice.quote(known.platform))  # fmt: skip
    yield voice.say("ordered by {person}, {moment}", person=voice.person(release, known.person),
                    moment=voice.moment(known.at))  # fmt: skip
    if known.ended_at:
        yield voice.say("ended {moment}", moment=voice.moment(known.ended_at))
    if known.doubt:
        line = voice.line(f"deploy {voice.short(release, known.item)}")
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
        yield from problems.clocks(voice, release)
    if mark := release.overridden.get(key):
        yield overridden(voice, release, key, mark.person, mark.reason, mark.at)


def overrides(voice: Voice, release: Release, phase: int | None = None) -> Iterator[str]:
    """What the lead let be deployed otherwise than planned, for ever (T2)."""
    for key, mark in release.overridden.items():
        if phase is None or release.item(key).phase == phase:
            yield overridden(voice, release, key, mark.person, mark.reason, mark.at)


def overridden(voice: Voice, release: Release, key: str, person: str, reason: str, at: datetime) -> str:
    return voice.say("⚠️ {item}: otherwise than planned, by {person}: {reason} · {moment}",
                     item=voice.named(release, key), person=voice.person(release, person),
                     reason=voice.said(reason), moment=voice.moment(at))  # fmt: skip
