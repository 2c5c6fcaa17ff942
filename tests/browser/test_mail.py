"""The Mail tab: what came, who got it, what it brings along behind glass, and a real reply."""

import re
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sandbox import MailSettings, Server, running
from tests.browser.conftest import Opener
from tests.browser.window import DESKTOP, PHONE
from tests.sandbox.letters import Answering, answering, letter, send
from tests.sandbox.office import PEOPLE, manifest
from tests.sandbox.test_invitations import invites

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HTML = """<h1 style="color: rgb(1, 2, 3)">上线方案</h1><a href="https://example.com/plan">plan</a>"""
SPY = """<script>document.title = "taken over"</script><meta http-equiv="refresh" content="0; url={spy}">
<img src="{spy}pixel.png" onerror="document.title = 'taken over'"><iframe src="{spy}"></iframe>"""


@pytest.fixture
def office(browser: "Browser") -> Iterator[tuple[Answering, Server]]:  # noqa: ARG001 - without a browser nothing need start
    """The app's own mail server, and a workspace that knows it."""
    with (
        answering() as (app, url),
        running(people=PEOPLE, manifest=manifest(), mail=MailSettings(reply_to_smtp=url)) as server,
    ):
        yield app, server


def plan(html: str = HTML) -> EmailMessage:
    message = letter("石稼晟 <lead@office.example>, 产品 <product@elsewhere.example>", "上线方案 v1", "请看附件。\n",
                     Cc="付诚 <fu@workspace.example>", Message_ID="<1@bot>")  # fmt: skip
    message.add_alternative(html, subtype="html")
    message.add_attachment(b"select 1;\n", maintype="application", subtype="sql", filename="数据库脚本.sql")
    message.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="部署会议.ics")
    return message


def a_mail_shows_readers_body_and_attachments(office: tuple[Answering, Server], window: Opener, tmp_path: Path) -> None:
    _, server = office
    lead = window(server.page).opens("lead")
    send(server, plan())
    entry = lead.page.locator("#side").get_by_role("link", name="邮件")
    expect(entry).to_contain_text("1")
    entry.click()
    lead.page.locator(".mail-entry").click()
    article = lead.page.locator(".letter")
    expect(article.locator(".readers")).to_contain_text(re.compile("收件人.*石稼晟.*产品.*抄送.*付诚", re.DOTALL))
    with lead.page.expect_download() as download:
        article.get_by_role("link", name="数据库脚本.sql").click()
    saved = tmp_path / "script.sql"
    download.value.save_as(saved)
    assert (download.value.suggested_filename, saved.read_bytes()) == ("数据库脚本.sql", b"select 1;\n")
    expect(article.get_by_role("link", name="部署会议.ics")).to_contain_text("日历邀请")
    expect(entry).not_to_contain_text("1")


def no_script_of_a_mail_runs_and_nothing_is_loaded(office: tuple[Answering, Server], window: Opener) -> None:
    _, server = office
    with socket.create_server(("127.0.0.1", 0)) as spy:
        host, port = spy.getsockname()
        send(server, plan(HTML + SPY.format(spy=f"http://{host}:{port}/")))
        lead = window(server.page).opens("lead", "mail")
        with lead.page.expect_console_message(lambda told: "Content Security Policy" in told.text):
            lead.page.locator(".mail-entry").click()
        body = lead.page.frame_locator(".letter-html")
        expect(body.get_by_role("heading", name="上线方案")).to_have_css("color", "rgb(1, 2, 3)")
        expect(body.get_by_role("link", name="plan")).to_be_visible()
        spy.settimeout(0)
        with pytest.raises(BlockingIOError):  # nobody called
            spy.accept()
    assert "taken over" not in [frame.title() for frame in lead.page.frames]
    assert any("Content Security Policy" in complaint for complaint in lead.trouble)
    lead.expected = "Content Security Policy"  # the browser tells what it did not do
    lead.trouble.clear()


