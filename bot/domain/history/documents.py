"""Documents after an event, and the signatures that ended because of one."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand, touched, undone
from bot.domain.state.documents import Version
from bot.domain.state.release import Release


def evolve(release: Release, event: e.DocumentEvent) -> Release:
    match event:
        case e.Written():
            known = release.documents.get(event.item, ())
            version = Version(len(known) + 1, event.by, event.at, event.sections, event.link, event.held)
            release = replace(release, documents={**release.documents, event.item: (*known, version)})
            return restand(release, touched(release, event.item), event.at)
        case e.SentBack():  # what was reviewed is to be done again, and so is the review if it had been signed
            for key in (*event.reviewed, event.item):
                release = undone(release, key, event.at)
            return release
        case e.Outdated():
            return undone(release, event.item, event.at)
        case _:
            assert_never(event)
