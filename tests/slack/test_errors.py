"""Every error of every method the bot calls: it has its row, and the call that meets it comes out as the row says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from slack_sdk import WebClient
from starlette.responses import HTMLResponse

from bot.domain.state.delivery import Mend
from bot.slack.abilities import Abilities
from bot.slack.canvases import Canvases, Refused
from bot.slack.errors import CANVASES, ERRORS, IN_A_METHOD, NAMES, Means, verdict
from bot.slack.manifest import MANIFEST
from bot.slack.pictures.blocks import section
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Barred, Failed, Gone, Hopeless, Limited, Sender, Sent, Unknown
from bot.slack.uploads import Uploads
from sandbox import ErrorAnswer, Server, running
from tests.platforms.serving import running as serving
from tests.walls.linter import ROOT
from tests.walls.source import sources

HERE: Final = Path(__file__).parent
PAGES: Final[Mapping[str, list[str]]] = json.loads((HERE / "errors.json").read_text(encoding="utf-8"))
"""The errors that the page of each method lists, those of Slack's OpenAPI description among them."""
SLACKS: Final = Path(__file__).parents[3] / "shared" / "slack-truth" / "web-api.json"
COMES_OUT: Final[Mapping[Means, type]] = {
    Means.GONE: Gone,
    Means.LIMITED: Limited,
    Means.MAYBE_DONE: Unknown,
    Means.LATER: Failed,
    Means.NEVER: Hopeless,
    Means.ABSENT: Hopeless,
}
PICTURE: Final = Picture("Signed.", (section("*Signed.*"),))
FAMILIES: Final = "auth|apps|blocks|bots|canvases|chat|conversations|files|functions|reactions|team|users|views"
OF_A_CLIENT: Final = re.compile(rf"_?client\.((?:{FAMILIES})_\w+)\(")
BY_NAME: Final = re.compile(rf'"((?:{FAMILIES})\.[a-zA-Z.]+)"')


def methods_called() -> set[str]:
    """Slack's methods, as the bot's source names them. The doctor shows errors as they come."""
    texts = [text for path, text in sources(ROOT).items() if path.startswith("bot/") and "bot/doctor/" not in path]
    named = {name for text in texts for name in BY_NAME.findall(text)}
    return named | {name.replace("_", ".", 1) for text in texts for name in OF_A_CLIENT.findall(text)}


def no_error_has_two_rows() -> None:
    names = [name for names in NAMES.values() for name in names.split()]
    assert len(names) == len(set(names)) == len(ERRORS)


def every_method_that_is_called_has_its_errors_listed() -> None:
    assert methods_called() - PAGES.keys() == set()


@pytest.mark.parametrize("method", PAGES)
def every_error_of_a_method_has_its_row(method: str) -> None:
    assert [error for error in PAGES[method] if error not in ERRORS and (method, error) not in IN_A_METHOD] == []


def no_error_of_slacks_description_is_missing() -> None:
    if not SLACKS.exists():
        pytest.skip("Slack's OpenAPI description is not on this machine; the errors listed here were taken from it")
    described = json.loads(SLACKS.read_text(encoding="utf-8"))
    missing = {m: set(described[m]["errors"]) - set(known) for m, known in PAGES.items() if m in described}
    assert not any(missing.values())


def an_error_that_no_page_lists_is_taken_to_pass() -> None:
    assert verdict("chat.postMessage", "out_of_coffee") is Means.LATER


def a_canvas_is_not_waited_for_in_words_that_no_page_lists() -> None:
    assert verdict("canvases.create", "team_tier_cannot_have_it") is Means.ABSENT
    assert verdict("canvases.edit", "team_tier_cannot_have_it") is Means.ABSENT


@pytest.mark.parametrize(("status", "came"), [(200, Unknown), (502, Unknown), (403, Failed)])
def a_page_in_place_of_slacks_answer_says_nothing_of_the_post_unless_it_was_turned_away(
    status: int, came: type
) -> None:
    with serving(HTMLResponse("<html><body>One moment, please</body></html>", status)) as origin:
        client = WebClient("xoxb-1", base_url=f"{origin}/api/", retry_handlers=[])
        posted = Sender(client, "http://team.example/", Abilities()).post("C1", PICTURE, "k", None)
    assert isinstance(posted, came)


