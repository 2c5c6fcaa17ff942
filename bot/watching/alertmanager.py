"""`POST /hooks/alertmanager`: what Prometheus' Alertmanager tells a `webhook_config`, version 4 of its payload.

https://prometheus.io/docs/alerting/latest/configuration/#webhook_config. It repeats what is still firing; the same
alerts in the same states are the same news.
"""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.domain.state.watching import Alert, AlertBatch
from bot.platforms.fields import link, moment, plain, several, within
from bot.platforms.hooks import Brought, Ignored, Malformed

VERSION = "4"
NAME = 200  # characters
SUMMARY = 1_000


class AlertmanagerHook:
    """The secret comes as `authorization` credentials (Bearer) or as the password of `basic_auth`, of any user."""

    path = "/hooks/alertmanager"

    def refusal(self, secret: str, headers: Mapping[str, str], _body: bytes, _now: datetime) -> str:
        if hmac.compare_digest(secret.encode(), _credentials(headers.get("authorization", ""))):
            return ""
        return "the credentials are not ours; give the secret as bearer token or as the password of basic_auth"

    def read(self, _headers: Mapping[str, str], data: Any) -> Brought[AlertBatch] | Ignored | Malformed:
        if within(data, "version") != VERSION:
            return Malformed(f"this is no webhook of Alertmanager in version {VERSION}")
        told = several(data.get("alerts"))
        alerts = tuple(alert for each in told if (alert := _alert(each)))
        if len(alerts) != len(told):
            return Malformed("an alert lacks its fingerprint, status, startsAt or, resolved, endsAt")
        if not alerts:
            return Ignored("no alerts")
        left_out = data.get("truncatedAlerts")
        notification = AlertBatch(alerts, left_out if isinstance(left_out, int) else 0)
        return Brought(notification, sha256(repr(notification).encode()).hexdigest())


def _credentials(authorization: str) -> bytes:
    """The bearer token or the basic password; b"" where there is neither."""
    scheme, _, given = authorization.strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return given.strip().encode("latin-1", "replace")  # as Starlette has decoded it
        case "basic":
            try:
                return b64decode(given.strip(), validate=True).partition(b":")[2]
            except (binascii.Error, ValueError):
                return b""
        case _:
            return b""


def _alert(data: Any) -> Alert | None:
    fingerprint, state = plain(within(data, "fingerprint"), NAME), within(data, "status")
    starts_at, ends_at = moment(within(data, "startsAt")), moment(within(data, "endsAt"))
    if not fingerprint or starts_at is None or state not in ("firing", "resolved"):
        return None
    if state == "resolved" and (ends_at is None or ends_at < starts_at):
        return None
    name = _label(data, "alertname")
    return Alert(
        fingerprint=fingerprint,
        state=state,
        name=name,
        system=_label(data, "system"),
        severity=_label(data, "severity"),
        summary=_annotation(data, "summary") or _annotation(data, "description") or name,
        url=link(within(data, "generatorURL")),
        starts_at=starts_at,
        ends_at=ends_at if state == "resolved" else None,
    )


def _label(data: Any, name: str) -> str:
    return plain(within(data, "labels", name), NAME)


def _annotation(data: Any, name: str) -> str:
    return plain(within(data, "annotations", name), SUMMARY)