def a_reply_reaches_the_app_by_smtp_and_the_colleague_on_the_page(
    office: tuple[Answering, Server], window: Opener
) -> None:
    app, server = office
    send(server, letter("fu@workspace.example", "准备上线", Cc="lead@office.example", Message_ID="<1@bot>"))
    lead = window(server.page).opens("lead", "mail")
    fu = window(server.page).opens("fu", "mail")
    fu.page.locator(".mail-entry").click()
    fu.page.get_by_role("textbox", name="回复").fill("已就绪 <b>ok</b>")
    fu.page.get_by_label("同时回复其他收件人").check()
    fu.page.get_by_role("button", name="回复", exact=True).click()
    expect(fu.page.locator(".letter")).to_have_count(2)
    expect(fu.page.locator(".letter").last).to_contain_text("已送达")
    expect(lead.page.locator(".mail-entry")).to_contain_text("已就绪 <b>ok</b>")
    ((recipients, reply),) = app.taken
    assert recipients == ["porter@bot.example"]
    assert (reply["In-Reply-To"], str(reply["From"])) == ("<1@bot>", "付诚 <fu@workspace.example>")


def a_reply_in_the_making_survives_what_comes_meanwhile(office: tuple[Answering, Server], window: Opener) -> None:
    _, server = office
    send(server, letter("fu@workspace.example", Message_ID="<1@bot>"))
    fu = window(server.page).opens("fu", "mail")
    fu.page.locator(".mail-entry").click()
    field = fu.page.get_by_role("textbox", name="回复")
    field.fill("已经")
    send(server, letter("fu@workspace.example", Message_ID="<2@bot>", In_Reply_To="<1@bot>"))
    expect(fu.page.locator(".letter")).to_have_count(2)
    expect(field).to_have_value("已经")
    expect(field).to_be_focused()


def only_her_own_mail_is_shown_unless_she_asks_for_everybodys(office: tuple[Answering, Server], window: Opener) -> None:
    _, server = office
    send(server, letter("fu@workspace.example", "给付诚"))
    lead = window(server.page).opens("lead", "mail")
    expect(lead.page.locator(".mail-pane")).to_contain_text("这里还没有邮件")
    lead.page.get_by_role("button", name="全部").click()
    lead.page.locator(".mail-entry", has_text="给付诚").click()
    expect(lead.page.locator(".mail-form")).to_contain_text("换成收件人的身份才能回复")
    lead.page.get_by_role("button", name="我的").click()
    expect(lead.page.locator(".mail-entry")).to_have_count(0)


def a_phone_shows_the_threads_and_then_one_of_them(office: tuple[Answering, Server], window: Opener) -> None:
    _, server = office
    send(server, letter("fu@workspace.example", "给付诚"))
    fu = window(server.page, size=PHONE).opens("fu", "mail")
    fu.page.locator(".mail-entry").click()
    expect(fu.page.locator(".letter")).to_be_visible()
    expect(fu.page.locator(".mail-threads")).to_be_hidden()
    fu.page.get_by_role("button", name="返回").click()
    expect(fu.page.locator(".mail-entry")).to_be_visible()
    assert fu.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def an_invitation_is_shown_as_a_meeting_and_answered_where_it_is(
    office: tuple[Answering, Server], window: Opener, size: tuple[int, int]
) -> None:
    app, server = office
    invites(server)
    chen = window(server.page, size=size).opens("chen", "mail")
    chen.page.locator(".mail-entry").click()
    meeting = chen.page.get_by_role("region", name="上线会议").first
    told = re.compile("Invitation.*When.*Where.*三楼会议室.*Organizer.*Porter.*Who", re.DOTALL)
    expect(meeting).to_contain_text(told)
    meeting.get_by_role("button", name="Accept").click()
    expect(meeting.get_by_role("button", name="Accept")).to_have_attribute("aria-pressed", "true")
    expect(chen.page.locator(".letter").last).to_contain_text("陈晓雯 · Accepted")
    ((recipients, _),) = app.taken
    assert recipients == ["porter@bot.example"]
    invites(server, sequence=1)
    expect(meeting).to_contain_text("There is a later notice")
    assert chen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
