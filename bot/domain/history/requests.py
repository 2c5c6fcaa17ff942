"""Requests after an event: asked, answered."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.state.release import Release
from bot.domain.state.requests import Request


def evolve(release: Release, event: e.RequestEvent) -> Release:
    match event:
        case e.Requested():
            request = Request(event.request, event.role, event.item, event.text, event.by, event.at)
        case e.Answered():
            request = replace(
                release.requests[event.request],
                answer=event.text,
                answered_by=event.by,
                answered_at=event.at,
                state="done" if event.done else "declined",
            )
        case _:
            assert_never(event)
    after = replace(release, requests={**release.requests, request.id: request})
    return restand(after, (request.item,), event.at)
