"""The play: the lead starts the release, whoever may sign does, with what it takes besides; the lead fills empty roles.

Until nothing moves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Final, Protocol

from bot.domain.reading.reminding import by_itself
from bot.domain.reading.standing import empty_roles, may_sign
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.rehearse import cast
from bot.rehearse.groundwork import Deed, groundwork, opens_at
from bot.rehearse.hands import MEANS, Act, Hands, Means
from bot.rehearse.stage import Stage
from bot.rehearse.traffic import Share, traffic
from bot.speech import rehearsal as words
from bot.speech.voice import Voice

SUGGESTED: Final = re.compile(r"/release start [^`]+")


class Screen(Protocol):
    """Where the conversation is shown."""

    def phase(self, release: Release) -> None: ...
    def acted(self, name: str, act: Act) -> None: ...
    def told(self, listener: str, text: str) -> None: ...
    def aside(self, text: str) -> None: ...
    def moved(self, release: Release) -> None: ...


@dataclass(frozen=True, slots=True)
class Stuck:
    """An item that stays unsigned although its turn has come."""

    item: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended. `release` None: it could not be started. `vacant`: roles (with system or "") without anybody.

    `trouble`: sentences about what went wrong with the bot itself. `shares`: messages by person, "" for the channel.
    """

    release: Release | None
    vacant: tuple[tuple[str, str], ...]
    stuck: tuple[Stuck, ...]
    trouble: tuple[str, ...]
    shares: Mapping[str, Share]

    @property
    def can_finish(self) -> bool:
        return self.release is not None and self.release.state == "finished" and not self.trouble


