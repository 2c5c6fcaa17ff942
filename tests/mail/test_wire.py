"""A release by mail, end to end: the bot in a workspace, its mails at a real SMTP server, answers in a real mailbox."""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.mail.addresses import Mailbox, SmtpServer, imap_server, smtp_server
from bot.mail.threads import message_id
from sandbox import Mail
from sandbox.mail.threads import threads
from tests.mail.imap_server import Postbox, postbox
from tests.mail.incoming import REPORT, WHOLE, reply
from tests.mail.post import written
from tests.scenarios.screen import words_of
from tests.scenarios.stage import PATIENCE, Stage, stage, until

COUNCIL = Path(__file__).parents[1] / "plans" / "council.yaml"
FROM = Mailbox("", "captain@bot.example")


@contextmanager
def mailed(
    folder: Path, addresses: Mapping[str, str] | None = None, *, reads_replies: bool = False, **settings: Any
) -> Iterator[Stage]:
    """M1 and M2 are owed. `addresses`: what the plan has instead of the workspace's own."""
    whole = written()
    for key, email in (addresses or {}).items():
        whole["people"][key]["email"] = email
    path = folder / "post.yaml"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    with stage(plan=path, people=written(), mail_from=FROM, **settings) as here:
        if reads_replies:
            comes_up_again(here, **taking_replies(here))
        here.person("lin").types("/release start")
        here.signs("1a", "1b", "1c", "3b")
        here.settle()
        yield here


def taking_replies(here: Stage) -> dict[str, Any]:
    return {"imap_url": imap_server(here.server.imap_url), "mail_authserv_id": here.server.authserv_id}


def comes_up_again(here: Stage, **settings: Any) -> None:
    """The bot is started anew; it reads its mailbox at once. `settings`: what has changed in its environment."""
    here.leave()
    here._settings = here._settings.model_copy(update=settings)  # noqa: SLF001 - a stage has one environment for life
    here.enter()


def comes_in(here: Stage, box: Postbox, *mails: bytes) -> None:
    """These mails lie in the mailbox when the bot comes up the next time."""
    box.put(*mails)
    comes_up_again(here)
    until(lambda: len(box.seen) == len(box.mails), "the reading of the mailbox")
    here.settle()


def received(here: Stage, key: str) -> list[Mail]:
    return [mail for mail in here.server.person(key).mails if mail.delivery is None]


def a_release_is_one_thread_and_an_answer_is_its_givers(tmp_path: Path) -> None:
    with mailed(tmp_path, reads_replies=True) as here:
        here.person("wang").types("/release done 3c 已部署 3f2a91c，结果正常")
        (asked, ours) = received(here, "dee"), received(here, "fu")
        asked_for = message_id("post-1.0", "M2", "bot.example")
        here.server.person("dee").answers_mail(asked[-1], "脚本已执行，<结果> 正常")
        comes_up_again(here)
        until(lambda: bool(here.item("3c")["state"] == "done"), "the answer")
        here.settle()
        item = here.item("3c")
        assert item["state"] == "done"
        assert [(s["person"], s["via"], s["note"]) for s in item["signatures"]] == [
            ("wang", "slash", "已部署 3f2a91c，结果正常"),
            ("dee", "mail", "脚本已执行，<结果> 正常"),
        ]
        everything = here.server.workspace.mails
        (thread,) = threads(everything)
        assert len(thread) == 8  # a copy for each reader, and her reply
        assert {mail.subject.removeprefix("Re: ") for mail in everything} == {"[post-1.0] 邮政上线"}
        authors = [
            str(mail.author).removesuffix(" (Release Captain) <captain@bot.example>") for mail in received(here, "fu")
        ]
        assert authors == ["陈晓雯", "王运", "Dee O'Hara"]
        assert received(here, "fu")[1].references == (ours[0].references[0], asked_for)
        mails = here.shown()["mails"]
        assert [mail["awaiting"] for mail in mails] == [[], [], [], []]
        assert [each["text"] for each in mails[1]["answers"]] == ["脚本已执行，<结果> 正常"]
        assert {d["state"] for d in here.shown()["deliveries"] if d["kind"] == "mail"} == {"done"}


