"""functions.*: the end of a step that runs in a workflow.

https://docs.slack.dev/reference/methods?family=functions
"""

from sandbox.api.methods.registry import Call, method
from sandbox.changes import workflows
from sandbox.state.records import Json


@method("functions.completeSuccess")
def complete_success(call: Call) -> Json:
    outputs = call.data("outputs", "parameter_validation_failed")
    workflows.complete(call.workspace, call.text("function_execution_id"), outputs)
    return {}


@method("functions.completeError")
def complete_error(call: Call) -> Json:
    workflows.fail(call.workspace, call.text("function_execution_id"), call.text("error"))
    return {}
