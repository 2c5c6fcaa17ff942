"""People answer mail: what a reply carries, where it goes, and the workspace's mail over HTTP."""

import mailbox
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from sandbox import MailSettings, Person, Server, SetupError, running
from tests.sandbox.letters import Answering, answering, letter, send
from tests.sandbox.office import PEOPLE, Json, manifest


@pytest.fixture
def office() -> Iterator[tuple[Answering, Server]]:
    """The app's own mail server, and a workspace that knows it."""
    with answering() as (app, url), opened(url) as server:
        yield app, server


def opened(url: str) -> AbstractContextManager[Server]:
    return running(people=PEOPLE, manifest=manifest(), mail=MailSettings(reply_to_smtp=url))


def invited(server: Server) -> Person:
    """Chen, who has a mail with a copy to Fu."""
    send(
        server,
        letter(
            Cc="付诚 <fu@workspace.example>",
            Message_ID="<1@bot>",
            References="<0@bot>",
            Date="Mon, 14 Jun 2021 09:30:00 +0800",
        ),
    )
    return server.person("chen")


def a_reply_is_a_real_mail_in_the_same_thread(office: tuple[Answering, Server]) -> None:
    app, server = office
    chen = invited(server)
    assert chen.answers_mail(chen.mails[0], "好的，我来。").delivery is not None
    ((recipients, reply),) = app.taken
    assert recipients == ["porter@bot.example"]
    assert (str(reply["From"]), str(reply["To"])) == ("陈晓雯 <chen@office.example>", "Porter <porter@bot.example>")
    assert (reply["Subject"], reply["Cc"]) == ("Re: Ready", None)
    assert (reply["In-Reply-To"], reply["References"]) == ("<1@bot>", "<0@bot> <1@bot>")
    words = reply.get_content().replace("\r\n", "\n")
    assert words.startswith("好的，我来。\n\n2021-06-14 09:30 Porter <porter@bot.example>:\n> It is ready.")


def a_reply_to_everybody_goes_to_colleagues_too(office: tuple[Answering, Server]) -> None:
    app, server = office
    chen = invited(server)
    written = chen.answers_mail(chen.mails[0], "yes", everybody=True)
    ((recipients, reply),) = app.taken
    assert recipients == ["porter@bot.example"]
    assert str(reply["Cc"]) == "付诚 <fu@workspace.example>"
    assert server.person("fu").mails[-1] == written


def a_reply_goes_where_the_mail_asks_for_it(office: tuple[Answering, Server]) -> None:
    app, server = office
    chen = server.person("chen")
    send(server, letter(Reply_To="parcel-7@bot.example"))
    chen.answers_mail(chen.mails[0], "yes")
    assert app.taken[0][0] == ["parcel-7@bot.example"]


def a_reply_to_a_reply_stays_one_line_of_descent(office: tuple[Answering, Server]) -> None:
    app, server = office
    chen = invited(server)
    first = chen.answers_mail(chen.mails[0], "yes")
    chen.answers_mail(first, "and one more thing")
    _, (recipients, second) = app.taken
    assert recipients == ["porter@bot.example"]
    assert second["Subject"] == "Re: Ready"
    assert second["References"].strip() == f"<0@bot> <1@bot> {first.message_id}"


def a_refused_reply_says_so_and_is_kept() -> None:
    with answering(no="550 5.7.1 nobody reads this") as (_, url), opened(url) as server:
        chen = invited(server)
        written = chen.answers_mail(chen.mails[0], "yes")
        assert written.delivery is not None
        assert (written.delivery.outcome, written.delivery.told) == ("refused", "550 5.7.1 nobody reads this")
        assert chen.mails[-1] == written


def a_reply_without_anybody_there_says_so() -> None:
    with answering() as (_, url):
        pass
    with opened(url) as server:
        chen = invited(server)
        written = chen.answers_mail(chen.mails[0], "yes")
        assert written.delivery is not None
        assert written.delivery.outcome == "unreachable"


