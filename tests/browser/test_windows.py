"""Several windows on one workspace: two people at once, a reload, a line that breaks, an address that is shared."""

import re

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import Opener
from tests.scenarios.stage import Stage


def two_windows_as_two_people_see_each_other_at_once(office: Stage, window: Opener) -> None:
    chen = window(office.server.page).opens("chenxiaowen")
    fang = window(office.server.page).opens("fanghao")

    chen.types("方案今天写完 @fanghao")
    expect(fang.last).to_contain_text("方案今天写完 @方浩")
    expect(fang.last).to_have_class(re.compile("for-me"))

    fang.reacts("用 👀 回应", on=fang.last)
    expect(chen.last.locator(".pill").first).to_have_text(re.compile("👀.*1"))
    chen.last.locator(".pill").first.focus()
    expect(chen.last.locator(".who").first).to_contain_text("方浩 回应了 :eyes:")

    chen.types("/release status")
    expect(chen.last).to_contain_text("仅你可见")
    expect(fang.last).to_contain_text("方案今天写完")


def a_thread_is_shared_and_counted(office: Stage, window: Opener) -> None:
    chen = window(office.server.page).opens("chenxiaowen")
    fang = window(office.server.page).opens("fanghao")
    chen.types("谁在看预热环境？")
    expect(fang.last).to_contain_text("谁在看预热环境？")
    fang.tool("在消息列中回复", fang.last).click()
    fang.thread.get_by_role("combobox").fill("我")
    fang.thread.get_by_role("combobox").press("Enter")

    expect(chen.last.locator(".thread-link")).to_contain_text("1 条回复")
    chen.last.locator(".thread-link").click()
    expect(chen.thread.locator(".message")).to_have_count(2)
    chen.thread.get_by_role("combobox").fill("/release status")
    chen.thread.get_by_role("combobox").press("Enter")
    expect(chen.thread.get_by_role("alert")).to_contain_text("消息列里不能用 /release")
    chen.page.keyboard.press("Escape")
    expect(chen.thread).to_be_hidden()


def a_reload_stays_with_the_person_the_channel_and_the_thread(office: Stage, window: Opener) -> None:
    page = window(office.server.page).opens("licuiqi", "general")
    page.types("环境准备好了")
    page.tool("在消息列中回复", page.message("环境准备好了")).click()
    expect(page.thread).to_be_visible()
    page.page.reload()
    expect(page.page.locator("#side .whoami")).to_contain_text("李翠琪")
    expect(page.page.get_by_role("heading", level=1)).to_contain_text("general")
    expect(page.thread).to_contain_text("环境准备好了")


def an_answer_only_one_person_saw_is_gone_after_a_reload(office: Stage, window: Opener) -> None:
    page = window(office.server.page).opens("licuiqi")
    page.types("/release whoami")
    expect(page.last).to_contain_text("仅你可见")
    office.clock.move(1)
    page.page.reload()
    expect(page.message("阶段 1/5")).to_be_visible()
    expect(page.page.locator(".ephemeral")).to_have_count(0)


def what_happened_while_the_line_was_broken_is_there_when_it_is_mended(office: Stage, window: Opener) -> None:
    page = window(office.server.page)
    lines: list[WebSocketRoute] = []
    is_mended = True

    def tap(line: WebSocketRoute) -> None:
        lines.append(line)
        if is_mended:
            line.connect_to_server()
        else:
            line.close()

    page.page.route_web_socket("**/sandbox/live*", tap)
    page.opens("chenxiaowen")
    page.line.fill("还没发出去的话")

    is_mended = False
    lines[0].close()
    expect(page.page.locator(".line-state")).to_contain_text("正在重连")
    office.server.person("fanghao").says("断线时说的话")
    is_mended = True
    expect(page.last).to_contain_text("断线时说的话")
    expect(page.page.locator(".line-state")).to_be_empty()
    expect(page.line).to_have_value("还没发出去的话")


def what_is_unread_is_counted_until_it_is_looked_at(release: Stage, window: Opener) -> None:
    page = window(release.server.page).opens("chenxiaowen")
    direct = page.page.locator("#side").get_by_role("link", name="Release Captain")
    expect(direct.locator(".count")).to_have_text("1")
    expect(page.page).to_have_title(re.compile(r"^\(1\) "))
    fang = page.page.locator("#rail").get_by_role("link", name="方浩")
    expect(fang).to_have_attribute("aria-label", re.compile("有新的私信"))

    page.goes_to("Release Captain")
    expect(direct.locator(".count")).to_have_count(0)
    page.becomes("方浩")
    expect(page.page.locator("#rail").get_by_role("link", name="陈晓雯")).not_to_have_attribute(
        "aria-label", re.compile("有新的私信")
    )


def a_command_the_app_does_not_answer_fails_under_the_field_and_comes_back_into_it(
    release: Stage, window: Opener
) -> None:
    page = window(release.server.page).opens("chenxiaowen")
    release.leave()
    page.types("/release status")
    expect(page.page.locator("#main .trouble")).to_contain_text("dispatch_failed")
    expect(page.line).to_have_value("/release status")
    page.message("阶段 1/5").get_by_role("button", name="签我的").click()
    expect(page.message("阶段 1/5").get_by_role("alert")).to_contain_text("dispatch_failed")
    page.types("/relaese status")
    expect(page.page.locator("#main .trouble")).to_contain_text("没有这个命令")
    release.enter()


def the_home_tab_shows_what_the_app_published(release: Stage, window: Opener) -> None:
    page = window(release.server.page).opens("chenxiaowen", "dm")
    page.page.get_by_role("button", name="主页").click()
    release.settle()
    home = page.page.locator("#home")
    expect(home).to_contain_text("轮到你：2 项")
    home.get_by_role("button", name="我在处理").first.click()
    release.settle()
    expect(home.get_by_role("button", name="我在处理")).to_have_count(1)
