import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from bot.platforms.deployments.connecting import deploy_routes
from bot.platforms.deployments.hooks import Heard
from bot.platforms.deployments.run import Progress
from bot.platforms.hooks import Noted
from bot.web import LARGEST, web
from tests.platforms.deploys.ordering import LATER, RUN
from tests.platforms.deploys.receiver import signature
from tests.platforms.serving import running
from tests.platforms.tracked import Hand

OURS, OTHERS = "a secret of sixteen or more", "the secret of another one"
KEPT: list[tuple[Heard, str]] = []
CLOCK = Hand()
CALLS = httpx.Client(trust_env=False)
ENDED = {"run": RUN, "reference": "R1", "state": "failed", "detail": "migration 7", "finished_at": LATER.isoformat()}
PIPELINE = {"object_kind": "pipeline", "object_attributes": {"id": 287, "status": "success", "ref": "main"}}
WORKFLOW = {"action": "completed", "workflow_run": {"id": 41, "event": "workflow_dispatch", "conclusion": "success"}}


def keep(heard: Heard, cause: str) -> Noted:
    KEPT.append((heard, cause))
    return Noted()


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with running(web(deploy_routes({"our_hub": (OURS,), "other": (OTHERS,)}, keep, CLOCK), list)) as origin:
        yield origin


@pytest.fixture
def kept() -> list[tuple[Heard, str]]:
    KEPT.clear()
    return KEPT


def called(origin: str, data: Any, secret: str = OURS, late: timedelta = timedelta(), name: str = "our-hub") -> Any:
    body, stamp = json.dumps(data).encode(), str(int((CLOCK() - late).timestamp()))
    headers = {"x-release-timestamp": stamp, "x-release-signature": signature(stamp, body, secret)}
    return CALLS.post(f"{origin}/hooks/deploys/{name}", content=body, headers=headers)


def github(origin: str, data: Any, event: str = "workflow_run", secret: str = OURS) -> Any:
    body = json.dumps(data).encode()
    signed = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    headers = {"x-github-event": event, "x-github-delivery": "72d3162e", "x-hub-signature-256": signed}
    return CALLS.post(f"{origin}/hooks/github-deploys/our-hub", content=body, headers=headers)


def gitlab(origin: str, data: Any, token: str = OURS, **headers: str) -> Any:
    return CALLS.post(f"{origin}/hooks/gitlab-deploys/our-hub", json=data, headers={"x-gitlab-token": token, **headers})


def a_signed_call_brings_the_progress_of_a_run(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert called(served, ENDED).status_code == 200
    ((heard, cause),) = kept
    assert heard == Heard("our-hub", RUN, "R1", Progress("failed", "migration 7", finished_at=LATER))
    assert cause.startswith("/hooks/deploys/our-hub:v0=")


def the_same_call_again_has_the_same_cause_and_another_has_another(served: str, kept: list[tuple[Heard, str]]) -> None:
    for data in (ENDED, ENDED, {**ENDED, "state": "succeeded"}):
        called(served, data)
    first, again, other = (cause for _, cause in kept)
    assert first == again != other


def no_platform_speaks_for_another(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert called(served, ENDED, secret=OTHERS).status_code == 401
    assert called(served, ENDED, name="other").status_code == 401
    assert called(served, ENDED, name="nobody").status_code == 404
    assert github(served, WORKFLOW, secret=OTHERS).status_code == 401
    assert gitlab(served, PIPELINE, token=OTHERS).status_code == 401
    assert kept == []


def a_call_from_another_time_changes_nothing(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert called(served, ENDED, late=timedelta(minutes=4)).status_code == 200
    assert called(served, ENDED, late=timedelta(minutes=6)).status_code == 401
    assert called(served, ENDED, late=timedelta(minutes=-6)).status_code == 401
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "the body is a JSON object"),
        ({**ENDED, "state": "done"}, "state is one of queued, running, succeeded, failed, cancelled, unknown"),
        ({**ENDED, "state": ["failed"]}, "state is one of queued, running, succeeded, failed, cancelled, unknown"),
        ({**ENDED, "run": ""}, "run is the id that the order came with"),
        ({**ENDED, "finished_at": "2021-06-14 12:00"}, "finished_at, once it has ended, is ISO 8601 with a zone"),
        ({**ENDED, "finished_at": None}, "finished_at, once it has ended, is ISO 8601 with a zone"),
        ({"run": RUN, "state": "running", "finished_at": 7}, "finished_at, once it has ended, is ISO 8601 with a zone"),
    ],
)
def a_call_not_as_documented_is_told_what_is_wrong(
    served: str, kept: list[tuple[Heard, str]], data: Any, said: str
) -> None:
    answer = called(served, data)
    assert (answer.status_code, answer.text, kept) == (400, said, [])


def what_a_platform_says_is_cut_and_its_address_is_one_of_the_web(served: str, kept: list[tuple[Heard, str]]) -> None:
    called(served, {**ENDED, "detail": "x\x00" * 9_000, "url": "javascript:alert(1)", "commit": 7})
    ((heard, _),) = kept
    assert heard.progress == Progress("failed", "x" * 1_500, finished_at=LATER)


def a_body_without_end_is_refused(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert called(served, {**ENDED, "detail": "x" * LARGEST}).status_code == 413
    assert kept == []


def a_workflow_run_of_github_is_only_worth_a_look(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert github(served, WORKFLOW).status_code == 200
    assert kept == [(Heard("our-hub", "", "41", None), "/hooks/github-deploys/our-hub:72d3162e")]


def no_other_event_of_github_is_our_concern(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert github(served, {"zen": "…"}, event="ping").status_code == 202
    assert github(served, {"workflow_run": {"id": 41, "event": "push"}}).status_code == 202
    assert github(served, {"workflow_run": {"id": "41"}}).status_code == 400
    assert kept == []


def a_pipeline_event_of_gitlab_is_only_worth_a_look(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert gitlab(served, PIPELINE, **{"idempotency-key": "f5e5f430"}).status_code == 200
    assert gitlab(served, PIPELINE).status_code == 200
    heard = Heard("our-hub", "", "287", None)
    path = "/hooks/gitlab-deploys/our-hub"
    assert kept == [(heard, f"{path}:f5e5f430"), (heard, f"{path}:287:success")]


def no_other_event_of_gitlab_is_our_concern(served: str, kept: list[tuple[Heard, str]]) -> None:
    assert gitlab(served, {"object_kind": "push"}).status_code == 202
    assert gitlab(served, {"object_kind": "pipeline"}).status_code == 400
    assert kept == []
