import hmac
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import httpx
import pytest

from bot.platforms.bugs.connecting import HOOKS
from bot.platforms.bugs.issue import Issue
from bot.platforms.hooks import Ignored, Malformed, Noted, routes
from bot.platforms.signatures import dated
from bot.web import web
from tests.platforms import cloud, hub
from tests.platforms.serving import running
from tests.platforms.tracked import Hand

SECRET = "It's a Secret to Everybody"  # noqa: S105
NEXT = "what it is being changed for"
KEPT: list[tuple[Issue, str]] = []
CLOCK = Hand()
CALLS = httpx.Client(trust_env=False)  # one for all: making one reads every certificate there is


def keep(issue: Issue, cause: str) -> Noted:
    KEPT.append((issue, cause))
    return Noted()


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    hooks = routes(HOOKS, (NEXT, SECRET), keep, CLOCK)
    with running(web(hooks, list)) as origin:
        yield origin


@pytest.fixture
def kept() -> list[tuple[Issue, str]]:
    KEPT.clear()
    return KEPT


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def posted(origin: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    answer = CALLS.post(
        f"{origin}{path}", content=body, headers=[(name.encode(), each.encode()) for name, each in headers.items()]
    )
    return answer.status_code, answer.text


def github(origin: str, data: Any, **headers: str) -> tuple[int, str]:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    sent = {"x-github-event": "issues", "x-github-delivery": "72d3162e-cc78", "x-hub-signature-256": signature(body)}
    return posted(
        origin, "/hooks/github", body, sent | {name.replace("_", "-"): each for name, each in headers.items()}
    )


def jira(origin: str, data: Any, **headers: str) -> tuple[int, str]:
    body = json.dumps(data).encode()
    sent = {"x-atlassian-webhook-identifier": "ab12", "x-hub-signature": signature(body)}
    return posted(origin, "/hooks/jira", body, sent | {name.replace("_", "-"): each for name, each in headers.items()})


def pushed(origin: str, data: Any, minutes: float = 0, secret: str = SECRET) -> tuple[int, str]:
    body, stamp = json.dumps(data).encode(), str(int(CLOCK().timestamp() + minutes * 60))
    headers = {"x-release-timestamp": stamp, "x-release-signature": dated(secret, body, stamp)}
    return posted(origin, "/hooks/bugs", body, headers)


def event(action: str = "labeled", **issue: Any) -> dict[str, Any]:
    repository = {"full_name": "Boying/Release", "html_url": "https://github.com/Boying/Release"}
    return {"action": action, "issue": hub.issue(7, "severity/A", **issue), "repository": repository}


OWN = {
    "release": "boying-2021.06",
    "ref": "T-1",
    "title": "白屏",
    "state": "open",
    "severity": "A",
    "system": "boying-web",
    "changed_at": "2021-06-03T10:00:00+08:00",
}


def the_secret_before_is_taken_while_it_is_changed(served: str, kept: list[tuple[Issue, str]]) -> None:
    body = json.dumps(event()).encode()
    for secret, status in ((NEXT, 200), (SECRET, 200), ("a third, of somebody else", 401)):
        assert github(served, body, x_hub_signature_256=signature(body, secret))[0] == status
    assert len(kept) == 2


def the_signatures_are_those_of_githubs_own_example() -> None:
    """https://docs.github.com/webhooks, "Validating webhook deliveries": testing the webhook payload validation."""
    expected = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert signature(b"Hello, World!") == expected


def a_signed_issue_is_handed_on_with_its_delivery(served: str, kept: list[tuple[Issue, str]]) -> None:
    assert github(served, event()) == (200, "noted")
    ((issue, cause),) = kept
    assert (issue.kind, issue.place, issue.ref, issue.life) == ("github", "boying/release", "#7", "open")
    assert issue.url == "https://github.com/Boying/Release/issues/7"
    assert cause == "/hooks/github:72d3162e-cc78"


@pytest.mark.parametrize("action", ["deleted", "transferred"])
def an_issue_that_left_the_repository_is_gone(served: str, kept: list[tuple[Issue, str]], action: str) -> None:
    github(served, event(action))
    assert [issue.life for issue, _ in kept] == ["gone"]


@pytest.mark.parametrize("forged", ["", "sha256=", "sha256=" + "0" * 64, signature(b"x"), "sha1=7571", "签名"])
def a_wrong_signature_changes_nothing(served: str, kept: list[tuple[Issue, str]], forged: str) -> None:
    assert github(served, event(), x_hub_signature_256=forged) == (401, "the signature is not ours")
    assert jira(served, {}, x_hub_signature=forged)[0] == 401
    assert kept == []


def a_signature_by_another_secret_changes_nothing(served: str, kept: list[tuple[Issue, str]]) -> None:
    body = json.dumps(event()).encode()
    assert github(served, event(), x_hub_signature_256=signature(body, "another secret"))[0] == 401
    assert pushed(served, OWN, secret="another secret")[0] == 401  # noqa: S106
    assert kept == []


def an_event_that_is_no_concern_is_ignored(served: str, kept: list[tuple[Issue, str]]) -> None:
    assert github(served, {"zen": "Design for failure."}, x_github_event="ping")[0] == 202
    assert jira(served, {"webhookEvent": "sprint_started"})[0] == 202
    assert kept == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"payload=%7B%7D", b"\xff\xfe", b"[" * 200_000, b"[]", b'{"action": "opened"}', b'{"issue": null}'],
)
def a_body_that_is_not_as_documented_is_refused(served: str, kept: list[tuple[Issue, str]], data: bytes) -> None:
    assert github(served, data)[0] == 400
    assert kept == []


