"""Acting as a person while a bare socket plays the app."""

from typing import Any

from slack_sdk import WebClient

from sandbox import Answer
from tests.sandbox.office import BareSocket, actions, in_background, section

Json = dict[str, Any]


def interaction(wire: BareSocket) -> Json:
    while True:
        envelope = wire.receive()
        if envelope["type"] != "events_api":
            return envelope
        wire.ack(envelope)


def done(wire: BareSocket, act: Any, payload: Any = None) -> tuple[Json, Answer]:
    """The payload the app got for `act`, and the outcome after `payload` as its acknowledgement."""
    with in_background(act) as acting:
        envelope = interaction(wire)
        wire.ack(envelope, payload)
        return envelope["payload"], acting.result()


def card(client: WebClient, channel: str, *elements: Json) -> None:
    client.chat_postMessage(channel=channel, text="card", blocks=[section(), actions(*elements, block_id="acts")])
