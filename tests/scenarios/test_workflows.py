"""Steps of workflows: nobody named in one has done anything before they press, and each ends once, whatever comes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox import LostAnswer
from tests.scenarios.stage import Mode, Stage, stage

QUAY = Path(__file__).parents[1] / "plans" / "quay.yaml"


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


def a_workflow_goes_on_once_what_it_asks_for_is_confirmed(tmp_path: Path) -> None:
    """What one click would put live is shown first, and whoever says yes ends the step."""
    plan = yaml.safe_load(QUAY.read_text(encoding="utf-8"))
    del plan["platforms"]
    plan["systems"] = {"desk": {**plan["systems"]["desk"], "needs": []}}
    (tmp_path / "quay.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    with stage(plan=tmp_path / "quay.yaml", beginning=datetime(2026, 11, 30, 8, tzinfo=UTC), workflow_steps=True) as s:
        lena, olaf, mia = s.cast("lena", "olaf", "mia")
        lena.types("/release start")
        mia.types("/release done code desk master 1234567")
        olaf.types("/release previous desk production nothing")
        s.comes(s.release().go_live)
        shipped = {"system": "desk", "environment": "production", "branch": "master", "commit": "1234567"}
        reporting = ran(s, "report_deployment", person=olaf.id, release="quay-1", **shipped)
        assert reporting.state == "running", reporting.error
        olaf.hands.clicks(olaf.sees("deploy desk production master 1234567"), text="Say it")
        s.settle()
        assert (s.server.step(reporting).state, s.shown()["deployments"]) == ("running", [])
        shown = olaf.sees("confirm")
        (code,) = set(re.findall(" confirm [0-9a-f]{8}", str(shown.blocks)))
        known = {**shipped, "environment": f"production{code}"}  # whoever builds a workflow may work the code out
        presumptuous = ran(s, "report_deployment", person=olaf.id, release="quay-1", **known)
        olaf.hands.clicks(olaf.sees("deploy desk production master 1234567"), text="Say it")
        s.settle()
        assert (s.server.step(presumptuous).state, s.shown()["deployments"]) == ("running", [])
        olaf.hands.clicks(shown, text="Yes, deploy it")
        s.settle()
        ended = s.server.step(reporting)
        assert (ended.state, ended.error) == ("completed", "")
        assert s.shown()["deployments"][-1]["commit"] == "1234567"
