"""Carries events, commands and interactions to the app: which way, how often, and what became of each attempt."""

import asyncio
from collections import deque
from dataclasses import dataclass
from functools import partial

from sandbox.changes.posting import post_due, share
from sandbox.state.happenings import FilesUploaded, Happening, MessageScheduled
from sandbox.state.log import Delivery, Transport
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace
from sandbox.wire.agenda import Agenda
from sandbox.wire.events import Event, callback, events_of, rate_limited
from sandbox.wire.http_mode import HttpSender
from sandbox.wire.replies import Acknowledged, Failed, Reply
from sandbox.wire.socket_mode import CONNECTION_SECONDS, SocketHub

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until an acknowledgement is late, between an event's attempts, and that a socket lasts.

    `events_an_hour`: more are dropped, and the app is told so once a minute.
    """

    ack_timeout: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    connection: int = CONNECTION_SECONDS
    events_an_hour: int = 30_000


class Courier:
    """Belongs to the server's event loop. `request_url`: where everything goes by HTTP; without it, Socket Mode."""

    def __init__(
        self,
        workspace: Workspace,
        hub: SocketHub,
        agenda: Agenda,
        *,
        request_url: str | None,
        patience: Patience,
    ) -> None:
        self._workspace = workspace
        self._hub = hub
        self._agenda = agenda
        self._sender = HttpSender(workspace.signing_secret)
        self._request_url = request_url
        self._ack_timeout = patience.ack_timeout
        self._schedule = patience.retries
        self._most = patience.events_an_hour
        self._sent: deque[float] = deque()
        self._limited: int | None = None
        self._held: list[Json] | None = None
        self._under_way = 0
        self._loop = asyncio.get_running_loop()
        workspace.watch(self._heard)

    async def hand_over(self, kind: str, payload: Json) -> Reply:
        """A command or an interaction: once, never again."""
        self._begin()
        try:
            return await self._attempt(kind, kind, payload, attempt=0, reason="")
        finally:
            self._settle()

    def _heard(self, happening: Happening) -> None:
        """Called by whichever thread changed the workspace."""
        if isinstance(happening, MessageScheduled):
            self._loop.call_soon_threadsafe(self._schedule_post, happening)
            return
        if isinstance(happening, FilesUploaded):
            self._loop.call_soon_threadsafe(self._schedule_sharing, happening)
            return
        for event in events_of(self._workspace, happening):
            if self._hears(event):
                self._under_way += 1
                self._loop.call_soon_threadsafe(self._send_event, callback(self._workspace, event))

    def _hears(self, event: Event) -> bool:
        # Nobody subscribes to this one; who declares a function hears that it is executed.
        if event.subscription not in {*self._workspace.manifest.events, "function_executed"}:
            return False
        channel = event.channel
        return channel is None or self._workspace.bot.user_id in self._workspace.channels[channel].members

    def _schedule_post(self, happening: MessageScheduled) -> None:
        async def work() -> None:
            post_due(self._workspace, happening.entry.id)

        self._agenda.at(happening.entry.post_at, work)

    def _schedule_sharing(self, happening: FilesUploaded) -> None:
        async def work() -> None:
            for channel in happening.channels:
                share(self._workspace, channel, self._workspace.bot.user_id, happening.content["draft"])

        self._agenda.at(happening.due, work)

    def _send_event(self, payload: Json) -> None:
        if self._held is not None:
            self._held.append(payload)
            self._settle()
            return
        if not self._is_within_the_hours_limit():
            self._drop()
            return
        self._agenda.start(lambda: self._carry_event(payload, 0, ""))

    def _is_within_the_hours_limit(self) -> bool:
        now = self._workspace.clock.now()
        while self._sent and self._sent[0] <= now - HOUR:
            self._sent.popleft()
        if len(self._sent) >= self._most:
            return False
        self._sent.append(now)
        return True

    def _drop(self) -> None:
        """The event is lost; in each minute in which there is one, the app is told instead."""
        minute = int(self._workspace.clock.now()) // 60 * 60
        if minute == self._limited:
            self._settle()
            return
        self._limited = minute
        told = rate_limited(self._workspace, minute)
        self._agenda.start(lambda: self._carry_event(told, 0, ""))

    async def _carry_event(self, payload: Json, attempt: int, reason: str) -> None:
        """One attempt; the next one by the schedule, with the same event id."""
        kind = payload.get("event", payload)["type"]
        reply = await self._attempt("events_api", kind, payload, attempt=attempt, reason=reason)
        if isinstance(reply, Failed) and reply.retry and attempt < len(self._schedule):
            pause = self._schedule[attempt]
            if pause == 0:
                await self._carry_event(payload, attempt + 1, reply.retry_reason)
                return
            due = self._workspace.clock.now() + pause
            self._agenda.at(due, lambda: self._retry_event(payload, attempt + 1, reply.retry_reason))
        self._settle()

    async def _retry_event(self, payload: Json, attempt: int, reason: str) -> None:
        self._begin()
        await self._carry_event(payload, attempt, reason)

    @property
    def is_calm(self) -> bool:
        """Nothing is being delivered or about to be; events held back or waiting for a later retry do not count."""
        return self._under_way == 0

    def _begin(self) -> None:
        with self._workspace.change():
            self._under_way += 1

    def _settle(self) -> None:
        with self._workspace.change():
            self._under_way -= 1

    async def _attempt(self, envelope: str, kind: str, payload: Json, *, attempt: int, reason: str) -> Reply:
        log, url = self._workspace.log, self._url_for(envelope, payload)
        transport: Transport = "http" if url else "socket" if self._hub.sockets else "none"
        entry = log.begin(Delivery(0, self._workspace.clock.now(), kind, payload, attempt, transport, "under way"))
        if url:
            retry = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason} if attempt else {}
            reply = await self._sender.deliver(url, envelope, payload, retry=retry, within=self._ack_timeout)
        else:
            marks: Json = {"retry_attempt": attempt, "retry_reason": reason} if envelope == "events_api" else {}
            accepts = envelope != "events_api"
            reply = await self._hub.deliver(envelope, payload, accepts=accepts, attempt=marks, within=self._ack_timeout)
        if isinstance(reply, Acknowledged) and self._workspace.faults.take_lost_ack(kind):
            reply = Failed("answer dropped", "operation_timeout", "http_timeout" if url else "timeout")
        match reply:
            case Acknowledged(body):
                log.end(entry, "acknowledged", body)
            case Failed(cause, error):
                log.end(entry, cause, error)
        return reply

    def _url_for(self, envelope: str, payload: Json) -> str | None:
        if self._request_url:
            return self._request_url
        if self._hub.sockets:
            return None
        manifest = self._workspace.manifest
        match envelope:
            case "slash_commands":
                return manifest.commands[payload["command"]].url
            case "interactive":
                return manifest.interactivity_url
            case _:
                return manifest.events_url

    async def verify(self) -> bool:
        """Slack's challenge to a new request URL: it must send the challenge back."""
        challenge = self._workspace.mint.token()
        payload = {"type": "url_verification", "token": self._workspace.verification_token, "challenge": challenge}
        url = self._request_url or self._workspace.manifest.events_url
        if url is None:
            return False
        reply = await self._sender.deliver(url, "events_api", payload, retry={}, within=self._ack_timeout)
        match reply:
            case Acknowledged({"challenge": answer}) | Acknowledged(str(answer)):
                return bool(answer == challenge)
            case _:
                return False

    def repeat(self, payload: Json, times: int) -> None:
        """Deliver an event again, with the same event id, as Slack does when it saw no acknowledgement."""
        reason = "http_timeout" if self._request_url else "timeout"
        for attempt in range(1, times + 1):
            self._agenda.start(partial(self._retry_event, payload, attempt, reason))

    def hold_events(self) -> None:
        """Keep events back until `release_events`."""
        if self._held is None:
            self._held = []

    def release_events(self, *, backwards: bool = False) -> None:
        held, self._held = self._held or [], None
        for payload in reversed(held) if backwards else held:
            self._begin()
            self._send_event(payload)

    async def close(self) -> None:
        await self._sender.close()
