"""Events as Slack sends them, where the local workspace has none of the kind: signed, in their envelope, over HTTP."""

import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from itertools import count
from typing import Any

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.scenarios.stage import Stage

numbers = count(1)


def told(s: Stage, event: Mapping[str, Any], **headers: str) -> None:
    """Slack tells the bot of this, and the bot finishes what it has to do. `headers`: besides those that sign it."""
    delivered(
        s,
        {
            "event": {"event_ts": event.get("ts", ""), **event},
            "type": "event_callback",
            "event_id": f"EvTOLD{next(numbers)}",
            "event_time": int(time.time()),
        },
        **headers,
    )


def delivered(s: Stage, payload: Mapping[str, Any], **headers: str) -> None:
    """Slack sends this, which need not be an event."""
    common = {"token": "", "team_id": s.server.workspace.id, "api_app_id": s.server.workspace.bot.app_id}
    body, now = json.dumps(common | dict(payload)), str(int(time.time()))
    signature = SignatureVerifier(s.server.signing_secret).generate_signature(timestamp=now, body=body)
    signed = {"X-Slack-Signature": str(signature), "X-Slack-Request-Timestamp": now, "content-type": "application/json"}
    answer = httpx.post(f"{s.address}/slack/events", content=body, headers=signed | headers)
    assert answer.status_code == HTTPStatus.OK, answer.text
    s.settle()
