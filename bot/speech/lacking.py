"""What keeps a system from going live, or from going back: why, and the line to type."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import refusals as r
from bot.domain.reading.going_live import lack
from bot.domain.state.code import Script
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.speech import lines
from bot.speech.deployments import environment, source
from bot.speech.voice import Voice

LACKING = {
    "script": msgid("a script, or the lead's waiver where there is none to run"),
    "rollback script": msgid("{script}: the script that takes it back"),
    "second pair of eyes": msgid("{script}: a second pair of eyes, since its author runs it"),
    "backup": msgid("the backup's id"),
}


def before(voice: Voice, known: Previous) -> str:
    """What ran there: `master@3f2a91c`, or nothing."""
    return voice.say("nothing") if known.nothing else source(voice, known.branch, known.commit)


def script(voice: Voice, release: Release, system: str, known: Script) -> Iterator[str]:
    """What takes the script back, and who else has read it; what goes live by it needs the first (3b-2)."""
    if known.rollback:
        yield voice.say("↩️ taken back by SHA-256 {digest}", digest=known.rollback)
    elif any(place.live for place in release.plan.environments.values()):
        line = f"/release script back {system} {known.name} SHA256"
        yield voice.say("⚠️ nothing takes it back yet: {line}", line=voice.code(line))
    if known.readers:
        yield voice.say("👀 read by {people}", people=voice.people(release, dict.fromkeys(known.readers)))


def wanted_title(voice: Voice, n: int) -> str:
    """Of a message to whoever can give what is lacking."""
    if not n:
        return voice.say("Nothing more is wanted of you for going live")
    return voice.count(
        "Before it goes live, {n} thing is wanted of you", "Before it goes live, {n} things are wanted of you", n
    )


def lacking(voice: Voice, release: Release, key: str) -> str:
    """What keeps the item from going live, within a list; "" where nothing does."""
    missing = lack(release, release.item(key))
    return refusal(voice, release, missing) if missing else ""


def still_lacking(voice: Voice, release: Release, system: str) -> str:
    for key in release.layout.of_system[system]:
        if release.standing(key) not in SETTLED and (words := lacking(voice, release, key)):
            return words
    return ""


def refusal(voice: Voice, release: Release, refused: r.GoLiveRefusal | r.ProblemRefusal | r.RollbackRefusal) -> str:  # noqa: PLR0911 - one flat table
    match refused:
        case r.NoRollbackTarget(_, system):
            line = f"/release previous {system} BRANCH COMMIT"
            return voice.say(
                "It is not on record what {system} ran before, so it could not be taken back. Type {line}, "
                "or {nothing} if it was not there",
                system=voice.system(release.plan, system),
                line=lines.usage(voice, line),
                nothing=voice.code(f"/release previous {system} nothing"),
            )
        case r.NoDigest(_, system, version):
            line = f"/release branch {system} BRANCH COMMIT"
            return voice.say(
                "{version} of {system} may change after the test, so it goes live by its exact commit: {line}",
                version=voice.quote(version),
                system=voice.system(release.plan, system),
                line=lines.usage(voice, line),
            )
        case r.PacketIncomplete():
            return _packet(voice, release, refused)
        case r.OutsideWindow():
            return _window(voice, release, refused)
        case r.RollingBack(_, rollback):
            return voice.say(
                "{rollback} is under way; nothing goes live there until it is through: {line}",
                rollback=rollback,
                line=voice.code("/release rollback"),
            )
        case r.NoPlatform(item):
            return voice.say(
                "No platform of the plan deploys {item}; deploy it by hand, then type {line}",
                item=voice.named(release, item),
                line=lines.on_item(voice, release, "done", item),
            )
        case r.RunIs():
            return _run_is(voice, release, refused)
        case r.NothingFailed():
            return voice.say("There is no problem in production, so there is nothing to decide. Where it stands: "
                             "`/release status`")  # fmt: skip
        case r.NothingDeployed(place):
            known = environment(voice, release, place) if place else voice.say("production")
            return voice.say("This release has deployed nothing to {place}, so there is nothing to take back. "
                             "What runs where: `/release deploy`", place=known)  # fmt: skip
        case _:
            assert_never(refused)


def _packet(voice: Voice, release: Release, refused: r.PacketIncomplete) -> str:
    missing = [voice.say(LACKING[thing], script=voice.quote(name)) for name, thing in refused.lacking]
    usage = {
        "script": f"/release script {refused.system} NAME SHA256",
        "rollback script": f"/release script back {refused.system} NAME SHA256",
        "second pair of eyes": f"/release script read {refused.system} NAME",
        "backup": f"/release backup {refused.system} NAME",
    }
    needed = [lines.usage(voice, usage[thing]) for thing in dict.fromkeys(thing for _, thing in refused.lacking)]
    return voice.say(
        "{system} still lacks {missing}. Type {lines}",
        system=voice.system(release.plan, refused.system),
        missing=voice.few(missing),
        lines=voice.list(needed),
    )


def _window(voice: Voice, release: Release, refused: r.OutsideWindow) -> str:
    opens, closes = (voice.moment(at) if at else "…" for at in (refused.opens, refused.closes))
    return voice.say(
        "{item} may go live from {opens} to {closes} only. The {lead} may decide otherwise: {line}",
        item=voice.named(release, refused.item),
        opens=opens,
        closes=closes,
        lead=voice.holders(release, r.RoleHolders(release.plan.lead, None, refused.leads)),
        line=lines.on_item(voice, release, "override", refused.item, "REASON"),
    )


def _run_is(voice: Voice, release: Release, refused: r.RunIs) -> str:
    run = voice.quote(refused.run)
    if refused.state == "unknown":
        return voice.say("There is no run {run} here, so nothing changes. All of them: `/release deploy`", run=run)
    if refused.state in ("ordered", "started"):
        item = release.item(release.runs[refused.run].item)
        return voice.say(
            "{run} is under way: wait for its result. If nobody else can tell, say how it ended: {line}",
            run=run,
            line=voice.code(f"/release deploy {voice.short(release, item.id)}"),
        )
    return voice.say("{run} has ended, and its first result stays. To deploy anew, order a new run.", run=run)
