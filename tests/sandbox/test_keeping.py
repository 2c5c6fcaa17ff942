"""A workspace kept in a file: everything people can see is there again, and a file that cannot be read says so."""

import copy
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from slack_sdk import WebClient

from sandbox import Clock, Server, Workspace, running
from sandbox.changes.keeping import Kept, UnreadableError, keeping, read, restore, snapshot, write
from sandbox.shapes.messages import message_json
from sandbox.shapes.views import view_json
from sandbox.state.happenings import Happening, Renewed
from tests.sandbox.office import PEOPLE, manifest


@contextmanager
def another(now: float) -> Iterator[Server]:
    """A fresh workspace of the same people, at this moment."""
    with running(people=PEOPLE, manifest=manifest(), clock=Clock(lambda: now)) as opened:
        yield opened


def kept(server: Server, folder: Path) -> Kept:
    """Written and read again."""
    write(server.workspace, folder / "kept.json")
    found = read(folder / "kept.json")
    assert found is not None
    return found


def seen(workspace: Workspace) -> dict[str, object]:
    """What anybody can see of it."""
    return {
        "users": workspace.users,
        "messages": [
            message_json(workspace, message, metadata=True)
            for channel in workspace.channels.values()
            for message in channel.messages.values()
        ],
        "members": {name: list(channel.members) for name, channel in workspace.channels.items()},
        "threads": {name: channel.threads for name, channel in workspace.channels.items()},
        "ephemerals": workspace.ephemerals,
        "homes": {user: view_json(workspace, workspace.views[view]) for user, view in workspace.homes.items()},
        "modals": workspace.modals,
        "files": workspace.files,
        "scheduled": workspace.scheduled,
        "mails": workspace.mails,
    }


def lived_in(server: Server, client: WebClient) -> None:
    """A bit of everything."""
    chen, fu = server.person("chen"), server.person("fu")
    channel = server.workspace.channel("office").id
    first = chen.says("大家好 @fu")
    fu.says("在", thread=first)
    fu.reacts("👍", on=first)
    client.chat_postMessage(
        channel=channel,
        text="card",
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "*card*"}}],
        metadata={"event_type": "card", "event_payload": {"n": 1}},
    )
    client.chat_postEphemeral(channel=channel, user=chen.id, text="only you")
    client.views_publish(user_id=fu.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    client.chat_postMessage(channel=fu.id, text="direct")
    client.files_upload_v2(channel=channel, content=b"\xff\x00\xfe", filename="dump.bin")
    client.chat_scheduleMessage(channel=channel, post_at=int(server.clock.now()) + 600, text="later")


def nothing_that_people_see_is_lost(server: Server, client: WebClient, tmp_path: Path) -> None:
    lived_in(server, client)
    before = server.clock.now()
    found = kept(server, tmp_path)
    assert before <= found.now <= server.clock.now()
    with another(found.now) as again:
        restore(again.workspace, found)
        assert seen(again.workspace) == seen(server.workspace)
        assert [stored.content for stored in again.workspace.files.values()] == [b"\xff\x00\xfe"]


def a_message_scheduled_before_is_posted_after(server: Server, client: WebClient, tmp_path: Path) -> None:
    lived_in(server, client)
    found = kept(server, tmp_path)
    with another(found.now) as again:
        restore(again.workspace, found)
        again.clock.move(601)
        chen = again.person("chen")
        again.workspace.wait_until(lambda: any(message.text == "later" for message in chen.sees()))


def every_watcher_is_told_once_all_of_it_is_there(server: Server, tmp_path: Path) -> None:
    chen = server.person("chen")
    chen.says("hello")
    former = kept(server, tmp_path)
    found: list[list[str]] = []

    def look(happening: Happening) -> None:
        if isinstance(happening, Renewed):
            found.append([message.text for message in chen.sees()])

    server.workspace.empty()
    server.workspace.watch(look)
    restore(server.workspace, former)
    assert found == [["hello"]]


def a_workspace_emptied_is_as_it_was_opened(server: Server, client: WebClient) -> None:
    opened = copy.deepcopy(seen(server.workspace))
    server.clock.move(60)
    lived_in(server, client)
    server.workspace.empty()
    after = seen(server.workspace)
    assert {**after, "users": None} == {**opened, "users": None}
    assert list(server.workspace.users) == list(opened["users"])  # type: ignore[call-overload]


def a_change_is_written_when_it_has_come_to_rest(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    written = threading.Event()
    with keeping(server.workspace, path, rest=0.01):
        server.person("chen").says("keep this")
        for _ in range(500):
            if path.exists() and "keep this" in path.read_text(encoding="utf-8"):
                written.set()
                break
            threading.Event().wait(0.01)
    assert written.is_set()


def what_was_said_last_is_written_at_the_end(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    with keeping(server.workspace, path, rest=60):
        server.person("chen").says("the last word")
        assert not path.exists()
    assert "the last word" in path.read_text(encoding="utf-8")
    assert [child.name for child in tmp_path.iterdir()] == ["kept.json"]


def a_folder_that_has_gone_ends_no_conversation(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    with keeping(server.workspace, folder / "kept.json", rest=0.01):
        folder.rmdir()
        server.person("chen").says("hello")
        for _ in range(500):
            if caplog.records:
                break
            threading.Event().wait(0.01)
        folder.mkdir()
    assert "could not be kept" in caplog.text
    assert read(folder / "kept.json") is not None


def there_is_nothing_to_read_where_nothing_was_written(tmp_path: Path) -> None:
    assert read(tmp_path / "kept.json") is None


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b'{"version": 1}', b"[1]"])
def a_file_that_holds_no_workspace_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_bytes(content)
    with pytest.raises(UnreadableError, match=r"kept\.json: holds no workspace"):
        read(tmp_path / "kept.json")


def a_file_of_another_version_is_named(server: Server, tmp_path: Path) -> None:
    written = json.loads(snapshot(server.workspace))
    (tmp_path / "kept.json").write_text(json.dumps({**written, "version": 2}), encoding="utf-8")
    with pytest.raises(UnreadableError, match="written by version 2, this is 1"):
        read(tmp_path / "kept.json")
