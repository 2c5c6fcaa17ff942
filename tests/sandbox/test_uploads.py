"""A file of the app's in a thread: uploaded unseen, shared in one message, there to be saved and never shown."""

import httpx
from slack_sdk import WebClient

from sandbox import Person, Server

PAGE = "<script>alert('报告')</script>".encode()


def uploaded(client: WebClient, name: str, content: bytes) -> str:
    place = client.files_getUploadURLExternal(filename=name, length=len(content))
    assert httpx.post(str(place["upload_url"]), content=content).is_success
    return str(place["file_id"])


def two_files_shared_in_a_thread_are_one_message_there(client: WebClient, channel: str, chen: Person) -> None:
    root = client.chat_postMessage(channel=channel, text="the card")["ts"]
    ids = [uploaded(client, name, PAGE) for name in ("报告.html", "report.md")]
    assert len(chen.sees()) == 1
    client.files_completeUploadExternal(
        files=[{"id": each} for each in ids], channel_id=channel, thread_ts=root, initial_comment="the report"
    )
    replies = client.conversations_replies(channel=channel, ts=root)["messages"]
    assert [[file["id"] for file in reply.get("files", ())] for reply in replies] == [[], ids]
    assert [file["mimetype"] for file in replies[-1]["files"]] == ["text/html", "text/markdown"]


def a_shared_file_is_saved_and_never_shown(server: Server, client: WebClient, channel: str) -> None:
    file = uploaded(client, "报告.html", PAGE)
    address = f"{server.page}/sandbox/files/{file}"
    assert httpx.get(address).status_code == 404
    client.files_completeUploadExternal(files=[{"id": file}], channel_id=channel)
    answer = httpx.get(address)
    assert answer.content == PAGE
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.html"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert httpx.get(f"{server.page}/sandbox/files/F0NONE").status_code == 404


def a_file_may_be_seen_a_moment_after_its_upload_was_answered(server: Server, client: WebClient, channel: str) -> None:
    """Whoever looks for it in the thread at once does not find it."""
    server.workspace.shares_after = 5.0
    root = client.chat_postMessage(channel=channel, text="root")["ts"]
    uploaded = client.files_upload_v2(channel=channel, content="x", filename="report.md", thread_ts=root)["file"]
    assert client.files_info(file=uploaded["id"])["file"]["channels"] == []
    assert len(client.conversations_replies(channel=channel, ts=root)["messages"]) == 1
    server.leap(6)
    _, shared = client.conversations_replies(channel=channel, ts=root)["messages"]
    assert [file["id"] for file in shared["files"]] == [uploaded["id"]]
    assert client.files_info(file=uploaded["id"])["file"]["channels"] == [channel]
