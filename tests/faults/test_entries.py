"""The public entries, and no input to any of them that ends in an unhandled exception.

What Slack sends over HTTP is tried on a running bot, in tests/scenarios/test_bad_input.py.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.__main__ import cli
from bot.core import Core, open_core, present
from bot.domain.plan.moments import Calendar
from bot.domain.plan.spelling import is_text
from bot.mail.addresses import imap_server
from bot.mail.apart import attempt
from bot.mail.binding import Post
from bot.mail.mailbox import Inbox
from bot.mail.seals import Seals
from bot.operator import Operator
from bot.platforms.bugs.connecting import HOOKS
from bot.platforms.deployments.connecting import deploy_routes
from bot.platforms.deployments.hooks import hooks_of
from bot.platforms.hooks import routes
from bot.platforms.signatures import dated
from bot.record.service import Caller
from bot.rounds.alerts import Alerting
from bot.rounds.deployments import Deploying
from bot.rounds.mailbox import Postbox
from bot.rounds.tracker import Tracking
from bot.settings import StoreSettings
from bot.slack.http import events
from bot.slack.manifest import EVENTS
from bot.speech.voice import Voice
from bot.watching.alertmanager import AlertmanagerHook
from bot.web import web
from tests.domain.plans import boying
from tests.faults.garbage import TEXTS, bodies
from tests.mail.incoming import REPORT, reply
from tests.platforms import cloud
from tests.platforms.deploys.test_deploy_hooks import ENDED, PIPELINE, WORKFLOW
from tests.platforms.test_hooks import OWN, event, signature
from tests.platforms.tracked import Hand
from tests.processes import ROOT, command_line
from tests.walls.source import sources
from tests.watching.test_alertmanager import alert, payload

SECRET = "a secret of sixteen or more"  # noqa: S105
CLOCK = Hand()
PLATFORM = "our-hub"
TRIED = settings(deadline=None, max_examples=40)


@dataclass(frozen=True)
class Entry:
    """A way in: what is right for it, and the headers that make a body ours."""

    right: Any
    signed: Callable[[bytes], Mapping[str, str]]


def _github(kind: str, body: bytes) -> Mapping[str, str]:
    signed = signature(body, SECRET)
    return {"x-github-event": kind, "x-github-delivery": "72d3162e-cc78", "x-hub-signature-256": signed}


def _jira(body: bytes) -> Mapping[str, str]:
    return {"x-atlassian-webhook-identifier": "ab12", "x-hub-signature": signature(body, SECRET)}


def _dated(body: bytes) -> Mapping[str, str]:
    stamp = str(int(CLOCK().timestamp()))
    return {"x-release-timestamp": stamp, "x-release-signature": dated(SECRET, body, stamp)}


WALL: Mapping[str, Entry] = {
    "GitHubHook": Entry(event(), partial(_github, "issues")),
    "JiraHook": Entry({"webhookEvent": "jira:issue_updated", "issue": cloud.issue("BOY-7")}, _jira),
    "PushedHook": Entry(OWN | {"release": "boying-1.0.0"}, _dated),
    "OwnHook": Entry(ENDED, _dated),
    "GitHubRunHook": Entry(WORKFLOW, partial(_github, "workflow_run")),
    "GitLabHook": Entry(PIPELINE, lambda _body: {"x-gitlab-token": SECRET}),
    "AlertmanagerHook": Entry(payload(alert()), lambda _body: {"authorization": f"Bearer {SECRET}"}),
}
BY_HAND = {"/healthz", "/readyz", "/metrics", EVENTS}
"""Those that read no body, and Slack's own."""


@pytest.fixture(scope="module", name="url")
def a_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('entries')}/releases.db"


@pytest.fixture(scope="module", name="core")
def a_release_under_way(url: str) -> Iterator[Core]:
    core = open_core(url, CLOCK)
    lead = Caller("U1", "slash", "start", "shijiasheng")
    core.service.start(boying(), CLOCK() + timedelta(days=9), Calendar(), lead)
    assert [header.release for header in core.records.releases()] == ["boying-1.0.0"]
    yield core
    core.database.close()


@pytest.fixture(scope="module", name="served")
def every_route(core: Core) -> Iterator[Starlette]:
    tracking = Tracking(core.service, core.records, lambda _plan: None, CLOCK)
    deploying = Deploying(core.service, core.records, lambda *_: None, lambda *given: given[2], CLOCK)
    alerting = Alerting(core.service, core.records, CLOCK)
    yield web(
        [
            *routes(HOOKS, (SECRET,), tracking.told, CLOCK),
            *deploy_routes({PLATFORM: (SECRET,)}, deploying.told, CLOCK),
            *routes([AlertmanagerHook()], (SECRET,), alerting.told, CLOCK),
            events(None),
        ],
        list,
    )
    tracking.close()
    deploying.close()


def _hooks() -> dict[str, str]:
    """The path of each hook, by its class."""
    return {type(hook).__name__: hook.path for hook in (*HOOKS, *hooks_of(PLATFORM), AlertmanagerHook())}


