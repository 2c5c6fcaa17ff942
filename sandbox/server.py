"""One workspace behind one loopback port, from its opening to its end: the wire, the mail, the people, the trouble."""

import asyncio
import re
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from uvicorn.loops.auto import auto_loop_factory

from sandbox.api.rates import RateLimiter, Rates
from sandbox.app import build_app
from sandbox.changes import posting, workflows
from sandbox.changes.membership import change_profile, join_team
from sandbox.mail.imap import AUTHSERV_ID
from sandbox.mail.office import PostOffice
from sandbox.mail.settings import MailSettings
from sandbox.people.acts import Acts
from sandbox.people.person import Person
from sandbox.setup.errors import SetupError
from sandbox.setup.team import person_from
from sandbox.state.faults import Faults
from sandbox.state.records import Execution, Message, User
from sandbox.state.workspace import Workspace
from sandbox.wire.agenda import Agenda
from sandbox.wire.courier import Courier, Patience
from sandbox.wire.lines import Lines
from sandbox.wire.socket_mode import SocketHub
from sandbox.wire.trouble import Trouble

DEFAULT_PATIENCE = Patience()
DEFAULT_MAIL = MailSettings()


class Server:
    """A running workspace. Made by `running`; every method may be called from any thread."""

    def __init__(
        self,
        workspace: Workspace,
        listener: socket.socket,
        *,
        request_url: str | None = None,
        patience: Patience = DEFAULT_PATIENCE,
        mail: MailSettings = DEFAULT_MAIL,
        rates: Rates | None = None,
    ) -> None:
        """`rates`: strict unless `Rates.off()`."""
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
        self._limiter = RateLimiter(rates or Rates.strict(), self.clock.now)
        self._ready = threading.Event()
        self._lines = Lines()
        self._uvicorn: uvicorn.Server
        self._loop: asyncio.AbstractEventLoop
        self._agenda: Agenda
        self._courier: Courier
        self._trouble: Trouble
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
    def authserv_id(self) -> str:
        """How that mailbox's server names itself where it vouches for who wrote a mail."""
        return AUTHSERV_ID

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
    def trouble(self) -> Trouble:
        """What may go wrong with the wire; there once the server is ready."""
        return self._trouble

    @property
    def socket_count(self) -> int:
        return len(self._trouble.hub.sockets)

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

    def welcome(self, key: str, **known: Any) -> Person:
        """Somebody new joins the team, `known` as in the file of people."""
        return self.person(join_team(self.workspace, person_from(key, known)).id)

    def change_user(self, who: str, **changes: Any) -> User:
        """Change a profile, such as `email=` or `deleted=True`; the app hears a `user_change`."""
        return change_profile(self.workspace, self.workspace.user(who).id, **changes)

    def run_step(self, function: str, **inputs: Any) -> Execution:
        """A workflow comes to a step of the app, which its manifest declares by this name: the app hears of it."""
        return workflows.run(self.workspace, self.workspace.manifest.functions[function], inputs)

    def step(self, execution: Execution) -> Execution:
        """How the step stands now."""
        return self.workspace.executions[execution.id]

    def unfurl(self, message: Message, title: str = "A page") -> Message:
        """Slack has looked at the first link in `message` and shows it: a `message_changed` with the same text."""
        address = re.search(r"https?://[^\s<>|]+", message.text)
        if address is None:
            raise LookupError("There is no link in this message.")
        shown = {"id": 1, "from_url": address[0], "original_url": address[0], "title": title, "title_link": address[0]}
        shown |= {"fallback": title, "service_name": urlsplit(address[0]).hostname}
        return posting.unfurl(self.workspace, self.workspace.channels[message.channel].messages[message.ts], (shown,))

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
        asyncio.run_coroutine_threadsafe(self._agenda.catch_up(), self._loop).result(self._patience.ack_timeout + 5)
        if has_sockets and not self.faults.down:
            self.wait_for_sockets()

    def verify_request_url(self) -> bool:
        """Send Slack's `url_verification` challenge to the request URL; whether it came back."""
        return asyncio.run_coroutine_threadsafe(self._courier.verify(), self._loop).result(
            self._patience.ack_timeout + 1
        )

    def run(self) -> None:
        """Serve until `stop`, in this thread."""
        with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
            runner.run(self._serve())

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._loop.call_soon_threadsafe(self._lines.cut_all)

    def wait_until_ready(self, timeout: float = 30.0) -> None:
        if not self._ready.wait(timeout):
            raise TimeoutError("The workspace did not start.")

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._agenda = agenda = Agenda(self.clock)
        hub = SocketHub(self.workspace, agenda, self._patience.connection)
        self._courier = Courier(
            self.workspace, hub, agenda, request_url=self._request_url, patience=self._patience
        )  # fmt: skip
        self._trouble = Trouble(self.workspace, hub, self._courier, self._lines, self._loop)
        self._acts = Acts(self.workspace, self._courier, self.page)
        timers = asyncio.create_task(agenda.run())
        config = uvicorn.Config(
            build_app(self.workspace, self.person, self._trouble, self._limiter, self.smtp_url),
            http=self._lines.protocol(), ws="websockets-sansio", loop="none", lifespan="off",
            log_level="warning", access_log=False, timeout_graceful_shutdown=1,
            date_header=False,  # the API's answers carry the workspace's own time
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
