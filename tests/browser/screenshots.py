"""`make screenshots`: the pictures in docs/images, taken anew of the real bot in the local workspace."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import chromium
from tests.browser.opening import started
from tests.browser.window import PHONE, window
from tests.scenarios.stage import Stage

FOLDER: Final = Path(__file__).parents[2] / "docs" / "images"
LARGEST: Final = 200_000


def main() -> None:
    """Raise `ValueError` for a picture too large to keep."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, started() as stage:
        _act(stage)
        _light(browser, stage)
        _dark(browser, stage)
        _phone(browser, stage)
        _on_to_the_gate(stage)
        _gate(browser, stage)
    for picture in FOLDER.glob("*.png"):
        if picture.stat().st_size > LARGEST:
            raise ValueError(f"{picture.name} has {picture.stat().st_size} bytes; pictures are kept below {LARGEST}.")


def _act(stage: Stage) -> None:
    """Some steps signed by command, button and emoji, and a word about them."""
    fu, fang, li, chen, lead = (
        stage.server.person(key) for key in ("fucheng", "fanghao", "licuiqi", "chenxiaowen", "shijiasheng")
    )
    stage.person("fucheng").delivers("1b/boying-user")
    stage.person("licuiqi").delivers("1a-4")
    stage.settle()
    card = next(message for message in fang.sees() if message.bot_id and message.blocks)
    fang.reacts("✅", on=card)
    stage.settle()
    question = li.says("@chenxiaowen 上线方案里写了部署顺序：`boying-user` 先于 `boying-admin`，请看一下")
    chen.says("看过了，没有问题", thread=question)
    li.says("好的 :+1:", thread=question)
    for person in (chen, fu, lead):
        person.reacts("👀" if person is fu else "✅", on=question)


def _light(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page) as page:
        page.opens("chenxiaowen")
        page.types("/release status")
        expect(page.last).to_contain_text("仅你可见")
        page.line.fill("")
        _keep(page.page, "channel")
        page.line.press_sequentially("/release ")
        _keep(page.page, "command")
        page.opens("fucheng", "dm")
        page.message("1b").get_by_role("button", name="撰写…").last.click()
        page.modal.get_by_role("textbox", name="测试方案").fill("按模块功能文档逐个接口测试；数据取自预热环境的副本。")
        page.modal.get_by_role("button", name="提交").click()
        expect(page.modal.locator(".wrong")).to_have_count(2)
        _keep(page.page, "form")
        page.modal.get_by_role("button", name="取消").click()
        expect(page.modal).to_have_count(0)


def _dark(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page, color_scheme="dark") as page:
        page.opens("chenxiaowen")
        page.message("部署顺序").locator(".thread-link").click()
        page.message("部署顺序").locator(".pill").first.hover()
        _keep(page.page, "thread-dark")
        page.opens("shijiasheng", "home")
        stage.settle()
        expect(page.page.locator("#home .actions").first).to_be_visible()
        _keep(page.page, "home-dark")


def _phone(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page, size=PHONE, device_scale_factor=1.5) as page:
        page.opens("shijiasheng", "dm")
        expect(page.last).to_be_visible()
        _keep(page.page, "phone")


def _on_to_the_gate(stage: Stage) -> None:
    """All of the first phase, and bugs that shut the gate to the second."""
    stage.person("shijiasheng").types("/release assign business @licuiqi")
    stage.signs("1a-1", "1a-2", "1a-3", "1a-5", "1a-6", "1b", "1c", "1d", "1e")
    stage.person("fucheng").types("/release bug A boying-user 登录后白屏")
    stage.person("fucheng").types("/release bug C boying-admin 表头没有对齐")
    stage.settle()


def _gate(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page) as page:
        page.opens("fucheng")
        page.types("/release status")
        expect(page.last).to_contain_text("仅你可见")
        _keep(page.page, "gate")
        page.types("/release bug")
        page.modal.get_by_role("combobox", name="级别").select_option("B 级（严重）")
        _keep(page.page, "bug")
        page.modal.get_by_role("button", name="取消").click()
        expect(page.modal).to_have_count(0)
        page.page.locator("#side").get_by_role("link", name="邮件").click()
        page.page.locator(".mail-entry").first.click()
        expect(page.page.locator(".letter")).to_be_visible()
        _keep(page.page, "mail")


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
