"""Steps of an app in workflows: declared in its manifest, told to it without a subscription, and ended once."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox import SetupError, running
from sandbox.setup.manifest import manifest_from
from tests.sandbox.office import PEOPLE, client_of

APP: dict[str, Any] = {
    "display_information": {"name": "Porter"},
    "features": {"bot_user": {"display_name": "Porter"}},
    "functions": {
        "carry": {
            "title": "Carry",
            "description": "Carries a bag",
            "input_parameters": {"bag": {"type": "string", "is_required": True}},
            "output_parameters": {"properties": {"floor": {"type": "integer"}}, "required": ["floor"]},
        }
    },
    "settings": {"org_deploy_enabled": True, "function_runtime": "remote"},
}


def a_step_is_told_of_and_ended_once_with_what_it_declares() -> None:
    with running(people=PEOPLE, manifest=APP) as server:
        client = client_of(server)
        with pytest.raises(ValueError, match="bag is missing"):
            server.run_step("carry")
        step = server.run_step("carry", bag="red")
        server.wait_for_calm()
        told = server.workspace.log.deliveries()[0]
        assert told.payload["event"]["function_execution_id"] == step.id
        for outputs in ({}, {"floor": "3"}, {"floor": 3, "lift": "left"}):
            with pytest.raises(SlackApiError, match="parameter_validation_failed"):
                client.functions_completeSuccess(function_execution_id=step.id, outputs=outputs)
        client.functions_completeSuccess(function_execution_id=step.id, outputs={"floor": 3})
        assert server.step(step).outputs == {"floor": 3}
        with pytest.raises(SlackApiError, match="execution_not_in_running_state"):
            client.functions_completeError(function_execution_id=step.id, error="too heavy")
        with pytest.raises(SlackApiError, match="function_execution_not_found"):
            client.functions_completeError(function_execution_id="Fx0", error="too heavy")
        failed = server.run_step("carry", bag="blue")
        client.functions_completeError(function_execution_id=failed.id, error="too heavy")
        assert server.step(failed).error == "too heavy"


@pytest.mark.parametrize("lacking", ["org_deploy_enabled", "function_runtime"])
def a_manifest_with_steps_says_that_the_app_is_made_for_them(lacking: str) -> None:
    settings = {name: value for name, value in APP["settings"].items() if name != lacking}
    with pytest.raises(SetupError, match=lacking):
        manifest_from({**APP, "settings": settings})