def what_did_not_arrive_is_told_to_the_lead_and_what_is_doubtful_to_whose_name_it_bears(tmp_path: Path) -> None:
    with postbox() as box, mailed(tmp_path, {"dee": "ghost@post.example"}, imap_url=box.server) as here:
        lin = here.person("lin")
        assert "Dee O'Hara（550 5.1.1 " in words_of(lin.sees("方案、脚本与分支号", "未送达"))
        wang, guessed, own = here.person("wang"), here.shown()["mails"][1]["message_id"], received(here, "wang")[-1]
        before = here.release()
        strangers = [
            reply("buy!", From=f"{n}@evil.example", In_Reply_To=guessed, References=guessed) for n in range(20)
        ]
        forged = reply("全部完成，请签字", From="王运 <wang@post.example>", In_Reply_To=guessed, References=guessed)
        false_bounce = REPORT.replace("{second}", "delayed").replace("{original}", WHOLE.replace("{id}", guessed))
        comes_in(
            here, box, false_bounce.replace("\n", "\r\n").encode(), *(mail.as_bytes() for mail in (*strangers, forged))
        )
        asked = wang.sees("wang@post.example", "以你的名义答复", "全部完成，请签字")
        assert here.release() == before
        wang.clicks(asked, "签字")
        assert [(s["person"], s["via"], s["note"]) for s in here.item("3c")["signatures"]] == [
            ("wang", "button", "全部完成，请签字")
        ]
        bounce = REPORT.replace("{second}", "delayed").replace("{original}", WHOLE.replace("{id}", own.message_id))
        comes_in(here, box, bounce.replace("\n", "\r\n").encode())
        lin.sees("未送达王运", "550 5.1.1 no such user here")
        assert here.shown()["mails"][1]["refused"].keys() == {"wang", "dee"}
        assert "封未全部送达" in lin.types("/release status")
        assert "待答复：Dee O'Hara" in lin.types("/release mail")


def a_mail_is_kept_until_there_is_a_server_and_goes_out_once(tmp_path: Path) -> None:
    with mailed(tmp_path, smtp_url=None) as here:
        lin, wang = here.person("lin"), here.person("wang")
        assert "2 封邮件尚未发出" in wang.types("/release status")
        assert "SMTP_URL is not set" in lin.types("/release mail")
        assert "SMTP_URL" not in wang.types("/release mail")
        comes_up_again(here, smtp_url=smtp_server(here.server.smtp_url))
        here.recovers()
        assert [len(received(here, key)) for key in ("fu", "wang", "dee")] == [1, 1, 1]
        assert "尚未发出" not in wang.types("/release status")


def a_mail_server_that_says_nothing_holds_up_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "post.yaml"
    path.write_text(json.dumps(written(), ensure_ascii=False), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        server = SmtpServer("127.0.0.1", silent.getsockname()[1])
        with stage(plan=path, mail_from=FROM, smtp_url=server) as here:
            here.person("lin").types("/release start")
            here.signs("1a")
            here.server.person("chen").types("/release done 1b")
            connection, _ = silent.accept()
            with connection:
                here.server.person("lin").types("/release pause lunch")
                until(lambda: bool(here.person("fu").finds("⏸️", "lunch")), "the word that the release is paused")
                assert here.shown()["mails"][0]["sent_at"] is None


def an_invitation_that_a_calendar_accepts_is_attendance() -> None:
    beginning = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
    with stage(plan=COUNCIL, mail_from=FROM, beginning=beginning) as here:
        comes_up_again(here, **taking_replies(here))
        lena, dora, olaf, tina = here.cast("lena", "dora", "olaf", "tina")
        lena.types("/release start")
        dora.types("/release done call 2026-11-02 14:00 in room 7")
        invited = olaf.hands.mails[-1]
        tina.hands.answers_invitation(tina.hands.mails[-1], "ACCEPTED")
        olaf.hands.answers_invitation(invited, "TENTATIVE")
        comes_up_again(here)
        until(lambda: bool(here.shown()["meeting"]["answers"].keys() == {"tina", "olaf"}), "the answers")
        here.settle()
        assert here.shown()["meeting"]["answers"] == {"tina": True, "olaf": None}
        post = lena.sees("Deployment meeting", "room 7")
        assert "Coming (1): Tina" in words_of(post)
        assert "Perhaps (1): Olaf" in words_of(post)
        assert "You come." in words_of(tina.sees("invites you"))
        dora.types("/release meeting at 2026-11-02 15:00")
        olaf.hands.answers_invitation(invited, "ACCEPTED")
        comes_up_again(here)
        until(lambda: bool(lena.finds("the meeting it answers has been moved")), "the word to the lead")
        assert here.shown()["meeting"]["answers"] == {}
