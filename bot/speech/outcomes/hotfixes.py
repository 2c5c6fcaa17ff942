"""Hotfixes: opened, carried on beside, abandoned; and why none is opened or decided."""

from collections.abc import Iterator
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import checklist, lines
from bot.speech.consequences import next_up
from bot.speech.hotfixes import comparison, held_back, say_so, title
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.HotfixEvent, actor: str) -> str:
    after, fix = done.after, done.after.hotfixes[event.hotfix]
    match event:
        case e.HotfixOpened():
            lead = checklist.lead(voice, after)
            opened = voice.say(
                "Opened {hotfix}: {items}.", hotfix=title(voice, after, fix), items=_own(voice, after, fix)
            )
            asked = voice.say("{lead} is asked what it means for the release.", lead=lead)
            return voice.sentences(opened, held_back(voice, after, fix), asked, next_up(voice, done, event.at, actor))
        case e.HotfixCarriedOn():
            on = voice.say("The release goes on beside {hotfix}.", hotfix=title(voice, after, fix))
            return voice.sentences(on, held_back(voice, after, fix))
        case e.HotfixAbandoned():
            off = voice.say(
                "Abandoned {hotfix}: {reason}. What was left of it is let go, and stays visible as waived.",
                hotfix=title(voice, after, fix),
                reason=voice.said(event.reason),
            )
            return voice.sentences(off, next_up(voice, done, event.at, actor))
        case e.HotfixCompared():
            return voice.sentences(*_compared(voice, done, event))
        case _:
            assert_never(event)


def _compared(voice: Voice, done: Done, event: e.HotfixCompared) -> Iterator[str]:
    """Where it is not held, what is to be done again."""
    after, fix = done.after, done.after.hotfixes[event.hotfix]
    yield voice.say("On record: {what}.", what=comparison(voice, fix.id, event.commit, held=event.holds))
    if event.holds:
        return
    bug = after.bugs.get(fix.bug)
    if bug and bug.ref:
        yield voice.say("{bug} is kept in the tracker: open it again there.", bug=voice.quote(bug.id))
    anew = f"hotfix {fix.system} BRANCH" + (f" bug {bug.id}" if bug else " REASON")
    yield voice.say(
        "It is lost wherever {commit} runs. To bring it back, submit a commit that holds it: {line}, or open it anew: "
        "{hotfix}",
        commit=voice.code(event.commit),
        line=lines.usage(voice, f"branch {fix.system} BRANCH COMMIT"),
        hotfix=lines.usage(voice, anew),
    )


def _own(voice: Voice, release: Release, fix: Hotfix) -> str:
    return voice.few([voice.quote(release.item(key).step.id) for key in fix.items])


def what(voice: Voice, release: Release, event: e.HotfixEvent) -> str:
    fix = title(voice, release, release.hotfixes[event.hotfix])
    match event:
        case e.HotfixOpened(branch=branch):
            return voice.say("opened {hotfix} on branch {branch}", hotfix=fix, branch=voice.quote(branch))
        case e.HotfixCarriedOn():
            return voice.say("let the release go on beside {hotfix}", hotfix=fix)
        case e.HotfixAbandoned():
            return voice.say("abandoned {hotfix}", hotfix=fix)
        case e.HotfixCompared(hotfix=key, commit=commit, holds=held):
            return voice.say("said that {what}", what=comparison(voice, key, commit, held=held))
        case _:
            assert_never(event)


def words(event: e.HotfixEvent) -> str:
    match event:
        case e.HotfixOpened() | e.HotfixAbandoned():
            return event.reason
        case e.HotfixCarriedOn() | e.HotfixCompared():
            return ""
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.HotfixRefusal) -> str:
    match refused:
        case r.NoHotfixes():
            line = lines.usage(voice, "branch SYSTEM BRANCH COMMIT")
            return voice.say(
                "This plan has no checklist for hotfixes. Mended code is submitted anew: {line}", line=line
            )
        case r.NowhereDeployed(system):
            return voice.say(
                "{system} runs nowhere yet, so nothing needs a hotfix. Mended code is submitted anew: {line}",
                system=voice.system(release.plan, system),
                line=lines.usage(voice, f"branch {system} BRANCH COMMIT"),
            )
        case r.BeyondRole(role, person, may, leads):
            return voice.say(
                "{person} holds the role {role} for no system, so only the {lead} names them here. "
                "Those who do: {people}.",
                person=voice.person(release, person),
                role=voice.role(release.plan, role),
                lead=voice.lead(release, leads),
                people=voice.people(release, may) or voice.say("nobody yet"),
            )
        case r.HotfixIs():
            return _is(voice, refused)
        case r.HotfixInDoubt():
            return _in_doubt(voice, release, refused)
        case r.ComparedAlready(hotfix, commit, held):
            what = comparison(voice, hotfix, commit, held=held)
            return voice.say("{what}: that is on record already. All of it: `{command} hotfix`", what=what)
        case _:
            assert_never(refused)


def _in_doubt(voice: Voice, release: Release, refused: r.HotfixInDoubt) -> str:
    commit, people = voice.code(refused.commit), voice.people(release, refused.people)
    if not refused.item:
        return voice.say("Whether {commit} holds {hotfix} is said by those who know it: {people}.",
                         commit=commit, hotfix=refused.hotfix, people=people)  # fmt: skip
    return voice.say(
        "{item} would replace {hotfix} by {commit}, and nobody has said whether that holds it. "
        "{people} can say: {lines}",
        item=voice.named(release, refused.item),
        hotfix=refused.hotfix,
        commit=commit,
        people=people,
        lines=say_so(voice, refused.hotfix, refused.commit),
    )


def _is(voice: Voice, refused: r.HotfixIs) -> str:
    match refused.course:
        case "carried on":
            line = voice.line("hotfix")
            return voice.say(
                "The release goes on beside {hotfix} already. Where it stands: {line}", hotfix=refused.hotfix, line=line
            )
        case "abandoned":
            return voice.say(
                "{hotfix} was abandoned, so nothing is left to decide: `{command} hotfix`", hotfix=refused.hotfix
            )
        case "landed":
            return voice.say(
                "{hotfix} is through, so nothing is left to decide: `{command} hotfix`", hotfix=refused.hotfix
            )
        case _:
            assert_never(refused.course)
