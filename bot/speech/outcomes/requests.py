"""Requests: made, answered, taken back; and why one cannot be."""

from collections.abc import Iterable
from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import lines
from bot.speech.consequences import next_up
from bot.speech.requests import outcome, whom
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.RequestEvent, actor: str) -> str:
    match event:
        case e.Requested():
            return _asked(voice, done.after, event)
        case e.Answered():
            return voice.sentences(_settled(voice, done.after, event), next_up(voice, done, event.at, actor))
        case _:
            assert_never(event)


def _asked(voice: Voice, release: Release, event: e.Requested) -> str:
    """To whoever asks."""
    request = release.requests[event.request]
    return voice.sentences(
        voice.say("{request} is with {people}: {text}.", request=request.id, people=whom(voice, release, request),
                  text=voice.said(request.text)),
        voice.say("{item} waits for the answer.", item=voice.named(release, event.item)),
    )  # fmt: skip


def _settled(voice: Voice, release: Release, event: e.Answered) -> str:
    """To whoever answers."""
    request = release.requests[event.request]
    words = {"request": request.id, "person": voice.person(release, request.person)}
    if event.by == request.person:
        return voice.say("{request} is taken back.", **words)
    if event.done:
        return voice.say("{request} is done; {person} is told.", **words)
    return voice.say("{request} is declined; {person} is told.", **words)


def what(voice: Voice, release: Release, event: e.RequestEvent) -> str:
    match event:
        case e.Requested():
            return voice.say(
                "asked {role} for something that {item} needs ({request})",
                role=voice.role(release.plan, event.role),
                item=voice.named(release, event.item),
                request=event.request,
            )
        case e.Answered(done=True):
            return voice.say("did what {request} asked", request=event.request)
        case e.Answered():
            return voice.say("declined {request}", request=event.request)
        case _:
            assert_never(event)


def items(event: e.RequestEvent) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, e.Requested) else ()


def refusal(voice: Voice, release: Release, refused: r.RequestRefusal) -> str:
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
                "{request} is for {people} to answer. All requests: `{command} ask`",
                request=request,
                people=_people(voice, release, people),
            )
        case _:
            assert_never(refused)


def _awaited(voice: Voice, release: Release, refused: r.Awaited) -> str:
    """The one who asked may also take it back."""
    line = lines.usage(voice, f"decline {refused.requests[0]} REASON")
    return voice.say(
        "{item} waits for {people} to answer {requests}. Whoever asked may take it back: {line}",
        item=voice.named(release, refused.item),
        people=_people(voice, release, refused.people),
        requests=voice.list(refused.requests),
        line=line,
    )


def _people(voice: Voice, release: Release, people: Iterable[str]) -> str:
    return voice.people(release, people) or voice.say("nobody yet")
