"""`python -m bot rehearse`: the plan's own people play it through, and it says how that ends."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.state.release import Release
from bot.plans.file import examine
from bot.rehearse.hands import Act
from bot.rehearse.play import Play, Verdict
from bot.rehearse.stage import Patience, Stage, staged
from bot.rehearse.traffic import CHANNEL
from bot.rehearse.watchdog import OverdueError, at_most
from bot.speech.voice import Voice
from tests.processes import command_line

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "tests" / "plans"
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}
PATIENCE = 280.0  # seconds of the machine's time: a whole release is played


@dataclass
class Script:
    """A screen that keeps what was shown: (who, what they did), and the bot's words to people."""

    acts: list[tuple[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)

    def phase(self, release: Release) -> None:
        self.phases.append(release.plan.phases[release.phase].id)

    def acted(self, name: str, act: Act) -> None:
        self.acts.append((name, act.did))
        self.answers.append(act.answer)

    def told(self, listener: str, text: str) -> None:
        self.requests.append((listener, text))

    def aside(self, text: str) -> None:
        self.asides.append(text)

    def moved(self, release: Release) -> None:
        assert sum(release.unsettled) >= 0


@contextmanager
def on_stage(path: Path) -> Iterator[Stage]:
    file = examine(path, datetime.now(UTC))
    assert file.plan is not None
    assert file.errors == ()
    with at_most(PATIENCE), staged(path, file.plan) as stage:
        yield stage


def played(stage: Stage) -> tuple[Verdict, Script]:
    script = Script()
    return Play(stage, script, Voice("en", "plain", stage.plan.zone)).run(), script


def rehearse(plan: Path) -> subprocess.CompletedProcess[str]:
    return command_line(("rehearse", str(plan)), ENVIRONMENT)


@pytest.fixture(scope="module")
def boying() -> subprocess.CompletedProcess[str]:
    """The rehearsal of the shipped plan, as an operator sees it."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "rehearse", str(ROOT / "plan.yaml")],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


Boying = subprocess.CompletedProcess[str]


def the_boying_plan_can_finish_once_product_and_business_are_named(boying: Boying) -> None:
    assert boying.stderr == ""
    assert boying.returncode == 0
    assert "This release can finish once these roles are named: product, business and requirements." in boying.stdout


def the_lead_is_asked_for_whom_the_plan_does_not_name_and_names_somebody(boying: Boying) -> None:
    assert re.search(r"^the bot to 石稼晟 .*/release assign business @user", boying.stdout, re.MULTILINE)
    assert re.search(r"For the rehearsal the lead names \S+\.\n石稼晟  /release assign business @", boying.stdout)


def every_person_signs_by_line_button_and_emoji_and_is_told_how_many_messages_they_get(boying: Boying) -> None:
    for name in ("石稼晟", "李翠琪", "陈晓雯", "方浩", "付诚"):
        assert re.search(rf"^{name}  /release done ", boying.stdout, re.MULTILINE), name
        assert re.search(rf"^{name}  presses \[签字", boying.stdout, re.MULTILINE), name
        assert re.search(rf"^{name}  reacts with ✅", boying.stdout, re.MULTILINE), name
        assert re.search(rf"^{name} +[1-9]\d* +\d+ +[1-9]\d*$", boying.stdout, re.MULTILINE), name
    assert re.search(r"^#boying-release +[1-9]", boying.stdout, re.MULTILINE)


def every_phase_of_the_boying_plan_is_played_in_order(boying: Boying) -> None:
    headers = re.findall(r"^── (.+?) · (\d+) of 7[67] items ──$", boying.stdout, re.MULTILINE)
    assert [phase for phase, _ in headers] == ["Submit to test", "Preheat", "Go-live", "Monitoring", "Closing report"]
    assert [int(done) for _, done in headers] == [0, 34, 48, 67, 72]


def a_go_live_that_is_past_is_moved_to_the_moment_the_bot_suggests(boying: Boying) -> None:
    refused = re.search(r"^石稼晟  /release start\n .*`(/release start at [^`]+)`", boying.stdout, re.MULTILINE)
    assert refused is not None
    assert f"\n石稼晟  {refused[1]}\n" in boying.stdout


def two_rehearsals_of_a_plan_are_the_same_and_every_message_is_delivered_before_it_is_counted() -> None:
    plays = []
    for _ in range(2):
        with on_stage(PLANS / "small.yaml") as stage:
            verdict, script = played(stage)
            assert stage.records.owed() == []
            for key in stage.plan.people:
                direct = [m for m in stage.server.person(key).dm() if m.bot_id and not m.ephemeral_to]
                assert verdict.shares[key].messages == len(direct) > 0
            posts = [m for m in stage.server.person("ann").sees() if m.bot_id and not m.ephemeral_to]
            assert verdict.shares[CHANNEL].messages == len(posts) > 0
        assert verdict.can_finish
        plays.append((script.acts, verdict.shares))
    assert plays[0] == plays[1]


def a_plan_in_which_nobody_can_review_is_shown_stuck() -> None:
    came = rehearse(PLANS / "stuck.yaml")
    assert came.returncode == 1
    assert "This release gets stuck after 2 of 4 items:" in came.stdout
    assert "✗ review Review it — Nobody of the plan can be named as auditor without breaking a rule." in came.stdout
    assert "1 item waits behind that." in came.stdout
    assert re.search(r"the bot to Ann .*/release assign auditor @user", came.stdout)


def a_signer_leaves_the_review_to_those_who_alone_can_review(tmp_path: Path) -> None:
    text = (PLANS / "stuck.yaml").read_text(encoding="utf-8")
    text = text.replace("auditor: {name: auditor}", "auditor: {name: auditor, people: ann}").replace(
        "{crew: 2}", "crew"
    )
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    with on_stage(tmp_path / "plan.yaml") as stage:
        verdict, script = played(stage)
    assert verdict.can_finish
    assert ("Ben", "/release done write") in script.acts


def a_wrong_plan_is_told_with_its_lines_and_not_played(tmp_path: Path) -> None:
    text = (PLANS / "small.yaml").read_text(encoding="utf-8").replace("judge: cem", "judge: ann")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    came = rehearse(tmp_path / "plan.yaml")
    assert came.returncode == 1
    assert re.search(r"plan\.yaml:\d+: ", came.stderr)
    assert came.stdout == ""


def a_bot_that_cannot_be_reached_is_told_as_trouble() -> None:
    with on_stage(PLANS / "small.yaml") as stage:
        stage.server.trouble.down()
        verdict, _ = played(stage)
    assert not verdict.can_finish
    assert verdict.release is None
    assert verdict.trouble[0].startswith("The release could not be started: ")


def an_interrupt_ends_a_rehearsal_at_once_and_cleanly() -> None:
    command = [sys.executable, "-m", "bot", "rehearse", str(ROOT / "plan.yaml")]
    environment = ENVIRONMENT | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if "/release done" in line:
                break
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "The rehearsal was interrupted; nothing of it remains." in rest
    assert "Traceback" not in errors


def what_hangs_is_stopped() -> None:
    with pytest.raises(OverdueError), at_most(0.05):
        threading.Event().wait(10)


def what_may_take_its_time_is_not_stopped() -> None:
    with at_most(0.05) as take_your_time:
        take_your_time()
        threading.Event().wait(0.15)


def a_bot_that_shows_signs_of_life_is_waited_for_however_slow_the_machine_is() -> None:
    seconds = iter((0.0, 50.0, 70.0, 131.0))
    patience = Patience(60.0, lambda: next(seconds))
    patience.ends([("card", 0), ("prompt", 0)], "card")
    patience.ends([("prompt", 0)], "prompt")
    with pytest.raises(TimeoutError, match="prompt"):
        patience.ends([("prompt", 0)], "prompt")
