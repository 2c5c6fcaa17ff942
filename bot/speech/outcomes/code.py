"""Branches and database scripts: submitted, attached, removed; and why they are not taken."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.CodeEvent) -> str:
    return voice.sentence(what(voice, done.after, event))


def what(voice: Voice, release: Release, event: e.CodeEvent) -> str:
    match event:
        case e.CodeSubmitted():
            return _submitted(voice, release, event)
        case e.ScriptAttached():
            return voice.say(
                "attached the script {name} of {system}, SHA-256 {digest}",
                name=voice.quote(event.name),
                system=voice.system(release.plan, event.system),
                digest=event.digest,
            )
        case e.ScriptRemoved():
            return voice.say(
                "removed the script {name} of {system}",
                name=voice.quote(event.name),
                system=voice.system(release.plan, event.system),
            )
        case _:
            assert_never(event)


def _submitted(voice: Voice, release: Release, event: e.CodeSubmitted) -> str:
    code = voice.quote(f"{event.branch} {event.commit}".strip())
    system = voice.system(release.plan, event.system)
    if event.hotfix:
        return voice.say(
            "submitted {code} of {system} for hotfix {fix}", code=code, system=system, fix=voice.quote(event.hotfix)
        )
    return voice.say("submitted {code} of {system}", code=code, system=system)


def words(event: e.CodeEvent) -> str:
    return event.reason if isinstance(event, e.ScriptRemoved) else ""


def refusal(voice: Voice, release: Release, refused: r.CodeRefusal) -> str:
    match refused:
        case r.ScriptThere():
            return _script_there(voice, release, refused)
        case r.NotADigest(text):
            return voice.say(
                "{text} is no SHA-256: that has 64 digits, 0-9 and a-f, as `sha256sum FILE` prints them.",
                text=voice.said(text, 80),
            )
        case r.NotABranch(name):
            return voice.say(
                "Git takes no branch, tag or version called {name}. Give the name as the repository has it.",
                name=voice.said(name, 80),
            )
        case r.NotTheirs():
            return _not_theirs(voice, release, refused)
        case _:
            assert_never(refused)


def _script_there(voice: Voice, release: Release, refused: r.ScriptThere) -> str:
    name, system = voice.quote(refused.name), voice.system(release.plan, refused.system)
    if refused.same:
        return voice.say(
            "This very script is attached to {system} already, as {name} or as what takes that back. All scripts: "
            "`{command} script`",
            system=system,
            name=name,
        )
    line = voice.line(f"script remove {refused.system} {refused.name} {voice.say('REASON')}")
    return voice.say(
        "{system} has another script called {name}. Name this one differently, or remove that one first: {line}",
        system=system,
        name=name,
        line=line,
    )


def _not_theirs(voice: Voice, release: Release, refused: r.NotTheirs) -> str:
    system = voice.system(release.plan, refused.system)
    if not refused.takes:
        return voice.say("The plan asks nobody for the code of {system}, so none is taken.", system=system)
    takes = voice.few([voice.holders(release, held) for held in refused.takes])
    return voice.say("The code and scripts of {system} are for another role: {takes}.", system=system, takes=takes)


def unchanged(voice: Voice, release: Release, system: str) -> str:
    """Of a refusal: the very same branch and commit again."""
    return voice.say(
        "{code} of {system} is on record already, so nothing changes.",
        code=voice.quote(" ".join(release.source(system)).strip()),
        system=voice.system(release.plan, system),
    )
