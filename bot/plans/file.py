"""plan.yaml as a file: read, understood, checked, and everything that is wrong with it told with its line.

What a plan may say is in `bot.domain.plan`, what can be wrong with one in `bot.domain.check`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path as FilePath

from pydantic import ValidationError

from bot.domain.plan import Language, Plan
from bot.domain.plan.check import Finding, check, error, near
from bot.domain.plan.moments import Calendar, parse_wall
from bot.plans.calendars import known_countries, working_calendar
from bot.plans.errors import findings_of
from bot.plans.sheet import Sheet, read_yaml, unreadable
from bot.platforms.bugs.address import place_of
from bot.platforms.deployments.address import unreachable
from bot.speech import checks
from bot.speech.voice import COMMAND, Voice

LARGEST = 1_000_000  # bytes; a plan of a hundred systems takes a tenth of it
WRONG_ADDRESS = {"no-address": "no-platform-address", "insecure": "insecure-address"}


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file as found. `plan` is None where the file holds none; with errors among the findings, do not run it."""

    path: FilePath
    plan: Plan | None
    findings: tuple[Finding, ...]
    sheet: Sheet

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def language(self) -> Language:
        """The plan's language, also where the rest of the plan is wrong."""
        said = self.sheet.data.get("language") if isinstance(self.sheet.data, dict) else None
        return "zh-CN" if said == "zh-CN" else "en"

    def told(self, language: Language | None = None, command: str = COMMAND) -> list[str]:
        """One line per finding, from the top of the file: `plan.yaml:12: problem`, `plan.yaml:12: warning: oddity`."""
        voice = Voice(language or self.language, "plain", command=command)
        numbered = sorted(
            ((self.sheet.line(finding.path), finding) for finding in self.findings), key=lambda pair: pair[0]
        )
        return [
            f"{self.path}:{line}: {'warning: ' if finding.severity == 'warning' else ''}"
            f"{checks.finding(voice, finding)}"
            for line, finding in numbered
        ]


def read_plan(path: str | FilePath) -> PlanFile:
    """The plan in the file, judged only as far as a plan can be written so. Never raises for what a file may hold."""
    path = FilePath(path)
    sheet = _read(path)
    if sheet.faults and sheet.data is None:
        return PlanFile(path, None, sheet.faults, sheet)
    if not isinstance(sheet.data, dict):
        return PlanFile(path, None, (error((), "not-a-plan"),), sheet)
    try:
        return PlanFile(path, Plan.model_validate(sheet.data), sheet.faults, sheet)
    except ValidationError as problem:
        return PlanFile(path, None, (*sheet.faults, *findings_of(problem, sheet)), sheet)


def examine(path: str | FilePath, now: datetime) -> PlanFile:
    """The plan in the file with everything that is wrong or odd about it at `now` (aware)."""
    file = read_plan(path)
    if file.plan is None or file.findings:
        return file
    plan = file.plan
    return replace(
        file, findings=(*_country(plan), *_tracker(plan), *_platforms(plan), *check(plan, calendar_of(plan), now))
    )


def report(path: str | FilePath, now: datetime, language: Language | None = None) -> tuple[list[str], int]:
    """What `check` prints, and its exit code: 1 with errors, 0 with nothing but warnings."""
    file = examine(path, now)
    return file.told(language), 1 if file.errors else 0


def calendar_of(plan: Plan, go_live: datetime | None = None) -> Calendar:
    """The working days around go-live (the plan's own, or another one): its year, the one before and the one after."""
    year = (go_live or parse_wall(plan.go_live)).year
    return working_calendar(plan.hours.country, range(year - 1, year + 2))


def _country(plan: Plan) -> tuple[Finding, ...]:
    country = plan.hours.country
    if country is None or country in known_countries():
        return ()
    likely = near(country, known_countries())
    return (error(("hours", "country"), "unknown-name", what="country", name=country, near=likely),)


def _tracker(plan: Plan) -> tuple[Finding, ...]:
    tracker = plan.bugs.tracker if plan.bugs else None
    if tracker is None or place_of(tracker):
        return ()
    return (error(("bugs", "tracker", "at"), "no-address", at=tracker.at, kind=tracker.kind),)


def _platforms(plan: Plan) -> tuple[Finding, ...]:
    """Whether each has an address that may be called: only who calls it knows."""
    return tuple(
        error(("platforms", name, "at"), WRONG_ADDRESS[why], at=each.at, kind=each.kind)
        for name, each in plan.platforms.items()
        if each.at and (why := unreachable(each))
    )


def _read(path: FilePath) -> Sheet:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return unreadable(1, "no-such-file")
    except OSError as problem:
        return unreadable(1, "unreadable-file", reason=problem.strerror or type(problem).__name__)
    if len(raw) > LARGEST:
        return unreadable(1, "file-too-large", most=LARGEST // 1000)
    try:
        return read_yaml(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        return unreadable(raw.count(b"\n", 0, problem.start) + 1, "not-utf-8")
