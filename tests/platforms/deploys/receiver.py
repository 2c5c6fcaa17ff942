"""A platform that takes our signed orders, as docs/deployments.md asks of one: each run once, with its progress."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SECRET = "a secret of sixteen or more"  # noqa: S105


def signature(stamp: str, body: bytes, secret: str = SECRET) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()


class Receiver:
    """`loses`: so many answers to an order get lost. `tells`: what it says of a run, None where it only calls back."""

    def __init__(self, *, loses: int = 0) -> None:
        self.loses = loses
        self.orders: dict[str, Any] = {}
        self.arrived = 0
        self.tells: Any = None

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/deploy", self._guarded(self._take), methods=["POST"]),
                Route("/deploy/{reference}", self._guarded(self._tell)),
            ]
        )

    def _guarded(self, answer: Callable[[Request, bytes], Response]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            body, stamp = await request.body(), request.headers.get("x-release-timestamp", "")
            signed = body if request.method == "POST" else request.path_params["reference"].encode()
            if request.headers.get("x-release-signature") != signature(stamp, signed):
                return Response(status_code=HTTPStatus.UNAUTHORIZED)
            return answer(request, body)

        return guarded

    def _take(self, request: Request, body: bytes) -> Response:
        order = json.loads(body)
        self.arrived += 1
        if request.headers.get("idempotency-key") != order["run"]:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if order["environment"] != "production":
            return JSONResponse({"message": "only production is deployed from here"}, HTTPStatus.CONFLICT)
        self.orders.setdefault(order["run"], order)
        if self.loses:
            self.loses -= 1
            return Response(status_code=HTTPStatus.GATEWAY_TIMEOUT)
        reference = f"R{list(self.orders).index(order['run']) + 1}"
        said = {"reference": reference, "url": f"https://deploy.example/{reference}"}
        return JSONResponse(said, HTTPStatus.ACCEPTED)

    def _tell(self, _request: Request, _body: bytes) -> Response:
        return Response(status_code=HTTPStatus.NOT_FOUND) if self.tells is None else JSONResponse(self.tells)
