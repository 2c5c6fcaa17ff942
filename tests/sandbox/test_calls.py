"""The way of a call: tokens, scopes, arguments in every form, unknown methods."""

import httpx
from slack_sdk import WebClient

from sandbox import Server, running
from tests.sandbox.office import PEOPLE, SCOPES, client_of, error, manifest, refusal


def post(server: Server, method: str, **request: object) -> dict[str, object]:
    answer = httpx.post(server.api_url + method, trust_env=False, **request)  # type: ignore[arg-type]
    return dict(answer.json())


def no_token_is_not_authed(server: Server) -> None:
    assert post(server, "auth.test") == {"ok": False, "error": "not_authed"}


def a_wrong_token_is_invalid_auth(server: Server) -> None:
    assert error(WebClient("xoxb-wrong", base_url=server.api_url), "auth.test") == "invalid_auth"


def an_app_token_posts_nothing_and_a_bot_token_opens_no_socket(server: Server) -> None:
    assert error(WebClient(server.app_token, base_url=server.api_url), "chat.postMessage") == "not_allowed_token_type"
    assert error(client_of(server), "apps.connections.open") == "not_allowed_token_type"


def an_unknown_method_is_told_with_status_200(server: Server) -> None:
    answer = httpx.post(server.api_url + "chat.shout", trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (200, "unknown_method")


def a_missing_scope_names_what_is_needed_and_provided() -> None:
    with running(people=PEOPLE, manifest=manifest(scopes=["chat:write", "commands"], events=[])) as narrow:
        told = refusal(client_of(narrow), "users.list")
        assert told["error"] == "missing_scope"
        assert told["needed"] == "users:read"
        assert told["provided"] == "chat:write,commands"


def the_scopes_come_as_a_header(client: WebClient) -> None:
    headers = client.users_list().headers
    assert headers["x-oauth-scopes"].split(",") == sorted(SCOPES)
    assert headers["x-accepted-oauth-scopes"] == "users:read"


def an_email_address_is_shown_only_with_its_scope() -> None:
    without = [scope for scope in SCOPES if scope != "users:read.email"]
    with running(people=PEOPLE, manifest=manifest(scopes=without)) as server:
        person = client_of(server).users_info(user=server.person("lead").id)["user"]
        assert "email" not in person["profile"]
        assert error(client_of(server), "users.lookupByEmail", email="lead@office.example") == "missing_scope"


def an_argument_comes_in_json_form_or_query(server: Server, channel: str) -> None:
    bearer = {"Authorization": f"Bearer {server.bot_token}"}
    said = {"channel": channel, "text": "hello"}
    assert post(server, "chat.postMessage", json=said, headers=bearer)["ok"]
    assert post(server, "chat.postMessage", data=said, headers=bearer)["ok"]
    assert post(server, "chat.postMessage", params=said, headers=bearer)["ok"]
    assert post(server, "chat.postMessage", data={**said, "token": server.bot_token})["ok"]
    blocks = '[{"type": "divider"}]'
    assert post(server, "chat.postMessage", data={**said, "blocks": blocks}, headers=bearer)["ok"]
    assert len(server.person("lead").sees()) == 5


def a_token_in_a_json_body_does_not_count(server: Server) -> None:
    assert post(server, "auth.test", json={"token": server.bot_token})["error"] == "not_authed"


def a_json_body_without_a_charset_is_remarked_on(server: Server) -> None:
    bearer = {"Authorization": f"Bearer {server.bot_token}", "Content-Type": "application/json"}
    assert post(server, "auth.test", content=b'{"a": 1}', headers=bearer)["warning"] == "missing_charset"


def a_broken_body_is_refused(server: Server) -> None:
    bearer = {"Authorization": f"Bearer {server.bot_token}", "Content-Type": "application/json"}
    assert post(server, "auth.test", content=b"{", headers=bearer)["error"] == "invalid_json"
    assert post(server, "auth.test", content=b"[]", headers=bearer)["error"] == "json_not_object"
    strange = {**bearer, "Content-Type": "text/plain"}
    assert post(server, "auth.test", content=b"hello", headers=strange)["error"] == "invalid_post_type"


def a_missing_argument_is_named(client: WebClient) -> None:
    told = refusal(client, "conversations.history")
    assert told["error"] == "invalid_arguments"
    assert told["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def the_bot_learns_who_it_is(server: Server, client: WebClient) -> None:
    me = client.auth_test()
    assert me["user_id"] == server.workspace.bot.user_id
    assert me["bot_id"].startswith("B")
    assert me["team_id"].startswith("T")


def every_call_is_in_the_log(server: Server, client: WebClient, channel: str) -> None:
    client.chat_postMessage(channel=channel, text="hello")
    call = server.workspace.log.calls("chat.postMessage")[-1]
    assert call.args["text"] == "hello"
    assert call.answer["ok"] is True
