"""Steps of workflows: nobody named in one has done anything before they press, and each ends once, whatever comes."""

from typing import Any

import pytest

from sandbox import LostAnswer
from tests.scenarios.stage import Mode, Stage, stage


def ran(s: Stage, function: str, **inputs: str) -> Any:
    """A workflow has come to this step, and the bot has heard of it."""
    execution = s.server.run_step(function, **inputs)
    s.settle()
    return s.server.step(execution)


@pytest.mark.parametrize("mode", ["http", "socket"])
def a_release_started_by_a_workflow_is_started_by_whoever_presses(mode: Mode) -> None:
    with stage(mode, workflow_steps=True) as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        refused = ran(s, "start_release", person=fang.id)
        assert (refused.state, fang.dms()) == ("failed", [])  # who may not start one is not asked either
        s.server.faults.next("chat.postMessage", LostAnswer())
        step = s.server.run_step("start_release", person=lead.id)
        s.recovers()
        assert s.server.step(step).state == "running"
        assert len(lead.dms()) == 1
        assert not s.bot.core.records.releases()
        asked = lead.dms()[-1]
        s.server.faults.next("functions.completeSuccess", LostAnswer())
        lead.hands.clicks(asked, text="执行")
        s.recovers()
        ended = s.server.step(step)
        card = lead.card()
        link = ended.outputs.pop("card")
        assert ended.outputs == {"release": s.release().id, "channel": card.channel}
        assert link.endswith(f"/archives/{card.channel}/p{card.ts.replace('.', '')}")
        assert not [block for block in lead.again(asked).blocks if block["type"] == "actions"]
        assert ran(s, "start_release", person=lead.id).error  # one is under way


def a_signature_asked_by_a_workflow_is_the_presss_and_a_wait_outlives_the_bot() -> None:
    with stage(workflow_steps=True) as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        release = s.release().id
        stranger = ran(s, "sign_item", person=lead.id, item="1a-1 boying-database", release=release)
        assert stranger.state == "failed"
        signing = ran(
            s, "sign_item", person=fang.id, item="1a-1 boying-database", evidence="done in #42", release=release
        )
        waiting = ran(s, "wait_for_gate", item="1a-1 boying-database", release=release)
        unknown = ran(s, "wait_for_gate", item="no such step", release=release)
        assert (signing.state, waiting.state, unknown.state) == ("running", "running", "failed")
        s.leave()
        s.enter()
        asked = fang.sees("done in #42")
        fang.clicks(asked, text="附上它签字")
        s.settle()
        assert {s.server.step(each).state for each in (signing, waiting)} == {"completed"}
        assert s.item("1a-1/boying-database")["signatures"][0]["via"] == "button"
