"""People who are at home elsewhere: in another workspace of the organisation, in another company; and guests."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox import Person, Server, SetupError, running
from sandbox.setup.team import team_from
from tests.sandbox.office import (
    PEOPLE,
    SUBMIT,
    BareSocket,
    Json,
    actions,
    bare_socket,
    button,
    client_of,
    in_background,
    manifest,
    modal,
    read_error,
    section,
    text_input,
)

GRID: Json = {
    **PEOPLE,
    "enterprise": "Acme",
    "people": {
        **PEOPLE["people"],
        "other": {"team": "factory", "teams": ["factory", "here"]},
        "wide": {"team": "org"},
        "bare": {"team": ""},
        "away": {"team": "factory", "teams": ["factory"]},
        "vendor": {"team": "vendor"},
        "stranger": {"stranger": True},
        "guest": {"guest": True},
        "single": {"guest": "single"},
    },
}


@pytest.fixture
def grid() -> Iterator[Server]:
    with running(people=GRID, manifest=manifest()) as opened:
        yield opened


def shown(server: Server, who: str) -> Json:
    return dict(client_of(server).users_info(user=server.person(who).id)["user"])


def a_person_of_the_organisation_names_the_workspaces_she_is_in(grid: Server) -> None:
    other, here = shown(grid, "other"), grid.workspace.id
    assert other["team_id"] not in {here, grid.workspace.enterprise_id}
    assert other["enterprise_user"]["enterprise_id"] == grid.workspace.enterprise_id
    assert other["enterprise_user"]["teams"] == [other["team_id"], here]
    assert "is_stranger" not in other
    assert shown(grid, "chen")["team_id"] == here
    assert shown(grid, "chen")["enterprise_user"]["teams"] == [here]
    assert shown(grid, "away")["enterprise_user"]["teams"] == [other["team_id"]]


def the_team_of_a_person_may_be_the_organisation_or_nothing(grid: Server) -> None:
    assert shown(grid, "wide")["team_id"] == grid.workspace.enterprise_id
    assert "team_id" not in shown(grid, "bare")
    assert "team" not in shown(grid, "bare")["profile"]
    for who in ("wide", "bare"):
        assert shown(grid, who)["enterprise_user"]["teams"] == [grid.workspace.id]


def a_person_of_another_company_belongs_to_no_workspace_of_ours(grid: Server) -> None:
    vendor, stranger = shown(grid, "vendor"), shown(grid, "stranger")
    assert vendor["team_id"] not in {grid.workspace.id, shown(grid, "other")["team_id"]}
    assert [each["is_stranger"] for each in (vendor, stranger)] == [False, True]
    assert [each for each in (vendor, stranger) if "enterprise_user" in each or "is_admin" in each] == []
    email = grid.person("vendor").user.email
    assert read_error(client_of(grid), "users.lookupByEmail", email=email) == "users_not_found"


def a_channel_with_people_of_another_company_is_shared(grid: Server) -> None:
    client, vendor = client_of(grid), grid.person("vendor")
    office = client.conversations_info(channel=grid.workspace.home.id)["channel"]
    assert (office["is_shared"], office["is_ext_shared"]) == (True, True)
    assert shown(grid, "vendor")["team_id"] in office["shared_team_ids"]
    general = client.conversations_info(channel=grid.workspace.channel("general").id)["channel"]
    assert general["is_ext_shared"] is False
    vendor.says("hello")
    grid.wait_for_calm()
    (sent,) = [sent for sent in grid.workspace.log.deliveries("message") if sent.attempt == 0]
    assert sent.payload["is_ext_shared_channel"] is True
    assert sent.payload["team_id"] == grid.workspace.id
    assert {sent.payload["event"][key] for key in ("team", "user_team", "source_team")} == {vendor.user.home}


@pytest.fixture
def wire(grid: Server) -> Iterator[BareSocket]:
    with bare_socket(grid) as connection:
        connection.receive()
        yield connection


def interactive(wire: BareSocket) -> Json:
    """The next command or interaction; events on the way are acknowledged."""
    while (envelope := wire.receive())["type"] == "events_api":
        wire.ack(envelope)
    wire.ack(envelope)
    return dict(envelope["payload"])


def a_click_names_the_apps_workspace_and_the_persons_own(grid: Server, wire: BareSocket) -> None:
    client_of(grid).chat_postMessage(channel=grid.workspace.home.id, text="a", blocks=[actions(button())])
    for who in ("other", "wide", "vendor"):
        person = grid.person(who)
        with in_background(lambda person=person: person.clicks(person.sees()[0], text="Sign")):
            payload = interactive(wire)
        assert payload["team"]["id"] == grid.workspace.id
        assert payload["enterprise"] == {"id": grid.workspace.enterprise_id, "name": "Acme"}
        assert payload["user"]["team_id"] == person.user.home


def a_command_names_the_workspace_it_was_typed_in(grid: Server, wire: BareSocket) -> None:
    with in_background(lambda: grid.person("other").types("/ship")):
        payload = interactive(wire)
    assert (payload["team_id"], payload["enterprise_id"]) == (grid.workspace.id, grid.workspace.enterprise_id)


def a_person_of_another_company_has_no_commands_of_ours(grid: Server) -> None:
    assert grid.person("vendor").types("/ship").failed == "not_a_command"
    with pytest.raises(LookupError, match="no global shortcut"):
        grid.person("vendor").takes_shortcut("Write")


def a_form_of_another_companys_person_names_her_own_workspace(grid: Server, wire: BareSocket) -> None:
    from sandbox.changes.modals import give_trigger  # noqa: PLC0415 - as if she had clicked

    vendor = grid.person("vendor")
    trigger = give_trigger(grid.workspace, vendor.id)
    client_of(grid).views_open(trigger_id=trigger, view=modal(section(), text_input(), **SUBMIT))
    with in_background(lambda: vendor.submits(values={"note": "a"})):
        payload = interactive(wire)
    assert payload["team"]["id"] == vendor.user.home
    assert payload["view"]["app_installed_team_id"] == grid.workspace.id


def the_app_is_told_its_organisation(grid: Server, server: Server, client: WebClient) -> None:
    assert client_of(grid).auth_test()["enterprise_id"] == grid.workspace.enterprise_id
    assert client_of(grid).team_info()["team"]["enterprise_name"] == "Acme"
    assert "enterprise_id" not in client.auth_test().data
    assert server.workspace.enterprise_id is None


def a_guest_is_in_her_channels_only_and_changes_none(grid: Server) -> None:
    guest, single, chen = grid.person("guest"), grid.person("single"), grid.person("chen")
    for one, ultra in ((guest, False), (single, True)):
        known = shown(grid, one.user.key)
        assert (known["is_restricted"], known["is_ultra_restricted"]) == (True, ultra)
        assert one.id not in grid.workspace.channel("general").members
    limits = (
        lambda: guest.joins("general"),
        lambda: guest.invites("single"),
        lambda: guest.creates("hall"),
        lambda: guest.renames("office", "hall"),
        lambda: guest.archives("office"),
    )
    for limit in limits:
        with pytest.raises(PermissionError, match="guest"):
            limit()
    chen.invites("guest", "general")
    with pytest.raises(PermissionError, match="single-channel guest"):
        chen.invites("single", "general")


def a_second_workspace_needs_an_organisation() -> None:
    with pytest.raises(SetupError, match="enterprise"):
        team_from({"people": {"ada": {"team": "factory", "teams": ["factory", "here"]}}})


def the_people_of_a_plain_workspace_are_at_home_there(server: Server, chen: Person) -> None:
    known = shown(server, "chen")
    assert known["team_id"] == server.workspace.id
    assert "enterprise_user" not in known
    assert chen.user.home is None