def every_way_in_is_in_this_wall(served: Starlette) -> None:
    """A hook or a route that is added fails here until it is tried below."""
    named = {name for source in sources(ROOT).values() for name in re.findall(r"(?m)^class (\w+Hook)\b", source)}
    assert named == WALL.keys() == _hooks().keys()
    made = [
        path for path, source in sources(ROOT).items() if path.startswith("bot/") and re.search(r"\bRoute\(", source)
    ]
    assert made == ["bot/platforms/hooks.py", "bot/slack/http.py", "bot/web.py"]
    paths = {route.path for route in served.routes if isinstance(route, Route)}
    assert paths == {*_hooks().values(), *BY_HAND}


def _asked(app: Starlette, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    """Whatever is not handled within is raised here."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot", trust_env=False) as to:
            return await to.request(method, path, content=body, headers=dict(headers))

    with ThreadPoolExecutor(1) as apart:  # a browser test before this one has left its loop running in this thread
        return apart.submit(asyncio.run, ask()).result()


@pytest.mark.parametrize("name", WALL)
def what_is_signed_and_wrong_is_answered_calmly(served: Starlette, name: str) -> None:
    entry, path = WALL[name], _hooks()[name]
    right = json.dumps(entry.right).encode()
    assert _asked(served, "POST", path, right, entry.signed(right)).is_success

    @TRIED
    @given(bodies(entry.right))
    def tried(body: bytes) -> None:
        with capture_logs() as logged:
            answer = _asked(served, "POST", path, body, entry.signed(body))
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, answer.text
        assert not [line for line in logged if line.get("exc_info") or line["log_level"] == "error"]

    tried()


@TRIED
@given(st.sampled_from(sorted(BY_HAND)), st.binary(max_size=40), st.sampled_from(["GET", "POST", "PUT", "HEAD", "X"]))
def what_is_asked_of_the_other_routes_is_answered(served: Starlette, path: str, body: bytes, method: str) -> None:
    assert _asked(served, method, path, body, {}).status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def _letters() -> st.SearchStrategy[bytes]:
    """Right ones with a piece cut out, or bytes put in."""
    calendar = reply("yes")
    calendar.add_alternative("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", subtype="calendar")
    right = [reply().as_bytes(), REPORT.encode(), calendar.as_bytes()]
    piece = st.binary(max_size=20) | TEXTS.map(lambda text: text.encode(errors="replace"))

    def cut(letter: bytes, at: int, length: int, put: bytes) -> bytes:
        place = at % len(letter)
        return letter[:place] + put + letter[place + length :]

    return st.builds(cut, st.sampled_from(right), st.integers(0, 5_000), st.integers(0, 60), piece)


@settings(deadline=None, max_examples=150)
@given(_letters())
def what_comes_by_mail_is_read_or_not_and_changes_nothing_unless_it_is_known(core: Core, letter: bytes) -> None:
    """Anybody may write to the mailbox: neither the record nor anybody in Slack is to hear of it."""
    inbox = Inbox(imap_server("imaps://captain:secret@mail.example"))
    releases = tuple(core.records.look(header.release) for header in core.records.releases())
    post = Post(releases, "bot.example", Seals(b"key"), lambda release, who: release.people[who].email)
    became: list[str] = []
    box = Postbox(inbox, core.service, lambda: post, present, became.append)
    before = [header.version for header in core.records.releases()]
    found = attempt(letter, "mx.bot.example")
    for incoming in () if isinstance(found, str) else found:
        box.take(incoming)
    assert set(became) <= {"strange", "automatic"}
    assert [header.version for header in core.records.releases()] == before


STARTED = {"run", "rehearse", "demo", "doctor", "sign"}
"""Commands that take no words of anybody's: what they read are settings and a plan, refused with all their problems."""
TYPED = {"do", "show", "log", "report", "export", "verify", "check", "manifest", "grant", "keys"}
WORDS = ["status", "done", "1b", "boying-user", "meeting", "at", "hotfix", "H1", "in", "bug", "A", "deploy", "until"]
SAID = st.lists(st.sampled_from(WORDS) | TEXTS, max_size=5).map(" ".join).filter(is_text)
WHO = st.sampled_from(["shijiasheng", "fucheng", None]) | TEXTS.filter(is_text)


@TRIED
@given(SAID, WHO)
def what_is_said_at_the_command_line_is_answered_whatever_it_is(
    core: Core, url: str, line: str, person: str | None
) -> None:
    assert core.records.releases()
    office = Operator(StoreSettings(database_url=url), Voice("en", "plain"))
    text, _refused = office.do(boying(), person, line, f"cli:{line}:{person}")
    assert text


@pytest.mark.parametrize("command", sorted(TYPED))
def what_is_no_text_is_refused_at_the_command_line(tmp_path: Path, command: str) -> None:
    told = command_line([command, "x\udcff"], {"LANG": "en"}, tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "What was typed holds bytes that are no text in UTF-8; type it anew.\n"


def every_command_is_in_this_wall() -> None:
    named = {command.name or getattr(command.callback, "__name__", "") for command in cli.registered_commands}
    assert named == STARTED | TYPED
