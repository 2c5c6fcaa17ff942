"""A workspace of 20,000 people and 6,000 channels: opened at once, read in pages that are shorter than asked for."""

import time
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox import Rates, Server, SetupError, running
from sandbox.setup.team import team_from
from tests.sandbox.office import PEOPLE, Json, client_of, manifest, read_error


@pytest.fixture(scope="module")
def crowded() -> Iterator[Server]:
    people: Json = {**PEOPLE, "crowd": {"people": 20_000, "channels": 6_000}, "channels": {"attic": {"archived": True}}}
    # A hundred pages take five minutes by Slack's rates.
    with running(people=people, manifest=manifest(), rates=Rates.off()) as opened:
        yield opened


@pytest.fixture
def client(crowded: Server) -> WebClient:
    return client_of(crowded)


def a_big_workspace_is_opened_in_a_moment() -> None:
    before = time.process_time()
    with running(people={**PEOPLE, "crowd": {"people": 20_000, "channels": 6_000}}, manifest=manifest()) as server:
        assert len(server.workspace.users) == 20_000 + 3 + 1
        assert len(server.workspace.channels) == 6_000 + 2
    assert time.process_time() - before < 5


def a_big_workspace_is_read_in_a_hundred_pages_and_more(crowded: Server, client: WebClient) -> None:
    pages = [page["members"] for page in client.users_list(limit=200)]
    assert len(pages) > 100
    assert max(len(page) for page in pages) < 200
    assert [member["id"] for page in pages for member in page] == list(crowded.workspace.users)


def a_list_without_a_limit_is_refused_where_too_many_are_on_it(client: WebClient) -> None:
    assert read_error(client, "users.list") == "limit_required"


def a_page_of_channels_is_shorter_than_asked_for_and_more_follow(client: WebClient) -> None:
    pages = [page["channels"] for page in client.conversations_list(limit=500, exclude_archived=True)]
    assert [len(page) for page in pages[:2]] == [449, 450]
    assert sum(len(page) for page in pages) == 6_002


def a_crowd_is_counted() -> None:
    with pytest.raises(SetupError, match="how many"):
        team_from({**PEOPLE, "crowd": {"people": "many"}})