class Play:
    """One rehearsal, from curtain to curtain."""

    def __init__(self, stage: Stage, screen: Screen, voice: Voice) -> None:
        self._stage = stage
        self._screen = screen
        self._voice = voice
        self._hands = Hands(stage, voice)
        self._vacant = [(role, "") for role, known in stage.plan.roles.items() if not known.per and not known.people]
        self._trouble: list[str] = []
        self._refused: dict[str, str] = {}

    def run(self) -> Verdict:
        release = None
        try:
            release = self._start()
            if release:
                self._through(release.id)
        except TimeoutError as stalled:
            self._trouble.append(words.silent(self._voice, str(stalled)))
        last = self._stage.records.look(release.id) if release else None
        self._count_undelivered()
        shares = traffic(self._stage.server.workspace)
        return Verdict(last, tuple(self._vacant), self._stuck(last), tuple(self._trouble), shares)

    def _start(self) -> Release | None:
        """At the planned go-live; where that is past, at the moment the bot suggests."""
        lead = self._stage.plan.roles[self._stage.plan.lead].people[0]
        act = self._acted(self._hands.types(lead, "/release start"))
        suggested = SUGGESTED.search(act.answer)
        if suggested and not self._stage.records.releases():
            act = self._acted(self._hands.types(lead, suggested[0].strip()))
        started = self._stage.records.releases()
        if not started:
            self._trouble.append(words.could_not_start(self._voice, act.answer))
            return None
        return self._stage.records.look(started[0].release)

    def _through(self, name: str) -> None:
        phase, means = -1, cycle(MEANS)
        while (release := self._stage.records.look(name)).state == "running":
            if release.phase != phase:
                phase = release.phase
                self._screen.phase(release)
            self._screen.moved(release)
            if key := self._next(release):
                self._carry_on(release, key, means)
            elif not self._name_somebody(release) and not self._time_passes(release):
                return
        self._screen.moved(release)

    def _time_passes(self, release: Release) -> bool:
        """Until the next item opens by itself, or all that is signed is live; False where nothing does."""
        moments = [each.at for each in by_itself(release) if each.at > self._stage.now()]
        if moments:
            self._stage.comes(min(moments))
            self._stage.settle()
        return bool(moments)

    def _next(self, release: Release) -> str | None:
        """The first item, in the plan's order, that somebody can bring on; what was refused is left alone."""
        return next(
            (key for key in release.layout.items if key not in self._refused and self._is_due(release, key)), None
        )

    def _is_due(self, release: Release, key: str) -> bool:
        now = opens_at(release, key, self._stage.now()) or self._stage.now()
        return bool(may_sign(release, key, now) or groundwork(release, key, now))

    def _carry_on(self, release: Release, key: str, means: Iterator[Means]) -> None:
        if opens := opens_at(release, key, self._stage.now()):
            self._stage.comes(opens)
        if deeds := groundwork(release, key, self._stage.now()):
            self._prepare(release, key, deeds)
        else:
            self._sign(release, key, next(means))

    def _prepare(self, release: Release, key: str, deeds: Iterable[Deed]) -> None:
        answers = [self._acted(self._hands.types(deed.person, deed.typed)).answer for deed in deeds]
        if self._stage.records.look(release.id).version == release.version:
            self._refused[key] = answers[-1]

    def _sign(self, release: Release, key: str, means: Means) -> None:
        person = cast.signer(release, key, self._stage.now())
        answer = ""
        for act in self._hands.signs(release, key, person, means):
            answer = self._acted(act).answer
        after = self._stage.records.look(release.id)
        if after.records[key].signatures == release.records[key].signatures and after.state == "running":
            self._refused[key] = answer

    def _name_somebody(self, release: Release) -> bool:
        """The lead names whom a blocked item lacks; False where nothing can be done for any of them."""
        for key in release.layout.phases[release.phase]:
            if release.standing(key) != "blocked":
                continue
            self._show_request(release, key)
            if named := cast.naming(release, key, self._stage.now()):
                self._assign(release, named)
                return self._stage.records.look(release.id).version > release.version
        return False

    def _show_request(self, release: Release, key: str) -> None:
        """What the bot asked the lead, as the lead has it."""
        for owed in self._stage.records.messages(release.id):
            if owed.kind == "vacancy" and key in owed.spec["items"] and owed.channel and owed.ts:
                shown = self._stage.server.workspace.message(owed.channel, owed.ts)
                self._screen.told(release.people[owed.person].name, self._hands.read(shown.text if shown else ""))

    def _assign(self, release: Release, named: cast.Naming) -> None:
        place = (named.role, named.system)
        if place not in self._vacant:
            self._vacant.append(place)
        self._screen.aside(words.stands_for(self._voice, release, named.person, *place))
        people = " ".join(f"@{person}" for person in (*named.holders, named.person))
        typed = " ".join(filter(None, ("/release assign", named.role, named.system, people)))
        self._acted(self._hands.types(release.leads[0], typed))

    def _acted(self, act: Act) -> Act:
        """Show it, and let the bot tell everybody before the next one acts."""
        self._screen.acted(self._stage.plan.people[act.person].name, act)
        self._stage.settle()
        return act

    def _count_undelivered(self) -> None:
        if failed := self._stage.records.troubles():
            self._trouble.append(words.undelivered(self._voice, len(failed), failed[0].error or failed[0].state))

    def _stuck(self, release: Release | None) -> tuple[Stuck, ...]:
        if release is None or release.settled:
            return ()
        keys = (key for key in release.layout.phases[release.phase] if release.standing(key) in ("open", "blocked"))
        return tuple(Stuck(key, self._why(release, key)) for key in keys if release.standing(key) not in SETTLED)

    def _why(self, release: Release, key: str) -> str:
        if key in self._refused:
            return self._refused[key]
        item = release.item(key)
        roles = empty_roles(release, item)
        if not roles:
            return words.nobody_may_sign(self._voice)
        system = {role: item.system or "" for role in roles if release.plan.roles[role].per == "system"}
        return words.nobody_can_be_named(self._voice, release.plan, [(role, system.get(role, "")) for role in roles])
