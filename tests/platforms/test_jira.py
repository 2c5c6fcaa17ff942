from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.platforms.bugs.connecting import tracker_of
from bot.platforms.bugs.jira_text import words
from bot.platforms.bugs.tracker import Listed
from bot.platforms.calling import DEFAULT_LIMITS, Down, Limits
from tests.platforms.cloud import JQL, TOKEN, Cloud, document, issue, status
from tests.platforms.serving import mute, running
from tests.platforms.tracked import BRISK, NOW, Hand, tracking

EXPIRED = "chen@example.com:expired"


def asked(origin: str, token: str | None = TOKEN, query: str = JQL, limits: Limits = DEFAULT_LIMITS) -> Listed | Down:
    plan = tracking("jira", f"{origin}/", query=query)
    found = tracker_of(plan, plan, token, Hand(), limits)
    assert found
    try:
        return found.listed()
    finally:
        found.close()


def listed(cloud: Cloud, **other: Any) -> Listed | Down:
    with running(cloud.app) as origin:
        return asked(origin, **other)


def bugs(found: Listed | Down) -> Listed:
    assert isinstance(found, Listed), found
    return found


def every_page_is_read_by_its_token() -> None:
    cloud = Cloud(*(issue(f"BOY-{n}") for n in range(250)))
    assert len(bugs(listed(cloud)).bugs) == 250
    assert [search.get("nextPageToken") for search in cloud.searches] == [None, "100", "200"]


def an_issue_becomes_a_bug_in_the_plans_names() -> None:
    with running(Cloud(issue("BOY-7", "Low", "boying-web", description=document("一", "二"))).app) as origin:
        (bug,) = bugs(asked(origin)).bugs
        assert (bug.ref, bug.url) == ("BOY-7", f"{origin}/browse/BOY-7")
    assert (bug.severity, bug.system, bug.environment, bug.state) == ("C", "boying-web", "test", "open")
    assert (bug.title, bug.detail) == ("Problem BOY-7", "一\n二")
    assert bug.changed_at == datetime(2021, 6, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": status("In Progress", "indeterminate")}, "open"),
        ({"status": status("Resolved", "done")}, "fixed"),
        ({"status": status("Closed", "done")}, "verified"),
        ({"status": status("关闭", "done"), "resolution": {"name": "Won't Do"}}, "deferred"),
        ({"status": status("To Do"), "labels": ["wontfix-now"]}, "deferred"),
    ],
)
def the_state_is_the_status_or_a_label(fields: dict[str, Any], state: str) -> None:
    (bug,) = bugs(listed(Cloud(issue("BOY-1", **fields)))).bugs
    assert bug.state == state


def a_wrong_token_is_refused_though_jira_answers_it_with_an_empty_list() -> None:
    assert listed(Cloud(issue("BOY-1")), token=EXPIRED) == Down("refused", "Client must be authenticated.")


def a_query_that_jira_refuses_is_told_in_its_own_words() -> None:
    found = listed(Cloud(), query="project = BOZ")
    assert found == Down("wrong-query", "The value 'BOZ' does not exist for the field 'project'.")


@pytest.mark.parametrize(("token", "query", "why"), [(None, JQL, "no-credentials"), ("no colon", JQL, "no-credentials"),
                                                     (TOKEN, " ", "wrong-query")])  # fmt: skip
def nothing_is_asked_that_cannot_be_answered(token: str | None, query: str, why: str) -> None:
    cloud = Cloud()
    found = listed(cloud, token=token, query=query)
    assert isinstance(found, Down)
    assert (found.why, cloud.searches) == (why, [])


LIMITED = {"retry-after": "30", "x-ratelimit-reset": "2021-06-03T02:30Z", "x-ratelimit-remaining": "0"}


@pytest.mark.parametrize(
    ("answer", "down"),
    [
        (JSONResponse({}, 429, LIMITED), Down("rate-limited", "", NOW + timedelta(seconds=30))),
        (
            JSONResponse({}, 429, {"x-ratelimit-reset": "2021-06-03T02:30Z"}),
            Down("rate-limited", "", NOW + timedelta(minutes=30)),
        ),
        (PlainTextResponse("", 503, {"retry-after": "5"}), Down("failed", "HTTP 503", NOW + timedelta(seconds=5))),
        (PlainTextResponse("", 500), Down("failed", "HTTP 500")),
        (RedirectResponse("http://localhost:1/login", 302), Down("redirected", "localhost")),
        (RedirectResponse("/login", 302), Down("redirected", "127.0.0.1")),
        (JSONResponse({"issues": [{"key": "BOY-1"}]}), Down("not-understood")),
        (JSONResponse({"issues": None}), Down("not-understood")),
    ],
)
def no_answer_that_is_none_is_taken_for_a_list(answer: Response, down: Down) -> None:
    cloud = Cloud(issue("BOY-1"))
    cloud.trouble = lambda request: answer if request.method == "POST" else None
    found = listed(cloud)
    assert isinstance(found, Down)
    assert (found.why, found.again_at) == (down.why, down.again_at)
    assert found.detail == down.detail or not down.detail


def a_list_without_end_is_given_up() -> None:
    cloud = Cloud()
    page = JSONResponse({"issues": [], "nextPageToken": "again"})
    cloud.trouble = lambda request: page if request.method == "POST" else None
    found = listed(cloud)
    assert isinstance(found, Down)
    assert found.why == "too-many"


def a_site_that_says_nothing_is_waited_for_in_vain() -> None:
    with mute() as origin:
        assert asked(origin, limits=BRISK) == Down("timed-out", "127.0.0.1")


def a_description_is_read_whatever_it_holds() -> None:
    item = {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "点"}]}]}
    mention = {"type": "mention", "attrs": {"id": "1", "text": "@陈晓文"}}
    line = {"type": "paragraph", "content": [{"type": "text", "text": "see "}, mention, {"type": "hardBreak"}]}
    card = {"type": "inlineCard", "attrs": {"url": "https://example.com/x"}}
    whole = {"type": "doc", "content": [{"type": "bulletList", "content": [item, item]}, line, card, {"type": "new"}]}
    assert words(whole) == "点\n点\nsee @陈晓文\nhttps://example.com/x"
    assert words("h2. *wiki*") == "h2. *wiki*"
    assert words(None) == ""


def a_description_nested_without_end_is_cut() -> None:
    nested: dict[str, Any] = {"type": "text", "text": "deep"}
    for _ in range(5_000):
        nested = {"type": "paragraph", "content": [nested]}
    assert words({"type": "doc", "content": [nested]}) == ""
