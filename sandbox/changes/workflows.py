"""Steps of the app that run in workflows: begun by Slack, ended by the app, once.

https://docs.slack.dev/workflows/workflow-steps
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sandbox.changes.refusal import SlackError
from sandbox.setup.manifest import Function, Parameter
from sandbox.state.happenings import FunctionEnded, FunctionExecuted
from sandbox.state.records import Execution, Json
from sandbox.state.workspace import Workspace

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "array": list,
}
"""What a value of a type is in JSON; all others are strings."""


def run(workspace: Workspace, function: Function, inputs: Json) -> Execution:
    """`ValueError` for inputs that the function does not take: Workflow Builder lets nobody save those."""
    if problems := list(_problems(function.inputs, inputs)):
        raise ValueError("; ".join(problems))
    with workspace.change():
        execution = Execution(workspace.mint.id("Fx"), function.callback_id, workspace.mint.id("Wx"), inputs)
        workspace.executions[execution.id] = execution
        workspace.tell(FunctionExecuted(execution, workspace.ts()))
    return execution


def complete(workspace: Workspace, which: str, outputs: Any) -> None:
    with workspace.change():
        execution = _running(workspace, which)
        declared = workspace.manifest.functions[execution.function].outputs
        problems = list(_problems(declared, outputs)) if isinstance(outputs, dict) else ["outputs is no object"]
        if problems:
            raise SlackError("parameter_validation_failed", problems)
        _end(workspace, replace(execution, state="completed", outputs=outputs))


def fail(workspace: Workspace, which: str, error: str) -> None:
    with workspace.change():
        _end(workspace, replace(_running(workspace, which), state="failed", error=error))


def _running(workspace: Workspace, which: str) -> Execution:
    execution = workspace.executions.get(which)
    if execution is None:
        raise SlackError("function_execution_not_found")
    if execution.state != "running":
        raise SlackError("execution_not_in_running_state")
    return execution


def _end(workspace: Workspace, execution: Execution) -> None:
    workspace.executions[execution.id] = execution
    workspace.tell(FunctionEnded(execution))


def _problems(declared: Mapping[str, Parameter], given: Json) -> Iterator[str]:
    for name, parameter in declared.items():
        if name not in given and parameter.is_required:
            yield f"{name} is missing"
        elif name in given and not isinstance(given[name], TYPES.get(parameter.type, str)):
            yield f"{name} is no {parameter.type}"
    yield from (f"{name} is not declared" for name in given if name not in declared)
