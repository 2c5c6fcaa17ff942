"""Lists are tables where the workspace has them, words where it has not, and the same list either way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.slack.abilities import Abilities
from bot.slack.pictures import tables
from bot.slack.pictures.blocks import section
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Sender, Sent
from sandbox import ErrorAnswer
from tests.domain.workshop import workshop
from tests.scenarios.screen import rows_of, words_of
from tests.scenarios.stage import Stage, in_a_file, stage


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Stage]:
    with stage(plan=in_a_file(workshop(), tmp_path)) as set_up:
        set_up.person("lena").types("/release start")
        set_up.signs("deploy")
        set_up.person("olaf").types("/release bug A web Cannot <pay>")
        yield set_up


def the_bugs_the_deployments_and_the_record_are_tables(s: Stage) -> None:
    lena = s.person("lena")
    listed = lena.asks("/release bug list")
    assert [row[4] for row in rows_of(listed)] == ["What is wrong", "Cannot <pay>"]
    assert "Cannot &lt;pay&gt;" in listed.text, "who hears the message is told the same"
    assert ["web", "test", "succeeded"] in [row[:3] for row in rows_of(lena.asks("/release deploy"))]
    head, newest, *_ = rows_of(lena.asks("/release log"))
    assert head[0].startswith("When (")
    assert newest[1] == "Olaf"
    lena.tells(f"<@{s.server.workspace.bot.user_id}> bug list", channel=None)
    assert rows_of(lena.whisper()) == rows_of(listed), "what is owed is shown as what is answered at once"


def a_workspace_that_does_not_take_tables_is_shown_the_same_in_words(s: Stage) -> None:
    s.leave()
    s.server.faults.next("blocks.validate", ErrorAnswer("invalid_message"))
    s.enter()
    lena = s.person("lena")
    listed = lena.asks("/release bug list")
    assert rows_of(listed) == []
    assert "Cannot &lt;pay&gt;" in words_of(listed)
    assert rows_of(lena.asks("/release log")) == []
    assert rows_of(lena.asks("/release deploy")) == []


def a_table_that_slack_refuses_after_all_is_shown_in_words_and_not_tried_again(s: Stage) -> None:
    abilities = Abilities()
    client = WebClient(s.server.bot_token, base_url=s.server.api_url, retry_handlers=[])
    abilities.ask(client)
    assert abilities.tables
    sender, lena = Sender(client, "https://a.slack.com/", abilities), s.person("lena")
    listed, _ = tables.table("Bugs", ["Bug"], [["B1"]])
    picture = tables.beside(Picture("B1", (section("B1"),)), listed)
    channel = s.server.workspace.channel(s.server.workspace.team.channel).id

    assert isinstance(sender.whisper(channel, lena.id, picture, None), Sent)
    assert rows_of(lena.whisper()) == [["Bug"], ["B1"]]
    s.server.faults.next("chat.postEphemeral", ErrorAnswer("invalid_blocks"))
    for _ in range(2):
        assert isinstance(sender.whisper(channel, lena.id, picture, None), Sent)
        assert (rows_of(lena.whisper()), words_of(lena.whisper())) == ([], "B1")
