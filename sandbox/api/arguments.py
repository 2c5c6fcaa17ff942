"""Reading a Web API request: query, form or JSON body, and the token from header or form.

https://docs.slack.dev/apis/web-api
"""

import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.changes.refusal import SlackError

_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Arguments:
    """`token` is empty where none came. `unread` came in a JSON body that Slack does not look into.

    `warning` is Slack's remark on the request's form, if it has one.
    """

    token: str
    values: dict[str, Any]
    unread: dict[str, Any] = field(default_factory=dict)
    warning: str = ""


async def read_arguments(request: Request, *, reads_json: bool) -> Arguments:
    """Raise `SlackError` for a body that cannot be read.

    A JSON body to a method that only reads is ignored: https://docs.slack.dev/apis/web-api
    """
    values: dict[str, Any] = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    body = await request.body() if request.method == "POST" else b""
    warning, unread = "", dict[str, Any]()
    if body and kind == "application/json":
        content = _json_object(body)
        values, unread = (values | content, {}) if reads_json else (values, content)
        warning = "" if "charset" in content_type else "missing_charset"
    elif body and kind == _FORM:
        values |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        warning = "superfluous_charset" if "charset" in content_type else ""
    elif body and kind == _PARTS:
        values |= {name: content.decode(errors="replace") for name, content in read_parts(body, content_type).items()}
    elif body:
        raise SlackError("invalid_post_type" if kind else "missing_post_type")
    token = values.pop("token", "") if kind != "application/json" or not body else ""
    header = request.headers.get("authorization", "")
    return Arguments(header.removeprefix("Bearer ").strip() or str(token), values, unread, warning)


def read_parts(body: bytes, content_type: str) -> dict[str, bytes]:
    """The parts of a multipart form by their names."""
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = (part for part in message.walk() if not part.is_multipart())
    return {
        str(part.get_param("name", header="content-disposition")): bytes(part.get_payload(decode=True))
        for part in parts
    }


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(content, dict):
        raise SlackError("json_not_object")
    return content
