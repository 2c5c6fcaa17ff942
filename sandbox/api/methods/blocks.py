"""blocks.validate: whether Slack would take these blocks, this message or this view. Nothing is posted.

https://docs.slack.dev/reference/methods/blocks.validate
"""

import re
from typing import Any

from sandbox.api.methods.registry import Call, method
from sandbox.blockkit import problems_of, problems_of_view
from sandbox.changes.refusal import SlackError
from sandbox.state.records import Json

KINDS = ("blocks", "message", "view")
_PROBLEM = re.compile(r"(?:\[ERROR\] )?(?P<message>.*?)(?: \[json-pointer:(?P<pointer>[^]]*)\])?", re.DOTALL)


@method("blocks.validate")
def validate(call: Call) -> Json:
    given = [kind for kind in KINDS if call.args.get(kind) not in (None, "")]
    if len(given) != 1:
        raise SlackError("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"])
    kind = given[0]
    problems = _problems(kind, call.data(kind, f"invalid_{kind}"))
    if problems:
        raise SlackError(f"invalid_{kind}", errors=[_error(kind, problem) for problem in problems])
    return {}


def _problems(kind: str, content: Any) -> list[str]:
    if kind == "view":
        is_home = isinstance(content, dict) and content.get("type") == "home"
        return problems_of_view(content, "home" if is_home else "modal")
    if kind == "message":
        if not isinstance(content, dict):
            return ["[ERROR] must be an object [json-pointer:]"]
        content = content.get("blocks", [])
    return problems_of(content, "message") if isinstance(content, list) else ["[ERROR] must be an array"]


def _error(kind: str, problem: str) -> Json:
    """Its place is counted from what was handed in."""
    found = _PROBLEM.fullmatch(problem)
    message, pointer = (found["message"], found["pointer"] or "") if found else (problem, "")
    return {"code": "failed_constraint", "message": message, "pointer": pointer.removeprefix(f"/{kind}")}