@dataclass(frozen=True)
class Desk:
    server: Server
    sender: Sender
    uploads: Uploads
    channel: str
    user: str
    ts: str

    def calls(self, method: str) -> object:
        """What comes of one call of the method."""
        at = datetime.fromtimestamp(float(self.ts), UTC)
        ways: Mapping[str, Callable[[], object]] = {
            "chat.postMessage": lambda: self.sender.post(self.channel, PICTURE, "k", None),
            "chat.update": lambda: self.sender.edit(self.channel, self.ts, PICTURE),
            "chat.postEphemeral": lambda: self.sender.whisper(self.channel, self.user, PICTURE, None),
            "conversations.open": lambda: self.sender.open_dm(self.user),
            "conversations.history": lambda: self.sender.find(self.channel, "none", at, None),
            "conversations.replies": lambda: self.sender.find(self.channel, "none", at, self.ts),
            "views.publish": lambda: self.sender.publish(self.user, {"type": "home", "blocks": [section("Hello")]}),
            "functions.completeSuccess": lambda: self.sender.end("Fx1", {"release": "a"}, ""),
            "functions.completeError": lambda: self.sender.end("Fx1", {}, "refused"),
            "files.getUploadURLExternal": lambda: self.uploads.upload([Page()]),
            "files.completeUploadExternal": lambda: self.uploads.share(self.channel, None, ["F1"], "the report"),
        }
        return ways[method]()


@dataclass(frozen=True)
class Page:
    name: str = "report.html"
    content: bytes = b"<p>done</p>"


SENT: Final = tuple(
    (method, error)
    for method in (
        "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open", "conversations.history",
        "conversations.replies", "views.publish", "files.getUploadURLExternal", "files.completeUploadExternal",
        "functions.completeSuccess", "functions.completeError",
    )
    for error in PAGES[method]
)  # fmt: skip


@pytest.fixture(name="desk", scope="module")
def a_sender_in_a_workspace() -> Iterator[Desk]:
    with running(manifest=MANIFEST, people={"channel": "#team", "people": {"ada": "Ada"}}) as server:
        client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
        channel, user = server.workspace.channel("team").id, server.person("ada").id
        sender = Sender(client, "http://team.example/", Abilities())
        posted = sender.post(channel, PICTURE, "first", None)
        assert isinstance(posted, Sent)
        yield Desk(server, sender, Uploads(client), channel, user, posted.ts)


@pytest.mark.parametrize(("method", "error"), SENT)
def a_call_comes_out_as_the_row_of_its_error_says(desk: Desk, method: str, error: str) -> None:
    desk.server.faults.next(method, ErrorAnswer(error))
    desk.server.clock.move(2)  # who keeps to Slack's rates, `bot.post.turns`, is not here
    came = desk.calls(method)
    match verdict(method, error):
        case Mend.INVITE if method == "chat.postMessage":
            assert isinstance(came, Failed)  # it has joined, and posts the next time
        case Mend() as mend:
            assert isinstance(came, Barred)
            assert (came.mend, came.why) == (mend, error)
        case Means.PLAINER if method.startswith("chat."):
            assert isinstance(came, Sent)
        case Means.PLAINER:
            assert isinstance(came, Barred)
        case Means.GONE if method.startswith("functions."):
            assert isinstance(came, Sent)  # it is over, whoever ended it
        case Means.GONE if method.startswith("conversations."):
            assert came is None  # where there is no thread there is no message of ours
        case means:
            assert isinstance(came, COMES_OUT[means])
    assert not desk.server.faults.waiting()["calls"]


@pytest.mark.parametrize(("method", "error"), [(method, error) for method in CANVASES for error in PAGES[method]])
def a_canvas_waits_for_what_passes_and_messages_go_out_without_it_otherwise(
    desk: Desk, method: str, error: str
) -> None:
    abilities = Abilities()
    client = WebClient(desk.server.bot_token, base_url=desk.server.api_url, retry_handlers=[])
    canvases = Canvases(client, "http://team.example/", "T1", abilities)
    desk.server.faults.next(method, ErrorAnswer(error))
    match method:
        case "canvases.create":
            came: object = canvases.create("The report", "All is well.")
        case "canvases.edit":
            came = canvases.rewrite("F1", "All is well.")
        case _:
            came = canvases.open_to(desk.channel, "F1")
    match verdict(method, error):
        case Means.LIMITED | Means.MAYBE_DONE | Means.LATER as means:
            assert isinstance(came, COMES_OUT[means])
        case Mend() as mend if mend is Mend.TOKEN or mend.is_the_channels:
            assert isinstance(came, Barred)
        case _:
            assert came == Refused(error)
    assert abilities.canvases is (verdict(method, error) is not Means.ABSENT)
