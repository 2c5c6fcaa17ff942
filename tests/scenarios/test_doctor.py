"""The doctor in a workspace where each thing is broken in turn: it finds that thing, and nothing else."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.core import as_it_is
from bot.doctor.database import Heard
from bot.doctor.examining import examination
from bot.doctor.installation import Declared, outside
from bot.doctor.pictures import largest
from bot.doctor.reaching import by_socket
from bot.doctor.slack import client_of
from bot.doctor.surroundings import travelled
from bot.domain.examination import Finding
from bot.domain.plan import Plan, as_data
from bot.mail.addresses import imap_server, mailbox, smtp_server
from bot.settings import SlackSettings
from bot.slack.manifest import MANIFEST
from sandbox import ErrorAnswer, Manifest, RateLimited, Server, running
from sandbox.setup.manifest import load_manifest
from sandbox.setup.team import load_team
from tests.domain.plans import boying
from tests.migrated import migrated
from tests.ports import port_for_a_server
from tests.processes import command_line
from tests.scenarios.stage import BOYING, stage
from tests.scenarios.wire import forgotten_laptop

OWN = load_manifest(MANIFEST)
TEAM = load_team(BOYING)

Found = list[tuple[str, str]]
"""Areas and what is wrong there."""


@dataclass
class Installation:
    """A workspace of the boying team with the app installed, mail, and a database: all as it should be."""

    server: Server
    database: Path
    plan: Plan
    changed: dict[str, Any]

    @property
    def settings(self) -> SlackSettings:
        given: dict[str, Any] = {
            "database_url": f"sqlite:///{self.database}",
            "plan": BOYING,
            "slack_bot_token": self.server.bot_token,
            "slack_app_token": self.server.app_token,
            "slack_api_url": self.server.api_url,
            "smtp_url": smtp_server(self.server.smtp_url),
            "imap_url": imap_server(self.server.imap_url),
            "mail_from": mailbox("captain@bot.example"),
        }
        return SlackSettings(**{**given, **self.changed})

    def findings(self) -> list[Finding]:
        return list(examination(self.settings, self.plan))

    def amiss(self) -> Found:
        return [(finding.area, finding.what) for finding in self.findings() if finding.level == "wrong"]

    def seen(self, area: str) -> list[str]:
        return [finding.what for finding in self.findings() if finding.area == area]


@cache
def in_short() -> Plan:
    """The boying plan with a step that asks for words and one for a document: what is drawn of each takes its time."""
    content = as_data(boying())
    first = content["phases"][0]
    first["steps"] = [step for step in first["steps"] if step["id"] in ("1a-1", "1a-4")]
    return Plan.model_validate(content | {"phases": [first]})


@pytest.fixture
def manifest(request: pytest.FixtureRequest) -> Manifest:
    """The app's own, unless a test parametrizes it with how it was installed instead."""
    return replace(OWN, **request.param(OWN)) if hasattr(request, "param") else OWN


@pytest.fixture
def house(manifest: Manifest, tmp_path: Path) -> Iterator[Installation]:
    database = tmp_path / "releases.db"
    migrated(database)
    with running(manifest=manifest, people=TEAM) as server:
        yield Installation(server, database, in_short(), {})


def installed(**otherwise: Callable[[Manifest], Any]) -> Any:
    """The manifest's fields, of what they are in the app's own."""
    return lambda own: {name: made(own) for name, made in otherwise.items()}


def without(scope: str) -> Any:
    return installed(scopes=lambda own: own.scopes - {scope})


SCOPES = sorted(OWN.scopes)


def nothing_is_amiss_where_all_is_well(house: Installation) -> None:
    house.plan = boying()
    assert house.amiss() == []


def every_area_is_looked_at(house: Installation) -> None:
    areas = {finding.area for finding in house.findings()}
    assert areas >= {
        "bot_token", "scopes", "events", "command", "clock", "time_zone", "app_token", "socket", "channel", "posting",
        "whispering", "direct_messages", "files", "people", "pictures", "smtp", "imap", "database",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "event", "found"),
    [
        (1, 23, ["events-heard", "command-heard"]),
        (1, 25, ["events-unseen", "command-heard"]),
        (25, 1, ["events-heard", "command-unseen"]),
    ],
)
def what_came_longer_ago_than_a_day_tells_nothing_of_today(command: int, event: int, found: list[str]) -> None:
    now = datetime(2021, 6, 14, 12, tzinfo=UTC)
    heard = Heard(now - timedelta(hours=command), now - timedelta(hours=event))
    asked = outside(Declared(frozenset(), ("reaction_added",), "/release"), heard, now, "Asia/Shanghai")
    assert [finding.what for finding in asked] == found


