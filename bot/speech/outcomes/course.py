"""The answer to a start: where the checklist goes, when go-live is, and what is missing before it can finish."""

from datetime import datetime

from bot.domain.state.release import Release
from bot.speech import lines
from bot.speech.voice import Voice


def started(voice: Voice, release: Release, now: datetime) -> str:
    return voice.sentences(
        voice.say(
            "Started {release}: go-live is {moment}, in {span}. The checklist is kept in {channel}.",
            release=voice.quote(release.id),
            moment=voice.wall(release.go_live, release.plan.zone),
            span=voice.span(release.go_live - now),
            channel=voice.quote(release.plan.channel),
        ),
        _unlinked(voice, release),
        _empty(voice, release),
    )


def _unlinked(voice: Voice, release: Release) -> str:
    """People who cannot be asked in Slack, because no account has the plan's address."""
    missing = [key for key in release.plan.people if key not in release.links]
    if not missing:
        return ""
    return voice.say(
        "No Slack account is known for {people}: {line}",
        people=voice.people(release, missing),
        line=lines.link(voice, release, missing[0]),
    )


def _empty(voice: Voice, release: Release) -> str:
    """Roles that steps need and nobody holds, in the plan's order."""
    needed = {
        (slot.role, item.system if release.plan.roles[slot.role].per == "system" else None)
        for item in release.layout.items.values()
        for slot in item.slots
        if not release.holders(slot.role, item.system)
    }
    ordered = sorted(needed, key=lambda pair: (list(release.plan.roles).index(pair[0]), pair[1] or ""))
    if not ordered:
        return ""
    return voice.say(
        "Nobody is named yet for {roles}: {line}",
        roles=voice.few([voice.role_for(release.plan, role, system) for role, system in ordered]),
        line=lines.assign(voice, release.plan, *ordered[0]),
    )