@pytest.mark.parametrize("url", ["http://127.0.0.1:25", "smtp://127.0.0.1", "127.0.0.1:25", "smtp://127.0.0.1:no"])
def a_place_for_replies_that_is_no_smtp_address_is_refused(url: str) -> None:
    with pytest.raises(SetupError, match=r"smtp://127\.0\.0\.1:2525"), opened(url):
        pass


def only_who_has_a_mail_can_answer_it(server: Server) -> None:
    chen = invited(server)
    with pytest.raises(PermissionError, match="lead"):
        server.person("lead").answers_mail(chen.mails[0], "me too")
    with pytest.raises(ValueError, match="words"):
        chen.answers_mail(chen.mails[0], " \n")


def every_answer_is_in_the_outbox_as_mbox(server: Server, tmp_path: Path) -> None:
    chen = invited(server)
    chen.answers_mail(chen.mails[0], "From here on\nit is yours")
    chen.answers_mail(chen.mails[0], "好的")
    file = tmp_path / "outbox"
    file.write_bytes(httpx.get(f"{server.page}/sandbox/mail/outbox", trust_env=False).content)
    box = mailbox.mbox(file)
    try:
        assert [message["In-Reply-To"] for message in box] == ["<1@bot>", "<1@bot>"]
        assert b">From here on" in file.read_bytes()
    finally:
        box.close()


def get(server: Server, path: str) -> httpx.Response:
    return httpx.get(f"{server.page}/sandbox/mail{path}", trust_env=False)


def the_threads_are_there_for_programs(server: Server) -> None:
    chen = invited(server)
    chen.answers_mail(chen.mails[0], "yes")
    listed: Json = get(server, "").json()
    (thread,) = listed["threads"]
    assert listed["smtp_url"] == server.smtp_url
    assert [mail["from"]["user"] for mail in thread["mails"]] == [None, chen.id]
    assert thread["mails"][0]["cc"] == [
        {"name": "付诚", "address": "fu@workspace.example", "user": server.person("fu").id}
    ]
    assert thread["mails"][1]["delivery"] == {"outcome": "kept", "told": ""}
    assert get(server, "?as=lead").json()["threads"] == []
    assert get(server, "?as=nobody").status_code == 404


def a_program_answers_in_a_persons_name(server: Server) -> None:
    invited(server)
    url = f"{server.page}/sandbox/mail/1/reply"
    done = httpx.post(url, json={"person": "fu", "text": "yes"}, trust_env=False).json()
    assert done["mail"]["subject"] == "Re: Ready"
    refused = httpx.post(url, json={"person": "lead", "text": "yes"}, trust_env=False)
    assert (refused.status_code, refused.json()["error"]) == (400, "lead has not received this mail.")
    assert httpx.post(url, json={"person": "fu"}, trust_env=False).json()["error"] == "Missing or unknown: 'text'."
    act = {"person": "chen", "do": "answer_mail", "number": 1, "text": "me too"}
    assert (
        httpx.post(f"{server.page}/sandbox/act", json=act, trust_env=False).json()["mail"]["delivery"]["outcome"]
        == "kept"
    )


def an_attachment_downloads_under_its_own_name_and_never_runs(server: Server) -> None:
    message = letter()
    message.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="方案.html")
    send(server, message)
    answer = get(server, "/1/attachments/1")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.html"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert get(server, "/1/attachments/2").status_code == 404
    assert get(server, "/2").status_code == 404
    assert b"filename" in get(server, "/1").content


def the_html_is_shown_with_its_own_pictures_and_may_load_nothing(server: Server) -> None:
    message = letter()
    message.add_alternative('<img src="cid:chart"><p>done</p>', subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", maintype="image", subtype="png", cid="<chart>")  # type: ignore[index, union-attr]
    send(server, message)
    answer = get(server, "/1/body")
    assert '<img src="data:image/png;base64,iVBORw==">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
