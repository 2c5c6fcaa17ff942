"""response_urls: how often, how long, and what an app may do with one."""

from typing import Any

import httpx
from slack_sdk import WebClient

from sandbox import Person, Server
from tests.sandbox.clicking import card, done
from tests.sandbox.office import PATIENCE, BareSocket, actions, button, section


def answer_by(url: str, **body: Any) -> httpx.Response:
    return httpx.post(url, json=body, trust_env=False)


def a_response_url_serves_five_times_in_thirty_minutes(server: Server, chen: Person, wire: BareSocket) -> None:
    url = done(wire, lambda: chen.types("/ship"))[0]["response_url"]
    assert [answer_by(url, text=str(number)).status_code for number in range(6)] == [200] * 5 + [404]
    assert len(chen.ephemerals) == 5
    assert answer_by(url, text="x").json()["error"] == "used_url"
    url = done(wire, lambda: chen.types("/ship"))[0]["response_url"]
    server.clock.move(1_801)
    assert answer_by(url, text="x").json()["error"] == "expired_url"


def a_response_url_answers_privately_unless_told_otherwise(
    server: Server, client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button())
    payload, answer = done(wire, lambda: chen.clicks(chen.sees()[0], text="Sign"))
    answer_by(payload["response_url"], text="noted")
    assert answer.wait(PATIENCE).text == "noted"
    answer_by(payload["response_url"], text="all see this", response_type="in_channel")
    assert [message.text for message in server.person("fu").sees()] == ["card", "all see this"]


def a_response_url_replaces_and_deletes_the_original(
    client: WebClient, channel: str, chen: Person, wire: BareSocket
) -> None:
    card(client, channel, button())
    payload, _ = done(wire, lambda: chen.clicks(chen.sees()[0], text="Sign"))
    answer_by(payload["response_url"], text="signed", replace_original=True)
    assert [(message.text, message.blocks) for message in chen.sees()] == [("signed", ())]
    answer_by(payload["response_url"], delete_original=True)
    assert chen.sees() == []
    client.chat_postEphemeral(channel=channel, user=chen.id, text="a", blocks=[actions(button())])
    payload, _ = done(wire, lambda: chen.clicks(chen.ephemerals[0], text="Sign"))
    answer_by(payload["response_url"], text="b", replace_original=True)
    assert [message.text for message in chen.ephemerals] == ["b"]


def a_response_url_takes_good_blocks_only(chen: Person, wire: BareSocket) -> None:
    url = done(wire, lambda: chen.types("/ship"))[0]["response_url"]
    refused = answer_by(url, blocks=[section("")])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")
    assert answer_by(url, shout="x").json()["error"] == "invalid_payload"
    assert answer_by(url).json()["error"] == "no_text"
