"""One workspace behind one loopback port, in a thread of its own: the wire, the people, and the trouble a test may make."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from sandbox.acts import Acts
from sandbox.agenda import Agenda
from sandbox.app import build_app
from sandbox.clock import Clock
from sandbox.courier import RETRY_SCHEDULE, Courier
from sandbox.errors import SetupError
from sandbox.faults import Faults
from sandbox.lines import Lines
from sandbox.manifest import DEFAULT_PATH, Manifest, load_manifest, manifest_from
from sandbox.membership import change_profile, join_team
from sandbox.model import User
from sandbox.people import PersonSpec, Team, load_team, team_from, three_people
from sandbox.person import Person
from sandbox.rates import Rates
from sandbox.socketmode import DisconnectReason, SocketHub
from sandbox.workspace import Workspace

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ACK_TIMEOUT = 3.0


class Server:
    """A running workspace. Made by `running` or `serve`; every method may be called from any thread."""

    def __init__(
        self,
        workspace: Workspace,
        listener: socket.socket,
        *,
        request_url: str | None = None,
        ack_timeout: float = ACK_TIMEOUT,
        retry_schedule: Sequence[float] = RETRY_SCHEDULE,
    ) -> None:
        self.workspace = workspace
        self.clock = workspace.clock
        self._listener = listener
        self._request_url = request_url
        self._ack_timeout = ack_timeout
        self._retry_schedule = retry_schedule
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

    def wait_for_sockets(self, count: int = 1, timeout: float = 10.0) -> None:
        """Until the app holds at least `count` Socket Mode connections."""
        self.workspace.wait_until(lambda: self.socket_count >= count, timeout, f"{count} Socket Mode connection(s)")

    def wait_for_calm(self, timeout: float = 10.0) -> None:
        """Until nothing is under way to the app."""
        log = self.workspace.log
        self.workspace.wait_until(
            lambda: all(delivery.outcome != "under way" for delivery in log.deliveries()), timeout, "calm on the wire"
        )

    def disconnect(self, reason: DisconnectReason = "refresh_requested") -> None:
        """Send every socket a disconnect frame; all but a `warning` close it."""
        self._on_loop(self._hub.disconnect(reason))

    def cut_sockets(self) -> None:
        """Close every socket without a word."""

        async def cut() -> None:
            for connection in tuple(self._hub.sockets):
                await connection.websocket.close(code=1011)

        self._on_loop(cut())

    def mute_sockets(self) -> None:
        """Leave the sockets of this moment half-open: up, but nothing comes or goes."""
        self._loop.call_soon_threadsafe(self._hub.mute)

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
        for attempt in range(1, times + 1):
            self._on_loop(_now(lambda attempt=attempt: self._courier.repeat(events[-1].payload, attempt)))

    def verify_request_url(self) -> bool:
        """Send Slack's `url_verification` challenge to the request URL; whether it came back."""
        return asyncio.run_coroutine_threadsafe(self._courier.verify(), self._loop).result(self._ack_timeout + 1)

    def run(self) -> None:
        """Serve until `stop`, in this thread."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._loop.call_soon_threadsafe(self._lines.cut_all)

    def wait_until_ready(self, timeout: float = 10.0) -> None:
        if not self._ready.wait(timeout):
            raise TimeoutError("The workspace did not start.")

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        agenda = Agenda(self.clock)
        self._hub = SocketHub(self.workspace, agenda)
        self._courier = Courier(
            self.workspace, self._hub, agenda,
            request_url=self._request_url, ack_timeout=self._ack_timeout, retry_schedule=self._retry_schedule,
        )  # fmt: skip
        self._acts = Acts(self.workspace, self._courier, self.page)
        timers = asyncio.create_task(agenda.run())
        config = uvicorn.Config(
            build_app(self, self._hub, self._lines),
            http=self._lines.protocol(), ws="websockets-sansio", loop="none", lifespan="off",
            log_level="warning", access_log=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._uvicorn = uvicorn.Server(config)
        self._ready.set()
        try:
            await self._uvicorn.serve(sockets=[self._listener])
        finally:
            timers.cancel()
            agenda.stop()
            await self._courier.close()

    def _on_loop(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(self._ack_timeout + 5)


async def _now(work: Any) -> None:
    work()


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A bound loopback socket; raise `SetupError` for any other host or a port in use."""
    if host not in LOOPBACK:
        raise SetupError(
            f"The local workspace serves this machine only; {host} is not a loopback address. Use 127.0.0.1."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise SetupError(
            f"Port {port} on {host} cannot be used: {problem.strerror}. Choose another with --port, or 0."
        ) from problem
    return listener


@contextmanager
def running(
    *,
    people: Team | Path | str | Mapping[str, Any] | None = None,
    manifest: Manifest | Path | str | Mapping[str, Any] = DEFAULT_PATH,
    rates: Rates | None = None,
    request_url: str | None = None,
    clock: Clock | None = None,
    ack_timeout: float = ACK_TIMEOUT,
    retry_schedule: Sequence[float] = RETRY_SCHEDULE,
    port: int = 0,
) -> Iterator[Server]:
    """Serve a workspace in a background thread on a free loopback port until the block ends.

    `people`: a plan file or its content; `rates`: strict unless `Rates.off()`; times in seconds on the workspace's clock.
    """
    workspace = Workspace(read_team(people), read_manifest(manifest), clock, rates)
    server = Server(
        workspace, listen(port=port), request_url=request_url, ack_timeout=ack_timeout, retry_schedule=retry_schedule
    )
    thread = threading.Thread(target=server.run, name="sandbox", daemon=True)
    thread.start()
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()
        thread.join(10)


def read_team(people: Team | Path | str | Mapping[str, Any] | None) -> Team:
    match people:
        case None:
            return three_people()
        case Team():
            return people
        case Mapping():
            return team_from(people)
        case _:
            return load_team(Path(people))


def read_manifest(manifest: Manifest | Path | str | Mapping[str, Any]) -> Manifest:
    match manifest:
        case Manifest():
            return manifest
        case Mapping():
            return manifest_from(manifest)
        case _:
            return load_manifest(Path(manifest))
