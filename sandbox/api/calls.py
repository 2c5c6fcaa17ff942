"""`/api/<method>`, the way of every Web API call: fault, arguments, token, scope, rate, the method itself, the log."""

import asyncio
from dataclasses import dataclass
from email.utils import formatdate
from typing import assert_never

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.api.arguments import Arguments, read_arguments
from sandbox.api.methods import METHODS, Call, Method
from sandbox.api.rates import RateLimiter
from sandbox.changes.refusal import SlackError
from sandbox.state.faults import Dropped, ErrorAnswer, Fault, LostAnswer, RateLimited, ServerError, Slow, in_words
from sandbox.state.log import LoggedCall
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace
from sandbox.wire.lines import Lines

TOO_MANY = 429
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP answer before it goes out; `status` 0: the connection is reset instead."""

    status: int
    body: Json
    retry_after: int | None = None


@dataclass(slots=True)
class Api:
    workspace: Workspace
    limiter: RateLimiter
    lines: Lines

    async def respond(self, request: Request) -> Response:
        name = request.path_params["method"]
        faults = self.workspace.faults
        fault = ServerError(UNAVAILABLE) if faults.down else faults.take(name)
        arguments, answer = await self._answer(request, name, fault)
        sent = answer.body if answer.status else {}
        self.workspace.log.add_call(
            LoggedCall(
                0,
                self.workspace.clock.now(),
                name,
                arguments.values,
                answer.status,
                sent,
                in_words(fault) if fault else "",
                arguments.unread,
            )
        )
        if isinstance(fault, Slow) and fault.performed == "before":
            await asyncio.sleep(fault.seconds)
        if answer.status == 0:
            self.lines.cut(request.client)
        return self._response(answer, name, arguments)

    async def _answer(self, request: Request, name: str, fault: Fault | None) -> tuple[Arguments, HttpAnswer]:
        try:
            known = METHODS.get(name)
            arguments = await read_arguments(request, reads_json=known is None or known.slack.reads_json)
        except SlackError as refusal:
            return Arguments("", {}), HttpAnswer(200, refusal.answer())
        match fault:
            case RateLimited(retry_after=seconds):
                return arguments, _too_many(seconds)
            case ServerError(status=status):
                return arguments, HttpAnswer(status, {})
            case ErrorAnswer(error=error):
                return arguments, HttpAnswer(200, {"ok": False, "error": error})
            case Dropped():
                return arguments, HttpAnswer(0, {})
            case LostAnswer():
                self._perform(request, name, arguments)
                return arguments, HttpAnswer(0, {})
            case Slow(seconds=seconds, performed="after"):
                await asyncio.sleep(seconds)
                return arguments, self._perform(request, name, arguments)
            case Slow() | None:
                return arguments, self._perform(request, name, arguments)
            case _:
                assert_never(fault)

    def _perform(self, request: Request, name: str, arguments: Arguments) -> HttpAnswer:
        known = METHODS.get(name)
        if known is None:
            return HttpAnswer(200, SlackError("unknown_method", req_method=name).answer())
        try:
            self._admit(known, arguments)
            if wait := self._wait(known, arguments):
                return _too_many(wait)
            read = known.slack.read(arguments.values)
            call = Call(self.workspace, known.slack, read, str(request.base_url).rstrip("/"))
            with self.workspace.change():
                body = {"ok": True, **known.run(call)}
        except SlackError as refusal:
            body = refusal.answer()
        if arguments.warning and "warning" not in body:
            body["warning"] = arguments.warning
            body.setdefault("response_metadata", {})["warnings"] = [arguments.warning]
        return HttpAnswer(200, body)

    def _admit(self, known: Method, arguments: Arguments) -> None:
        """The right kind of token with one of the method's scopes."""
        if known.slack.caller == "anyone":
            return
        if not arguments.token:
            raise SlackError("not_authed")
        if arguments.token not in {self.workspace.bot_token, self.workspace.app_token}:
            raise SlackError("invalid_auth")
        if (arguments.token == self.workspace.app_token) != (known.slack.caller == "app"):
            raise SlackError("not_allowed_token_type")
        provided, scopes = self.workspace.manifest.scopes, known.slack.scopes
        if scopes and not provided.intersection(scopes):
            raise SlackError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(provided)))

    def _wait(self, known: Method, arguments: Arguments) -> int:
        if known.post_to:
            return self.limiter.wait_to_post(str(arguments.values.get(known.post_to)))
        return self.limiter.wait_for(known.name, known.slack.tier)

    def _response(self, answer: HttpAnswer, name: str, arguments: Arguments) -> Response:
        if answer.status >= UNAVAILABLE or answer.status in {0, 500, 502}:
            return PlainTextResponse("Internal Server Error", answer.status or 500)
        response = JSONResponse(answer.body, answer.status)
        if answer.retry_after is not None:
            response.headers["Retry-After"] = str(answer.retry_after)
        known = METHODS.get(name)
        if known is not None and arguments.token == self.workspace.bot_token:
            response.headers["X-OAuth-Scopes"] = ",".join(sorted(self.workspace.manifest.scopes))
            response.headers["X-Accepted-OAuth-Scopes"] = ",".join(known.slack.scopes)
        response.headers["Date"] = formatdate(self.workspace.clock.now(), usegmt=True)
        response.headers["X-Slack-Req-Id"] = self.workspace.mint.token()
        return response


def _too_many(seconds: int) -> HttpAnswer:
    return HttpAnswer(TOO_MANY, {"ok": False, "error": "ratelimited"}, retry_after=seconds)
