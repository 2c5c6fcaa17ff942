from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse

from bot.platforms.bugs.connecting import tracker_of
from bot.platforms.bugs.tracker import BugTracker, Listed
from bot.platforms.calling import Down, Limits
from tests.domain.plans import boying
from tests.platforms.hub import NAME, TOKEN, Hub, issue
from tests.platforms.serving import mute, nobody, running
from tests.platforms.tracked import BRISK, NOW, SMALL, Hand, tracking

KNOWN = ("severity/A", "boying-user", "release")


@contextmanager
def connected(origin: str, clock: Hand | None = None, *, limits: Limits = SMALL, **other: Any) -> Iterator[BugTracker]:
    token = other.pop("token", TOKEN)
    plan = tracking("github", f"{origin}/{NAME}", **other)
    found = tracker_of(plan, plan, token, clock or Hand(), limits)
    assert found
    try:
        yield found
    finally:
        found.close()


def listed(hub: Hub, **other: Any) -> Listed | Down:
    with running(hub.app) as origin, connected(origin, **other) as tracker:
        return tracker.listed()


def bugs(found: Listed | Down) -> Listed:
    assert isinstance(found, Listed), found
    return found


def why(found: Listed | Down) -> str:
    assert isinstance(found, Down), found
    return found.why


def every_page_is_read_and_no_pull_request_is_a_bug() -> None:
    hub = Hub(*(issue(n, *KNOWN) for n in range(1, 250)), issue(250, *KNOWN, pull_request={"url": "…"}))
    assert [bug.ref for bug in bugs(listed(hub)).bugs] == [f"#{n}" for n in range(1, 250)]
    assert len(hub.asked) == 3


def only_issues_with_every_label_of_the_query_are_asked_for() -> None:
    hub = Hub(issue(1, *KNOWN), issue(2, "severity/A", "boying-user"), issue(3, *KNOWN, "x y/z"))
    assert [bug.ref for bug in bugs(listed(hub, query="release, x y/z")).bugs] == ["#3"]


def a_closed_issue_is_listed_as_verified_and_its_address_is_our_own_reckoning() -> None:
    with running(Hub(issue(7, *KNOWN, state="closed", state_reason="completed")).app) as origin:
        with connected(origin) as tracker:
            (bug,) = bugs(tracker.listed()).bugs
        assert (bug.state, bug.url) == ("verified", f"{origin}/{NAME}/issues/7")
        assert (bug.severity, bug.system, bug.environment) == ("A", "boying-user", "test")
        assert bug.changed_at == datetime(2021, 6, 3, 1, tzinfo=UTC)


def an_issue_without_severity_is_told_as_unsorted() -> None:
    found = bugs(listed(Hub(issue(1, "boying-user"), issue(2), issue(3, *KNOWN))))
    assert [(each.ref, each.missing) for each in found.unsorted] == [
        ("#1", ("severity",)),
        ("#2", ("severity", "system")),
    ]
    assert [bug.ref for bug in found.bugs] == ["#3"]


def a_label_that_does_not_exist_is_not_a_release_without_bugs() -> None:
    assert why(listed(Hub(issue(1, *KNOWN)), query="relaese")) == "not-found"


@pytest.mark.parametrize(("token", "said"), [("ghp_wrong", "refused"), (None, "refused")])
def a_token_that_does_not_fit_is_refused(token: str | None, said: str) -> None:
    assert why(listed(Hub(issue(1, *KNOWN)), token=token)) == said


RESET = str(int((NOW + timedelta(minutes=20)).timestamp()))


