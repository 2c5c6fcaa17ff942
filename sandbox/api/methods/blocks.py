"""blocks.*: what Slack would say against blocks, a message or a view, without posting it.

https://docs.slack.dev/reference/methods/blocks.validate
"""

import re
from typing import Any

from sandbox.api.methods.registry import Call, method
from sandbox.blockkit import problems_of, problems_of_view
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Json

_PROBLEM = re.compile(r"\[ERROR\] (?P<message>.*) \[json-pointer:(?P<pointer>[^]]*)\]")


@method("blocks.validate", tier=3, lacks="`constraint` of an error; each `code` is `failed_constraint`")
def validate(call: Call) -> Json:
    given = [name for name in ("blocks", "message", "view") if call.text(name)]
    if len(given) != 1:
        raise SlackError("invalid_arguments", ["[ERROR] exactly one of blocks, message, view [json-pointer:/]"])
    name = given[0]
    if problems := _problems(name, call.data(name, "invalid_json")):
        raise SlackError(f"invalid_{name}", errors=[_told(problem) for problem in problems])
    return {}


def _problems(name: str, value: Any) -> list[str]:
    match name, value:
        case "blocks", list():
            return problems_of(value, "message", "")
        case "message", {"blocks": list(blocks)}:
            return problems_of(blocks, "message")
        case "view", {"type": "modal" | "home" as surface}:
            return [each.replace("[json-pointer:/view", "[json-pointer:") for each in problems_of_view(value, surface)]
        case _:
            raise SlackError("invalid_arguments", [f"[ERROR] must be a valid {name} [json-pointer:/{name}]"])


def _told(problem: str) -> Json:
    found = _PROBLEM.fullmatch(problem)
    told = found.groupdict() if found else {"message": problem, "pointer": ""}
    return {**told, "code": "failed_constraint"}
