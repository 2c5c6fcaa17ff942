"""Opening a workspace: people from a file, a manifest that is right, the command line, and the control endpoints."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from sandbox import Server, SetupError, listen, running
from sandbox.opening import warnings_about
from sandbox.setup.manifest import load_manifest, manifest_from
from sandbox.setup.team import load_team, team_from
from tests.processes import command_line
from tests.sandbox.office import PEOPLE, actions, app_in_socket_mode, button, client_of, manifest, section

# websocket-client leaves the socket of a connection that the server closed to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).resolve().parents[2]


def the_people_of_a_file_become_users(tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(
        "channel: '#office'\nzone: Asia/Shanghai\nlanguage: zh-CN\nphases: []\n"
        "people:\n  shijiasheng: {name: 石稼晟, email: shijiasheng@office.example}\n  fucheng: 付诚\n",
        encoding="utf-8",
    )
    team = load_team(people)
    assert [(person.key, person.name, person.tz, person.locale) for person in team.people] == [
        ("shijiasheng", "石稼晟", "Asia/Shanghai", "zh-CN"),
        ("fucheng", "付诚", "Asia/Shanghai", "zh-CN"),
    ]
    assert team.channel == "office"


def a_team_of_nobody_gets_three() -> None:
    assert len(team_from({}).people) == 3


def a_broken_file_of_people_is_told_with_its_line(tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text("people:\n  a: [\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"people\.yaml:3: not YAML"):
        load_team(people)
    with pytest.raises(SetupError, match="cannot be read"):
        load_team(tmp_path / "none.yaml")


def the_ids_and_tokens_survive_a_restart() -> None:
    with running(people=PEOPLE, manifest=manifest()) as first:
        before = first.person("chen").id, first.bot_token, first.signing_secret
    with running(people=PEOPLE, manifest=manifest()) as second:
        assert (second.person("chen").id, second.bot_token, second.signing_secret) == before


def every_fault_of_a_manifest_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text(
        "display_information:\n  name: " + "x" * 36 + "\n"
        "features:\n  slash_commands:\n    - command: ship\n      description: a\n"
        "oauth_config:\n  scopes:\n    bot:\n      - chat:shout\n"
        "settings:\n  event_subscriptions:\n    bot_events:\n      - message.channels\n      - earthquake\n",
        encoding="utf-8",
    )
    with pytest.raises(SetupError) as told:
        load_manifest(path)
    lines = [problem.removeprefix(str(path)) for problem in told.value.problems]
    assert lines == [
        ":2: display_information.name: is longer than 35 characters.",
        ":10: oauth_config.scopes.bot[0]: “chat:shout” is not a bot scope of Slack's.",
        ":14: settings.event_subscriptions.bot_events[0]: “message.channels” needs the scope channels:history.",
        ":15: settings.event_subscriptions.bot_events[1]: “earthquake” is not a bot event of Slack's.",
        ":4: features.slash_commands: slash commands need the scope commands.",
        ":5: features.slash_commands[0].command: must start with “/”.",
    ]


SLACKS: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/slackapi/manifest-schema/main/manifest.schema.json",
    "_metadata": {"major_version": 2},
    "display_information": {"name": "Porter", "background_color": "#000000"},
    "features": {"bot_user": {"display_name": "Porter"}, "unfurl_domains": ["example.com"], "app_home": None},
    "oauth_config": {"scopes": {"bot": ["assistant:write", "groups:read"], "user": ["chat:write"]}},
    "settings": {
        "event_subscriptions": {
            "bot_events": ["assistant_thread_started", "member_joined_channel", "function_executed"],
        },
        "org_deploy_enabled": True,
    },
    "datastores": {"bags": {}},
}


def a_manifest_is_read_as_slack_reads_it(tmp_path: Path) -> None:
    """Indented with tabs, with a schema and every event of Slack's: what the workspace has not got is a warning."""
    path = tmp_path / "manifest.json"
    path.write_text("\ufeff" + json.dumps(SLACKS, indent="\t"), encoding="utf-8")
    manifest = load_manifest(path)
    assert manifest.bot_name == "Porter"
    assert warnings_about(manifest) == [
        "The event “assistant_thread_started” never comes here.",
        "“features.unfurl_domains” in the manifest changes nothing here.",
        "“datastores” in the manifest changes nothing here.",
        "“oauth_config.scopes.user” in the manifest changes nothing here.",
    ]


def a_fault_in_a_manifest_with_tabs_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{\n\t"display_information": {\n\t\t"name": ""\n\t}\n}', encoding="utf-8")
    with pytest.raises(SetupError, match=r"manifest\.json:2: display_information: needs a name"):
        load_manifest(path)


def a_warning_keeps_no_workspace_from_opening(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(SLACKS), encoding="utf-8")
    with served(path) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["api_url"]
        assert process.stderr is not None
        assert process.stderr.readline() == "The event “assistant_thread_started” never comes here.\n"


