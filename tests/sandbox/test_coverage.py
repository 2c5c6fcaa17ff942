"""The README's tables are what the code says, and the code leaves nothing of Slack's own SDK unmentioned."""

import inspect
import re
from fnmatch import fnmatchcase
from typing import Any

import pytest
import slack_sdk.models.blocks
import slack_sdk.web.client
from slack_sdk import WebClient

from sandbox import Person, Server, coverage
from sandbox.api.methods import METHODS
from sandbox.blockkit import blocks, elements
from sandbox.wire.events import SENT
from tests.sandbox.office import BareSocket, error, gives_up_soon

SDK_METHODS = set(re.findall(r'self\.api_call\(\s*"([\w.]+)"', inspect.getsource(slack_sdk.web.client)))
PATTERNS = [f"{family}.{name}" for family, names in coverage.REFUSED_METHODS.items() for name in names.split()]


def the_readme_says_what_the_code_does() -> None:
    """Run `python -m sandbox.coverage` where it does not."""
    readme = coverage.README.read_text(encoding="utf-8")
    assert coverage.written(readme) == readme


def a_readme_without_a_place_for_the_tables_is_told() -> None:
    with pytest.raises(ValueError, match="no place"):
        coverage.written("# A workspace\n")


def every_method_of_the_sdk_is_supported_or_refused_and_never_both() -> None:
    assert len(SDK_METHODS) > 200
    refused = {name for name in SDK_METHODS if any(fnmatchcase(name, pattern) for pattern in PATTERNS)}
    assert set(METHODS) <= SDK_METHODS
    assert refused == SDK_METHODS - set(METHODS)


def no_refusal_is_listed_for_a_method_slack_does_not_have() -> None:
    idle = [pattern for pattern in PATTERNS if not any(fnmatchcase(name, pattern) for name in SDK_METHODS)]
    assert idle == []


@pytest.mark.parametrize("method", ["pins.add", "conversations.create", "files.upload"])
def a_refused_method_is_unknown(client: WebClient, method: str) -> None:
    assert error(client, method) == "unknown_method"


def every_block_of_the_sdk_is_in_the_table() -> None:
    known = {kind for kinds in blocks.BLOCKS.values() for kind in kinds} | set(coverage.REFUSED_BLOCKS)
    base = slack_sdk.models.blocks.Block
    classes = [entry for entry in vars(slack_sdk.models.blocks).values() if inspect.isclass(entry)]
    kinds = {kind for entry in classes if issubclass(entry, base) and isinstance(kind := vars(entry).get("type"), str)}
    assert len(kinds) > 15
    assert kinds <= known


def every_element_that_lacks_something_is_one_there_is() -> None:
    assert set(elements.LACKS) <= {kind for kinds in coverage.ELEMENTS.values() for kind in kinds}
    assert set(blocks.LACKS) <= {kind for kinds in blocks.BLOCKS.values() for kind in kinds}


@gives_up_soon
def every_event_in_the_table_is_sent_and_no_other(server: Server, chen: Person, wire: BareSocket) -> None:  # noqa: ARG001
    card = chen.says("hello", "office")
    chen.reacts("✅", on=card)
    chen.unreacts("✅", on=card)
    chen.says("hello", "dm")
    chen.says("hello @Porter", "office")
    chen.opens_home()
    server.welcome("newcomer").joins("office")
    chen.creates("vault", private=True)
    chen.invites("Porter", "vault")
    chen.says("hello", "vault")
    chen.creates("hall")
    for there, later in (("hall", "lobby"), ("vault", "cellar")):
        chen.renames(there, later)
        chen.archives(later)
        chen.unarchives(later)
    chen.removes("newcomer")
    chen.removes("Porter")
    chen.removes("Porter", "cellar")
    server.change_user("chen", name="陈小雯")
    server.wait_for_calm()
    delivered = (delivery.payload["event"] for delivery in server.workspace.log.deliveries() if delivery.event_id)
    elsewhere = {"function_executed", "app_rate_limited"}  # test_workflows and test_events have these
    assert {subscription(event) for event in delivered} == set(SENT) - elsewhere


def subscription(event: dict[str, Any]) -> str:
    """As the manifest names it."""
    kinds = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
    return kinds[event["channel_type"]] if event["type"] == "message" else str(event["type"])
