"""What an operator does at the command line: look at releases and their record, and say lines for people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.core import conversation, open_core, present
from bot.domain.events import load
from bot.domain.plan import Plan
from bot.domain.reading.naming import people_named
from bot.domain.state.release import Release
from bot.domain.state.staffing import Known
from bot.out.archive import packed
from bot.out.report.files import anchored
from bot.out.show import as_json
from bot.record.keys import NOBODYS, Keys
from bot.record.lookup import Anchor
from bot.record.service import Caller
from bot.settings import StoreSettings
from bot.slack.pictures import status
from bot.slack.pictures.answers import Answers
from bot.speech import log, terminal
from bot.speech.record import signed
from bot.speech.record import told as told_of
from bot.speech.report import page
from bot.speech.report.page import Page
from bot.speech.voice import Voice
from bot.talk.understanding import SaidLine


class Operator:
    def __init__(self, settings: StoreSettings, voice: Voice, keys: Keys = NOBODYS) -> None:
        self._core = open_core(settings.database_url, keys=keys)
        self._voice = voice

    def find(self, release: str | None) -> Release | None:
        """The release of this id; the newest running one, or the newest of all, where none is named."""
        headers = self._core.records.releases()
        named = [header for header in headers if release in (None, header.release)]
        best = next((h for h in named if h.state in ("running", "paused")), next(iter(named), None))
        return self._core.records.look(best.release) if best else None

    def shown(self, release: Release) -> dict[str, Any]:
        now, records = datetime.now(UTC), self._core.records
        return as_json(release, now, records.messages(release.id), records.measurements.health(release, now))

    def told(self, release: Release) -> str:
        voice = self._in_zone(release)
        return status.status(voice, release, "", datetime.now(UTC)).text

    def record(self, release: Release) -> list[dict[str, Any]]:
        """Every entry as it was written, its hash with it."""
        return [
            {
                "number": entry.number,
                "at": entry.at.isoformat(),
                "kind": entry.kind,
                "data": entry.data,
                "cause": entry.cause,
                "hash": entry.hash,
                "previous": entry.previous,
            }
            for entry in self._core.records.history(release.id)
        ]

    def record_lines(self, release: Release) -> list[str]:
        events = [load(entry.kind, entry.data) for entry in self._core.records.history(release.id)]
        return log.lines(self._in_zone(release), release, events)

    def report(self, release: Release) -> Page:
        """The release's report as it stands now, in the operator's language."""
        return page(anchored(self._core.records.history(release.id), datetime.now(UTC)), self._voice.language)

    def export(self, release: Release) -> bytes:
        """The release's archive; the same for the same record."""
        return packed(self._core.records.history(release.id), self._core.records.signature(release.id))

    def verify(self, release: str | None) -> tuple[list[str], str]:
        """What is broken, a line each, and the sentence that sums it up."""
        broken = self._core.records.verify(release)
        entries = sum(h.version for h in self._core.records.releases() if release in (None, h.release))
        lines = [terminal.broken(self._voice, b.release, b.number, b.what) for b in broken]
        return lines, terminal.verified(self._voice, entries, len(broken))

    def sign(self) -> str:
        """Sign the end of each record that is whole and that nobody has signed; how many there were."""
        records = self._core.records
        whole = [name for name in records.recorded() if {each.what for each in records.verify(name)} <= {"unsigned"}]
        return signed(self._voice, sum(records.sign(name) for name in whole))

    def held(self, anchors: Sequence[Anchor]) -> tuple[list[str], str]:
        """Which of these anchors the record no longer holds, a line each, and the sentence that sums it up."""
        lost = [(str(each), what) for each in anchors if (what := self._core.records.lost(each))]
        return told_of(self._voice, lost, len(anchors))

    def do(self, plan: Plan, person: str | None, text: str, cause: str) -> tuple[str, bool]:
        """The answer to a line said for somebody, or in nobody's name, and whether it was refused."""
        if person is None:
            return self._said(plan, Caller("", "cli", cause), text)
        running = self.find(None)
        known = dict(running.people) if running else {}
        known |= {key: Known(p.name, p.email) for key, p in plan.people.items() if key not in known}
        named = (person,) if person in known else people_named(known, person)
        if len(named) != 1:
            return terminal.no_person(self._voice, person, tuple(known)), True
        user = running.links.get(named[0], "") if running else ""
        return self._said(plan, Caller(user, "cli", cause, person=named[0]), text)

    def _said(self, plan: Plan, caller: Caller, text: str) -> tuple[str, bool]:
        said = SaidLine(text, caller, medium="plain")
        answers = Answers(self._core.records, plan, present)
        answered = conversation(self._core, plan, answers, command=self._voice.command).answer(said)
        return answers.paint(answered).text, answered.refused is not None

    def _in_zone(self, release: Release) -> Voice:
        return replace(self._voice, zone=release.plan.zone)
