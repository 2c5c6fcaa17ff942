"""What keeps a system from going live, or from going back: why, and the line to type."""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.reading.going_live import Lack, lack
from bot.domain.refusals.going_live import Lacking
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.speech import lines
from bot.speech.deployments import HASH, source
from bot.speech.voice import Label, Voice

LACKING = {
    "script": msgid("a script, or the lead's waiver where there is none to run"),
    "rollback script": msgid("{script}: the script that takes it back"),
    "second pair of eyes": msgid("{script} (SHA-256 {digest}): a second pair of eyes, since its author runs it"),
    "backup": msgid("the backup's id"),
}


class Labels(Label):
    """Of what gives it."""

    NOT_THERE = msgid("It was not there before")
    RAN_BEFORE = msgid("What ran before…")
    COMMIT = msgid("Branch and commit…")
    BACKUP = msgid("Backup…")


def takes_back(voice: Voice, script: str) -> str:
    return voice.say("What takes {script} back…", script=script)


def have_read(voice: Voice, script: str) -> str:
    return voice.say("I have read {script}", script=script)


def before(voice: Voice, known: Previous) -> str:
    """What ran there: `master@3f2a91c`, or nothing."""
    return voice.say("nothing") if known.nothing else source(voice, known.branch, known.commit)


def wanted_title(voice: Voice, n: int, elsewhere: int) -> str:
    """Of a message to whoever can give what is lacking; `elsewhere`: what other messages ask of them."""
    if not n and elsewhere:
        return voice.count(
            "What was asked for here is there; {n} more thing is wanted of you before it goes live",
            "What was asked for here is there; {n} more things are wanted of you before it goes live",
            elsewhere,
        )
    if not n:
        return voice.say("Nothing more is wanted of you now for going live")
    return voice.count(
        "Before it goes live, {n} thing is wanted of you", "Before it goes live, {n} things are wanted of you", n
    )


def lacking(voice: Voice, release: Release, key: str) -> str:
    """What keeps the item from going live, within a list; "" where nothing does."""
    missing = lack(release, release.item(key))
    return because(voice, release, missing) if missing else ""


def still_lacking(voice: Voice, release: Release, system: str) -> str:
    for key in release.layout.of_system[system]:
        if release.standing(key) not in SETTLED and (words := lacking(voice, release, key)):
            return words
    return ""


def because(voice: Voice, release: Release, lack: Lack) -> str:
    """What it lacks, or what stands in its way, and the line that mends it."""
    match lack:
        case r.NoRollbackTarget(_, system):
            line = f"previous {system} BRANCH COMMIT"
            return voice.say(
                "It is not on record what {system} ran before, so it could not be taken back. Type {line}, "
                "or {nothing} if it was not there",
                system=voice.system(release.plan, system),
                line=lines.usage(voice, line),
                nothing=voice.line(f"previous {system} nothing"),
            )
        case r.NoDigest(_, system, version):
            line = f"branch {system} BRANCH COMMIT"
            return voice.say(
                "{version} of {system} may change after the test, so it goes live by its exact commit: {line}",
                version=voice.quote(version),
                system=voice.system(release.plan, system),
                line=lines.usage(voice, line),
            )
        case r.PacketIncomplete():
            return _packet(voice, release, lack)
        case r.RollingBack(_, rollback):
            return voice.say(
                "{rollback} is under way; nothing goes live there until it is through: {line}",
                rollback=rollback,
                line=voice.line("rollback"),
            )
        case _:
            assert_never(lack)


def _gives(voice: Voice, system: str, name: str, thing: Lacking) -> str:
    """The line that gives it, with the script's own name where it has one."""
    match thing:
        case "script":
            return lines.usage(voice, f"script {system} NAME SHA256")
        case "rollback script":
            return voice.line(f"script back {system} {name} SHA256")
        case "second pair of eyes":
            return voice.line(f"script read {system} {name}")
        case "backup":
            return lines.usage(voice, f"backup {system} NAME")
        case _:
            assert_never(thing)


def _packet(voice: Voice, release: Release, refused: r.PacketIncomplete) -> str:
    digests = {script.name: script.digest for script in release.scripts.get(refused.system, ())}
    missing = [
        voice.say(LACKING[thing], script=voice.quote(name), digest=voice.code(digests.get(name, "")[:HASH]))
        for name, thing in refused.lacking
    ]
    needed = [_gives(voice, refused.system, name, thing) for name, thing in refused.lacking]
    return voice.say(
        "{system} still lacks {missing}. Type {lines}",
        system=voice.system(release.plan, refused.system),
        missing=voice.few(missing),
        lines=voice.list(needed),
    )
