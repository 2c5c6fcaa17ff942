"""Deployments and requests after an event."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.problems import troubled
from bot.domain.history.standing import restand
from bot.domain.reading.standing import deployed_upon
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release
from bot.domain.state.requests import Request


def deployed(release: Release, event: e.Deployed | e.Requested | e.Answered) -> Release:
    match event:
        case e.Deployed():
            deployment = Deployment(
                len(release.deployments) + 1,
                event.system,
                event.environment,
                event.branch,
                event.commit,
                event.item,
                event.by,
                event.at,
                event.failed,
                event.rollback,
            )
            after = troubled(replace(release, deployments=(*release.deployments, deployment)), event.at)
            moved = after.layout.items if event.rollback else deployed_upon(after, event.item)
            return restand(after, moved, event.at)
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
