"""Going live as JSON: a part of what `bot.showing` shows, under the same contract."""

from datetime import datetime
from typing import Any

from bot.domain.reading.problems import failures, grave_bugs, outages
from bot.domain.state.going_live import Run
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release
from bot.domain.state.rollback import Rollback


def as_json(release: Release) -> dict[str, Any]:
    """`{"runs", "problems", "rollbacks", "previous", "backups", "overridden"}`; moments are ISO 8601 in UTC."""
    return {
        "runs": [_run(release, run) for run in release.runs.values()],
        "problems": [_problem(release, environment, problem) for environment, problem in release.problems.items()],
        "rollbacks": [_rollback(release, rollback) for rollback in release.rollbacks.values()],
        "previous": [
            {
                "system": system,
                "environment": environment,
                "branch": known.branch,
                "commit": known.commit,
                "nothing": known.nothing,
            }
            for (system, environment), known in release.previous.items()
        ],
        "backups": dict(release.backups),
        "overridden": [
            {"item": item, "person": mark.person, "reason": mark.reason, "at": mark.at.isoformat()}
            for item, mark in release.overridden.items()
        ],
    }


def _run(release: Release, run: Run) -> dict[str, Any]:
    """`doubt`: why nobody can tell how it stands, while that is so."""
    item = release.item(run.item)
    return {
        "id": run.id,
        "item": run.item,
        "system": item.system,
        "environment": item.step.deploys,
        "platform": run.platform,
        "branch": run.branch,
        "commit": run.commit,
        "person": run.person,
        "at": run.at.isoformat(),
        "state": run.state,
        "reference": run.reference or None,
        "url": run.url or None,
        "failed": run.failed or None,
        "digest": run.digest or None,
        "doubt": run.doubt or None,
        "ended_at": _iso(run.ended_at),
    }


def _problem(release: Release, environment: str, problem: Problem) -> dict[str, Any]:
    """`failed`: systems whose last deployment did; `bugs`: found there, and may not wait; `down`: watches."""
    return {
        "environment": environment,
        "since": problem.since.isoformat(),
        "until": problem.until.isoformat(),
        "asked": _iso(problem.asked),
        "failed": [each.system for each in failures(release, environment)],
        "bugs": [bug.id for bug in grave_bugs(release, environment)],
        "down": [turned.watch for turned in outages(release, environment)],
    }


def _rollback(release: Release, rollback: Rollback) -> dict[str, Any]:
    return {
        "id": rollback.id,
        "environment": rollback.environment,
        "reason": rollback.reason,
        "person": rollback.person,
        "at": rollback.at.isoformat(),
        "steps": [{"item": item, "system": system, "state": release.standing(item)} for item, system in rollback.items],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
