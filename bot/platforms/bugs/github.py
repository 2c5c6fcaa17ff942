"""GitHub Issues over the REST API, version 2022-11-28: "List repository issues", "Get a label", the `issues` webhook.

Every issue that has all labels of the query is a bug of the release; pull requests are none.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from bot.platforms.address import Repository
from bot.platforms.bugs.issue import DETAIL, NAME, TITLE, Issue, Life, named
from bot.platforms.bugs.reading import Reading
from bot.platforms.bugs.tracker import Listed, sorted_out
from bot.platforms.calling import DEFAULT_LIMITS, Caller, Clock, Down, Limits
from bot.platforms.fields import moment, plain
from bot.platforms.hooks import Brought, Ignored, Malformed
from bot.platforms.signatures import body_refusal

PAGES = 50  # of a hundred issues
LEFT = frozenset({"deleted", "transferred"})


class GitHub:
    """The issues of one repository that have all these labels."""

    def __init__(
        self,
        repository: Repository,
        labels: tuple[str, ...],
        reading: Reading,
        token: str | None,
        clock: Clock,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._repository = repository
        self._labels = labels
        self._reading = reading
        credentials = {"Authorization": f"Bearer {token}"} if token else {}
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        self._caller = Caller(repository.api, headers | credentials, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def listed(self) -> Listed | Down:
        return self._without_labels() or self._all()

    def _without_labels(self) -> Down | None:
        """A label that does not exist selects nothing, which must not look like a release without bugs."""
        for label in self._labels:
            found = self._caller.get(f"{self._repository.api}/labels/{quote(label, safe='')}")
            if isinstance(found, Down):
                return found
        return None

    def _all(self) -> Listed | Down:
        issues: list[Issue] = []
        url = f"{self._repository.api}/issues"
        params: Mapping[str, str] | None = {
            "state": "all",
            "per_page": "100",
            "sort": "created",
            "direction": "asc",  # what is new comes last, so that no page moves while we read
        } | ({"labels": ",".join(self._labels)} if self._labels else {})
        for _ in range(PAGES):
            page = self._caller.get(url, params)
            if isinstance(page, Down):
                return page
            read = list(_issues(page.data, self._repository))
            if None in read:
                return Down("not-understood", url)
            issues += [issue for issue in read if issue]
            if not page.next_page:
                return sorted_out(issues, self._reading)
            url, params = page.next_page, None
        return Down("too-many", str(PAGES * 100))


class GitHubHook:
    """`POST /hooks/github`: signed as GitHub's "Validating webhook deliveries" says; the delivery's id is the cause."""

    path = "/hooks/github"

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, _now: object) -> str:
        return body_refusal(secret, body, headers.get("x-hub-signature-256", ""))

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Issue] | Ignored | Malformed:
        if headers.get("x-github-event") != "issues":
            return Ignored("not an issues event")
        match data:
            case {
                "action": str(action),
                "issue": dict(raw),
                "repository": {"full_name": str(name), "html_url": str(web)},
            }:
                issue = issue_of(raw, Repository(name, web, ""), "gone" if action in LEFT else None)
            case _:
                return Malformed("an issues event has action, issue and repository")
        return Brought(issue, headers.get("x-github-delivery", "")) if issue else Malformed("the issue lacks a field")


def _issues(data: Any, where: Repository) -> Iterator[Issue | None]:
    """None for what is no issue as GitHub documents it."""
    if not isinstance(data, list):
        yield None
        return
    for raw in data:
        if not (isinstance(raw, dict) and "pull_request" in raw):
            yield issue_of(raw, where)


def issue_of(raw: Any, where: Repository, life: Life | None = None) -> Issue | None:
    """From an issue as the REST API and the webhook both write it."""
    match raw:
        case {"number": int(number), "title": str(title), "state": str(state), "labels": [*labels]}:
            changed_at = moment(raw.get("updated_at"))
        case _:
            return None
    if changed_at is None:
        return None
    reason = plain(raw.get("state_reason"), NAME)
    return Issue(
        kind="github",
        place=where.name.casefold(),
        ref=f"#{number}",
        title=plain(title, TITLE),
        detail=plain(raw.get("body"), DETAIL),
        names=named(*labels),
        standing=tuple(word for word in (state, reason) if word),
        life=life or _life(state, reason),
        url=f"{where.web}/issues/{number}",
        changed_at=changed_at,
    )


def _life(state: str, reason: str) -> Life:
    """Closed as not planned, by hand or by a bot for stale issues: nobody mended it."""
    if state != "closed":
        return "open"
    return "deferred" if reason == "not_planned" else "verified"
