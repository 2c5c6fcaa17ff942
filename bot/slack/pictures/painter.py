"""Paints what is owed, for its reader: the channel in the plan's language, a person in their own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.domain.notices import NOTICE, WatchNews, WatchPost
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.slack.pictures import home, notices
from bot.slack.pictures.buttons import pressable
from bot.slack.pictures.picture import Picture
from bot.speech.record import anchor
from bot.talk.voices import Voices


class Shown(Protocol):
    """As much of an owed message as decides how it looks."""

    @property
    def person(self) -> str: ...

    @property
    def spec(self) -> dict[str, Any]: ...


class Painter:
    def __init__(self, voices: Voices, plan: Plan) -> None:
        self._voices = voices
        self._plan = plan

    def message(self, owed: Shown, release: Release, now: datetime, places: Mapping[str, str]) -> Picture:
        user = owed.spec.get("account") or release.links.get(owed.person, "")
        notice, voice = NOTICE.validate_python(owed.spec), self._voices.voice(user, release.plan)
        healths = self._voices.health(release, now) if isinstance(notice, WatchPost | WatchNews) else {}
        picture = notices.render(notice, release, voice, now, places, healths)
        if notice.manner.anchors:
            picture = replace(picture, anchor=anchor(voice, self._voices.anchor(release)))
        in_thread = notice.manner.goes == "thread" and not owed.person
        return pressable(picture, voice, release.id) if in_thread else picture

    def home(self, user: str, now: datetime) -> dict[str, Any]:
        release = self._voices.release_of(user)
        voice = self._voices.voice(user, release.plan if release else self._plan)
        return home.home(voice, release, release.person_of(user) if release else "", now)
