"""A picture that Slack refuses gives way to a plainer one, wherever it is shown; nobody is left without an answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.abilities import Abilities
from bot.slack.manifest import MANIFEST
from bot.slack.pictures.blocks import MESSAGE_ROOM, plainer, section, surely_taken, weight, words_of
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Sender, Sent
from sandbox import ErrorAnswer, Server, running
from sandbox.wire.payloads import new_response_url
from tests.slack.limits import broken_by

Blocks = tuple[dict[str, Any], ...]
BROKEN: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
UNKNOWN: dict[str, Any] = {"type": "hologram"}


@pytest.fixture(name="server", scope="module")
def a_workspace() -> Iterator[Server]:
    with running(manifest=MANIFEST, people={"channel": "#team", "people": {"ada": "Ada"}}) as server:
        yield server


TOO_MANY = tuple(section(f"{n}") for n in range(51))
TOO_MUCH = (section("y" * 2900),) * 5


@pytest.mark.parametrize("blocks", [(BROKEN,), (UNKNOWN,), TOO_MANY, TOO_MUCH])
def an_answer_through_a_response_url_whose_blocks_are_refused_is_said_in_words(server: Server, blocks: Blocks) -> None:
    ada = server.person("ada")
    sender = Sender(WebClient(server.bot_token, base_url=server.api_url), "", Abilities())
    team = server.workspace.channel("team").id
    base = server.api_url.removesuffix("/api/")
    with server.workspace.change():
        url = new_response_url(server.workspace, team, ada.id, None, base, "commands")
    assert sender.respond(url, Picture(f"in words {len(blocks)}", blocks), None) == Sent("", "")
    assert (ada.ephemerals[-1].text, ada.ephemerals[-1].blocks) == (f"in words {len(blocks)}", ())


def what_is_refused_as_words_is_shortened(server: Server) -> None:
    sender = Sender(WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[]), "", Abilities())
    team = server.workspace.channel("team").id
    server.faults.next("chat.postMessage", ErrorAnswer("msg_blocks_too_long"))
    server.faults.next("chat.postMessage", ErrorAnswer("msg_too_long"))
    posted = sender.post(team, Picture("word " * 1000, (section("word"),)), "key", None)
    assert isinstance(posted, Sent)
    message = server.workspace.message(team, posted.ts)
    assert message is not None
    assert message.blocks == ()
    assert 3790 < len(message.text) <= 3800


def what_has_nothing_to_spare_has_no_plainer_picture() -> None:
    assert plainer(Picture("Signed.")) is None
    assert plainer(Picture("Signed.", (section("*Signed.*"),))) == Picture("Signed.")


def a_list_gives_up_its_table_first_and_then_its_layout() -> None:
    in_words = Picture("B1", (section("*B1*"),))
    assert plainer(Picture("B1", in_words.blocks, tabled=(UNKNOWN,))) == in_words
    assert plainer(in_words) == Picture("B1")


@pytest.mark.parametrize(
    "shown",
    [
        Picture("w", (BROKEN,)),
        Picture("w", tuple(section(f"{n}") for n in range(51))),
        Picture("w", (section("y" * 2900),) * 5),
    ],
)
def an_answer_that_could_be_refused_without_a_word_is_made_plainer_first(shown: Picture) -> None:
    assert surely_taken(shown) == Picture("w")


def an_answer_within_the_limits_stays_as_it_is() -> None:
    shown = Picture("w", (section("*w*"),))
    assert surely_taken(shown) == shown


def a_table_without_room_is_left_out_of_an_answer_and_one_with_room_stays() -> None:
    in_words = Picture("w", (section("*w*"),))
    assert surely_taken(replace(in_words, tabled=TOO_MUCH)) == in_words
    tabled = (section("short"),)
    laid_out = surely_taken(Picture("\n".join(["x" * 300] * 25), tabled=tabled))
    assert (len(laid_out.blocks) > 1, laid_out.tabled) == (True, tabled)


def a_long_answer_in_words_alone_is_laid_out_and_keeps_its_end() -> None:
    lines = [f"line {n} " + "x" * 300 for n in range(25)]
    taken = surely_taken(Picture("\n".join(lines)))
    assert broken_by(taken) == []
    assert weight(taken.blocks) <= MESSAGE_ROOM
    assert "line 24" in words_of(taken.blocks[-1])