def nothing_is_left_in_slack_and_the_database_is_as_it_was(house: Installation) -> None:
    before = house.database.read_bytes()
    assert house.amiss() == []
    workspace = house.server.workspace
    assert [message for channel in workspace.channels.values() for message in channel.messages.values()] == []
    assert [file for file in workspace.files.values() if file.complete] == []
    assert house.database.read_bytes() == before


@pytest.mark.parametrize(
    ("manifest", "scope"), [(without(scope), scope) for scope in SCOPES], indirect=["manifest"], ids=SCOPES
)
def each_scope_that_is_missing_is_named_and_nothing_that_follows_from_it(house: Installation, scope: str) -> None:
    wrong = [finding for finding in house.findings() if finding.level == "wrong"]
    assert [(finding.what, dict(finding.facts)) for finding in wrong] == [("scope-missing", {"scope": scope})]


@pytest.mark.parametrize(
    "manifest", [installed(scopes=lambda own: own.scopes | {"files:read", "pins:write"})], indirect=True
)
def a_scope_that_nobody_needs_is_named(house: Installation) -> None:
    wrong = [finding for finding in house.findings() if finding.level == "wrong"]
    assert [(finding.what, dict(finding.facts)) for finding in wrong] == [("scope-needless", {"scope": "pins:write"})]


@pytest.mark.parametrize("manifest", [installed(socket_mode=lambda _: False)], indirect=True)
def a_switched_off_socket_mode_is_found(house: Installation) -> None:
    assert house.amiss() == [("socket", "socket-mode-off")]


def a_wrong_bot_token_is_found_and_what_could_not_be_asked_is_not_blamed(house: Installation) -> None:
    house.changed["slack_bot_token"] = "xoxb-of-another-workspace"  # noqa: S105
    assert house.amiss() == [("bot_token", "token-refused")]
    assert house.seen("people") == ["nothing-asked"]


def a_revoked_bot_token_is_found(house: Installation) -> None:
    house.server.faults.next("auth.test", ErrorAnswer("token_revoked"))
    assert house.amiss() == [("bot_token", "token-refused")]


def a_wrong_app_token_is_found(house: Installation) -> None:
    house.changed["slack_app_token"] = "xapp-of-nobody"  # noqa: S105
    assert house.amiss() == [("app_token", "app-token-refused")]


def the_app_token_of_another_app_is_found(house: Installation) -> None:
    client = client_of(house.server.bot_token, house.server.api_url)
    found = list(by_socket(client, house.server.app_token, "A0ANOTHER", 0))
    assert [finding.what for finding in found] == ["app-token-of-another"]


def a_connection_that_no_bot_here_has_made_is_found(house: Installation) -> None:
    with forgotten_laptop(house.server):
        assert house.amiss() == [("socket", "socket-shared")]
        now = datetime.now(UTC)
        with as_it_is(house.settings.database_url, lambda: now) as records:
            records.keep_socket("the bot's own", now, now + timedelta(hours=1))
        assert house.amiss() == []


def a_slack_that_cannot_be_reached_is_one_finding(house: Installation) -> None:
    with port_for_a_server() as port:
        house.changed["slack_api_url"] = f"http://127.0.0.1:{port}/api/"
        assert house.amiss() == [("bot_token", "slack-unreachable")]


def a_socket_that_does_not_open_is_found(house: Installation) -> None:
    house.server.workspace.socket_tickets = Forgetful()
    assert house.amiss() == [("socket", "socket-unreachable")]


class Forgetful(set[str]):
    """Tickets that are lost as soon as they are handed out."""

    def add(self, _ticket: str) -> None: ...


def a_channel_that_is_not_there_is_found(house: Installation) -> None:
    house.plan = house.plan.model_copy(update={"channel": "#nowhere"})
    assert house.amiss() == [("channel", "channel-missing")]
    assert house.seen("posting") == ["nothing-asked"]


def a_channel_without_the_bot_is_found_and_not_joined(house: Installation) -> None:
    workspace = house.server.workspace
    channel = workspace.channel(house.plan.channel.removeprefix("#"))
    with workspace.change():
        del channel.members[workspace.bot.user_id]
    assert house.amiss() == [("channel", "channel-not-joined")]
    assert workspace.bot.user_id not in channel.members


def an_archived_channel_is_found(house: Installation) -> None:
    workspace = house.server.workspace
    with workspace.change():
        workspace.channel(house.plan.channel.removeprefix("#")).is_archived = True
    assert house.amiss() == [("channel", "channel-archived")]