def a_manifest_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(SetupError, match="mapping"):
        manifest_from([])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The app's manifest, as a file."""
    path = tmp_path / "app.json"
    path.write_text(json.dumps(manifest()), encoding="utf-8")
    return path


@contextmanager
def served(manifest: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--manifest", str(manifest), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()


def the_command_line_announces_itself_in_one_line_of_json(written: Path) -> None:
    with served(written, "--port", "0", "--rates", "off") as process:
        assert process.stdout is not None
        known = json.loads(process.stdout.readline())
        assert sorted(known) == ["api_url", "app_token", "bot_token", "imap_url", "page", "signing_secret", "smtp_url"]
        assert WebClient(known["bot_token"], base_url=known["api_url"]).auth_test()["ok"]
        page = httpx.get(known["page"], trust_env=False).text
        assert "<title>Local workspace</title>" in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--host", "192.0.2.1"), "not a loopback address"),
        (("--manifest", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("--people", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("--port", "99999"), "Port 99999 on 127.0.0.1 cannot be used: ports go from 0 to 65535"),
        (("--smtp-port", "99999"), "Choose another with --smtp-port"),
        (("--smtp-certificate", "nowhere.pem"), "nowhere.pem: cannot be read"),
        (("--reply-to-smtp", "127.0.0.1:25"), "127.0.0.1:25 takes no replies"),
    ],
)
def a_workspace_that_cannot_open_says_why_and_exits_2(written: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ended = command_line(("--manifest", str(written), *arguments), program="sandbox")
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def a_port_in_use_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SetupError, match="Choose another"):
        listen(port=taken.getsockname()[1])


def act(server: Server, **wanted: Any) -> httpx.Response:
    return httpx.post(f"{server.page}/sandbox/act", json=wanted, trust_env=False)


def a_driver_elsewhere_has_the_same_hands_and_eyes(server: Server) -> None:
    with app_in_socket_mode(server) as app:
        answer = act(server, person="chen", do="command", text="/ship status").json()["answer"]
        assert (answer["text"], answer["ephemeral"]) == ("you typed: status", True)
        said = act(server, person="fu", do="say", text="look").json()
        on = {"channel": said["channel"], "ts": said["ts"]}
        assert act(server, person="chen", do="react", emoji="✅", on=on).json() == {"ok": True}
        assert act(server, person="chen", do="unreact", emoji="✅", on=on).json() == {"ok": True}
        server.wait_for_calm()
        assert [body["event"]["type"] for body in app.heard] == ["message", "reaction_added", "reaction_removed"]
        ephemeral = {"channel": said["channel"], "ts": answer["message"]["ts"]}
        assert act(server, person="chen", do="click", text="Sign", on=ephemeral).json()["answer"]["failed"] is None
    state = httpx.get(f"{server.page}/sandbox/state", trust_env=False).json()
    assert [user["name"] for user in state["users"]] == ["lead", "chen", "fu", "porter"]
    log = httpx.get(f"{server.page}/sandbox/log", trust_env=False).json()
    assert "slash_commands" in {delivery["kind"] for delivery in log["deliveries"]}


def a_driver_elsewhere_fills_in_forms_and_the_home(server: Server) -> None:
    client = client_of(server)
    home = {"type": "home", "blocks": [section(), actions(button())]}
    client.views_publish(user_id=server.person("chen").id, view=home)
    assert act(server, person="chen", do="open_home").json() == {"ok": True}
    clicked = act(server, person="chen", do="click", action_id="sign", on="home").json()
    assert clicked["answer"]["failed"] == "dispatch_failed"
    assert act(server, person="chen", do="submit").status_code == 400


def a_driver_elsewhere_is_told_what_it_cannot_do(server: Server) -> None:
    assert "Nobody here" in act(server, person="zhou", do="say", text="a").json()["error"]
    assert act(server, person="chen", do="fly").status_code == 400
    gone = act(server, person="chen", do="react", emoji="✅", on={"channel": "#general", "ts": "1.0"})
    assert "sees no message" in gone.json()["error"]


def a_driver_elsewhere_makes_trouble(server: Server) -> None:
    def trouble(**wanted: Any) -> Any:
        return httpx.post(f"{server.page}/sandbox/faults", json=wanted, trust_env=False).json()

    waiting = trouble(method="chat.postMessage", fault={"kind": "rate_limited", "retry_after": 2}, times=2)
    assert waiting["calls"] == {"chat.postMessage": [{"retry_after": 2, "kind": "rate_limited"}] * 2}
    assert trouble(lose_acks="message", times=3)["lost_acks"] == {"message": 3}
    assert trouble(clear=True) == {"ok": True, "sockets": 0, "down": False, "calls": {}, "lost_acks": {}}
    assert httpx.get(f"{server.page}/sandbox/faults", trust_env=False).json() == trouble(clear=True)
    assert trouble(do="down")["down"] is True
    assert trouble(do="up")["down"] is False
    before = server.clock.now()
    trouble(do="move_clock", seconds=600)
    assert server.clock.now() - before >= 600
    assert "Name a method" in trouble(do="explode")["error"]