@pytest.mark.parametrize(
    ("status", "headers", "said", "minutes"),
    [
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, "API rate limit exceeded", 20),
        (403, {"retry-after": "120"}, "You have exceeded a secondary rate limit", 2),
        (403, {"x-ratelimit-remaining": "14"}, "You have exceeded a secondary rate limit", 1),
        (429, {"retry-after": "Thu, 03 Jun 2021 02:03:00 GMT"}, "", 3),
        (429, {"retry-after": "99999999999"}, "", 60),
        (429, {"retry-after": "soon"}, "", 1),
    ],
)
def a_rate_limit_is_kept_until_it_ends(status: int, headers: dict[str, str], said: str, minutes: int) -> None:
    hub, clock = Hub(issue(1, *KNOWN)), Hand()
    hub.trouble = lambda _request: JSONResponse({"message": said}, status, headers)
    with running(hub.app) as origin, connected(origin, clock) as tracker:
        limited = Down("rate-limited", said, NOW + timedelta(minutes=minutes))
        assert tracker.listed() == limited
        hub.trouble = lambda _request: None
        clock.passes(minutes=minutes, seconds=-1)
        assert tracker.listed() == limited
        assert len(hub.asked) == 1
        clock.passes(seconds=1)
        assert len(bugs(tracker.listed()).bugs) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (JSONResponse({"message": "Resource not accessible by personal access token"}, 403), "refused"),
        (PlainTextResponse("oops", 500), "failed"),
        (PlainTextResponse("unicorn", 502), "failed"),
        (JSONResponse({"message": "Validation Failed"}, 422), "wrong-query"),
        (PlainTextResponse("<html>"), "not-understood"),
        (PlainTextResponse("[" * 100_000), "not-understood"),
        (JSONResponse({"message": "not a list"}), "not-understood"),
        (JSONResponse([issue(1, *KNOWN) | {"updated_at": "yesterday"}]), "not-understood"),
        (JSONResponse([{"number": 1}]), "not-understood"),
        (PlainTextResponse("x" * 600_000), "too-large"),
    ],
)
def no_answer_that_is_none_is_taken_for_a_list(answer: Response, said: str) -> None:
    hub = Hub(issue(1, *KNOWN))
    hub.trouble = lambda _request: answer
    assert why(listed(hub)) == said


def a_page_that_is_missing_is_not_a_shorter_list() -> None:
    hub = Hub(*(issue(n, *KNOWN) for n in range(150)))
    hub.trouble = lambda request: PlainTextResponse("", 500) if "page" in request.query_params else None
    assert why(listed(hub)) == "failed"


def a_list_without_end_is_given_up() -> None:
    hub = Hub()
    hub.trouble = lambda request: JSONResponse([], headers={"Link": f'<{request.url}>; rel="next"'})
    assert why(listed(hub)) == "too-many"


def a_server_that_says_nothing_is_waited_for_in_vain() -> None:
    with mute() as origin, connected(origin, limits=BRISK) as tracker:
        assert why(tracker.listed()) == "timed-out"


def a_server_that_drips_is_not_listened_to_for_ever() -> None:
    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await anyio.sleep(0.05)  # the drip itself

    hub = Hub()
    hub.trouble = lambda _request: StreamingResponse(drops())
    assert why(listed(hub, limits=BRISK)) == "timed-out"


def a_server_that_is_not_there_is_unreachable() -> None:
    with connected(nobody()) as tracker:
        assert why(tracker.listed()) == "unreachable"


def a_renamed_repository_is_followed_on_its_host() -> None:
    hub = Hub(issue(1, *KNOWN))
    with running(hub.app) as origin:
        moved = RedirectResponse(f"{origin}/api/v3/repos/{NAME}/issues?state=all", 301)
        hub.trouble = lambda request: moved if "per_page" in request.query_params else None
        with connected(origin) as tracker:
            assert len(bugs(tracker.listed()).bugs) == 1


@pytest.mark.parametrize("way", ["redirect", "next page"])
def the_token_goes_to_no_other_host(way: str) -> None:
    thief, hub = Hub(), Hub(issue(1, *KNOWN))
    with running(thief.app) as elsewhere, running(hub.app) as origin, connected(origin) as tracker:

        def send_away(_request: Request) -> Response:
            if way == "redirect":
                return RedirectResponse(f"{elsewhere}/issues", 307)
            return JSONResponse([], headers={"Link": f'<{elsewhere}/issues>; rel="next"'})

        hub.trouble = send_away
        assert tracker.listed() == Down("redirected", "127.0.0.1")
        assert thief.asked == []


def two_redirects_in_a_circle_end() -> None:
    hub = Hub()
    hub.trouble = lambda request: RedirectResponse(request.url, 302)
    assert why(listed(hub)) == "redirected"
    assert len(hub.asked) == 4


def no_record_alone_is_given_the_token() -> None:
    """The plan that travels in a record has its tracker elsewhere, or the installation's own has none."""
    theirs = tracking("github", "https://git.evil.example/boying/bugs")
    for installed in (tracking("github", "https://git.example/boying/bugs"), boying()):
        found = tracker_of(theirs, installed, TOKEN, Hand())
        assert found
        assert found.listed() == Down("not-permitted", "https://git.evil.example/boying/bugs")


@pytest.mark.parametrize(
    ("at", "said"),
    [("boying", "no-address"), ("ftp://git.example/a/b", "no-address"), ("http://git.example/a/b", "insecure")],
)
def a_place_no_token_may_go_to_is_told(at: str, said: str) -> None:
    plan = tracking("github", at)
    found = tracker_of(plan, plan, TOKEN, Hand())
    assert found
    assert found.listed() == Down(said, at)  # type: ignore[arg-type]