REFUSALS = [
    ("chat.postMessage", "restricted_action", ("posting", "posting-refused")),
    ("chat.update", "cant_update_message", ("posting", "editing-refused")),
    ("chat.delete", "cant_delete_message", ("posting", "deleting-refused")),
    ("conversations.open", "cannot_dm_bot", ("direct_messages", "direct-messages-refused")),
    ("chat.postEphemeral", "user_not_in_channel", ("whispering", "whispering-refused")),
    ("files.getUploadURLExternal", "file_uploads_disabled", ("files", "files-refused")),
    ("users.conversations", "fatal_error", ("channel", "channel-refused")),
    ("users.lookupByEmail", "org_login_required", ("people", "people-refused")),
    ("conversations.history", "fatal_error", ("posting", "posting-unfound")),
]


@pytest.mark.parametrize(("method", "error", "found"), REFUSALS, ids=[row[0] for row in REFUSALS])
def what_slack_refuses_is_found(house: Installation, method: str, error: str, found: tuple[str, str]) -> None:
    house.server.faults.next(method, ErrorAnswer(error))
    assert house.amiss() == [found]


def a_slack_that_asks_for_a_rest_gets_it(house: Installation) -> None:
    house.server.faults.next("users.lookupByEmail", RateLimited(1))
    assert house.amiss() == []


def a_person_without_an_account_is_named(house: Installation) -> None:
    _anew(house.server, "fucheng", email="elsewhere@office.example")
    wrong = [finding for finding in house.findings() if finding.level == "wrong"]
    assert [(finding.what, finding.facts["key"]) for finding in wrong] == [("person-unknown", "fucheng")]


@pytest.mark.parametrize(("changed", "found"), [("deleted", "person-unknown"), ("is_guest", "person-guest")])
def whoever_may_not_act_is_named(house: Installation, changed: str, found: str) -> None:
    _anew(house.server, "fucheng", **{changed: True})
    assert house.amiss() == [("people", found)]


def _anew(server: Server, key: str, **changed: Any) -> None:
    """Somebody's account is otherwise than the plan takes it to be."""
    user = server.workspace.user(key)
    with server.workspace.change():
        server.workspace.users[user.id] = replace(user, **changed)


def a_mail_server_that_refuses_us_is_found(house: Installation) -> None:
    house.changed["smtp_url"] = replace(smtp_server(house.server.smtp_url), password="another")  # noqa: S106
    assert house.amiss() == [("smtp", "smtp-refused")]


def a_plan_with_mails_needs_a_server(house: Installation) -> None:
    house.changed["smtp_url"] = None
    assert house.amiss() == [("smtp", "smtp-unset")]


@pytest.mark.parametrize("wrong", [{"password": "another"}, {"port": 9}], ids=str)
def a_mailbox_that_does_not_open_is_found(house: Installation, wrong: Mapping[str, Any]) -> None:
    house.changed["imap_url"] = replace(imap_server(house.server.imap_url), **wrong)
    assert house.amiss() == [("imap", "imap-refused")]


def a_mailbox_whose_server_vouches_for_nobody_is_told_of(house: Installation) -> None:
    house.changed["mail_authserv_id"] = ""
    assert "imap-unvouched" in {finding.what for finding in house.findings()}
    house.changed["mail_authserv_id"] = house.server.authserv_id
    assert "imap-good" in {finding.what for finding in house.findings()}
    assert house.amiss() == []


def a_clock_that_is_off_is_found(house: Installation) -> None:
    house.server.clock.move(400)
    wrong = [finding for finding in house.findings() if finding.level == "wrong"]
    assert [finding.what for finding in wrong] == ["clock-off"]
    assert -402 <= int(wrong[0].facts["seconds"]) <= -398


def a_picture_that_slack_refuses_is_found(house: Installation) -> None:
    house.server.faults.next("blocks.validate", ErrorAnswer("invalid_message"))
    assert house.amiss() == [("pictures", "picture-refused")]


def a_workspace_without_the_check_is_answered_by_our_own_limits(house: Installation) -> None:
    house.plan = boying()
    house.server.faults.next("blocks.validate", ErrorAnswer("unknown_method"), times=99)
    assert house.amiss() == []
    assert house.seen("pictures") == ["pictures-by-our-limits"]


def the_largest_pictures_are_of_every_kind() -> None:
    assert {drawn.kind for drawn in largest(boying(), datetime.now(UTC))} == {
        "card", "prompt", "status", "mine", "home", "why", "bug", "minute", "document", "evidence",
    }  # fmt: skip


