"""Tells the page the story: what to try next, where the clock may leap to, and what a leap brought about.

Follows what really happens in the workspace and in the release; decides nothing about either.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.demo import guide
from bot.demo.guide import Seen
from bot.demo.place import Place
from bot.demo.script import Frame, script
from bot.demo.theatre import Theatre
from bot.domain.state.release import Release
from bot.speech import demo as words
from bot.speech.voice import Voice
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from sandbox.state.happenings import Happening, MessagePosted, StoryTold
from sandbox.state.records import User

REST: Final = 0.05  # seconds for which what happens at once is gathered


@dataclass(frozen=True, slots=True)
class News:
    """What the bot did until `at`, where the clock leapt to: whom it wrote to, how often it posted in the channel."""

    at: datetime
    people: tuple[str, ...]
    posts: int


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page is told, but for the language. `step` is a position among the guide's; None: no guide."""

    busy: words.Busy | None
    release: Release | None = None
    step: int | None = None
    leaps: Mapping[words.Leap, datetime | None] | None = None
    news: News | None = None

    @property
    def mark(self) -> object:
        """Equal for what reads the same."""
        version = self.release and (self.release.id, self.release.version)
        return self.busy, version, self.step, self.leaps, self.news


class Tale:
    """A `Story` of the workspace. One thing at a time: while time leaps, or the story starts over, nothing else can."""

    def __init__(self, theatre: Theatre, place: Place, frame: Callable[[], Frame]) -> None:
        """`frame`: when a story that begins now happens."""
        self.theatre = theatre
        self._workspace = theatre.server.workspace
        self._place = place
        self._frame = frame
        self._told = Told("preparing")
        self._seen = place.seen()
        self._commands = 0  # of those before, nobody is a newcomer's
        self._mover = threading.Lock()  # held by whoever moves the story; nobody waits for it but the end
        self._turn = threading.Lock()
        self._stopped = threading.Event()
        self._stirred = threading.Event()
        self._follower = threading.Thread(target=self._follow, name="story", daemon=True)
        self._workspace.watch(self._heard)
        self._workspace.story = self

    def open(self) -> None:
        """Go on where the last demo ended, or begin."""
        with self._mover, self._turn, self._busy("preparing"):
            if self._seen:
                self.theatre.enter()
            else:
                self._begin()
        self._follower.start()

    def close(self) -> None:
        """End what is moving, then the bot."""
        self._stopped.set()
        self._stirred.set()
        with self._mover, self._turn:
            self.theatre.leave()
        if self._follower.is_alive():
            self._follower.join()

    def told_to(self, user: User) -> dict[str, Any]:
        voice, told = _voice(user), self._told
        step = None if told.step is None or told.release is None else guide.STEPS[told.step]
        return {
            "line": _line(voice, told.release, step) if told.release and step else "",
            "step": 0 if told.step is None else told.step + 1,
            "steps": len(guide.STEPS),
            "go": self._go(voice, told.release, step) if told.release and step else None,
            "type": step.typed if step else "",
            "busy": words.busy(voice, told.busy) if told.busy else "",
            "news": _news(voice, told.release, told.news) if told.release and told.news else "",
            "skips": [_skip(voice, to, at) for to, at in (told.leaps or {}).items()],
            "words": dict(words.controls(voice)),
        }

    def asked(self, user: User, wanted: dict[str, Any]) -> None:
        voice = _voice(user)
        match wanted:
            case {"ask": "skip", "to": str(to)}:
                self._move(voice, "leaping", lambda: self._leap(voice, to))
            case {"ask": "reset"}:
                self._move(voice, "resetting", self._reset)
            case _:
                raise ValueError(words.not_asked(voice))

    def _move(self, voice: Voice, doing: words.Busy, move: Callable[[], News | None]) -> None:
        if not self._mover.acquire(blocking=False):
            raise ValueError(words.is_busy(voice))
        try:
            with self._turn, self._busy(doing) as found:
                found.append(move())
        except TimeoutError as stalled:
            raise ValueError(words.stalled(voice, str(stalled))) from stalled
        finally:
            self._mover.release()

    def _leap(self, voice: Voice, to: str) -> News:
        moment = self._moment(to)
        if moment is None:
            raise ValueError(words.nowhere(voice, to))
        since = len(self._workspace.happenings)
        self.theatre.comes(moment)
        self.theatre.settle()
        return self._brought(self._workspace.happenings[since:])

    def _moment(self, to: str) -> datetime | None:
        if to == "quarter":
            return self.theatre.now() + guide.QUARTER
        ahead = self._leaps(self.theatre.release())
        return next((at for name, at in ahead.items() if name == to), None)

    def _reset(self) -> None:
        self.theatre.leave()
        self._seen = None
        self._begin()

    def _begin(self) -> None:
        """Play what has happened so far, at full speed, from an empty workspace and an empty database."""
        self._place.clear()
        told = self._frame()
        self.theatre.begin(told.begins)
        self.theatre.enter()
        for act in script(told):
            if self._stopped.is_set():
                return
            self.theatre.perform(act, told)
        self.theatre.comes(told.opens)
        self.theatre.settle()
        self.theatre.clear_away()
        self._commands = len(self._workspace.log.deliveries("slash_commands"))
        self._seen = Seen(self.theatre.now())
        self._place.keep(self._seen)

    @contextmanager
    def _busy(self, doing: words.Busy) -> Iterator[list[News | None]]:
        """The page is told what is under way, and afterwards how things stand, with the news put into the list."""
        news: list[News | None] = []
        self._tell(replace(self._told, busy=doing, news=None))
        try:
            yield news
        finally:
            self._tell(self._standing(next(iter(news), None)))

    def _standing(self, news: News | None) -> Told:
        release = self.theatre.release() if self.theatre.is_open else None
        if release is None or self._seen is None:
            return Told(None, release, leaps=self._leaps(release), news=news)
        step = guide.current(release, self._seen) if guide.guides(release) else None
        return Told(None, release, step, self._leaps(release), news)

    def _leaps(self, release: Release | None) -> Mapping[words.Leap, datetime | None]:
        if release is None:
            return {}
        return guide.leaps(release, self.theatre.now(), self.theatre.next_due())

    def _tell(self, told: Told) -> None:
        if told.mark != self._told.mark:
            self._told = told
            self._workspace.tell(StoryTold())

    def _heard(self, happening: Happening) -> None:
        """Called by whichever thread changed the workspace, while it holds the lock."""
        if not isinstance(happening, StoryTold):
            self._stirred.set()

    def _follow(self) -> None:
        while self._stirred.wait() and not self._stopped.wait(REST):
            self._stirred.clear()
            if self._stopped.is_set():  # the end stirs, too, and may have just been cleared: it comes but once
                return
            with self._turn:
                if not self._stopped.is_set():
                    self._look()

    def _look(self) -> None:
        if self._seen:
            verbs = self._seen.verbs | set(self._verbs())
            if verbs != self._seen.verbs:
                self._seen = replace(self._seen, verbs=frozenset(verbs))
                self._place.keep(self._seen)
        self._tell(self._standing(self._told.news))

    def _verbs(self) -> Iterator[str]:
        """What people have used by slash command since the newcomer came in."""
        for delivery in self._workspace.log.deliveries("slash_commands")[self._commands :]:
            line = parse(delivery.payload["text"])
            if delivery.outcome == "acknowledged" and isinstance(line, Line):
                yield line.verb.name

    def _brought(self, happenings: Iterable[Happening]) -> News:
        channels, users = self._workspace.channels, self._workspace.users
        posted = [h.message for h in happenings if isinstance(h, MessagePosted) and h.message.bot_id]
        partners = [channels[message.channel].partner for message in posted]
        people = dict.fromkeys(users[partner].key for partner in partners if partner)
        return News(self.theatre.now(), tuple(people), partners.count(None))

    def _go(self, voice: Voice, release: Release, step: guide.Step) -> dict[str, str]:
        where = "dm" if step.where == "dm" else release.plan.channel.removeprefix("#")
        return {"as": step.who, "in": where, "label": words.goes_to(voice, release, step.where, step.who)}


def _voice(user: User) -> Voice:
    return Voice("zh-CN" if user.locale.startswith("zh") else "en", "plain", user.tz)


def _news(voice: Voice, release: Release, news: News) -> str:
    return words.brought(voice, release, news.at, news.people, news.posts)


def _line(voice: Voice, release: Release, step: guide.Step) -> str:
    return words.line(voice, release, step.name, step.who, step.about, step.typed)


def _skip(voice: Voice, to: words.Leap, at: datetime | None) -> dict[str, Any]:
    """`at` in seconds since the epoch; None for a moment that is not ahead, and where it is counted from now."""
    is_relative = to == "quarter"
    return {
        "to": to,
        "label": words.leap(voice, to),
        "at": int(at.timestamp()) if at and not is_relative else None,
        "off": at is None and not is_relative,
    }
