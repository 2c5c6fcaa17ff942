"""A plan of a hundred systems and forty steps a system works as the small one does."""

from bot.domain.commands import Sign
from bot.domain.events import Finished
from bot.domain.history import replay
from bot.domain.plan import Plan
from bot.domain.reading.standing import may_sign
from tests.domain.story import given, settled

SYSTEMS, STEPS = 100, 40


def large() -> Plan:
    """Chains of ten systems; per system, forty steps one after the other in four phases."""
    people = {f"p{number}": {"name": f"p{number}", "email": f"p{number}@large.example"} for number in range(20)}
    systems = {
        f"s{number}": {
            "order": number + 1, "name": "s", "version": "1", "kind": "app",
            "needs": [f"s{number - 1}"] if number % 10 else [],
            "holders": {"maker": f"p{number % 10}", "tester": f"p{10 + number % 10}"},
        }
        for number in range(SYSTEMS)
    }  # fmt: skip
    steps = [
        {
            "id": f"{n}",
            "title": "t",
            "each": "system",
            "by": ("maker", "tester")[n % 2],
            "needs": [f"{n - 1}"] if n else [],
        }
        | ({"deploys": "shop"} if n == 1 else {})
        for n in range(STEPS)
    ]
    return Plan.model_validate({
        "id": "large", "name": "large", "release": "large-1", "language": "en", "zone": "UTC",
        "go_live": "2026-12-01 12:00", "channel": "#large", "lead": "lead", "people": people,
        "roles": {
            "lead": {"name": "lead", "people": "p0"},
            "maker": {"name": "maker", "per": "system"},
            "tester": {"name": "tester", "per": "system", "never_with": "maker"},
        },
        "environments": {"shop": {"name": "shop", "by": "tester"}},
        "kinds": {"app": {"name": "app"}},
        "systems": systems,
        "phases": [{"id": f"p{k}", "name": "p", "steps": steps[k * 10 : k * 10 + 10]} for k in range(4)],
    })  # fmt: skip


def a_plan_of_a_hundred_systems_and_forty_steps_is_worked_through() -> None:
    story = given(large(), settled("1"))
    assert len(story.release.records) == SYSTEMS * STEPS
    chain = [f"1/s{number}" for number in range(10)]
    assert story.release.item(chain[3]).needs == ("0/s3", "1/s2")
    story = story.when(Sign("2/s7"), by="p7").then_state("2/s7", "done").then_state("3/s7", "open")
    assert may_sign(story.release, "3/s7", story.now) == ("p17",)
    assert [notice.kind for notice in story.told] == ["prompt"]
    assert not any(isinstance(event, Finished) for event in story.history)
    assert replay(story.history) == story.release
