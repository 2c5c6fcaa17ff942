"""The examination from end to end: what is looked at, in which order, and what a refusal leaves out."""

from collections.abc import Iterator, Mapping
from typing import Final

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.core import Clock, present
from bot.doctor import channel, database, installation, pictures, reaching, surroundings
from bot.doctor.people import People
from bot.doctor.slack import No, asked, client_of
from bot.domain.examination import Area, Finding, unseen, well, wrong
from bot.domain.plan import Plan
from bot.settings import SlackSettings
from bot.slack.manifest import manifest
from bot.slack.members import Workspace
from bot.speech.voice import Voice

BY_TOKEN: Final[tuple[Area, ...]] = (
    "scopes", "clock", "people", "channel", "posting", "whispering", "direct_messages", "files", "pictures",
)  # fmt: skip
IN_CHANNEL: Final[tuple[Area, ...]] = ("posting", "whispering")


def examination(settings: SlackSettings, plan: Plan, clock: Clock = present) -> Iterator[Finding]:
    """One finding after the other, as it is made."""
    kept = database.look(settings.database_url)
    is_sound = kept.what in ("database-good", "database-rewrites")
    linked = database.linked(settings.database_url, clock) if is_sound else {}
    heard = database.heard(settings.database_url, clock) if is_sound else database.Heard()
    yield from _slack(settings, plan, clock, linked, heard)
    yield kept
    yield from surroundings.mail(settings, plan)
    yield from surroundings.platforms(settings, plan, clock)
    if is_sound:
        yield from surroundings.travelled(plan, database.running(settings.database_url, clock))
    yield from surroundings.tracker(settings, plan, clock)
    yield surroundings.time_zone(plan, clock())


def _slack(
    settings: SlackSettings, plan: Plan, clock: Clock, linked: Mapping[str, str], heard: database.Heard
) -> Iterator[Finding]:
    client = client_of(settings.slack_bot_token, settings.slack_api_url)
    answer = asked(client.auth_test)
    if isinstance(answer, No):
        yield wrong("bot_token", "slack-unreachable" if answer.unreached else "token-refused", why=answer.why)
        yield from map(_not_asked, BY_TOKEN)
        if not answer.unreached:
            yield from _entrances(settings, client, "", heard, clock)
        return
    asks_for = installation.declared(manifest(settings.slack_command))
    yield well("bot_token", "token-good", bot=str(answer.get("user")), team=str(answer.get("team")))
    scopes = [*installation.scopes(answer, asks_for)]
    yield from scopes
    yield installation.clock(answer, clock())
    yield from _entrances(settings, client, _app_of(client, answer), heard, clock)
    yield from installation.outside(asks_for, heard, clock(), plan.zone)
    lacking = any(finding.what == "scope-missing" for finding in scopes)
    granted = installation.granted_by(answer) or asks_for.scopes
    ours = Workspace(str(answer.get("team_id")), str(answer.get("enterprise_id") or ""))
    for finding in _at_work(client, plan, People(client, plan, ours, linked), granted, clock):
        # A scope that is missing has its own line, which says what to do; that much fails for want of it, does not.
        yield (
            _not_asked(finding.area)
            if lacking and finding.facts.get("error", "").startswith("missing_scope")
            else finding
        )


def _entrances(
    settings: SlackSettings, client: WebClient, app: str, heard: database.Heard, clock: Clock
) -> Iterator[Finding]:
    if settings.slack_app_token:
        yield from reaching.by_socket(client, settings.slack_app_token, app, heard.sockets)
    if settings.port:
        yield from reaching.by_http(settings.port, clock, is_slacks_way=settings.slack_app_token is None)


def _at_work(client: WebClient, plan: Plan, people: People, granted: frozenset[str], clock: Clock) -> Iterator[Finding]:
    yield from people.examine()
    lead = next(filter(None, map(people.account, plan.roles[plan.lead].people)), "")
    place = channel.place_of(client, plan.channel, granted)
    if isinstance(place, Finding):
        yield place
        yield from map(_not_asked, IN_CHANNEL)
    else:
        yield from channel.examine(client, Voice(plan.language), place, lead)
    yield channel.direct(client, lead) if lead else _not_asked("direct_messages")
    yield channel.upload(client)
    yield from pictures.examine(client, plan, clock())


def _app_of(client: WebClient, answer: SlackResponse) -> str:
    """The id of the app whose bot this is, "" where Slack does not tell."""
    known = asked(lambda: client.bots_info(bot=str(answer.get("bot_id"))))
    return "" if isinstance(known, No) else str((known.get("bot") or {}).get("app_id", ""))


def _not_asked(area: Area) -> Finding:
    return unseen(area, "nothing-asked")
