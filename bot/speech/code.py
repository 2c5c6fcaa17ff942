"""Database scripts in words: what is attached, what takes it back, and who else has read it."""

from collections.abc import Iterator

from bot.domain.state.code import Script
from bot.domain.state.release import Release
from bot.speech.voice import Voice


def none_attached(voice: Voice) -> str:
    return voice.say("No database script is attached. To attach one: `{command} script`")


def attached(voice: Voice, release: Release, system: str, known: Script) -> str:
    told = voice.say(
        "{system}: {name} · SHA-256 {digest} · {person}, {moment}",
        system=voice.system(release.plan, system),
        name=voice.quote(known.name),
        digest=known.digest,
        person=voice.person(release, known.person),
        moment=voice.moment(known.at),
    )
    return " · ".join(filter(None, (told, voice.quote(known.link), *_safety(voice, release, system, known))))


def _safety(voice: Voice, release: Release, system: str, known: Script) -> Iterator[str]:
    """What takes the script back, and who else has read it; what goes live by it needs the first (3b-2)."""
    if known.rollback:
        yield voice.say("↩️ taken back by SHA-256 {digest}", digest=known.rollback)
    elif any(place.live for place in release.plan.environments.values()):
        line = f"script back {system} {known.name} SHA256"
        yield voice.say("⚠️ nothing takes it back yet: {line}", line=voice.line(line))
    if known.readers:
        yield voice.say("👀 read by {people}", people=voice.people(release, dict.fromkeys(known.readers)))


def backup(voice: Voice, release: Release, system: str, name: str) -> str:
    return voice.say("{system}: backup {backup}", system=voice.system(release.plan, system), backup=voice.quote(name))
