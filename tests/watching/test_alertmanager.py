import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.domain.state.watching import Alert, AlertBatch
from bot.platforms.hooks import Noted, routes
from bot.watching.alertmanager import AlertmanagerHook
from bot.web import web
from tests.platforms.serving import running

SECRET = "s3cr3t of the watchers 值"  # noqa: S105
TOKEN = {"authorization": f"Bearer {SECRET}"}
KEPT: list[tuple[AlertBatch, str]] = []
CALLS = httpx.Client(trust_env=False)
STARTED = datetime(2026, 12, 1, 12, 7, 26, 739266, tzinfo=UTC)


def keep(notification: AlertBatch, cause: str) -> Noted:
    KEPT.append((notification, cause))
    return Noted()


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with running(web(routes([AlertmanagerHook()], (SECRET,), keep, lambda: STARTED), list)) as origin:
        yield origin


@pytest.fixture
def kept() -> list[tuple[AlertBatch, str]]:
    KEPT.clear()
    return KEPT


def posted(origin: str, data: Any, headers: dict[str, str] = TOKEN) -> tuple[int, str]:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    answer = CALLS.post(f"{origin}/hooks/alertmanager", content=body, headers=sent)
    return answer.status_code, answer.text


def alert(**changed: Any) -> dict[str, Any]:
    """As Alertmanager 0.27 writes one that is firing."""
    return {
        "status": "firing",
        "labels": {"alertname": "HighLatency", "system": "boying-user", "severity": "critical", "instance": "u1:9090"},
        "annotations": {"summary": "p99 above 2 s", "description": "for five minutes"},
        "startsAt": "2026-12-01T20:07:26.739266876+08:00",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "https://prometheus.example/graph?g0.expr=up",
        "fingerprint": "1a30ba71cca2921f",
    } | changed


def payload(*alerts: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "version": "4",
        "groupKey": '{}:{alertname="HighLatency"}',
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "release-captain",
        "groupLabels": {"alertname": "HighLatency"},
        "commonLabels": {"alertname": "HighLatency"},
        "commonAnnotations": {},
        "externalURL": "https://alertmanager.example",
        "alerts": list(alerts),
    } | changed


def a_firing_alert_is_handed_on_in_our_words(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    assert posted(served, payload(alert())) == (200, "noted")
    ((notification, cause),) = kept
    assert cause.startswith("/hooks/alertmanager:")
    assert notification == AlertBatch(
        (
            Alert(
                fingerprint="1a30ba71cca2921f",
                state="firing",
                name="HighLatency",
                system="boying-user",
                severity="critical",
                summary="p99 above 2 s",
                url="https://prometheus.example/graph?g0.expr=up",
                starts_at=STARTED,
                ends_at=None,
            ),
        ),
        left_out=0,
    )


def a_resolved_alert_tells_when_it_ended(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    ended = alert(status="resolved", endsAt="2026-12-01T12:20:00Z")
    assert posted(served, payload(ended, alert(fingerprint="2b"), truncatedAlerts=3))[0] == 200
    ((notification, _),) = kept
    assert [(each.fingerprint, each.state, each.ends_at) for each in notification.alerts] == [
        ("1a30ba71cca2921f", "resolved", datetime(2026, 12, 1, 12, 20, tzinfo=UTC)),
        ("2b", "firing", None),
    ]
    assert notification.left_out == 3


def the_same_alerts_told_again_have_the_same_cause(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    posted(served, payload(alert()))
    posted(served, payload(alert(), groupKey="another"))
    posted(served, payload(alert(status="resolved", endsAt="2026-12-01T12:20:00Z")))
    first, again, ended = (cause for _, cause in kept)
    assert first == again != ended


def the_secret_may_come_as_the_password_of_any_user(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    for user in ("alertmanager", ""):
        basic = b64encode(f"{user}:{SECRET}".encode()).decode()
        assert posted(served, payload(alert()), {"authorization": f"Basic {basic}"})[0] == 200
    assert len(kept) == 2


@pytest.mark.parametrize(
    "authorization",
    [
        None, "", "Bearer", "Bearer wrong", f"Basic {SECRET}", "Basic !!!", f"Token {SECRET}", SECRET,
        "Basic " + b64encode(SECRET.encode()).decode(), "Basic " + b64encode(f"{SECRET}:".encode()).decode(),
        f"Bearer {SECRET}x",
    ],
)  # fmt: skip
def nobody_else_is_heard(served: str, kept: list[tuple[AlertBatch, str]], authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    status, said = posted(served, payload(alert()), headers)
    assert status == 401
    assert SECRET not in said
    assert kept == []


@pytest.mark.parametrize(
    "data",
    [
        b"{", [], None, "4", {}, payload(alert(), version="3"), payload(alert(), version=4),
        payload(alert(fingerprint="")), payload(alert(status="pending")), payload(alert(startsAt="yesterday")),
        payload(alert(startsAt="2026-12-01T12:00:00")), payload(alert(status="resolved", endsAt=None)),
        payload(alert(), alert(fingerprint=7)), payload(alerts=[None]),
        payload(alert(status="resolved")),
    ],
)  # fmt: skip
def what_is_not_as_documented_is_refused_and_nothing_of_it_kept(
    served: str, kept: list[tuple[AlertBatch, str]], data: Any
) -> None:
    assert posted(served, data)[0] == 400
    assert kept == []


def a_notification_without_alerts_is_ignored(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    assert posted(served, payload()) == (202, "ignored: no alerts")
    assert posted(served, payload(alerts=None)) == (202, "ignored: no alerts")
    assert kept == []


def an_alert_with_little_to_say_is_still_an_alert(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    bare = alert(labels={"alertname": "Down\x00"}, annotations=None, generatorURL="javascript:1")
    assert posted(served, payload(bare)) == (200, "noted")
    (told,) = kept[0][0].alerts
    assert (told.name, told.system, told.severity, told.summary, told.url) == ("Down", "", "", "Down", "")


def a_body_that_is_too_large_is_refused(served: str, kept: list[tuple[AlertBatch, str]]) -> None:
    assert posted(served, payload(alert(annotations={"summary": "x" * 2_000_000})))[0] == 413
    assert kept == []