@pytest.mark.parametrize("delivery", ["", "x" * 101, "a b"])
def a_delivery_without_a_usable_id_is_refused(served: str, kept: list[tuple[Issue, str]], delivery: str) -> None:
    assert github(served, event(), x_github_delivery=delivery)[0] == 400
    assert kept == []


def an_issue_of_jiras_is_handed_on_with_its_identifier(served: str, kept: list[tuple[Issue, str]]) -> None:
    told = {"timestamp": 1622682000000, "webhookEvent": "jira:issue_updated", "issue": cloud.issue("BOY-7")}
    assert jira(served, told) == (200, "noted")
    assert jira(served, {**told, "webhookEvent": "jira:issue_deleted"}) == (200, "noted")
    assert [(issue.place, issue.ref, issue.life, cause) for issue, cause in kept] == [
        ("https://boying.atlassian.net", "BOY-7", "open", "/hooks/jira:ab12"),
        ("https://boying.atlassian.net", "BOY-7", "gone", "/hooks/jira:ab12"),
    ]
    assert kept[0][0].url == "https://boying.atlassian.net/browse/BOY-7"


def a_bug_in_our_own_form_is_handed_on_with_its_signature(served: str, kept: list[tuple[Issue, str]]) -> None:
    assert pushed(served, OWN) == (200, "noted")
    assert pushed(served, OWN) == (200, "noted")
    (issue, cause), (_, again) = kept
    assert (issue.kind, issue.place, issue.ref, issue.title) == ("pushed", "boying-2021.06", "T-1", "白屏")
    assert cause == again


@pytest.mark.parametrize(("minutes", "status"), [(-4.9, 200), (4.9, 200), (-5.1, 401), (5.1, 401)])
def an_old_timestamp_is_refused(served: str, kept: list[tuple[Issue, str]], minutes: float, status: int) -> None:
    found, said = pushed(served, OWN, minutes)
    assert (found, len(kept)) == (status, 1 if status == 200 else 0)
    assert found == 200 or "more than five minutes" in said


@pytest.mark.parametrize("stamp", ["", "soon", "²", "-1", "9" * 400, "1622685600.5"])
def a_timestamp_that_is_none_is_refused(served: str, kept: list[tuple[Issue, str]], stamp: str) -> None:
    headers = {"x-release-timestamp": stamp, "x-release-signature": "v0=0"}
    assert posted(served, "/hooks/bugs", b"{}", headers) == (401, "X-Release-Timestamp is not in epoch seconds")
    assert kept == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ref": " ", "system": None}, "missing: ref, system"),
        ({"state": "closed"}, "state is one of open, fixed, verified, deferred, gone"),
        ({"changed_at": "2021-06-03T10:00:00"}, "changed_at is ISO 8601 with a zone"),
    ],
)
def a_pushed_bug_says_all_that_is_needed(served: str, kept: list[tuple[Issue, str]], wrong: Any, said: str) -> None:
    assert pushed(served, OWN | wrong) == (400, said)
    assert kept == []


def a_pushed_address_that_is_no_page_is_left_out(served: str, kept: list[tuple[Issue, str]]) -> None:
    pushed(served, OWN | {"url": "javascript:alert(1)"})
    assert kept[0][0].url == ""


def there_are_no_webhooks_without_a_secret() -> None:
    with running(web(routes(HOOKS, (), keep, CLOCK), list)) as origin:
        assert github(origin, event()) == (404, "no secret for webhooks is set here")


def a_body_of_five_megabytes_is_refused_whoever_signed_it(served: str, kept: list[tuple[Issue, str]]) -> None:
    status, said = github(served, event(body="x" * 5_000_000))
    assert (status, said) == (413, "The body has more than 1000000 bytes.")
    assert kept == []


def what_could_not_be_kept_is_not_called_noted() -> None:
    def lost(_news: Issue, _cause: str) -> Noted:
        raise OSError("the database is away")

    with running(web(routes(HOOKS, (NEXT, SECRET), lost, CLOCK), list)) as origin:
        assert github(origin, event())[0] == 500


@pytest.mark.parametrize(
    ("heard", "answer"),
    [
        (Ignored("no such release"), (202, "ignored: no such release")),
        (Malformed("no such system"), (400, "no such system")),
    ],
)
def what_came_of_the_news_is_answered(heard: Ignored | Malformed, answer: tuple[int, str]) -> None:
    with running(web(routes(HOOKS, (NEXT, SECRET), lambda *_: heard, CLOCK), list)) as origin:
        assert pushed(origin, OWN) == answer
