"""What a signature would bring about, told before it is given; and when a release ends of which all is signed."""

from datetime import datetime

from bot.domain import events as e
from bot.domain.history import evolve
from bot.domain.reading.standing import voters
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech.deployments import environment
from bot.speech.voice import Voice


def effect(voice: Voice, release: Release, key: str, person: str, now: datetime) -> str:
    """`last one, opens 预热发布`, `opens 1c boying-user and 2 more`; "" where others must sign too or nothing opens."""
    after = _signed(release, key, person, now)
    if after is None or after.standing(key) not in SETTLED:
        return ""
    if after.settled:
        return voice.say("last one, finishes the release") if now >= release.go_live else voice.say("last one")
    if after.phase > release.phase:
        return voice.say("last one, opens {phase}", phase=phase_name(voice, after, after.phase))
    opened = [other for other in release.layout.dependents[key] if _opens(release, after, other)]
    if not opened:
        return ""
    first = voice.short(after, opened[0])
    if len(opened) == 1:
        return voice.say("opens {item}", item=first)
    return voice.say("opens {item} and {n} more", item=first, n=len(opened) - 1)


def _opens(release: Release, after: Release, key: str) -> bool:
    return release.standing(key) == "waiting" and after.standing(key) == "open"


def _signed(release: Release, key: str, person: str, now: datetime) -> Release | None:
    vote = next((v for v in voters(release, release.item(key), now) if v.person == person), None)
    if vote is None:
        return None
    signature = e.Signed(at=now, by=person, via="button", item=key, role=vote.role, instead_of=vote.instead_of)
    return evolve(release, signature)


def phase_name(voice: Voice, release: Release, phase: int) -> str:
    return voice.quote(release.plan.phases[phase].name.in_(voice.language), 80)


def ends(voice: Voice, release: Release) -> str:
    """When a running release ends of which all is signed; "" where something is left."""
    if not release.settled or release.state != "running":
        return ""
    if release.problems:
        places = voice.list(environment(voice, release, key) for key in release.problems)
        return voice.say("All is signed; the release ends once nothing is wrong any more in {places}.", places=places)
    return voice.say(
        "All is signed; the release ends once it is live: {moment}.",
        moment=voice.wall(release.go_live, release.plan.zone),
    )
