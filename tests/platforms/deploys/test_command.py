import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from bot.platforms.calling import Down
from bot.platforms.deployments.command import LocalCommand
from bot.platforms.deployments.connecting import Access, platform_of
from bot.platforms.deployments.run import FINISHED, Order, Progress, Started
from tests.platforms.deploys.ordering import BRANCH, COMMIT, RUN, deploying, down, ordered, progress, rejected
from tests.platforms.tracked import Hand

LONG = timedelta(minutes=5)
ORDER = ordered(deploying("command", command=("deploy",), parameters={"what": "<system>"}))


def local(tmp_path: Path, script: str, limit: timedelta = LONG, token: str | None = None) -> LocalCommand:
    command = [sys.executable, "-I", "-c", script]
    return LocalCommand(tmp_path / "runs", command, limit, token, Hand(), grace=timedelta(seconds=0.3))


def until(found: Callable[[], bool], what: str = "it") -> None:
    ends = monotonic() + 30
    while not found():
        assert monotonic() < ends, f"waited in vain for {what}"
        sleep(0.02)  # between two looks at another process


def ended(platform: LocalCommand, run: str = RUN) -> Progress:
    until(lambda: progress(platform.look(run)).state in FINISHED, "the end of the run")
    return progress(platform.look(run))


def ran(tmp_path: Path, script: str, order: Order = ORDER, token: str | None = None) -> Progress:
    platform = local(tmp_path, script, token=token)
    assert platform.start(order) == Started(RUN)
    return ended(platform)


