"""Hotfixes in words: what each mends, where its checklist stands, what it holds back, what the lead decides."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.reading.hotfixes import doubts, holds
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.speech import checklist, lines
from bot.speech.voice import Label, Voice, joined


class Labels(Label):
    PAUSE = msgid("Pause the release")
    CARRY_ON = msgid("Carry on")
    ABANDON = msgid("Abandon…")
    RESUME = msgid("Resume")
    HOLDS = msgid("It does")
    LACKS = msgid("It does not")


def list_title(voice: Voice, n: int) -> str:
    return voice.say("Hotfixes") if n else voice.say("No hotfix has been opened")


def how_to_open(voice: Voice) -> str:
    return voice.say("To open one: {line}", line=lines.usage(voice, "hotfix SYSTEM BRANCH REASON"))


def reason_to_pause(voice: Voice, key: str) -> str:
    """As a lead would type it."""
    return voice.say("hotfix {hotfix}", hotfix=key)


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


def held_back(voice: Voice, release: Release, fix: Hotfix) -> str:
    held = held_by(release, fix)
    return voice.say("Waiting for it: {items}.", items=voice.shorts(release, held)) if held else ""


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
            yield joined(*parts)


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
    return voice.say("{lead} decides: pause, carry on or abandon", lead=checklist.lead(voice, release))


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
        filter(None, (opened, people(voice, release, fix), held_back(voice, release, fix), decide(voice, release, fix)))
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


def doubt(voice: Voice, release: Release, key: str, commit: str) -> str:
    """Whether a commit holds a hotfix that it replaces: asked, or what was said."""
    fix = release.hotfixes[key]
    held, replacing = holds(fix, commit), voice.code(commit)
    if held is not None or not is_asked(release, key, commit):
        return comparison(voice, key, commit, held=held) if held is not None else voice.say(
            "Nothing is to be replaced by {commit} any more.", commit=replacing
        )  # fmt: skip
    return voice.say(
        "🩹 {commit} replaces {hotfix}, {own}: {reason}. Does it hold that fix? "
        "Until somebody says so, it is not deployed over it.",
        commit=replacing,
        hotfix=title(voice, release, fix),
        own=voice.code(fix.commit or fix.branch),
        reason=voice.said(fix.reason, 150),
    )


def is_asked(release: Release, key: str, commit: str) -> bool:
    return (key, commit) in doubts(release)


def comparison(voice: Voice, key: str, commit: str, *, held: bool) -> str:
    if held:
        return voice.say("{commit} holds {hotfix}", commit=voice.code(commit), hotfix=key)
    return voice.say("{commit} does not hold {hotfix}", commit=voice.code(commit), hotfix=key)


def compared(voice: Voice, release: Release, fix: Hotfix) -> list[str]:
    """Of each commit that replaces it whether it holds it, and which are still asked about."""
    said = (comparison(voice, fix.id, commit, held=held) for commit, held in fix.compared.items())
    asked = (
        voice.say("it is not known whether {commit} holds {hotfix}", commit=voice.code(commit), hotfix=key)
        for key, commit in doubts(release)
        if key == fix.id
    )
    return [*said, *asked]


def say_so(voice: Voice, key: str, commit: str) -> str:
    """The two lines that answer."""
    held, lacking = (voice.line(f"hotfix {verb} {key} {commit}") for verb in ("holds", "lacks"))
    return voice.say("{one} or {other}", one=held, other=lacking)


def listed(voice: Voice, release: Release, key: str, now: datetime) -> str:
    """One hotfix with its checklist: what is done, who is next."""
    fix = release.hotfixes[key]
    head = voice.say(
        "{hotfix}: {reason}",
        hotfix=voice.bold(title(voice, release, fix)),
        reason=voice.said(fix.reason),
    )
    steps = (checklist.bullet(_step(voice, release, item, now)) for item in fix.items)
    standing = joined(course(voice, release, fix), people(voice, release, fix), *compared(voice, release, fix))
    return "\n".join(filter(None, (head, standing, *steps, held_back(voice, release, fix))))


def _step(voice: Voice, release: Release, key: str, now: datetime) -> str:
    name = voice.item(release, key)
    match release.standing(key):
        case "done" | "waived":
            return joined(name, checklist.settled(voice, release, key))
        case "blocked":
            return joined(name, f"⛔ {checklist.blocked(voice, release, key)}")
        case "open":
            return joined(name, f"✍️ {checklist.lacking(voice, release, key, now)}")
        case "waiting":
            return joined(name, "⏳")
