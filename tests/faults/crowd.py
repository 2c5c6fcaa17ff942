"""Two hundred systems and sixteen makers who sign them, each over a connection of their own, as Slack would call."""

import http.client
import time
import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.domain.plan import Plan
from sandbox import Server

SYSTEMS = 200
MAKERS = 16
PATIENCE = 120.0  # seconds of the machine's time: two hundred are answered at once


def mill() -> Plan:
    """One phase, two hundred items, each the work of one of sixteen."""
    makers = [f"maker{number:02}" for number in range(MAKERS)]
    return Plan.model_validate({
        "id": "mill", "name": "The mill", "release": "mill-1", "language": "en", "zone": "Europe/Berlin",
        "go_live": "2021-06-14 12:00", "channel": "#mill", "lead": "lead",
        "people": {key: {"name": key, "email": f"{key}@mill.example"} for key in ("lena", *makers)},
        "roles": {"lead": {"name": "lead", "people": "lena"}, "maker": {"name": "maker", "per": "system"}},
        "environments": {"shop": {"name": "shop", "by": "maker"}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            f"s{number:03}": {
                "order": number + 1, "name": f"s{number:03}", "version": "1", "kind": "app",
                "holders": {"maker": makers[number % MAKERS]},
            }
            for number in range(SYSTEMS)
        },
        "phases": [{"id": "make", "name": "make", "steps": [
            {"id": "build", "title": "build", "by": "maker", "each": "system"},
        ]}],
    })  # fmt: skip


class Line:
    """One client's connection to a bot: signed slash commands, one after the other."""

    def __init__(self, server: Server, port: int) -> None:
        self._server = server
        self._verifier = SignatureVerifier(server.signing_secret)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def types(self, person: str, text: str) -> str:
        user = self._server.workspace.user(person)
        body = urlencode({
            "command": "/release", "text": text, "user_id": user.id, "user_name": user.key,
            "team_id": self._server.workspace.id, "channel_id": self._server.workspace.channel("mill").id,
            "trigger_id": uuid.uuid4().hex, "is_enterprise_install": "false", "api_app_id": "A1",
        })  # fmt: skip
        stamp = str(int(time.time()))
        signature = self._verifier.generate_signature(timestamp=stamp, body=body)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": str(signature),
        }
        self._connection.request("POST", "/slack/events", body, headers)
        answer = self._connection.getresponse()
        said = answer.read().decode()
        assert answer.status == HTTPStatus.OK, (answer.status, said)
        return said

    def close(self) -> None:
        self._connection.close()
