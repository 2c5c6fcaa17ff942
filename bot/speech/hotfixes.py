"""What is said of hotfixes: what each mends, where its checklist stands, what it holds back, what the lead decides."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.deployments import Hotfix
from bot.domain.release import SETTLED, Release
from bot.outcome import Done
from bot.speech import items, lines
from bot.speech.consequences import next_up
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.HotfixEvent, actor: str) -> str:
    after, fix = done.after, done.after.hotfixes[event.hotfix]
    match event:
        case e.HotfixOpened():
            lead = items.lead(voice, after)
            opened = voice.say(
                "Opened {hotfix}: {items}.", hotfix=title(voice, after, fix), items=_own(voice, after, fix)
            )
            asked = voice.say("{lead} is asked what it means for the release.", lead=lead)
            return voice.sentences(opened, _held(voice, after, fix), asked, next_up(voice, done, event.at, actor))
        case e.HotfixCarriedOn():
            on = voice.say("The release goes on beside {hotfix}.", hotfix=title(voice, after, fix))
            return voice.sentences(on, _held(voice, after, fix))
        case e.HotfixAbandoned():
            off = voice.say(
                "Abandoned {hotfix}: {reason}. What was left of it is let go, and stays visible as waived.",
                hotfix=title(voice, after, fix),
                reason=voice.said(event.reason),
            )
            return voice.sentences(off, next_up(voice, done, event.at, actor))
        case _:
            assert_never(event)


def what(voice: Voice, release: Release, event: e.HotfixEvent) -> str:
    fix = title(voice, release, release.hotfixes[event.hotfix])
    match event:
        case e.HotfixOpened(branch=branch):
            return voice.say("opened {hotfix} on branch {branch}", hotfix=fix, branch=voice.quote(branch))
        case e.HotfixCarriedOn():
            return voice.say("let the release go on beside {hotfix}", hotfix=fix)
        case e.HotfixAbandoned():
            return voice.say("abandoned {hotfix}", hotfix=fix)
        case _:
            assert_never(event)


def refusal(voice: Voice, release: Release, refused: r.NoHotfixes | r.NowhereDeployed | r.HotfixIs) -> str:
    match refused:
        case r.NoHotfixes():
            line = lines.usage(voice, "/release branch SYSTEM BRANCH COMMIT")
            return voice.say(
                "This plan has no checklist for hotfixes. Mended code is submitted anew: {line}", line=line
            )
        case r.NowhereDeployed(system):
            return voice.say(
                "{system} runs nowhere yet, so nothing needs a hotfix. Mended code is submitted anew: {line}",
                system=voice.system(release.plan, system),
                line=lines.usage(voice, f"/release branch {system} BRANCH COMMIT"),
            )
        case r.HotfixIs():
            return _is(voice, refused)
        case _:
            assert_never(refused)


def _is(voice: Voice, refused: r.HotfixIs) -> str:
    match refused.course:
        case "carried on":
            line = voice.code("/release hotfix")
            return voice.say(
                "The release goes on beside {hotfix} already. Where it stands: {line}", hotfix=refused.hotfix, line=line
            )
        case "abandoned":
            return voice.say(
                "{hotfix} was abandoned, so nothing is left to decide: `/release hotfix`", hotfix=refused.hotfix
            )
        case "landed":
            return voice.say(
                "{hotfix} is through, so nothing is left to decide: `/release hotfix`", hotfix=refused.hotfix
            )
        case _:
            assert_never(refused.course)


def title(voice: Voice, release: Release, fix: Hotfix) -> str:
    """`hotfix H1 of boying-user`."""
    return voice.say("hotfix {hotfix} of {system}", hotfix=fix.id, system=voice.system(release.plan, fix.system))


def short(voice: Voice, release: Release, key: str) -> str:
    """`🩹 hotfix H1 of boying-user: “login fails”`, for an item of its checklist; "" for any other."""
    fix = release.hotfixes.get(release.item(key).hotfix)
    if fix is None:
        return ""
    return voice.say("🩹 {hotfix}: {reason}", hotfix=title(voice, release, fix), reason=voice.said(fix.reason, 150))


def is_under_way(release: Release, fix: Hotfix) -> bool:
    return any(release.standing(key) not in SETTLED for key in fix.items)


def held_by(release: Release, fix: Hotfix) -> list[str]:
    """The items of the plan that wait for the end of its checklist."""
    resting = release.layout.dependents[fix.items[-1]] if is_under_way(release, fix) else ()
    return [key for key in resting if release.standing(key) not in SETTLED]


def _held(voice: Voice, release: Release, fix: Hotfix) -> str:
    held = held_by(release, fix)
    return voice.say("Waiting for it: {items}.", items=voice.shorts(release, held)) if held else ""


def _own(voice: Voice, release: Release, fix: Hotfix) -> str:
    return voice.few([voice.quote(release.item(key).step.id) for key in fix.items])


def holding(voice: Voice, release: Release, key: str) -> str:
    """Why an item waits for a hotfix: which, and what it mends; "" where it waits for none."""
    fixes = [fix for fix in release.hotfixes.values() if key in held_by(release, fix)]
    return "\n".join(
        voice.say(
            "🩹 Held by {hotfix}: {reason} — {person}, {at}",
            hotfix=title(voice, release, fix),
            reason=voice.said(fix.reason),
            person=voice.person(release, fix.person),
            at=voice.moment(fix.at),
        )
        for fix in fixes
    )


def under_way(voice: Voice, release: Release, phase: int) -> Iterator[str]:
    """For the card of the phase they were opened in: what each mends, how far it is, how much it holds back."""
    for fix in release.hotfixes.values():
        if release.item(fix.items[0]).phase == phase and is_under_way(release, fix):
            done = sum(release.standing(key) in SETTLED for key in fix.items)
            parts = (
                voice.say(
                    "🩹 {hotfix}: {reason}", hotfix=title(voice, release, fix), reason=voice.said(fix.reason, 150)
                ),
                voice.say("{done} of {total} done", done=done, total=len(fix.items)),
                voice.count("holds {n} item", "holds {n} items", len(held)) if (held := held_by(release, fix)) else "",
                course(voice, release, fix),
            )
            yield items.joined(*parts)


def course(voice: Voice, release: Release, fix: Hotfix) -> str:
    """What became of it, or what the lead has still to decide."""
    if fix.course == "abandoned":
        return voice.say("abandoned")
    if not is_under_way(release, fix):
        return voice.say("through")
    if fix.course == "carried on":
        return voice.say("the release goes on beside it")
    if release.state == "paused":
        return voice.say("the release is paused")
    return voice.say("{lead} decides: pause, carry on or abandon", lead=items.lead(voice, release))


def crossing(voice: Voice, release: Release, key: str) -> str:
    """To a lead: what was opened, by whom and why, and what it holds back. Then it says what became of it."""
    fix = release.hotfixes[key]
    opened = voice.say(
        "🩹 {person} opened {hotfix}: {reason}",
        person=voice.person(release, fix.person),
        hotfix=title(voice, release, fix),
        reason=voice.said(fix.reason, 1_000),
    )
    return "\n".join(
        filter(None, (opened, people(voice, release, fix), _held(voice, release, fix), decide(voice, release, fix)))
    )


def decide(voice: Voice, release: Release, fix: Hotfix) -> str:
    if fix.course == "undecided" and is_under_way(release, fix) and release.state == "running":
        return voice.say("It crosses the running release. Pause the release, carry on beside it, or abandon the fix?")
    return voice.say("Now: {course}.", course=course(voice, release, fix))


def people(voice: Voice, release: Release, fix: Hotfix) -> str:
    """`developer 陈晓雯, tester 付诚, branch fix/login, bug B3`."""
    path, item = release.plan.hotfix, release.item(fix.items[0])
    roles = (path.developer, path.tester) if path else ()
    held = (
        voice.say(
            "{role} {people}",
            role=voice.role(release.plan, role),
            people=voice.people(release, release.holders_for(item, role)) or voice.say("nobody yet"),
        )
        for role in roles
    )
    branch = voice.say("branch {branch}", branch=voice.quote("@".join(filter(None, (fix.branch, fix.commit[:12])))))
    return voice.list((*held, branch, *([voice.say("bug {bug}", bug=fix.bug)] if fix.bug else [])))


def listed(voice: Voice, release: Release, key: str, now: datetime) -> str:
    """One hotfix with its checklist: what is done, who is next."""
    fix = release.hotfixes[key]
    head = voice.say(
        "{hotfix}: {reason}",
        hotfix=items.bold(voice, title(voice, release, fix)),
        reason=voice.said(fix.reason),
    )
    steps = (items.bullet(_step(voice, release, item, now)) for item in fix.items)
    standing = items.joined(course(voice, release, fix), people(voice, release, fix))
    return "\n".join(filter(None, (head, standing, *steps, _held(voice, release, fix))))


def _step(voice: Voice, release: Release, key: str, now: datetime) -> str:
    name = voice.item(release, key)
    match release.standing(key):
        case "done" | "waived":
            return items.joined(name, items.settled(voice, release, key))
        case "blocked":
            return items.joined(name, f"⛔ {items.blocked(voice, release, key)}")
        case "open":
            return items.joined(name, f"✍️ {items.lacking(voice, release, key, now)}")
        case "waiting":
            return items.joined(name, "⏳")
