"""Canvases as an app makes, rewrites and opens them."""

from slack_sdk import WebClient

from sandbox import Server
from tests.sandbox.office import error

HELLO = {"type": "markdown", "markdown": "# Hello"}


def a_canvas_is_its_apps_alone_until_it_is_opened_to_a_channel(server: Server, client: WebClient, channel: str) -> None:
    made = client.canvases_create(title="Plan", document_content=HELLO)["canvas_id"]
    kept = server.workspace.files[made]
    assert (kept.title, kept.content, kept.channels) == ("Plan", b"# Hello", ())
    client.canvases_access_set(canvas_id=made, access_level="read", channel_ids=[channel])
    assert server.workspace.files[made].channels == (channel,)


def a_canvas_is_rewritten_as_a_whole(server: Server, client: WebClient) -> None:
    made = client.canvases_create()["canvas_id"]
    assert (server.workspace.files[made].title, server.workspace.files[made].content) == ("Untitled", b"")
    client.canvases_edit(canvas_id=made, changes=[{"operation": "replace", "document_content": HELLO}])
    assert server.workspace.files[made].content == b"# Hello"


def a_canvas_that_is_not_there_or_asked_for_amiss_is_refused(client: WebClient, channel: str) -> None:
    made = client.canvases_create()["canvas_id"]
    replaced = [{"operation": "replace", "document_content": HELLO}]
    assert error(client, "canvases.edit", canvas_id="F0", changes=replaced) == "canvas_not_found"
    assert error(client, "canvases.edit", canvas_id=made, changes=[*replaced, *replaced]) == "invalid_arguments"
    appended = [{"operation": "insert_at_end", "document_content": HELLO}]
    assert error(client, "canvases.edit", canvas_id=made, changes=appended) == "canvas_editing_failed"
    assert error(client, "canvases.create", document_content={"type": "html"}) == "invalid_arguments"
    assert error(client, "canvases.create", channel_id=channel) == "canvas_tab_creation_failed"
    opened = {"canvas_id": made, "access_level": "read"}
    assert error(client, "canvases.access.set", **opened) == "invalid_parameters"
    assert error(client, "canvases.access.set", **opened, channel_ids=["C0"]) == "channel_not_found"
    assert error(client, "canvases.access.set", canvas_id=made, access_level="write", channel_ids=[channel]) == (
        "invalid_arguments"
    )


def a_change_is_a_mebibyte_at_most_and_a_table_300_cells(client: WebClient) -> None:
    def made(markdown: str) -> str:
        return error(client, "canvases.create", document_content={"type": "markdown", "markdown": markdown})

    assert client.canvases_create(document_content={"type": "markdown", "markdown": "界" * 349_525})["ok"]
    assert made("界" * 349_526) == "invalid_arguments"
    row = "| a | b | c |\n"
    whole = row + "| --- | --- | --- |\n" + 99 * row
    assert client.canvases_create(document_content={"type": "markdown", "markdown": f"{whole}\n{whole}"})["ok"]
    assert made(whole + row) == "canvas_creation_failed"