def a_database_that_is_not_there_yet_is_nothing_to_mend_and_is_not_made(house: Installation) -> None:
    house.database.unlink()
    assert house.amiss() == []
    assert house.seen("database") == ["database-new"]
    assert not house.database.exists()


@pytest.mark.parametrize(("version", "found"), [("0001", "database-older"), ("9999", "database-newer")])
def a_schema_of_another_time_is_found_and_left(house: Installation, version: str, found: str) -> None:
    with closing(sqlite3.connect(house.database)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = ?", (version,))
    assert house.amiss() == [("database", found)]
    with closing(sqlite3.connect(house.database)) as conn:
        assert conn.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)


def a_database_that_somebody_holds_is_found(house: Installation) -> None:
    with closing(sqlite3.connect(house.database, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        assert house.amiss() == [("database", "database-unusable")]


def a_file_that_is_no_database_is_found(house: Installation) -> None:
    house.database.write_text("no database " * 100, encoding="utf-8")
    assert house.amiss() == [("database", "database-unusable")]


def a_database_that_forgets_is_found(house: Installation) -> None:
    with closing(sqlite3.connect(house.database)) as conn:
        conn.execute("PRAGMA journal_mode=DELETE")
    assert house.amiss() == [("database", "database-forgetful")]


def a_folder_that_is_not_there_is_found(house: Installation) -> None:
    house.database = house.database.parent / "nowhere" / "releases.db"
    assert house.amiss() == [("database", "database-unusable")]


def _deploying(plan: Plan, **platform: object) -> Plan:
    environment = next(iter(plan.environments))
    content = {**plan.model_dump(mode="json"), "platforms": {"ours": {"environments": [environment], **platform}}}
    return Plan.model_validate_json(json.dumps(content))


@pytest.mark.parametrize(
    ("platform", "why"),
    [
        ({"kind": "command", "command": ["no-such-command-anywhere"]}, "not-startable"),
        ({"kind": "jenkins", "at": "http://127.0.0.1:9", "job": "deploy"}, "no-credentials"),
        ({"kind": "webhook", "at": "http://127.0.0.1:9/hook"}, "unreachable"),
    ],
    ids=["command", "jenkins", "webhook"],
)
def a_platform_that_would_take_no_order_is_found(house: Installation, platform: Mapping[str, Any], why: str) -> None:
    house.changed["deploy_secrets"] = {"ours": ("0123456789abcdef",)} if platform["kind"] == "webhook" else {}
    house.plan = _deploying(house.plan, **platform)
    wrong = [finding for finding in house.findings() if finding.level == "wrong"]
    assert [(finding.what, finding.facts["why"]) for finding in wrong] == [("platform-down", why)]


def a_platform_that_would_take_an_order_is_told(house: Installation) -> None:
    house.plan = _deploying(house.plan, kind="command", command=["true"])
    assert house.amiss() == []
    assert house.seen("platforms") == ["platform-good"]


def a_platform_that_a_record_alone_brings_along_is_found() -> None:
    """The plan file has another command, or the same one for another place."""
    ours = in_short()
    environments = list(ours.environments)
    theirs = _deploying(ours, kind="command", command=["true"])
    for installed, found in (
        (theirs, []),
        (ours, ["ours"]),
        (_deploying(ours, kind="command", command=["false"]), ["ours"]),
        (_deploying(ours, kind="command", command=["true"], environments=environments[1:]), ["ours"]),
    ):
        told = [*travelled(installed, [("boying-1.0.0", theirs)])]
        assert [(each.facts["name"], each.facts["release"]) for each in told] == [
            (name, "boying-1.0.0") for name in found
        ]


def a_tracker_that_does_not_answer_is_found(house: Installation) -> None:
    content = house.plan.model_dump(mode="json")
    severities = {key: key for key in content["bugs"]["severities"]}
    tracker = {
        "kind": "github",
        "at": "http://127.0.0.1:9/boying/bugs",
        "query": "label:boying",
        "systems": {key: key for key in content["systems"]},
    }
    content["bugs"]["tracker"] = {**tracker, "severities": severities}
    house.plan = Plan.model_validate_json(json.dumps(content))
    assert house.amiss() == [("tracker", "tracker-down")]


class NotReady(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def a_server_that_is_not_ready_is_found(house: Installation) -> None:
    with HTTPServer(("127.0.0.1", 0), NotReady) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        house.changed |= {"slack_app_token": None, "slack_signing_secret": "0123456789", "port": other.server_port}
        assert house.amiss() == [("http", "http-not-ready")]
        other.shutdown()


def a_bot_that_does_not_run_is_nothing_to_mend(house: Installation) -> None:
    with port_for_a_server() as port:
        house.changed |= {"slack_app_token": None, "slack_signing_secret": "0123456789", "port": port}
        assert house.amiss() == []
        assert house.seen("http") == ["http-not-running", "http-outside"]


def _runs(house: Installation, *words: str, **environment: str) -> Any:
    server = house.server
    known = {
        "PATH": "/usr/bin:/bin", "SLACK_BOT_TOKEN": server.bot_token, "SLACK_APP_TOKEN": server.app_token,
        "SLACK_API_URL": server.api_url, "SMTP_URL": server.smtp_url, "IMAP_URL": server.imap_url, "PLAN": str(BOYING),
        "MAIL_FROM": "captain@bot.example", "DATABASE_URL": f"sqlite:///{house.database}", "PYTHONUTF8": "1",
    }  # fmt: skip
    return command_line(("doctor", *words), known | environment)


def an_operator_reads_a_line_for_each_and_scripts_read_the_exit_code(house: Installation) -> None:
    told = _runs(house)
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.splitlines()[-1] == "All is well, as far as it can be seen from here."
    assert "✓ people: all 5 people of the plan have an account" in told.stdout


def what_is_wrong_is_told_with_why_and_how_to_mend_it(house: Installation) -> None:
    _anew(house.server, "fucheng", email="elsewhere@office.example")
    told = _runs(house, LC_ALL="zh_CN.UTF-8")
    assert told.returncode == 1
    wrong = [line for line in told.stdout.splitlines() if line.startswith("✗")]
    assert len(wrong) == 1
    assert "付诚" in wrong[0]
    assert "此人收不到任何消息，也不能签字。" in wrong[0]
    assert "`/release link @user fucheng`" in wrong[0]


def the_findings_are_json_for_scripts(house: Installation) -> None:
    house.server.faults.next("chat.update", ErrorAnswer("cant_update_message"))
    told = _runs(house, "--json")
    assert told.returncode == 1
    read = json.loads(told.stdout)
    assert read["well"] is False
    assert {frozenset(each) for each in read["findings"]} == {
        frozenset({"area", "level", "what", "facts", "says", "why", "mend"})
    }
    wrong = [each for each in read["findings"] if each["level"] == "wrong"]
    assert [(each["area"], each["what"], each["facts"]["error"]) for each in wrong] == [
        ("posting", "editing-refused", "cant_update_message")
    ]


def nobody_examines_by_wrong_settings(house: Installation) -> None:
    told = _runs(house, SLACK_BOT_TOKEN="nonsense")  # noqa: S106
    assert told.returncode == 2
    assert told.stderr == "SLACK_BOT_TOKEN is not usable; it should look like xoxb-….\n"


def no_secret_is_printed(house: Installation) -> None:
    house.server.faults.next("auth.test", ErrorAnswer("token_revoked"))
    secrets = (
        house.server.bot_token, house.server.app_token, house.settings.smtp_url.password,  # type: ignore[union-attr]
        house.settings.imap_url.password, "0123456789abcdef-hooks",  # type: ignore[union-attr]
    )  # fmt: skip
    for words in ((), ("--json",)):
        told = _runs(house, *words, TRACKER_SECRET="0123456789abcdef-hooks")  # noqa: S106
        assert [secret for secret in secrets if secret in told.stdout + told.stderr] == []


def a_running_bot_takes_no_notice_and_its_links_count() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with stage(beginning=now) as s:
        s.person("shijiasheng").types(f"/release start at {(now + timedelta(days=30)):%Y-%m-%d 12:00}")
        s.settle()
        s.person("fanghao").reacts("✅", on=s.person("fanghao").prompt())
        _anew(s.server, "fucheng", email="elsewhere@office.example")
        before = s.shown()
        told = s.runs(
            "doctor",
            "--json",
            SLACK_BOT_TOKEN=s.server.bot_token,
            SLACK_SIGNING_SECRET=s.server.signing_secret,
            SLACK_API_URL=s.server.api_url,
            SMTP_URL=s.server.smtp_url,
            PORT=s.address.rpartition(":")[2],
        )
        s.settle()
        read = json.loads(told.stdout)
        assert [each for each in read["findings"] if each["level"] == "wrong"] == []
        assert [each["what"] for each in read["findings"] if each["area"] == "http"] == ["http-ready", "http-outside"]
        assert {"events-heard", "command-heard"} <= {each["what"] for each in read["findings"]}
        assert s.shown()["deliveries"] == before["deliveries"]
