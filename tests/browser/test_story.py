"""The demo on its page: one is guided, moves time on to a reminder, and finds everything again after a reload."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.window import PHONE, Window
from tests.scenarios.telling import Telling, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def demo(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:  # noqa: ARG001 - skips
    with telling(tmp_path_factory.mktemp("demo")) as opened:
        yield opened


def guided(page: Window, name: str) -> None:
    """Press the button of the guide that says this."""
    page.page.locator("#story").get_by_role("button", name=name).click()


def skip(page: Window, to: str) -> None:
    guided(page, "快进")
    page.page.get_by_role("menuitem", name=to).click()


def the_guide_leads_to_the_person_writes_the_line_and_goes_on_once_it_is_sent(demo: Telling, window: Opener) -> None:
    page = window(demo.house.server.page).opens("fucheng")
    story = page.page.locator("#story")
    expect(story).to_contain_text("1/8")
    guided(page, "成为石稼晟，到 #boying-release")
    expect(page.page.locator("#side .whoami")).to_contain_text("石稼晟")
    guided(page, "替我填入这一行")
    expect(page.line).to_have_value("/release")
    expect(page.line).to_be_focused()
    page.line.press("Enter")
    expect(story).to_contain_text("2/8")
    expect(page.last).to_contain_text("仅你可见")


def a_reminder_that_is_skipped_to_appears_and_is_told_of(demo: Telling, window: Opener) -> None:
    page = window(demo.house.server.page).opens("fucheng", "dm")
    before = demo.tale.theatre.now()
    known = page.messages.count()
    skip(page, "到下一个提醒")
    expect(page.page.locator("#story .news")).to_contain_text("机器人私信了")
    expect(page.messages).not_to_have_count(known)
    assert demo.tale.theatre.now() > before
    page.page.reload()
    expect(page.page.locator("#story .news")).to_contain_text("机器人私信了")


def the_guide_can_be_closed_and_shown_again(demo: Telling, window: Opener) -> None:
    page = window(demo.house.server.page).opens("fucheng")
    line = page.page.locator("#story .line")
    expect(line).to_be_visible()
    guided(page, "关闭引导")
    expect(line).to_have_count(0)
    page.page.reload()
    expect(page.page.locator("#story").get_by_role("button", name="快进")).to_be_visible()
    expect(line).to_have_count(0)
    guided(page, "显示引导")
    expect(line).to_be_visible()


def two_windows_see_the_story_start_over_after_a_question(demo: Telling, window: Opener) -> None:
    fang = window(demo.house.server.page).opens("fanghao")
    fang.types("这句会忘掉")
    other = window(demo.house.server.page).opens("licuiqi")
    expect(other.message("这句会忘掉")).to_be_visible()
    guided(fang, "从头再来")
    fang.page.get_by_role("button", name="取消").click()
    expect(other.message("这句会忘掉")).to_be_visible()
    guided(fang, "从头再来")
    fang.page.locator("dialog").get_by_role("button", name="从头再来").click()
    expect(other.page.locator("#story")).to_contain_text("1/8")
    for page in (fang, other):
        expect(page.message("这句会忘掉")).to_have_count(0)
        expect(page.message("队列的端口在走审批")).to_be_visible()
    fang.goes_to("Release Captain")
    expect(fang.message("自动化部署至测试环境")).to_be_visible()


def a_phone_has_room_for_the_guide_and_the_conversation(demo: Telling, window: Opener) -> None:
    page = window(demo.house.server.page, size=PHONE).opens("fucheng")
    story, line = page.page.locator("#story").bounding_box(), page.line.bounding_box()
    assert story is not None
    assert line is not None
    assert story["width"] <= PHONE[0]
    assert story["height"] < PHONE[1] / 4
    assert line["y"] + line["height"] <= PHONE[1]
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
