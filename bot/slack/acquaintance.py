"""Keeps the directory true: who is in the workspace, where the plan's channel is. It gives nobody any right."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.domain.plan import Plan
from bot.record.lookup import Lookup
from bot.slack.members import channels, found_by_email, members

log = structlog.get_logger(__name__)

FRESH: Final = timedelta(hours=1)


class Acquaintance:
    def __init__(self, client: WebClient, records: Lookup, plan: Plan, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._records = records
        self._plan = plan
        self._clock = clock
        self._caught_up = datetime.min.replace(tzinfo=UTC)

    def meet(self) -> None:
        """Learn what a release cannot start without: the plan's people, by their addresses."""
        emails = [person.email for person in self._plan.people.values()]
        unknown = [email for email in emails if self._records.member_with(email) is None]
        self._records.learn_members(list(found_by_email(self._client, unknown)))

    def catch_up(self) -> None:
        """Learn the rest every hour, and as soon as Slack answers again where it did not."""
        if self._clock() < self._caught_up + FRESH:
            return
        try:
            self._look_around()
        except (SlackClientError, HTTPException, OSError) as error:
            log.warning("directory.not_learnt", error=str(error))
        else:
            self._caught_up = self._clock()

    def _look_around(self) -> None:
        """Every channel and every member; the plan's channel is joined if need be."""
        for name, channel, is_member in channels(self._client):
            self._records.learn_channel(name, channel)
            # A bot that is not in its channel can post nothing there, and is sent none of its events.
            if f"#{name}" == self._plan.channel and not is_member:
                self._client.conversations_join(channel=channel)
        self._records.learn_members(list(members(self._client)))
