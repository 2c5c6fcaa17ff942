"""Slack's limits at work: rates, a channel that is gone, a message that cannot be delivered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox import RateLimited
from sandbox.changes.membership import leave
from tests.scenarios.screen import asked_for, words_of
from tests.scenarios.stage import BOYING, stage, until

CREW = ("licuiqi", "chenxiaowen", "fanghao", "fucheng")
SYSTEMS = 60


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[Path]:
    """One phase of sixty systems, all of which may be signed at once."""
    plan: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
    kept = ("language", "zone", "go_live", "channel", "lead", "hours", "people")
    systems = {
        f"app-{n:02}": {"name": f"app-{n:02}", "order": n, "version": "1.0", "kind": "app"}
        for n in range(1, SYSTEMS + 1)
    }
    wide = {name: plan[name] for name in kept} | {
        "id": "wide",
        "name": "Sixty systems",
        "release": "wide-1",
        "roles": {"lead": {"name": "lead", "people": "shijiasheng"}, "crew": {"name": "crew", "people": list(CREW)}},
        "environments": {"live": {"name": "live", "by": "crew"}},
        "kinds": {"app": {"name": "app"}},
        "systems": systems,
        "phases": [
            {"id": "1", "name": "Check", "steps": [{"id": "c1", "title": "Check it", "by": "crew", "each": "system"}]},
            {"id": "2", "name": "End", "steps": [{"id": "e1", "title": "End it", "by": "lead"}]},
        ],
    }
    path = tmp_path / "wide.yaml"
    path.write_text(yaml.safe_dump(wide, allow_unicode=True, sort_keys=False), encoding="utf-8")
    yield path


def a_burst_of_sixty_signatures_under_strict_rates_leaves_the_card_true_and_loses_nothing(wide: Path) -> None:
    with stage(plan=wide) as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        for number in range(SYSTEMS):
            hands = s.person(CREW[number % len(CREW)]).hands
            assert hands.types(f"/release done c1 app-{number + 1:02}").failed is None
            s.clock.move(0.2)
        s.settle()
        assert sum(item["state"] == "done" for item in s.shown()["items"]) == SYSTEMS
        assert "60/60" in words_of(lead.card())
        assert asked_for(lead.prompt("e1"))
        assert [d for d in s.shown()["deliveries"] if d["state"] != "done"] == []
        assert not [call for call in s.server.workspace.log.calls() if call.status == 429]
        edits = [c for c in s.server.workspace.log.calls("chat.update") if c.args["ts"] == lead.card().ts]
        assert len(edits) < SYSTEMS / 2


def a_429_puts_a_message_off_and_loses_nothing(wide: Path) -> None:
    with stage(plan=wide) as s:
        lead = s.person("shijiasheng")
        s.server.faults.next("chat.postMessage", RateLimited(retry_after=7), times=3)
        lead.types("/release start")
        assert "0/60" in words_of(lead.card())
        assert all(asked_for(person.prompt()) for person in s.cast(*CREW))
        s.server.faults.next("chat.update", RateLimited(retry_after=30), times=2)
        before = s.now()
        s.person("fanghao").types("/release done c1 app-01")
        assert "1/60" in words_of(lead.card())
        assert (s.now() - before).total_seconds() >= 30


def a_channel_that_is_archived_is_told_to_the_lead_and_to_nobody_else() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        s.server.workspace.channel("boying-release").is_archived = True
        assert "暂停" in lead.types("/release pause 频道没了", "dm")
        assert "频道已归档" in lead.types("/release status", "dm")
        assert "归档" not in fang.types("/release status", "dm")
        broken = [d for d in s.shown()["deliveries"] if d["error"]]
        assert [(d["kind"], d["error"]) for d in broken] == [("card", "is_inactive"), ("turn", "is_archived")]


def a_bot_that_is_not_in_its_channel_joins_it() -> None:
    with stage() as s:
        workspace = s.server.workspace
        channel, bot = workspace.channel(s.plan.channel), workspace.bot.user_id
        s.leave()
        leave(workspace, channel, bot)
        s.enter()
        until(lambda: bot in channel.members, "the bot's return to its channel")
        s.person("shijiasheng").types("/release start")
        assert s.person("shijiasheng").card()
