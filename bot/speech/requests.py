"""What is said of requests: to whom they went, what they ask, and what came of them."""

from collections.abc import Iterable
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.deployments import Request
from bot.domain.release import Release
from bot.domain.standing import awaited
from bot.speech import lines
from bot.speech.voice import Voice


def asked(voice: Voice, release: Release, event: e.Requested) -> str:
    """To whoever asks."""
    request = release.requests[event.request]
    return voice.sentences(
        voice.say("{request} is with {people}: {text}.", request=request.id, people=_whom(voice, release, request),
                  text=voice.said(request.text)),
        voice.say("{item} waits for the answer.", item=voice.named(release, event.item)),
    )  # fmt: skip


def settled(voice: Voice, release: Release, event: e.Answered) -> str:
    """To whoever answers."""
    request = release.requests[event.request]
    words = {"request": request.id, "person": voice.person(release, request.person)}
    if event.by == request.person:
        return voice.say("{request} is taken back.", **words)
    if event.done:
        return voice.say("{request} is done; {person} is told.", **words)
    return voice.say("{request} is declined; {person} is told.", **words)


def _whom(voice: Voice, release: Release, request: Request) -> str:
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
        people=_whom(voice, release, request),
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
        people=_whom(voice, release, request),
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


def refusal(voice: Voice, release: Release, refused: r.Awaited | r.Unasked | r.AnsweredAlready | r.NotAsked) -> str:
    match refused:
        case r.Awaited():
            return _awaited(voice, release, refused)
        case r.Unasked(role, leads):
            return voice.say(
                "There is nobody for {role} to ask. {leads} can name somebody: {line}",
                role=voice.role(release.plan, role),
                leads=voice.people(release, leads) or voice.role(release.plan, release.plan.lead),
                line=lines.assign(voice, release.plan, role, None),
            )
        case r.AnsweredAlready(request):
            came = outcome(voice, release, release.requests[request])
            return voice.say("{request} has its answer already: {outcome}", request=request, outcome=came)
        case r.NotAsked(request, people):
            return voice.say(
                "{request} is for {people} to answer. All requests: `/release ask`",
                request=request,
                people=_people(voice, release, people),
            )
        case _:
            assert_never(refused)


def _awaited(voice: Voice, release: Release, refused: r.Awaited) -> str:
    """The one who asked may also take it back."""
    line = lines.usage(voice, f"/release decline {refused.requests[0]} REASON")
    return voice.say(
        "{item} waits for {people} to answer {requests}. Whoever asked may take it back: {line}",
        item=voice.named(release, refused.item),
        people=_people(voice, release, refused.people),
        requests=voice.list(refused.requests),
        line=line,
    )


def _people(voice: Voice, release: Release, people: Iterable[str]) -> str:
    return voice.people(release, people) or voice.say("nobody yet")
