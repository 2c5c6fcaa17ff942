"""`POST /hooks/bugs`: any other tracker pushes its bugs in our own form, signed and dated (docs/bug-trackers.md)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast, get_args

from bot.platforms.bugs.issue import DETAIL, NAME, TITLE, Issue, Life
from bot.platforms.fields import link, moment, plain
from bot.platforms.hooks import Brought, Malformed
from bot.platforms.signatures import dated_refusal

NEEDED = ("release", "ref", "title", "state", "severity", "system", "changed_at")
LIVES = get_args(Life)


class PushedHook:
    """Signed over its time and its body, like Slack's requests; the signature is the cause."""

    path = "/hooks/bugs"

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
        stamp, signature = headers.get("x-release-timestamp", ""), headers.get("x-release-signature", "")
        return dated_refusal(secret, body, stamp, signature, now)

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Issue] | Malformed:
        if not isinstance(data, dict):
            return Malformed("the body is a JSON object")
        given = {name: data[name] for name in NEEDED if isinstance(data.get(name), str)}
        if missing := [name for name in NEEDED if not given.get(name, "").strip()]:
            return Malformed(f"missing: {', '.join(missing)}")
        if given["state"] not in LIVES:
            return Malformed(f"state is one of {', '.join(LIVES)}")
        changed_at = moment(given["changed_at"])
        if changed_at is None:
            return Malformed("changed_at is ISO 8601 with a zone")
        return Brought(_issue(data, given, changed_at), headers.get("x-release-signature", ""))


def _issue(data: Mapping[str, Any], given: Mapping[str, str], changed_at: datetime) -> Issue:
    return Issue(
        kind="pushed",
        place=given["release"].casefold(),
        ref=plain(given["ref"], NAME),
        title=plain(given["title"], TITLE),
        detail=plain(data.get("detail"), DETAIL),
        names=tuple(plain(name, NAME) for name in (given["severity"], given["system"], data.get("environment"))),
        standing=(),
        life=cast("Life", given["state"]),
        url=link(data.get("url")),
        changed_at=changed_at,
    )
