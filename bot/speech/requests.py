"""Requests in words: what is asked of whom, and what came of it."""

from bot.domain.reading.standing import awaited
from bot.domain.state.release import Release
from bot.domain.state.requests import Request
from bot.locales import msgid
from bot.speech.voice import Label, Voice


class Labels(Label):
    DONE = msgid("Done…")
    DECLINE = msgid("Decline…")


def title(voice: Voice, n: int) -> str:
    return voice.say("Requests") if n else voice.say("Nothing has been asked of anybody yet")


def whom(voice: Voice, release: Release, request: Request) -> str:
    """`方浩 (DBA)`."""
    people = release.holders_for(release.item(request.item), request.role)
    return voice.say(
        "{people} ({role})", people=voice.people(release, people), role=voice.role(release.plan, request.role)
    )


def awaiting(voice: Voice, release: Release, key: str) -> str:
    """What an item waits for, of whom, since when, and how it is answered; "" where it waits for no answer."""
    return voice.list(_open(voice, release, request) for request in awaited(release, release.item(key)))


def _open(voice: Voice, release: Release, request: Request) -> str:
    return voice.say(
        "waits for {people} to answer {request} since {at}: {text}",
        people=whom(voice, release, request),
        request=request.id,
        at=voice.moment(request.at),
        text=voice.said(request.text, 150),
    )


def wanted(voice: Voice, release: Release, key: str) -> str:
    """The request as those read it who can answer it."""
    request = release.requests[key]
    head = voice.say(
        "{person} asks you as {role} for {item} ({request}):",
        person=voice.person(release, request.person),
        role=voice.role(release.plan, request.role),
        item=voice.named(release, request.item),
        request=request.id,
    )
    return "\n".join(filter(None, (head, f"> {voice.quote(request.text, 2_000)}", outcome(voice, release, request))))


def replied(voice: Voice, release: Release, key: str) -> str:
    """The answer as whoever asked reads it."""
    request = release.requests[key]
    head = voice.say(
        "You asked for {item} ({request}): {text}",
        item=voice.named(release, request.item),
        request=request.id,
        text=voice.said(request.text),
    )
    return f"{head}\n{outcome(voice, release, request)}"


def listed(voice: Voice, release: Release, key: str) -> str:
    """One line of all requests, with what came of it."""
    request = release.requests[key]
    head = voice.say(
        "{request} {person} → {people}, {item}: {text}",
        request=request.id,
        person=voice.person(release, request.person),
        people=whom(voice, release, request),
        item=voice.quote(voice.short(release, request.item)),
        text=voice.said(request.text),
    )
    return "\n".join(filter(None, (head, outcome(voice, release, request) or f"⏳ {voice.moment(request.at)}")))


def outcome(voice: Voice, release: Release, request: Request) -> str:
    """What came of it; "" while it is open."""
    if request.state == "open" or request.answered_at is None:
        return ""
    words = {"person": voice.person(release, request.answered_by), "at": voice.moment(request.answered_at)}
    said = (
        voice.say("✅ done by {person}, {at}", **words)
        if request.state == "done"
        else voice.say("🚫 declined by {person}, {at}", **words)
    )
    return voice.say("{told}: {words}", told=said, words=voice.said(request.answer, 1_000)) if request.answer else said
