"""The app in its workspace: its tokens, its scopes, and what nobody can see from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from slack_sdk.web import SlackResponse

from bot.doctor.database import Heard
from bot.domain.examination import Finding, unseen, well, wrong

OFF: Final = 60  # seconds; Slack's requests are refused beyond 300, and deadlines are told by the same clock
# https://docs.slack.dev/authentication/verifying-requests-from-slack
LATELY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the app's manifest asks Slack for."""

    scopes: frozenset[str]
    events: tuple[str, ...]
    command: str


def declared(manifest: Mapping[str, Any]) -> Declared:
    (slash,) = manifest["features"]["slash_commands"]
    return Declared(
        frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        tuple(manifest["settings"]["event_subscriptions"]["bot_events"]),
        str(slash["command"]),
    )


def scopes(answer: SlackResponse, manifest: Declared) -> Iterator[Finding]:
    """Slack names the token's scopes in a header of every answer (https://docs.slack.dev/reference/scopes)."""
    granted = granted_by(answer)
    if granted is None:
        yield unseen("scopes", "scopes-unseen")
        return
    yield from (wrong("scopes", "scope-missing", scope=scope) for scope in sorted(manifest.scopes - granted))
    yield from (wrong("scopes", "scope-needless", scope=scope) for scope in sorted(granted - manifest.scopes))
    if granted == manifest.scopes:
        yield well("scopes", "scopes-good", n=str(len(granted)))


def granted_by(answer: SlackResponse) -> frozenset[str] | None:
    said = _header(answer, "x-oauth-scopes")
    return frozenset(filter(None, (scope.strip() for scope in said.split(",")))) if said else None


def outside(manifest: Declared, heard: Heard, now: datetime, zone: str) -> Iterator[Finding]:
    """Which events the app is sent, and whose the command is, Slack tells to other tokens than the bot's.

    What came within a day still comes; what came before may have been taken over or switched off since.
    https://docs.slack.dev/reference/methods/apps.manifest.export
    """
    if heard.event and now - heard.event < LATELY:
        yield well("events", "events-heard", at=_wall(heard.event, zone))
    else:
        yield unseen("events", "events-unseen", events=", ".join(manifest.events))
    if heard.command and now - heard.command < LATELY:
        yield well("command", "command-heard", name=manifest.command, at=_wall(heard.command, zone))
    else:
        yield unseen("command", "command-unseen", name=manifest.command)


def _wall(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def clock(answer: SlackResponse, now: datetime) -> Finding:
    """Slack's clock as the header of an answer tells it, to the second."""
    try:
        ahead = round((now - parsedate_to_datetime(_header(answer, "date"))).total_seconds())
    except ValueError:
        return unseen("clock", "clock-unseen")
    if abs(ahead) > OFF:
        return wrong("clock", "clock-off", seconds=f"{ahead:+d}")
    return well("clock", "clock-good")


def _header(answer: SlackResponse, name: str) -> str:
    return next((str(value) for key, value in answer.headers.items() if key.lower() == name), "")
