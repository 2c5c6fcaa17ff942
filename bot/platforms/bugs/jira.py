"""Jira Cloud over its REST API, version 3: "Search for issues using JQL enhanced search" (POST), "Get current user".

Its webhooks, too: an administrator's, with a secret, and with the plan's query as its JQL filter.
"""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.bugs.address import jira_site
from bot.platforms.bugs.issue import DETAIL, NAME, TITLE, Issue, Life, named
from bot.platforms.bugs.jira_text import words
from bot.platforms.bugs.reading import Reading
from bot.platforms.bugs.tracker import Listed, sorted_out
from bot.platforms.calling import DEFAULT_LIMITS, Caller, Clock, Down, Limits
from bot.platforms.fields import moment, plain, several, within
from bot.platforms.hooks import Brought, Ignored, Malformed
from bot.platforms.signatures import body_refusal

PAGES = 50  # of a hundred issues
FIELDS = (
    "summary", "description", "status", "resolution", "priority", "labels", "components", "updated",
)  # fmt: skip
EVENTS = frozenset({"jira:issue_created", "jira:issue_updated", "jira:issue_deleted"})


class Jira:
    """The issues of one site that a JQL query selects."""

    def __init__(
        self, site: str, jql: str, reading: Reading, token: str, clock: Clock, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        """`token`: `email:token`, as basic authentication takes them."""
        self._site = site
        self._jql = f"({jql}) ORDER BY created ASC"
        self._reading = reading
        basic = base64.b64encode(token.encode()).decode()
        self._caller = Caller(site, {"Accept": "application/json", "Authorization": f"Basic {basic}"}, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def listed(self) -> Listed | Down:
        """Asks first who we are: wrong credentials search as a guest, and find nothing (JRACLOUD-93811)."""
        known = self._caller.get(f"{self._site}/rest/api/3/myself")
        return known if isinstance(known, Down) else self._all()

    def _all(self) -> Listed | Down:
        issues: list[Issue] = []
        asked: dict[str, Any] = {"jql": self._jql, "fields": list(FIELDS), "maxResults": 100}
        for _ in range(PAGES):
            page = self._caller.post(f"{self._site}/rest/api/3/search/jql", asked)
            if isinstance(page, Down):
                return page
            read = list(_issues(page.data, self._site))
            if None in read:
                return Down("not-understood", self._site)
            issues += [issue for issue in read if issue]
            following = page.data.get("nextPageToken")
            if not following:
                return sorted_out(issues, self._reading)
            asked["nextPageToken"] = following
        return Down("too-many", str(PAGES * 100))


class JiraHook:
    """`POST /hooks/jira`: signed as Jira Cloud's "Webhooks" page says; the webhook's identifier is the cause."""

    path = "/hooks/jira"

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, _now: object) -> str:
        return body_refusal(secret, body, headers.get("x-hub-signature", ""))

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Issue] | Ignored | Malformed:
        match data:
            case {"webhookEvent": str(event)} if event not in EVENTS:
                return Ignored("not an issue event")
            case {"webhookEvent": str(event), "issue": {"self": str(address)} as raw}:
                issue = issue_of(raw, jira_site(address), "gone" if event == "jira:issue_deleted" else None)
            case _:
                return Malformed("an issue event has webhookEvent and issue")
        cause = headers.get("x-atlassian-webhook-identifier", "")
        return Brought(issue, cause) if issue else Malformed("the issue lacks a field")


def _issues(data: Any, site: str) -> Iterator[Issue | None]:
    """None for what is no issue as Jira documents it."""
    match data:
        case {"issues": [*found]}:
            yield from (issue_of(raw, site) for raw in found)
        case _:
            yield None


def issue_of(raw: Any, site: str, life: Life | None = None) -> Issue | None:
    """From an issue as the REST API and the webhook both write it, but for the description."""
    match raw:
        case {"key": str(key), "fields": {"summary": str(summary), "status": {"name": str(status)} as state} as fields}:
            changed_at = moment(fields.get("updated"))
        case _:
            return None
    if changed_at is None:
        return None
    done = within(state, "statusCategory", "key") == "done"
    return Issue(
        kind="jira",
        place=site,
        ref=plain(key, NAME),
        title=plain(summary, TITLE),
        detail=plain(words(fields.get("description")), DETAIL),
        names=named(*several(fields.get("labels")), *several(fields.get("components")), fields.get("priority")),
        standing=named(status, fields.get("resolution")),
        life=life or ("verified" if done else "open"),
        url=f"{site}/browse/{plain(key, NAME)}",
        changed_at=changed_at,
    )
