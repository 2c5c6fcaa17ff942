"""One workspace behind one loopback port: the wire, the people, and the trouble a test may make."""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import uvicorn
from starlette.datastructures import Address

from sandbox.app import build_app
from sandbox.changes.membership import change_profile, join_team
from sandbox.mail.office import PostOffice
from sandbox.mail.settings import MailSettings
from sandbox.people.acts import Acts
from sandbox.people.person import Person
from sandbox.setup.errors import SetupError
from sandbox.setup.team import PersonSpec
from sandbox.state.faults import Faults
from sandbox.state.records import User
from sandbox.state.workspace import Workspace
from sandbox.wire.agenda import Agenda
from sandbox.wire.courier import Courier, Patience
from sandbox.wire.lines import Lines
from sandbox.wire.socket_mode import DisconnectReason, SocketHub

DEFAULT_PATIENCE = Patience()
DEFAULT_MAIL = MailSettings()


class Server:
    """A running workspace. Made by `running` or `serve`; every method may be called from any thread."""

    def __init__(
        self,
        workspace: Workspace,
        listener: socket.socket,
        *,
        request_url: str | None = None,
        patience: Patience = DEFAULT_PATIENCE,
        mail: MailSettings = DEFAULT_MAIL,
    ) -> None:
        self.workspace = workspace
        self.clock = workspace.clock
        self._listener = listener
        try:
            self._post_office = PostOffice(workspace, mail, listener.getsockname()[0])
        except SetupError:
            listener.close()
            raise
        self._request_url = request_url
        self._patience = patience
        self._ready = threading.Event()
        self._lines = Lines()
        self._uvicorn: uvicorn.Server
        self._loop: asyncio.AbstractEventLoop
        self._hub: SocketHub
        self._courier: Courier
        self._acts: Acts

    @property
    def page(self) -> str:
        """The server's root, without the slash at its end."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    @property
    def api_url(self) -> str:
        return f"{self.page}/api/"

    @property
    def smtp_url(self) -> str:
        """Where the app hands mail over: `smtp://user:password@host:port`."""
        return self._post_office.url

    @property
    def imap_url(self) -> str:
        """Where the app reads what people answered: `imap://user:password@host:port/INBOX`."""
        return self._post_office.mailbox_url

    @property
    def bot_token(self) -> str:
        return self.workspace.bot_token

    @property
    def app_token(self) -> str:
        return self.workspace.app_token

    @property
    def signing_secret(self) -> str:
        return self.workspace.signing_secret

    @property
    def faults(self) -> Faults:
        return self.workspace.faults

    @property
    def socket_count(self) -> int:
        return len(self._hub.sockets)

    def announcement(self) -> dict[str, str]:
        """What another process needs to connect."""
        return {
            "api_url": self.api_url,
            "bot_token": self.bot_token,
            "app_token": self.app_token,
            "signing_secret": self.signing_secret,
            "page": f"{self.page}/",
            "smtp_url": self.smtp_url,
            "imap_url": self.imap_url,
        }

    def person(self, who: str) -> Person:
        """By key, user id, e-mail address or full name."""
        return Person(self.workspace.user(who), self.workspace, self._acts, self._loop)

    def welcome(self, key: str, **known: str) -> Person:
        """Somebody new joins the team."""
        spec = PersonSpec(
            key, known.get("name", key), known.get("email", f"{key}@workspace.example"),
            known.get("locale", "en-US"), known.get("tz", "UTC"), is_guest="guest" in known,
        )  # fmt: skip
        return self.person(join_team(self.workspace, spec).id)

    def change_user(self, who: str, **changes: Any) -> User:
        """Change a profile, such as `email=` or `deleted=True`; the app hears a `user_change`."""
        return change_profile(self.workspace, self.workspace.user(who).id, **changes)

    def wait_for_sockets(self, count: int = 1, timeout: float = 30.0) -> None:
        """Until the app holds at least `count` Socket Mode connections."""
        self.workspace.wait_until(lambda: self.socket_count >= count, timeout, f"{count} Socket Mode connection(s)")

    def wait_for_calm(self, timeout: float = 30.0) -> None:
        """Until nothing is on its way to the app; an event that waits a minute for its next retry is not."""
        self.workspace.wait_until(lambda: self._courier.is_calm, timeout, "calm on the wire")

    def leap(self, seconds: float) -> None:
        """Move the clock; what the workspace itself does meanwhile, such as renewing sockets, is done afterwards."""
        has_sockets = self.socket_count > 0
        self.clock.move(seconds)
        self._on_loop(self._agenda.catch_up())
        if has_sockets and not self.faults.down:
            self.wait_for_sockets()

    def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Send every socket a disconnect frame; all but a `warning` close it."""
        self._on_loop(self._hub.disconnect(reason))

    def cut_sockets(self) -> None:
        """Reset every socket's connection without a word."""
        self._on_loop(_now(lambda: self._each_socket(self._lines.cut)))

    def mute_sockets(self) -> None:
        """Leave the sockets of this moment half-open: up, but not even a pong comes or goes. New ones are whole."""

        def mute() -> None:
            self._hub.mute()
            self._each_socket(self._lines.freeze)

        self._on_loop(_now(mute))

    def _each_socket(self, act: Callable[[Address | None], None]) -> None:
        for connection in tuple(self._hub.sockets):
            act(connection.websocket.client)

    def down(self) -> None:
        """Slack is away: every call gets 503, every socket is cut."""
        self.faults.down = True
        self.cut_sockets()

    def up(self) -> None:
        self.faults.down = False

    def hold_events(self) -> None:
        """Keep events back, to come late or out of order."""
        self._on_loop(_now(self._courier.hold_events))

    def release_events(self, *, backwards: bool = False) -> None:
        self._on_loop(_now(lambda: self._courier.release_events(backwards=backwards)))

    def redeliver(self, kind: str | None = None, times: int = 1) -> None:
        """Deliver the last event (of this type) again, `times` times, with the same event id."""
        events = [delivery for delivery in self.workspace.log.deliveries(kind) if delivery.event_id]
        if not events:
            raise LookupError(f"No event {kind or ''} has been delivered yet.")
        self._on_loop(_now(lambda: self._courier.repeat(events[-1].payload, times)))

    def verify_request_url(self) -> bool:
        """Send Slack's `url_verification` challenge to the request URL; whether it came back."""
        return asyncio.run_coroutine_threadsafe(self._courier.verify(), self._loop).result(
            self._patience.ack_timeout + 1
        )

    def run(self) -> None:
        """Serve until `stop`, in this thread."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._loop.call_soon_threadsafe(self._lines.cut_all)

    def wait_until_ready(self, timeout: float = 30.0) -> None:
        if not self._ready.wait(timeout):
            raise TimeoutError("The workspace did not start.")

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._agenda = agenda = Agenda(self.clock)
        self._hub = SocketHub(self.workspace, agenda, self._patience.connection)
        self._courier = Courier(
            self.workspace, self._hub, agenda,
            request_url=self._request_url, patience=self._patience,
        )  # fmt: skip
        self._acts = Acts(self.workspace, self._courier, self.page)
        timers = asyncio.create_task(agenda.run())
        config = uvicorn.Config(
            build_app(self, self._hub, self._lines),
            http=self._lines.protocol(), ws="websockets-sansio", loop="none", lifespan="off",
            log_level="warning", access_log=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._uvicorn = uvicorn.Server(config)
        await self._post_office.open()
        self._ready.set()
        try:
            await self._uvicorn.serve(sockets=[self._listener])
        finally:
            self._post_office.close()
            timers.cancel()
            agenda.stop()
            await self._courier.close()

    def _on_loop(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(self._patience.ack_timeout + 5)


async def _now(work: Callable[[], None]) -> None:
    work()
