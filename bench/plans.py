"""Plans of any size for measuring: nothing waits for anything, so that every item is open at once."""

from pathlib import Path
from typing import Any, Final

import yaml

from bot.domain.plan import Plan

PEOPLE: Final = ("ann", "ben", "cem", "dee")


def flat(systems: int, steps: int) -> dict[str, Any]:
    """One phase of `systems` × `steps` items that anybody of the crew may sign."""
    return {
        "id": "bench", "name": "Bench", "release": "bench-1", "language": "en", "zone": "UTC",
        "go_live": "2099-03-12 10:00", "channel": "#bench", "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@bench.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": [PEOPLE[0]]},
            "crew": {"name": "crew", "people": list(PEOPLE)},
        },
        "environments": {},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            f"app-{n}": {"name": f"app-{n}", "order": n, "version": "1.0", "kind": "app"} for n in range(1, systems + 1)
        },
        "phases": [
            {
                "id": "only",
                "name": "The only phase",
                "steps": [
                    {"id": f"s{n}", "title": f"Step {n}", "by": "crew", "each": "system"} for n in range(1, steps + 1)
                ],
            }
        ],
    }  # fmt: skip


def chained(systems: int, steps: int) -> Plan:
    """The same with every step waiting for the one before it in its system, as in a real plan."""
    data = flat(systems, steps)
    for before, step in zip(data["phases"][0]["steps"], data["phases"][0]["steps"][1:], strict=False):
        step["needs"] = [before["id"]]
    return Plan.model_validate(data)


def write(path: Path, data: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
