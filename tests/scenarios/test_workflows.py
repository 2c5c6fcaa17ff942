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


def a_signature_and_a_deployment_asked_by_a_workflow_are_the_presss_and_a_wait_outlives_the_bot() -> None:
    with stage(workflow_steps=True) as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        release = s.release().id
        stranger = ran(s, "sign_item", person=lead.id, item="1a-1 boying-database", release=release)
        assert stranger.state == "failed"
        signing = ran(
            s, "sign_item", person=fang.id, item="1a-1 boying-database", evidence="done in #42", release=release
        )
        waiting = ran(s, "wait_for_gate", item="1a-1 boying-database", release=release)
        deployed = {"system": "boying-user", "environment": "development", "branch": "master", "commit": "1f3c9a0"}
        too_early = ran(s, "report_deployment", person=chen.id, release=release, **deployed)
        assert (too_early.state, chen.finds("deploy boying-user")) == ("failed", [])
        unknown = ran(s, "wait_for_gate", item="no such step", release=release)
        assert (signing.state, waiting.state, unknown.state) == ("running", "running", "failed")
        s.leave()
        s.enter()
        asked = fang.sees("done in #42")
        fang.clicks(asked, text="附上它签字")
        s.settle()
        assert {s.server.step(each).state for each in (signing, waiting)} == {"completed"}
        assert s.item("1a-1/boying-database")["signatures"][0]["via"] == "button"
        reporting = ran(s, "report_deployment", person=chen.id, release=release, **deployed)
        assert (reporting.state, len(s.shown()["deployments"])) == ("running", 1)
        chen.hands.clicks(chen.sees("deploy boying-user development master 1f3c9a0"), text="执行")
        s.settle()
        ended = s.server.step(reporting)
        assert (ended.state, ended.outputs["release"]) == ("completed", release)
        told = s.shown()["deployments"][-1]
        assert (told["person"], told["branch"], told["commit"]) == ("chenxiaowen", "master", "1f3c9a0")