def a_command_that_ends_well_has_succeeded(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    seen = ran(tmp_path, "print('9 of 9 pods ready')")
    assert (seen.state, seen.detail, seen.reason) == ("succeeded", "9 of 9 pods ready", "")
    assert seen.finished_at and before <= seen.finished_at <= datetime.now(UTC)


def a_command_that_fails_tells_its_exit_code_and_the_end_of_what_it_said(tmp_path: Path) -> None:
    seen = ran(
        tmp_path,
        "import sys; [print('line', n, flush=True) for n in range(99)]; print('no disk', file=sys.stderr); exit(3)",
    )
    assert seen.state == "failed"
    lines = seen.detail.splitlines()
    assert (lines[0], lines[1], lines[-1], len(lines)) == ("exit 3", "line 90", "no disk", 11)


def a_command_gets_the_order_on_its_input_and_in_its_environment(tmp_path: Path) -> None:
    script = """
import json, os, sys
order = json.load(sys.stdin)
print(json.dumps([order, {name: os.environ[name] for name in sorted(os.environ) if name.startswith("RELEASE_")}]))
"""
    order, environment = json.loads(ran(tmp_path, script).detail)
    assert order == {**ORDER.words, "parameters": {"what": "boying-user"}}
    assert environment.pop("RELEASE_RESULT").endswith(f"run-{RUN}/told.json")
    assert environment == {
        "RELEASE_RUN": RUN,
        "RELEASE_SYSTEM": "boying-user",
        "RELEASE_ENVIRONMENT": "production",
        "RELEASE_BRANCH": BRANCH,
        "RELEASE_COMMIT": COMMIT,
        "RELEASE_VERSION": ORDER.version,
    }


def a_command_sees_its_own_token_and_none_of_the_bots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("DEPLOY_TOKEN_OTHER", "another one's")
    seen = ran(tmp_path, "import os; print(sorted(name for name in os.environ if 'TOKEN' in name))", token="t")  # noqa: S106
    assert seen.detail == "['DEPLOY_TOKEN']"


def what_people_type_is_never_read_by_a_shell(tmp_path: Path) -> None:
    order = ordered(deploying("command", command=("x",)), branch="$(touch hacked); `id` --force")
    assert ran(tmp_path, "import os; print(os.environ['RELEASE_BRANCH'])", order).detail == order.branch


def a_command_may_leave_what_it_deployed_in_a_file(tmp_path: Path) -> None:
    script = """
import json, os
with open(os.environ["RELEASE_RESULT"], "w") as file:
    json.dump({"state": "failed", "commit": "abc1234", "digest": "sha256:0a", "url": "https://x.example/1"}, file)
"""
    seen = ran(tmp_path, script)
    assert (seen.state, seen.commit, seen.digest, seen.url) == (
        "succeeded",
        "abc1234",
        "sha256:0a",
        "https://x.example/1",
    )


@pytest.mark.parametrize("left", ["", "no JSON", "[1]", '{"finished_at": 7}'])
def a_file_that_is_not_as_documented_changes_no_result(tmp_path: Path, left: str) -> None:
    script = f"import os; open(os.environ['RELEASE_RESULT'], 'w').write({left!r}); print('done')"
    seen = ran(tmp_path, script)
    assert (seen.state, seen.detail, seen.commit) == ("succeeded", "done", "")


def a_command_that_runs_tells_how_far_it_is(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    script = f"""
import pathlib, time
print("waiting", flush=True)
while not pathlib.Path({str(gate)!r}).exists():
    time.sleep(0.02)
"""
    platform = local(tmp_path, script)
    platform.start(ORDER)
    until(lambda: platform.look(RUN) == Progress("running", "waiting"), "its first words")
    gate.touch()
    assert ended(platform).state == "succeeded"


def a_command_out_of_time_is_stopped_with_its_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    # A shell is at work at once, however busy the machine: what it is told to ignore, its child ignores, too.
    script = f"trap '' TERM; sleep 600 & echo $$ $! > '{pids}'; echo half way; wait"
    limit, grace = timedelta(seconds=3), timedelta(seconds=0.3)
    platform = LocalCommand(tmp_path / "runs", ["/bin/sh", "-c", script], limit, None, Hand(), grace=grace)
    platform.start(ORDER)
    seen = ended(platform)
    assert (seen.state, seen.reason) == ("failed", "timed-out")
    assert seen.detail.splitlines() == ["exit -9", "half way"]
    until(lambda: not any(alive(int(pid)) for pid in pids.read_text().split()), "the end of both")


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def a_run_survives_the_bot_that_ordered_it(tmp_path: Path) -> None:
    """The bot is a process of its own here, killed at once with its whole group; another one asks afterwards."""
    gate = tmp_path / "gate"
    script = f"import pathlib, time\nwhile not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.02)\nprint('done')"
    bot = f"""
import sys, time
from datetime import timedelta
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from tests.platforms.deploys.test_command import ORDER, local
local(Path({str(tmp_path)!r}), {script!r}).start(ORDER)
print("ordered", flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", bot], stdout=subprocess.PIPE, start_new_session=True) as first:
        assert first.stdout and first.stdout.readline() == b"ordered\n"
        os.killpg(first.pid, signal.SIGKILL)
    second = local(tmp_path, script)
    assert progress(second.look(RUN)).state == "running"
    gate.touch()
    assert (ended(second).state, ended(second).detail) == ("succeeded", "done")


def a_run_ordered_twice_runs_once(tmp_path: Path) -> None:
    count = tmp_path / "count"
    script = f"open({str(count)!r}, 'a').write('x')"
    first, second = local(tmp_path, script), local(tmp_path, script)
    assert (first.start(ORDER), second.start(ORDER)) == (Started(RUN), Started(RUN))
    ended(first)
    assert second.start(ORDER) == Started(RUN)
    assert (count.read_text(), progress(second.look(RUN)).state) == ("x", "succeeded")


def a_run_whose_supervisor_is_gone_is_cut_off_and_nobody_knows_how_it_ended(tmp_path: Path) -> None:
    """As after a power cut: it has begun, nobody holds its lock, and there is no result."""
    place = tmp_path / "runs" / f"run-{RUN}"
    place.mkdir(parents=True)
    (place / "started.json").write_text("{}")
    (place / "lock").touch()
    (place / "output").write_text("half way\n")
    assert local(tmp_path, "pass").look(RUN) == Progress("unknown", "half way", reason="cut-off")


@pytest.mark.parametrize("run", ["nobody", "../runs", ".", "", "a/b\x00c", "x" * 300])
def a_run_that_nobody_knows_is_not_found(tmp_path: Path, run: str) -> None:
    assert down(local(tmp_path, "pass").look(run)).why == "not-found"


def a_command_that_is_not_there_is_rejected_and_may_be_ordered_again_when_it_is(tmp_path: Path) -> None:
    program = tmp_path / "deploy"
    platform = LocalCommand(tmp_path / "runs", [str(program)], LONG, None, Hand())
    why, detail = rejected(platform.start(ORDER))
    assert (why, str(program) in detail) == ("not-startable", True)
    assert down(platform.look(RUN)).why == "not-found"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
    program.chmod(0o700)
    assert platform.start(ORDER) == Started(RUN)
    assert ended(platform).state == "succeeded"


def a_place_that_cannot_be_written_to_is_no_deployment(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    assert down(local(tmp_path, "pass").start(ORDER)).why == "failed"


def what_a_command_leaves_running_does_not_keep_its_run_open(tmp_path: Path) -> None:
    script = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid)
"""
    seen = ran(tmp_path, script)
    child = int(seen.detail)
    try:
        assert (seen.state, alive(child)) == ("succeeded", True)
    finally:
        os.kill(child, signal.SIGKILL)


def an_endless_output_is_kept_to_its_end(tmp_path: Path) -> None:
    seen = ran(tmp_path, "import sys; sys.stdout.write('x' * 3_000_000 + '\\nthe end')")
    assert seen.detail.endswith("the end")
    assert len(seen.detail) <= 1_500
    assert (tmp_path / "runs" / f"run-{RUN}" / "output").stat().st_size <= 16_384


def only_a_run_of_this_machine_is_looked_at(tmp_path: Path) -> None:
    assert local(tmp_path, "pass").look("R1") == Down("not-found", "R1")


def a_plan_names_the_command_and_its_runs_are_kept_where_the_environment_says(tmp_path: Path) -> None:
    plan = deploying("command", command=(sys.executable, "-I", "-c", "print('done')"), within="1m")
    platform = platform_of(plan, "boying-user", "production", Access(tmp_path / "kept", plan), Hand())
    assert platform
    assert platform.start(ordered(plan)) == Started(RUN)
    until(lambda: progress(platform.look(RUN)).state == "succeeded")
    assert [each.name for each in (tmp_path / "kept").iterdir()] == [f"run-{RUN}"]
    assert platform_of(plan, "boying-user", "test", Access(tmp_path, plan), Hand()) is None, "people deploy there"
