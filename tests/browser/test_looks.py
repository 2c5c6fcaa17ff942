"""How the page fits its reader: the keyboard alone, a phone, what the first paint costs, languages, dark and light."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.window import PHONE
from tests.scenarios.stage import Stage

FIRST_PAINT = 300_000  # bytes
NARROW = (320, 640)


def a_release_is_carried_on_by_keyboard_alone(release: Stage, window: Opener) -> None:
    page = window(release.server.page).opens("fucheng")
    keys = page.page.keyboard
    expect(page.line).to_be_focused()
    keys.type("/rel")
    expect(page.page.get_by_role("option").first).to_contain_text("done 1b boying-user")
    keys.press("Enter")
    expect(page.line).to_have_value("/release ")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.line).to_have_value("/release status")
    keys.press("Enter")
    expect(page.last).to_contain_text("仅你可见")

    page.message("仅你可见").get_by_role("button", name="我的 3 项").focus()
    keys.press("Enter")
    write = page.last.get_by_role("button", name="撰写…").nth(1)
    write.focus()
    keys.press("Enter")
    expect(page.modal.get_by_role("textbox").first).to_be_focused()
    keys.type("https://wiki.example/cases")
    for words in ("逐个接口", "四十条"):
        keys.press("Tab")
        keys.type(words)
    keys.press("Tab")
    for _ in range(3):
        keys.press("Tab")
    expect(page.modal.get_by_role("checkbox", name="临界点用例")).to_be_focused()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    expect(page.modal.get_by_role("button", name="提交")).to_be_focused()
    keys.press("Enter")
    expect(page.modal).to_have_count(0)
    assert [item["id"] for item in release.shown()["items"] if item["signatures"]] == ["1b/boying-user"]


def the_keyboard_reaches_each_message_and_its_reactions(office: Stage, window: Opener) -> None:
    page = window(office.server.page).opens("fucheng", "general")
    page.types("上面一条")
    page.types("下面一条")
    expect(page.last).to_contain_text("下面一条")
    above = page.message("上面一条")
    page.last.focus()
    page.page.keyboard.press("ArrowUp")
    expect(above).to_be_focused()
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    expect(above.locator(".pill").first).to_contain_text("✅")
    above.get_by_role("button", name="添加表情").first.focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.type("rocket")
    page.page.keyboard.press("Enter")
    expect(above.locator(".pill", has_text="🚀")).to_be_visible()


def a_phone_shows_one_column_and_its_drawer(office: Stage, window: Opener) -> None:
    page = window(office.server.page, size=PHONE).opens("chenxiaowen")
    expect(page.page.locator("#side")).not_to_be_in_viewport()
    page.page.get_by_role("button", name="打开频道列表").click()
    expect(page.page.locator("#side")).to_be_in_viewport()
    page.goes_to("Release Captain")
    expect(page.page.locator("#side")).not_to_be_in_viewport()
    page.message("1a-4").get_by_role("button", name="开启 1a-5").click()
    expect(page.modal.get_by_role("button", name="提交")).to_be_in_viewport()
    page.modal.get_by_role("button", name="关闭").click()
    expect(page.modal).to_have_count(0)


def nothing_is_wider_than_the_narrowest_phone(office: Stage, window: Opener) -> None:
    page = window(office.server.page, size=NARROW)
    for where in ("boying-release", "dm", "home"):
        page.opens("chenxiaowen", where)
        office.settle()
        wide = page.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW[0], where


def the_first_paint_needs_little_and_nothing_from_elsewhere(office: Stage, window: Opener) -> None:
    page = window(office.server.page)
    sizes: list[int] = []
    page.page.on("response", lambda response: sizes.append(len(response.body())))
    page.page.on(
        "websocket", lambda line: line.on("framereceived", lambda frame: sizes.append(len(str(frame).encode())))
    )
    page.opens("chenxiaowen")
    expect(page.message("阶段 1/5")).to_be_visible()
    assert 0 < sum(sizes) <= FIRST_PAINT


def the_page_speaks_its_readers_language(office: Stage, window: Opener) -> None:
    guest = office.server.welcome("alex", name="Alex Rivera", locale="en-US", tz="America/New_York")
    guest.joins("boying-release")
    page = window(office.server.page).opens("alex")
    assert page.page.evaluate("document.documentElement.lang") == "en"
    expect(page.line).to_have_attribute("placeholder", re.compile("Message #boying-release"))
    expect(page.message("阶段 1/5").locator("time[title*='GMT-4'], time[title*='EDT']").first).to_be_visible()
    page.becomes("陈晓雯")
    assert page.page.evaluate("document.documentElement.lang") == "zh-CN"


def the_dark_follows_the_system_until_the_reader_chooses(office: Stage, window: Opener) -> None:
    page = window(office.server.page, color_scheme="dark").opens("chenxiaowen")
    theme = "document.documentElement.dataset.theme"
    assert page.page.evaluate(theme) == "dark"
    page.page.get_by_role("button", name="切换深色或浅色").click()
    assert page.page.evaluate(theme) == "light"
    page.page.reload()
    assert page.page.evaluate(theme) == "light"


def what_people_write_stays_text(office: Stage, window: Opener) -> None:
    page = window(office.server.page).opens("chenxiaowen", "general")
    page.types('<img src=x onerror="document.title=1"> *粗* `code` <https://a.example|b> javascript:alert(1)')
    expect(page.last).to_contain_text('<img src=x onerror="document.title=1">')
    expect(page.last.locator("strong:text('粗')")).to_be_visible()
    expect(page.last.locator("img")).to_have_count(0)
    office.server.person("fanghao").says("```<b>a & b</b>```", "general")
    expect(page.last.locator("pre")).to_have_text("<b>a & b</b>")
