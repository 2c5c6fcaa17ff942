"""Finds the channels that releases are told in, and gets the bot into them as far as that is its own to do.

By their ids, or among the bot's own; the workspace's public channels, of which there may be thousands, are gone through
for one that is named and that nobody has invited the bot to, and no further than to it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.domain.plan import CHANNEL_ID, Plan
from bot.record.ledger import ACTIVE
from bot.record.lookup import Lookup
from bot.slack.asking import UNANSWERED, Asking, NotNowError, refusal

log = structlog.get_logger(__name__)

PAGE: Final = 999  # the most there are on a page: https://docs.slack.dev/reference/methods/conversations.list
AGAIN: Final = timedelta(minutes=1)  # a channel the bot is not in is looked for again, for events get lost
NEVER: Final = datetime.min.replace(tzinfo=UTC)
ALL_AGAIN: Final = timedelta(hours=1)  # and the public ones are gone through again


@dataclass(slots=True)
class Listing:
    """A list of channels, read page by page. A page once read is not read again before the list's end."""

    method: Callable[..., SlackResponse]
    asked: dict[str, Any]
    cursor: str = ""
    read: bool = False

    def pages(self, asking: Asking) -> Iterator[list[dict[str, Any]]]:
        while not self.read:
            page = asking.ask(self.method, **self.asked, limit=PAGE, **({"cursor": self.cursor} if self.cursor else {}))
            # A page may be short, or empty, long before the end: only the cursor tells.
            self.cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            self.read = not self.cursor
            yield page["channels"]

    def begin(self) -> None:
        self.cursor, self.read = "", False


class Channels:
    """`look` is called every few seconds, and before a post to a channel nobody knows; listeners call the rest."""

    def __init__(
        self,
        client: WebClient,
        asking: Asking,
        records: Lookup,
        plan: Plan,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._asking = asking
        self._records = records
        self._plan = plan
        self._clock = clock
        self._entered: set[str] = set()
        self._missing: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._looked, self._began = NEVER, NEVER
        own = {"types": "public_channel,private_channel", "exclude_archived": True}
        self._own = Listing(client.users_conversations, own)
        self._public = Listing(client.conversations_list, {"types": "public_channel", "exclude_archived": True})

    def look(self) -> None:
        """Look for the channels the bot is not known to be in, as far as Slack's rates allow now."""
        with self._lock:
            outside = self._outside()
            if self._missing.issuperset(outside) and self._clock() < self._looked + AGAIN:
                return
            self._looked = self._clock()
            try:
                self._search(outside)
            except NotNowError as limit:
                log.debug("channels.put_off", method=str(limit))
                self._looked = NEVER
            except UNANSWERED as error:
                log.warning("channels.not_found", error=str(error))
                self._looked = NEVER
            else:
                self._missing = frozenset(self._outside())

    def returned(self) -> None:
        """The bot was let into a channel, or one is no longer archived: look at once, and try what was refused."""
        self._looked = NEVER
        self._records.try_again()

    def left(self, channel: str) -> None:
        """The bot was removed from a channel."""
        self._entered.discard(channel)
        self._looked = NEVER

    def renamed(self, channel: str, name: str) -> None:
        self._records.channel_renamed(channel, name)

    def moved(self, old: str, new: str) -> None:
        """A private channel that is shared with another company gets a new id, for good.

        https://docs.slack.dev/reference/events/channel_id_changed
        """
        self._records.channel_moved(old, new)
        self._entered.discard(old)
        self.returned()

    def missing(self) -> tuple[str, ...]:
        """The channels, as plans name them, that the bot cannot post to."""
        missing = self._missing
        return tuple(name for name, channel in self._wanted().items() if name in missing or channel is None)

    def _wanted(self) -> dict[str, str | None]:
        """Of the running releases; of the plan, where none of it runs. With their ids, where they are known."""
        records, planned = self._records, self._plan.channel
        running = records.releases(ACTIVE)
        own = {} if any(header.plan == self._plan.id for header in running) else {planned: records.channel_id(planned)}
        return own | {each.channel: records.channel_of(each.release, each.channel) for each in running}

    def _outside(self) -> dict[str, str | None]:
        with self._records.glance():
            return {name: channel for name, channel in self._wanted().items() if channel not in self._entered}

    def _search(self, outside: Mapping[str, str | None]) -> None:
        """By id where one is known; by name among the bot's own channels, and then among all public ones."""
        unseen = {name for name, channel in outside.items() if not self._is_shown(channel)}
        names = {name.removeprefix("#") for name in unseen if not CHANNEL_ID.fullmatch(name)}
        if names := self._find(names, self._own):
            if self._clock() >= self._began + ALL_AGAIN:
                self._public.begin()
                self._began = self._clock()
            self._find(names, self._public)
        self._own.begin()

    def _find(self, names: set[str], listing: Listing) -> set[str]:
        """Enter those that are on this list; the names that are not."""
        for page in listing.pages(self._asking) if names else ():
            found = [channel for channel in page if channel["name"] in names]
            for channel in found:
                self._records.learn_channel(channel["name"], channel["id"])
            names = names - {channel["name"] for channel in found}
            for channel in found:
                self._is_shown(channel["id"])
            if not names:
                break
        return names

    def _is_shown(self, channel: str | None) -> bool:
        """Whether Slack shows it to the bot. A public one is joined; to a private one somebody must invite the bot.

        https://docs.slack.dev/reference/methods/conversations.join
        """
        if channel is None:
            return False
        try:
            known = self._asking.ask(self._client.conversations_info, channel=channel)["channel"]
            self._records.learn_channel(known["name"], channel)
            if not known["is_member"]:
                self._asking.ask(self._client.conversations_join, channel=channel)
        except SlackApiError as error:
            log.warning("channels.not_entered", channel=channel, error=refusal(error))
            return refusal(error) != "channel_not_found"
        self._entered.add(channel)
        return True
