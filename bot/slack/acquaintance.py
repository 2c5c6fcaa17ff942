"""Gets to know people as a release has to do with them: whom its plan names, who acts, who is mentioned.

A workspace may have tens of thousands of others; nobody asks for them. What is learnt here gives nobody any right: an
account is linked by the rule that anybody's own account is linked by, an equal address.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.reading.accounts import hindrance, vouched_address
from bot.domain.reading.naming import same_address
from bot.domain.state.release import Release
from bot.record.lookup import Lookup, Member
from bot.record.service import Caller, Service
from bot.slack.asking import UNANSWERED, Asking, NotNowError, refusal
from bot.slack.members import User, Workspace, as_told, member_of

log = structlog.get_logger(__name__)

FRESH: Final = timedelta(days=1)  # what Slack says of the plan's people is asked for again, for events get lost
ABSENT: Final = timedelta(hours=1)  # an address nobody had is looked for again
UNKNOWN: Final = frozenset({"users_not_found", "user_not_found", "user_not_visible"})


class Acquaintance:
    """`catch_up` is called every few seconds; listeners call the rest. Each result is kept as soon as it is there."""

    def __init__(
        self,
        client: WebClient,
        asking: Asking,
        records: Lookup,
        service: Service,
        plan: Plan,
        ours: Workspace,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._asking = asking
        self._records = records
        self._service = service
        self._plan = plan
        self._ours = ours
        self._clock = clock
        self._met: set[str] = set()
        self._meeting: set[str] = set()
        self._awaited: set[str] = set()
        self._absent: dict[str, datetime] = {}
        self._refreshed = datetime.min.replace(tzinfo=UTC)

    def introduce(self, *users: str) -> None:
        """Learn who these are if they are new. Whoever acts waits for it, so what does not come at once comes later."""
        for user in filter(self._is_new, users):
            try:
                self._meet(user)
            except (NotNowError, *UNANSWERED) as error:
                log.warning("directory.not_introduced", user=user, error=str(error))
                self._awaited.add(user)

    def changed(self, user: User) -> None:
        """An event told of somebody. In a large workspace most of them are strangers, and nothing is kept of those."""
        known = self._records.member(user["id"])
        address = str((user.get("profile") or {}).get("email") or "").lower()
        if known is None:
            if address in self._addresses():
                self._awaited.add(user["id"])
        elif (told := as_told(user, self._ours, known)) != known:
            self._records.learn_members([told])
            self._recognise(self._records.running(), [told])

    def catch_up(self) -> None:
        """Look for whom a plan names and nobody has found yet, as far as Slack's rates allow now."""
        addresses = self._addresses()
        self._refresh(addresses)
        for step in (partial(self._seek, addresses), self._greet):
            try:
                step()
            except NotNowError as limit:
                log.debug("directory.put_off", method=str(limit))
            except UNANSWERED as error:
                log.warning("directory.not_learnt", error=str(error))
        running = self._records.running()
        linked = {user for release in running for user in release.links.values()}
        members = {*self._known(addresses).values(), *filter(None, map(self._records.member, linked))}
        self._recognise(running, members)

    def _refresh(self, addresses: Collection[str]) -> None:
        """Everybody the plan's addresses and the links lead to, once a day and at the start."""
        if self._clock() < self._refreshed + FRESH:
            return
        linked = (user for release in self._records.running() for user in release.links.values())
        self._awaited |= {*(member.user for member in self._known(addresses).values()), *linked}
        self._refreshed = self._clock()

    def _seek(self, addresses: Collection[str]) -> None:
        known = self._known(addresses)
        for address in addresses:
            sought = self._absent.get(address)
            if (sought and self._clock() < sought + ABSENT) or address in known:
                continue
            if user := self._account(address):
                self._awaited.add(user)
                self._meet(user)

    def _greet(self) -> None:
        for user in sorted(self._awaited):
            self._meet(user)

    def _account(self, address: str) -> str | None:
        """Whose address it is."""
        try:
            answer = self._asking.ask(self._client.users_lookupByEmail, email=address)
        except SlackApiError as error:
            if refusal(error) not in UNKNOWN:
                raise
            self._absent[address] = self._clock()
            return None
        return str(answer["user"]["id"])

    def _meet(self, user: str) -> None:
        """Learn all that Slack says of them: their language is told, and where they belong, by this method alone."""
        try:
            answer = self._asking.ask(self._client.users_info, user=user, include_locale=True)
        except SlackApiError as error:
            if refusal(error) not in UNKNOWN:
                raise
        else:
            member = member_of(answer["user"], self._ours)
            self._meeting.add(user)
            self._records.learn_members([member])
            self._recognise(self._records.running(), [member])
            self._meeting.discard(user)
        self._met.add(user)
        self._awaited.discard(user)

    def _is_new(self, user: str) -> bool:
        """Nobody knows them, or only from before their workspace was told; or they are being met this very moment."""
        if not user or user in self._met:
            return False
        known = self._records.member(user)
        return known is None or not known.belongs or user in self._meeting

    def _recognise(self, running: Iterable[Release], members: Collection[Member]) -> None:
        """Tell every running release whose account may act, and link whom its plan names by their address."""
        for release in running:
            for member in members:
                linked, named = release.person_of(member.user), same_address(release.people, member.email)
                if linked:
                    self._tell(release, linked, member)
                elif named and named not in release.links:
                    self._tell(release, named, member) if hindrance(member) else self._link(release, named, member)

    def _link(self, release: Release, person: str, member: Member) -> None:
        if address := vouched_address(member):
            link = c.Link(person, member.user, address)
            caller = Caller(member.user, "clock", f"met:{release.id}:{person}:{member.user}")
            self._service.perform(release.id, caller, lambda _release, _actor: link)

    def _tell(self, release: Release, person: str, member: Member) -> None:
        """Whether somebody's account may act, where the release does not know it so."""
        why = hindrance(member)
        if release.hindered.get(person) != why:
            told = c.TellAccount(person, member.user, why)
            caller = Caller("", "clock", f"account:{release.id}:{member.user}:{self._clock().isoformat()}")
            self._service.perform(release.id, caller, lambda _release, _actor: told)

    def _known(self, addresses: Collection[str]) -> dict[str, Member]:
        """Whom we know of those, in the same order."""
        known = self._records.members_with(addresses)
        return {address: known[address] for address in addresses if address in known}

    def _addresses(self) -> dict[str, None]:
        """Of everybody a release has to do with, the leads of the plan first."""
        lead = self._plan.holders(self._plan.lead, None)
        named = [self._plan.people[person].email for person in (*lead, *self._plan.people)]
        running = [known.email for release in self._records.running() for known in release.people.values()]
        return dict.fromkeys(address.lower() for address in (*named, *running) if address)
