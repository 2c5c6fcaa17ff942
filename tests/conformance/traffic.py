"""The recorded traffic of an app, held against what Slack has published: its specification, its samples, the SDK.

`../shared/slack-truth` is that; where it is not, there is nothing to hold against.
"""

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import pytest
from slack_sdk import WebClient

from sandbox import Server
from sandbox.api.reference import references
from sandbox.setup.manifest_terms import EVENT_SCOPES
from sandbox.state.log import Delivery, LoggedCall
from tests.sandbox.shapes import EVENT_SAMPLES, SHAPES, strangers

Json = dict[str, Any]

SPECIFICATION: Final = SHAPES.with_name("web-api.json")
INTERACTION_SAMPLES: Final = {
    "block_actions": "BlockActionPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
    "message_action": "MessageShortcutPayload",
}
# What no release needs that goes well: the test in which it is used.
ELSEWHERE: Final = {
    "app_mentions:read": "a_mention_is_answered_to_her_alone_and_other_talk_is_left_alone",
    "channels:join": "a_bot_that_is_not_in_its_channel_joins_it",
    "groups:history": "a_private_channel_is_found_once_somebody_invites_the_bot",
}
FAMILIES: Final = {"C": "channels:", "D": "im:", "G": "groups:"}
TYPES: Final = {"public_channel": "channels:", "private_channel": "groups:", "im": "im:", "mpim": "mpim:"}


def amiss(server: Server) -> Mapping[str, list[str]]:
    """What of it Slack would not have taken, sent or allowed, by kind; empty where all is well."""
    if not SPECIFICATION.is_file():
        pytest.skip("Slack's specification and samples (../shared/slack-truth) are not here")
    calls, deliveries = server.workspace.log.calls(), server.workspace.log.deliveries()
    declared = server.workspace.manifest.scopes
    used = set(scopes_of(calls, deliveries, server.workspace.manifest.events))
    found = {
        "arguments Slack does not know": unknown_arguments(calls),
        "bodies Slack does not read": unread_bodies(calls),
        "answers Slack does not give": strange_answers(calls),
        "payloads Slack does not send": strange_payloads(deliveries),
        "scopes used and not declared": sorted(used - declared),
        "scopes declared and not used": sorted(declared - used - ELSEWHERE.keys()),
    }
    return {kind: each for kind, each in found.items() if each}


def unknown_arguments(calls: Iterable[LoggedCall]) -> list[str]:
    return sorted({f"{call.method}: {name}" for call in calls for name in set(call.args) - known_to_slack(call.method)})


@cache
def known_to_slack(method: str) -> frozenset[str]:
    """By the specification, and by Slack's own SDK where it is younger."""
    of_old = json.loads(SPECIFICATION.read_text(encoding="utf-8")).get(method, {"args": ()})["args"]
    return frozenset(of_old) | set(inspect.signature(getattr(WebClient, method.replace(".", "_"))).parameters)


def unread_bodies(calls: Iterable[LoggedCall]) -> list[str]:
    return sorted({call.method for call in calls if call.unread})


def strange_answers(calls: Iterable[LoggedCall]) -> list[str]:
    """Of methods whose answer Slack has published."""
    known = samples("api")
    good = ((call.method, call.answer) for call in calls if call.answer.get("ok") and call.method in known)
    return sorted({f"{name}: {path}" for name, answer in good for path in strangers(answer, known[name])})


def strange_payloads(deliveries: Iterable[Delivery]) -> list[str]:
    known = ((each, sample) for each in deliveries if (sample := sample_of(each)) is not None)
    return sorted({f"{each.kind}: {path}" for each, sample in known for path in strangers(each.payload, sample)})


def sample_of(delivery: Delivery) -> Json | None:
    """The sample of this payload, as it comes over the wire; None where Slack has published none."""
    events, backend = samples("events"), samples("app-backend")
    match delivery.kind:
        case "slash_commands":  # a form knows strings only; the sample shows the field as Java reads it
            return dict(backend["SlashCommandPayload"], is_enterprise_install="string")
        case "interactive":
            return backend.get(INTERACTION_SAMPLES.get(delivery.payload["type"], ""))
        case _:
            event = delivery.payload["event"]
            known = events.get(EVENT_SAMPLES.get(str(event.get("subtype") or event["type"]), ""))
            return None if known is None else known | of_a_message()


def of_a_message() -> Json:
    """What a changed message may hold: the sample is of a person's, and any message is as the history shows it."""
    of_history = samples("api")["conversations.history"].items()
    return {
        f"event.message{path.removeprefix('messages[]')}": kind for path, kind in of_history if "messages[]" in path
    }


@cache
def samples(kind: str) -> dict[str, Json]:
    return dict(json.loads(SHAPES.read_text(encoding="utf-8"))[kind])


def scopes_of(calls: Iterable[LoggedCall], deliveries: Iterable[Delivery], events: Iterable[str]) -> Iterator[str]:
    """What the app cannot do without: for its calls, the events that came, its commands, the files it read of."""
    for call in calls:
        yield from scopes_of_call(call)
    kinds = {subscription(each) for each in deliveries}
    yield from (EVENT_SCOPES[event] for event in events if event in kinds and EVENT_SCOPES[event])
    if "slash_commands" in kinds:
        yield "commands"


def scopes_of_call(call: LoggedCall) -> Iterator[str]:
    scopes = references()[call.method].scopes
    if len(scopes) <= 1:
        yield from scopes
    else:
        yield from (scope for scope in scopes if scope.startswith(families(call)))
    if any(message.get("files") for message in call.answer.get("messages", ())):
        yield "files:read"


def families(call: LoggedCall) -> tuple[str, ...]:
    """Of the scopes of which any one will do, those for the kind of conversation that is meant."""
    if "channel" in call.args:
        return (FAMILIES[str(call.args["channel"])[0]],)
    if "users" in call.args:
        return ("im:",)
    return tuple(TYPES[kind] for kind in str(call.args.get("types", "public_channel")).split(","))


def subscription(delivery: Delivery) -> str:
    """As the manifest names it."""
    kinds = {"channel": "message.channels", "im": "message.im", "group": "message.groups"}
    event = delivery.payload.get("event", {})
    return kinds[event["channel_type"]] if delivery.kind == "message" else delivery.kind
